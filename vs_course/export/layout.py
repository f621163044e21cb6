"""What a learner is told of a question, as paragraphs, laid out as HTML, XML or plain lines."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from vs_course.bank import french
from vs_course.bank.items import Scenario
from vs_course.practice.grading import feedback
from vs_course.practice.questions import Aside, Question
from vs_course.practice.texts import CATEGORY_ARTICLE

CLUE = "L’indice :"
CRITERION = "Le critère :"
_BREAK = re.compile("\r\n?|[\x0b\x0c]")  # \x0b is how a word processor ends a line
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # no XML may hold them


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The few words that stand out at its head (or none), then its text."""

    title: str
    text: str


def on_choice(question: Question, choice: str) -> list[Paragraph]:
    """Return what one choice is told: right or wrong, why, and after an error the twin."""
    told = feedback(question, choice)
    answer = CATEGORY_ARTICLE[question.key or choice]
    verdict = f"Oui, c’est {answer}." if told.correct else f"Non, ici c’est {answer}."
    return [Paragraph(verdict, told.explanation), *beside(told.asides)]


def beside(asides: Iterable[Aside]) -> list[Paragraph]:
    """Return the texts shown beside an explanation: what each is, then itself."""
    return [
        paragraph
        for aside in asides
        for paragraph in (Paragraph(f"{aside.title}.", aside.intro), Paragraph("", aside.text))
    ]


def on_question(scenario: Scenario, question: Question) -> list[Paragraph]:
    """Return what everyone is told: the clue, and the criterion with the question it asks."""
    criterion = question.criterion
    assert criterion is not None  # a situation always has one
    named = f"{french.inside(criterion.name)}. {criterion.question}"
    return [
        Paragraph(CLUE, quoted_clues(scenario)),
        Paragraph(CRITERION, named),
    ]


def quoted_clues(scenario: Scenario) -> str:
    """Return the passages that decide between « »: what they quote takes the inner marks."""
    inner = (clue.replace("«\u00a0", "“").replace("\u00a0»", "”") for clue in scenario.clues)
    return ", ".join(map(french.quoted, inner))


def tags(scenario: Scenario, separator: str) -> list[str]:
    """Return « critere-objectif », « niveau-1 », « secteur-mode », with that separator."""
    named = [
        ("critere", scenario.criterion),
        ("niveau", scenario.level),
        ("secteur", scenario.sector),
        *(("competence", code) for code in scenario.competences),
    ]
    return [f"{name}{separator}{value}" for name, value in named]


def clean(text: str) -> str:
    """Return a text that XML can hold, its line breaks all written the same way."""
    return _FORBIDDEN.sub("", _BREAK.sub("\n", text))


def html(text: str) -> str:
    """Return a text as HTML, which is XML too, that shows it as it is, line breaks included."""
    return escape(clean(text)).replace("\n", "<br />")


def as_html(paragraphs: Iterable[Paragraph]) -> str:
    """Return paragraphs as HTML."""
    return "".join(f"<p>{_inside(one)}</p>" for one in paragraphs)


def _inside(paragraph: Paragraph) -> str:
    title = f"<strong>{html(paragraph.title)}</strong>" if paragraph.title else ""
    return " ".join(filter(None, (title, html(paragraph.text))))


def as_text(paragraphs: Iterable[Paragraph]) -> str:
    """Return paragraphs as plain lines."""
    return "\n".join(" ".join(filter(None, (one.title, one.text))) for one in paragraphs)


def render(name: str, **shown: object) -> str:
    """Return a template of this folder, filled: whatever a text holds, it is shown as a text.

    Its filters: `shown` keeps a text's line breaks, `paragraphs` lays some of them out.
    """
    return _TEMPLATES.get_template(name).render(shown)


def _source(name: str) -> str:
    source = (Path(__file__).parent / name).read_text(encoding="utf-8")
    # XML is indented to be read here; what plays a question might show the spaces.
    return re.sub(r"\n *", "", source) if name.endswith(".xml") else source


_TEMPLATES = Environment(
    loader=FunctionLoader(_source),
    autoescape=True,
    trim_blocks=True,
    keep_trailing_newline=True,
    undefined=StrictUndefined,
)
_TEMPLATES.filters["shown"] = lambda text: Markup(html(text))
_TEMPLATES.filters["paragraphs"] = lambda paragraphs: Markup(as_html(paragraphs))
