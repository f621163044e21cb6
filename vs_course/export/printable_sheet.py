"""A worksheet to print, and its answers: one HTML page that needs nothing else."""

from vs_course.bank import french
from vs_course.export import Selection, layout
from vs_course.practice import texts as practice_texts


def page(selection: Selection) -> bytes:
    """Return the situations to tick, then on a page of their own the answers, in that order."""
    made = layout.render(
        "printable_sheet.html",
        asked=[(one, selection.question(one)) for one in selection.mixed().scenarios],
        category=practice_texts.CATEGORY,
        clues=layout.quoted_clues,
        inside=french.inside,
    )
    return made.encode()
