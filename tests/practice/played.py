"""Series answered in memory: what a journal would hold of them, and what an older one would."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random

from vs_course.bank.items import Bank, Exercise
from vs_course.practice.entries import Answer, Drawn, Entry
from vs_course.practice.questions import Question
from vs_course.practice.series import Series, begin

Right = Callable[[Question], bool]

ANSWER = Answer(
    id="5f0c6a5e-0000-4000-8000-000000000001",
    at="2025-01-31T08:15:30.123+00:00",
    learner="eleve-1",
    exercise="05-classer",
    question="caisse-a",
    choice="vente",
    correct=True,
    confidence=None,
    attempt=1,
    duration_ms=1234,
    bank="0123456789ab",
)
DRAWN = Drawn(
    id="5f0c6a5e-0000-5000-8000-000000000002",
    at=ANSWER.at,
    learner="eleve-1",
    exercise="05-classer",
    questions=("caisse-a", "caisse-b"),
    bank="0123456789ab",
)
_START = datetime(2025, 1, 31, 9, tzinfo=UTC)
_NUMBERS = count()


def instant() -> str:
    """Return a later instant at each call."""
    return (_START + timedelta(seconds=next(_NUMBERS))).isoformat()


def answer(question: str, **changes: object) -> Answer:
    """Return an answer of its own, given after those before it."""
    told = {"id": f"evenement-{next(_NUMBERS)}", "at": instant(), "exercise": "essai"}
    return replace(ANSWER, question=question, **{**told, **changes})


def play(begun: Series, right: Right) -> list[Entry]:
    """Return one answer to each question of a series, right where `right(question)` says so.

    The first answer brings the line that says what the series asks, as a session writes it.
    """
    played: list[Entry] = []
    for question in begun.questions:
        correct = None if question.key is None else right(question)
        wrong = next(c.value for c in question.choices if c.value != question.key)
        made = answer(
            question.id,
            exercise=begun.exercise.id,
            choice=question.key if correct else wrong,
            correct=correct,
            attempt=begun.attempt(question.id),
            series=begun.id,
        )
        if not begun.written:
            played.append(written(begun, begun.since or made.at))
        begun.record(made)
        played.append(made)
    return played


def written(begun: Series, at: str) -> Drawn:
    """Return the line of a series that is begun."""
    begun.written = True
    return Drawn(begun.id, at, "eleve-1", begun.exercise.id, tuple(names(begun)), ANSWER.bank)


def played(
    exercise: Exercise,
    turns: int,
    right: Right,
    *,
    content: Bank,
    seed: int | str | None = None,
) -> tuple[list[Series], list[Entry]]:
    """Play whole series of an exercise; return them, and the history they leave."""
    history: list[Entry] = []
    series = []
    for _ in range(turns):
        series.append(begin(exercise, content, history, seed, following=True))
        history += play(series[-1], right)
    return series, history


def answers(history: Iterable[Entry]) -> list[Answer]:
    return [entry for entry in history if isinstance(entry, Answer)]


def as_older(history: Iterable[Entry]) -> list[Answer]:
    """Return what a version that wrote no series would have kept."""
    return [replace(made, series=None) for made in answers(history)]


def names(begun: Series) -> list[str]:
    return [question.id for question in begun.questions]


def subjects(begun: Series) -> set[str]:
    return {question.subject for question in begun.questions}


def always(value: bool) -> Right:
    return lambda _question: value


def chance(seed: int, share: float) -> Right:
    random = Random(seed)
    return lambda _question: random.random() < share
