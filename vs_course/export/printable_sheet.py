"""A worksheet to print, and its answers: one HTML page that needs nothing else."""

from collections.abc import Iterable
from pathlib import Path

from vs_course.export import notes, texts
from vs_course.export.markup import html
from vs_course.export.selection import Selection
from vs_course.practice import texts as practice_texts
from vs_course.practice.questions import Question

_CSS = Path(__file__).parent / "printable_sheet.css"
_PAGE = """\
<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{css}</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p class="fields">{fields}</p>
<p class="intro">{intro}</p>
<ol>
{situations}
</ol>
</main>
<section class="answers">
<h2>{answers_title}</h2>
<p class="intro">{answers_intro}</p>
<ol>
{answers}
</ol>
</section>
</body>
</html>
"""


def write(selection: Selection, path: Path) -> None:
    """Write the situations to tick, then on a page of their own the answers, in the same order."""
    asked = [selection.question(scenario) for scenario in selection.mixed().scenarios]
    page = _PAGE.format(
        title=html(practice_texts.PROMPT_CLASSER),
        css=_CSS.read_text(encoding="utf-8"),
        fields="".join(f"<span>{html(name)}</span>" for name in texts.SHEET_FIELDS),
        intro=html(texts.SHEET_INTRO),
        situations=_items(map(_situation, asked)),
        answers_title=html(texts.SHEET_ANSWERS),
        answers_intro=html(texts.SHEET_ANSWERS_INTRO),
        answers=_items(map(_answer, asked)),
    )
    path.write_text(page, encoding="utf-8", newline="\n")


def _items(contents: Iterable[str]) -> str:
    return "\n".join(f"<li>{content}</li>" for content in contents)


def _situation(question: Question) -> str:
    boxes = "".join(f"<span>{html(choice.label)}</span>" for choice in question.choices)
    return (
        f"<p>{html(question.text)}</p>\n"
        f'<p class="reply"><span class="boxes">{boxes}</span>'
        f'<span class="clue">{html(texts.CLUE_LABEL)}</span></p>'
    )


def _answer(question: Question) -> str:
    label = next(choice.label for choice in question.choices if choice.value == question.key)
    clue, _ = notes.on_question(question)
    told = texts.SHEET_ANSWER.format(
        clue=clue.text, label=texts.CRITERION_LABEL, name=notes.criterion_name(question)
    )
    return (
        f"<p><strong>{html(label)}.</strong> {html(told)}</p>\n<p>{html(question.explanation)}</p>"
    )
