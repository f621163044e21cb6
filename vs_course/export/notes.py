"""What a learner is told about a question, as short notes that each format lays out its own way."""

from collections.abc import Iterable
from dataclasses import dataclass

from vs_course.bank.items import Scenario
from vs_course.export import texts
from vs_course.practice.grading import feedback
from vs_course.practice.questions import Question


@dataclass(frozen=True, slots=True)
class Note:
    """One paragraph: the few words that stand out at its head (or none), then its text."""

    title: str
    text: str


def on_choice(question: Question, choice: str) -> list[Note]:
    """Return what one choice is told: right or wrong, why, and after an error the twin."""
    told = feedback(question, choice)
    notes = [Note(told.verdict, told.explanation)]
    for aside in told.asides:
        notes += [Note(texts.TWIN.format(title=aside.title), aside.intro), Note("", aside.text)]
    return notes


def on_question(question: Question) -> list[Note]:
    """Return what everyone is told: the clue, and the criterion with the question it asks."""
    return [
        Note(texts.CLUE_LABEL, texts.CLUE.format(clue=_nested(question.clue))),
        Note(
            texts.CRITERION_LABEL,
            texts.CRITERION.format(
                name=criterion_name(question), question=question.criterion.question
            ),
        ),
    ]


def criterion_name(question: Question) -> str:
    """Return the name of the criterion that decides, to follow a colon: « l’objectif »."""
    name = question.criterion.name
    return name[:1].lower() + name[1:]


def as_text(notes: Iterable[Note]) -> str:
    """Return notes as plain lines."""
    return "\n".join(" ".join(filter(None, (note.title, note.text))) for note in notes)


def tags(scenario: Scenario, separator: str) -> list[str]:
    """Return « critere-objectif », « niveau-1 », « secteur-mode », with that separator."""
    named = {
        "critere": scenario.criterion,
        "niveau": scenario.level,
        "secteur": scenario.sector,
    }
    return [f"{name}{separator}{value}" for name, value in named.items()]


def _nested(text: str) -> str:
    """Return a text to stand between « »: what it quotes itself takes the inner marks."""
    return text.replace("«\u00a0", "“").replace("\u00a0»", "”")
