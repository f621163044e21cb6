"""What is asked: a situation, a statement or a debate turned into questions. Pure."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from vs_course.bank.items import (
    Bank,
    Category,
    Criterion,
    Debate,
    Kind,
    Scenario,
    Statement,
    Subject,
)
from vs_course.practice import texts

_MIN_SEGMENT_WORDS = 3
_OPENING = re.compile(r"(?:[«“(]\s*)?\Z")
_CLOSING = re.compile(r"[^\w«“(]*")
# Up to a mark that a plain space follows (neither « M. Roy » nor « 5,50 » is cut), or a link word.
_PIECE = re.compile(
    r".+?(?:[,;:.!?…»]+(?<!\bM\.)[ \n]\s*|\Z|(?<!\bM\.)\s(?=(?:et|pour|qui|que|dont|où)\s))",
    re.DOTALL,
)


class Layout(StrEnum):
    """How the choices of a question stand: side by side, one below the other, inside the text."""

    ROW = "row"
    STACK = "stack"
    INLINE = "inline"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer a question offers."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Aside:
    """A text shown beside the feedback: after an error, or, with `always`, whatever the answer."""

    title: str
    intro: str
    text: str
    clue: str = ""
    always: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What the learner is asked: any kind of exercise comes down to this.

    `key` is None where nothing is right or wrong. `subject` is the id of the scenario, statement
    or debate it is about; several questions may share one.
    """

    id: str
    subject: str
    prompt: str
    text: str
    choices: tuple[Choice, ...]
    key: str | None
    verdicts: dict[str, str]
    explanation: str
    clue: str = ""
    criterion: Criterion | None = None
    asides: tuple[Aside, ...] = ()
    layout: Layout = Layout.ROW


def questions(kind: Kind, subject: Subject, bank: Bank) -> list[Question]:
    """Return what an exercise of that kind asks about one subject: one question, or two in turn."""
    match subject:
        case Statement():
            return [_attribute(subject, bank)]
        case Debate():
            return [_debate(subject)]
    return [_ASKED[asked](subject, bank) for asked in _KINDS[kind]]


def per_subject(kind: Kind) -> int:
    """Return how many questions an exercise of that kind asks about one subject."""
    return len(_KINDS.get(kind, ("",)))


def recall(question_id: str, bank: Bank) -> Question | None:
    """Return the question that has this id, or None where the bank no longer has it."""
    name, _, asked = question_id.partition("/")
    if asked not in _ASKED:
        return None
    for scenario in reversed(bank.scenarios):  # an exercise compares from the last twin
        if name == (scenario.pair if asked == _COMPARED else scenario.id):
            return _ASKED[asked](scenario, bank)
    others: tuple[Subject, ...] = (*bank.statements, *bank.debates) if not asked else ()
    found = next((subject for subject in others if subject.id == name), None)
    return questions(Kind.CLASSER, found, bank)[0] if found else None


def _classify(scenario: Scenario, bank: Bank) -> Question:
    return _choose(
        scenario.id,
        scenario,
        texts.PROMPT_CLASSER,
        texts.CATEGORY,
        (scenario.category, texts.CATEGORY_ARTICLE),
        explanation=scenario.explanation,
        clue=scenario.clue,
        criterion=bank.criterion(scenario.criterion),
        asides=(_twin(scenario, bank),),
    )


def _compare(scenario: Scenario, bank: Bank) -> Question:
    """Which of two twins is the vente? The texts themselves are the choices."""
    twin = bank.twin(scenario)
    vente = scenario if scenario.category is Category.VENTE else twin
    return Question(
        id=f"{scenario.pair}/comparer",
        subject=scenario.id,
        prompt=texts.PROMPT_COMPARER,
        text="",
        choices=tuple(Choice(s.id, s.text) for s in (scenario, twin)),
        key=vente.id,
        verdicts={
            s.id: texts.COMPARE_RIGHT if s is vente else texts.COMPARE_WRONG
            for s in (scenario, twin)
        },
        explanation=vente.explanation,
        clue=vente.clue,
        criterion=bank.criterion(scenario.criterion),
        layout=Layout.STACK,
    )


def _spot(scenario: Scenario, bank: Bank) -> Question:
    """Which words decide? The text is cut into pieces to click, the clue being one of them."""
    pieces = segments(scenario.text, scenario.clue)
    answer = texts.CATEGORY_ARTICLE[scenario.category]
    choices = tuple(Choice(str(i), piece) for i, piece in enumerate(pieces))
    key = str(next(i for i, piece in enumerate(pieces) if scenario.clue in piece))
    right, wrong = (t.format(answer=answer) for t in (texts.SPOT_RIGHT, texts.SPOT_WRONG))
    return Question(
        id=f"{scenario.id}/reperer",
        subject=scenario.id,
        prompt=texts.PROMPT_REPERER.format(answer=answer),
        text="",
        choices=choices,
        key=key,
        verdicts={c.value: right if c.value == key else wrong for c in choices},
        explanation=scenario.explanation,
        clue=scenario.clue,
        criterion=bank.criterion(scenario.criterion),
        layout=Layout.INLINE,
    )


def segments(text: str, clue: str) -> list[str]:
    """Cut a text into pieces at its pauses, the clue whole in one; joined, they are the text.

    The marks around the clue go with it: alone, they would be a piece to click. A piece is at
    least _MIN_SEGMENT_WORDS words long where the text allows it.
    """
    start = text.index(clue)
    end = start + len(clue)
    start = len(_OPENING.sub("", text[:start]))
    end += len(text[end:]) - len(_CLOSING.sub("", text[end:], count=1))
    return [*_pieces(text[:start]), text[start:end], *_pieces(text[end:])]


def _pieces(text: str) -> list[str]:
    found: list[str] = []
    for piece in _PIECE.findall(text):
        short = found and min(len(found[-1].split()), len(piece.split())) < _MIN_SEGMENT_WORDS
        if short:
            found[-1] += piece
        else:
            found.append(piece)
    return found


def _justify(scenario: Scenario, bank: Bank) -> Question:
    criterion = bank.criterion(scenario.criterion)
    side = criterion.vente if scenario.category is Category.VENTE else criterion.service
    return _choose(
        f"{scenario.id}/justifier",
        scenario,
        texts.PROMPT_JUSTIFIER,
        {c.id: f"{c.name}. {c.question}" for c in bank.criteria},
        (scenario.criterion, {c.id: c.name[0].lower() + c.name[1:] for c in bank.criteria}),
        explanation=f"{criterion.question} {side}",
        clue=scenario.clue,
        layout=Layout.STACK,
    )


def _situate(scenario: Scenario, _bank: Bank) -> Question:
    return _choose(
        f"{scenario.id}/situer",
        scenario,
        texts.PROMPT_SITUER,
        texts.MOMENT,
        (scenario.moment, texts.MOMENT_PHRASE),
        explanation=texts.MOMENT_WHY[scenario.moment],
    )


def _attribute(statement: Statement, bank: Bank) -> Question:
    return _choose(
        statement.id,
        statement,
        texts.PROMPT_ATTRIBUER,
        texts.REPLY,
        (statement.reply, texts.REPLY_PHRASE),
        explanation=statement.explanation,
        criterion=bank.criterion(statement.criterion) if statement.criterion else None,
    )


def _debate(debate: Debate) -> Question:
    sides = {Category.VENTE: debate.for_vente, Category.SERVICE: debate.for_service}
    return _choose(
        debate.id,
        debate,
        texts.PROMPT_DEBATTRE,
        texts.DEBATE_SIDE,
        (None, texts.DEBATE_VERDICT),
        explanation=texts.DEBATE_WHY,
        asides=tuple(
            Aside(texts.DEBATE_ARGUMENT[side], "", argument, always=True)
            for side, argument in sides.items()
        ),
    )


def _choose(
    id: str,
    subject: Subject,
    prompt: str,
    labels: dict[str, str],
    keyed: tuple[str | None, dict[str, str]],
    **more: Any,
) -> Question:
    """Return a question with the subject's text above its choices.

    `keyed` is the right choice and, for the verdicts, how each is said inside a sentence; where
    nothing is right or wrong, the verdicts themselves.
    """
    key, phrases = keyed
    verdicts = phrases
    if key is not None:
        right, wrong = (t.format(answer=phrases[key]) for t in (texts.RIGHT, texts.WRONG))
        verdicts = {value: right if value == key else wrong for value in labels}
    choices = tuple(Choice(value, label) for value, label in labels.items())
    return Question(id, subject.id, prompt, subject.text, choices, key, verdicts, **more)


_COMPARED = "comparer"
# What may be asked about a situation, by what ends the question's id.
_ASKED = {
    "": _classify,
    _COMPARED: _compare,
    "reperer": _spot,
    "justifier": _justify,
    "situer": _situate,
}
_KINDS = {
    Kind.CLASSER: ("",),
    Kind.COMPARER: (_COMPARED,),
    Kind.REPERER: ("reperer",),
    Kind.JUSTIFIER: ("", "justifier"),
    Kind.SITUER: ("situer", ""),
}


def _twin(scenario: Scenario, bank: Bank) -> Aside:
    twin = bank.twin(scenario)
    intro = texts.TWIN_INTRO.format(answer=texts.CATEGORY_ARTICLE[twin.category])
    return Aside(texts.TWIN, intro, twin.text, twin.clue)
