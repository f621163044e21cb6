"""What a learner has shown, from the bank and the journal. Pure.

Every answer is graded again from the bank's key: what the file says of itself is not read. A
situation counts once, by the first answer to « vente ou service », and only in practice: those
of a diagnostic or an evaluation are counted apart, and told when all is answered.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from vs_course.bank.items import Bank, Category, Criterion, Scenario
from vs_course.practice.entries import Answer, Confidence, Entry
from vs_course.practice.grading import AnswerKey
from vs_course.practice.trials import Trial, trials

RECENT = 10  # the new situations by which a criterion is judged
MASTERED = 9  # of which so many must be right
WEAK = 0.7  # a smaller share of them is weak, once so many are met:
ENOUGH = 5
OFFERED = frozenset(Category)
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Meeting:
    """A situation met for the first time, whether the answer was right, and with help.

    `at` is when the answer was given, `bank` the fingerprint of the content it was given on.
    """

    scenario: Scenario
    right: bool
    confidence: str | None = None
    at: str = ""
    bank: str = ""
    helped: bool = False

    @property
    def day(self) -> str:
        """Return the day of the answer, as ISO 8601 writes it."""
        return self.at[:10]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many new situations were seen, how many were right at the first answer, and with help."""

    seen: int
    right: int
    helped: int = 0

    @property
    def share(self) -> float | None:
        """Return the part that was right, from 0 to 1; None where nothing was seen."""
        return self.right / self.seen if self.seen else None

    @property
    def weak(self) -> bool:
        """Say whether too few are right, by their share as it is shown: « 70 % » is not weak."""
        return self.seen >= ENOUGH and round(self.right / self.seen, 2) < WEAK


@dataclass(frozen=True, slots=True)
class CriterionProgress:
    """One criterion; `latest` counts the last new situations, those by which it is judged."""

    criterion: Criterion
    tally: Tally
    latest: Tally

    @property
    def mastered(self) -> bool:
        """Say whether at least 9 of the last 10 new situations were right."""
        return not self.to_meet and self.latest.right >= MASTERED

    @property
    def to_meet(self) -> int:
        """Return how many new situations are still needed before the criterion can be judged."""
        return RECENT - self.latest.seen


@dataclass(frozen=True, slots=True)
class Progress:
    """All that is known of one learner.

    `answers` counts the answers to questions the bank has, of every kind, and `visited` names the
    exercises they were given in; all the rest is about classifying. `met` is in the order of the
    meetings. `sure` counts the answers given as sure; `sure_wrong` has the situations of those that
    were wrong, latest first, without what was put right since.
    """

    answers: int
    visited: frozenset[str]
    met: tuple[Meeting, ...]
    criteria: tuple[CriterionProgress, ...]
    levels: dict[int, Tally]
    categories: dict[Category, Tally]
    trials: tuple[Trial, ...]
    sure: int
    sure_wrong: tuple[Scenario, ...]

    @property
    def whole(self) -> Tally:
        """Return the count of all the new situations."""
        return _tally(self.met)

    @property
    def told(self) -> tuple[Trial, ...]:
        """Return the trials to speak of: one to take again, only once it is begun."""
        return tuple(one for one in self.trials if one.answered or not one.exercise.after)

    @property
    def tens(self) -> tuple[Tally, ...]:
        """Return the counts ten by ten, in the order of the meetings; the last may be of fewer."""
        starts = range(0, len(self.met), RECENT)
        return tuple(_tally(self.met[start : start + RECENT]) for start in starts)


def measure(bank: Bank, history: Sequence[Entry], key: AnswerKey | None = None) -> Progress:
    """Return what a learner's answers show; `history` is in the order given.

    `key` is the bank's, where many learners share it. An answer to a question the bank doesn't
    have, or with a choice it doesn't offer, is ignored.
    """
    key = key or AnswerKey(bank)
    answers = (entry for entry in history if isinstance(entry, Answer))
    given = [answer for answer in answers if key.knows(answer)]
    practice = in_practice(key, given)
    met = first_meetings(practice)
    by_criterion = _by("criterion", [criterion.id for criterion in bank.criteria], met)
    return Progress(
        answers=len(given),
        visited=frozenset(answer.exercise for answer in given),
        met=tuple(met),
        criteria=tuple(
            CriterionProgress(one, _tally(by_criterion[one.id]), latest(by_criterion[one.id]))
            for one in bank.criteria
        ),
        levels={n: _tally(those) for n, those in _by("level", key.levels, met).items()},
        categories={c: _tally(those) for c, those in _by("category", Category, met).items()},
        trials=trials(bank, history, key),
        sure=sum(answer.confidence == Confidence.SUR for _, answer in practice),
        sure_wrong=_sure_wrong(practice),
    )


def in_practice(key: AnswerKey, history: Iterable[Answer]) -> list[tuple[Scenario, Answer]]:
    """Return each answer to « vente ou service » outside the diagnostic and the evaluation."""
    return [
        (key.practised[answer.question], answer)
        for answer in history
        if answer.question in key.practised
        and answer.choice in OFFERED
        and answer.exercise not in key.once
    ]


def first_meetings(answered: Iterable[tuple[Scenario, Answer]]) -> list[Meeting]:
    """Return each situation once, by its first answer."""
    first: dict[str, Meeting] = {}
    for scenario, answer in answered:
        if scenario.id not in first:
            right, helped = answer.choice == scenario.category, answer.hints > 0
            told = (answer.confidence, answer.at, answer.bank, helped)
            first[scenario.id] = Meeting(scenario, right, *told)
    return list(first.values())


def _by(name: str, values: Iterable[_Value], met: Iterable[Meeting]) -> dict[_Value, list[Meeting]]:
    """Return the meetings by what their situations have under a name: each of these values."""
    found: dict[_Value, list[Meeting]] = {value: [] for value in values}
    for one in met:
        found[getattr(one.scenario, name)].append(one)
    return found


def _tally(met: Sequence[Meeting]) -> Tally:
    return Tally(len(met), sum(m.right for m in met), sum(m.right and m.helped for m in met))


def _sure_wrong(practice: Iterable[tuple[Scenario, Answer]]) -> tuple[Scenario, ...]:
    found: dict[str, Scenario] = {}
    for scenario, answer in practice:
        right = answer.choice == scenario.category
        if right or answer.confidence == Confidence.SUR:
            found.pop(scenario.id, None)
        if not right and answer.confidence == Confidence.SUR:
            found[scenario.id] = scenario
    return tuple(reversed(found.values()))


def latest(met: Sequence[Meeting]) -> Tally:
    """Return the count of the last new situations, those by which one is judged."""
    return _tally(met[-RECENT:])
