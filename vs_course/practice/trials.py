"""Where a learner stands in the tests, whose questions are answered once each. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vs_course.bank.items import Bank, Exercise
from vs_course.practice.entries import Answer, Drawn, Entry
from vs_course.practice.grading import AnswerKey
from vs_course.practice.questions import per_subject


@dataclass(frozen=True, slots=True)
class Trial:
    """A diagnostic or an evaluation, in the questions it asked that the bank still has.

    `marks` says of each question answered whether it was right; `score` counts those that were, and
    is None until all `size` questions are answered. `passing` is the number of them that passes it,
    in proportion where questions were taken out of the bank; `bank` is the fingerprint of the
    content it was begun on, `at` that instant, "" before.
    """

    exercise: Exercise
    size: int
    marks: dict[str, bool]
    score: int | None
    passing: int | None = None
    bank: str = ""
    at: str = ""

    @property
    def answered(self) -> int:
        """Return how many questions have been answered."""
        return len(self.marks)

    @property
    def complete(self) -> bool:
        """Say whether every question has been answered."""
        return self.score is not None

    @property
    def passed(self) -> bool | None:
        """Say whether it is passed; None where it isn't complete, or can't be passed."""
        if self.score is None or self.passing is None:
            return None
        return self.score >= self.passing


def trials(bank: Bank, history: Sequence[Entry], key: AnswerKey | None = None) -> tuple[Trial, ...]:
    """Return where the learner stands in each diagnostic and evaluation, in the bank's order."""
    key = key or AnswerKey(bank)
    mine: dict[str, list[Entry]] = {e.id: [] for e in bank.exercises if e.once}
    for entry in history:
        if entry.exercise in mine:
            mine[entry.exercise].append(entry)
    return tuple(_trial(e, mine[e.id], key) for e in bank.exercises if e.once)


def _trial(exercise: Exercise, entries: Iterable[Entry], key: AnswerKey) -> Trial:
    """Count a diagnostic or an evaluation: there, the first answer to a question is the one.

    It is judged on the first series written that the bank still has anything of; in a journal that
    wrote none, on what was answered.
    """
    drawn = (entry.questions for entry in entries if isinstance(entry, Drawn))
    asked = next((names for names in drawn if any(map(key.question, names))), ())
    met = [e for e in entries if isinstance(e, Answer) and (not asked or e.question in asked)]
    first: dict[str, Answer] = {}
    for answer in filter(key.offers, met):
        first.setdefault(answer.question, answer)
    names = asked or {answer.question for answer in met}
    now = exercise.size * per_subject(exercise.kind)  # the questions of one begun today
    whole = len(asked) or max(now, len(names))
    size = whole - sum(key.question(name) is None for name in names) or now
    kept = list(first.values())
    marks = {answer.question: key.right(answer) is True for answer in kept}
    return Trial(
        exercise,
        size,
        marks,
        sum(marks.values()) if marks and len(marks) == size else None,
        exercise.passing and exercise.passing * size // now,
        kept[0].bank if kept else "",
        kept[0].at if kept else "",
    )
