"""GIFT, the plain text of Moodle's questions (docs.moodle.org, « GIFT format »)."""

import re
from collections.abc import Iterator
from pathlib import Path

from vs_course.bank.items import Scenario
from vs_course.export import markup, moodle, notes
from vs_course.export.selection import Selection
from vs_course.practice.questions import Question

# The backslash too, or one before a brace would undo the brace's own.
_CONTROL = re.compile(r"[\\~=#{}:]")


def write(selection: Selection, path: Path) -> None:
    """Write one category a criterion, and one question a situation, a blank line between them."""
    blocks = []
    for criterion, scenarios in selection.by_criterion():
        category = re.sub(r"[\t\n]+", " ", markup.clean(moodle.category_path(criterion)))
        blocks.append(f"$CATEGORY: {category}\n")  # read as it is, with no escape
        blocks += ["\n".join(_lines(s, selection.question(s))) for s in scenarios]
    path.write_text("\n".join(blocks), encoding="utf-8", newline="\n")


def _lines(scenario: Scenario, question: Question) -> Iterator[str]:
    marks = "".join(f" [tag:{tag}]" for tag in notes.tags(scenario, "-"))
    yield f"// [id:{scenario.id}]{marks}"
    # « plain » : what looks like HTML in a text is shown, not obeyed.
    asked = "\n".join((question.text, question.prompt))
    yield f"::{_escape(scenario.id)}::[plain]{_escape(asked)}{{"
    for choice in question.choices:
        sign = "=" if choice.value == question.key else "~"
        told = notes.as_text(notes.on_choice(question, choice.value))
        yield f"\t{sign}{_escape(choice.label)}#{_escape(told)}"
    yield f"\t####{_escape(notes.as_text(notes.on_question(question)))}"
    yield "}\n"


def _escape(text: str) -> str:
    return _CONTROL.sub(r"\\\g<0>", markup.clean(text)).replace("\n", r"\n")
