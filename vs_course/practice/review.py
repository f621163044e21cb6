"""What comes back, and when: what was missed, and the criteria whose day has come. Pure.

What is scheduled is a criterion, not a situation: one answer in two is right by chance, so that a
criterion is asked again on situations not yet met. The journal is all there is to know; the day is
passed in.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice, zip_longest

from vs_course.bank import exercises
from vs_course.bank.french import inside
from vs_course.bank.items import (
    Bank,
    CriterionId,
    Exercise,
    Kind,
    Policy,
    Scenario,
    Subject,
)
from vs_course.practice import choose_questions
from vs_course.practice.entries import Answer, Confidence, Entry
from vs_course.practice.grading import AnswerKey
from vs_course.practice.mastery import OFFERED, RECENT, Meeting, first_meetings, in_practice, latest
from vs_course.practice.questions import Question, recall
from vs_course.practice.trials import Trial

STEPS = (1, 3, 7, 21)  # days; tests/simulate_days.py compares them with what is less simple
_HELD = 0.7  # the share right, on a day, under which a criterion starts again
_WORKED = 2  # pairs, in a block
PROVES = 2  # answers: a single one may be luck
# Whatever a data folder holds is reviewed by it: it is on no page, and none of the folder's own.
REVISION = Exercise("revision", "Réviser", Kind.CLASSER, Policy.IMMEDIAT, size=8, confidence=True)

Marks = dict[date, list[bool]]


@dataclass(frozen=True, slots=True)
class Due:
    """What there is to review: situations missed, said sure first, and criteria, latest first.

    `following` is the next day when a criterion comes back, None where none is scheduled.
    """

    missed: tuple[str, ...] = ()
    criteria: tuple[CriterionId, ...] = ()
    following: date | None = None

    def __bool__(self) -> bool:
        return bool(self.missed or self.criteria)

    def beyond(self, size: int) -> bool:
        """Say whether a series of that size leaves some of it for another."""
        return len(self.missed) + PROVES * len(self.criteria) > size


def due(bank: Bank, history: Iterable[Entry], now: datetime, key: AnswerKey | None = None) -> Due:
    """Return what there is to review at that time: nothing the very day it was missed or met."""
    key = key or AnswerKey(bank)
    untold = {each.id for each in bank.exercises if each.policy is Policy.AUCUN}
    marks: dict[CriterionId, Marks] = {}
    wrong: dict[str, Answer] = {}
    for answer in history:
        if not isinstance(answer, Answer) or answer.exercise in untold:
            continue
        scenario = bank.subjects.get(answer.question)
        if not isinstance(scenario, Scenario) or answer.choice not in OFFERED:
            continue
        right = answer.choice == scenario.category
        marks.setdefault(scenario.criterion, {}).setdefault(day(answer), []).append(right)
        wrong.pop(scenario.id, None)
        if not right and scenario.id in key.practised:
            wrong[scenario.id] = answer
    today = now.date()
    missed = [answer for answer in wrong.values() if day(answer) < today]
    missed.sort(key=lambda answer: answer.confidence != Confidence.SUR)
    days = {criterion: returns(found) for criterion, found in marks.items()}
    come = sorted((when, criterion) for criterion, when in days.items() if when <= today)
    later = [when for when in days.values() if when > today]
    return Due(
        tuple(answer.question for answer in missed),
        tuple(criterion for _, criterion in come),
        min(later, default=None),
    )


def plan(
    bank: Bank,
    history: Iterable[Entry],
    found: Due,
    seed: int | str | None = None,
    number: int = 0,
) -> list[Subject]:
    """Return what was missed, then situations of the criteria that are due, new where there are.

    Of what was missed, half of a series at most where a criterion waits; of each criterion as many
    as it takes to judge it, in turn. What the pages to come show first is left to them.
    """
    key = AnswerKey(bank)
    past = [(answer, key.right(answer)) for answer in history if isinstance(answer, Answer)]
    most = max(REVISION.size // 2, REVISION.size - PROVES * len(found.criteria))
    again = [key.practised[name] for name in found.missed[:most]]
    choose_questions.part(again)
    out = choose_questions.missed(past)
    pairs = {scenario.pair for scenario in again}
    visited = {answer.exercise for answer, _ in past}
    first = choose_questions.first_series(bank, seed)
    later = frozenset(pair for name in first if name not in visited for pair in first[name][1])
    turns: list[list[Subject]] = []
    for criterion in found.criteria[: (REVISION.size - len(again)) // PROVES]:
        one = replace(REVISION, size=PROVES, criteria=(criterion,))
        offered = [s for s in exercises.subjects(one, bank) if s.id not in out]
        free = [s for s in offered if isinstance(s, Scenario) and s.pair not in pairs]
        told = (past, later, f"{seed}/{criterion}", number)
        turns.append(choose_questions.draw(one, [*free], *told))
    return [*again, *(subject for turn in zip_longest(*turns) for subject in turn if subject)]


def _stuck(exercise: Exercise, key: AnswerKey, answers: list[Answer]) -> CriterionId | None:
    """Return the criterion one is stuck on: still weak after as many as it is judged by.

    None where there is none, and right after a series that began with such a block.
    """
    given = [answer for answer in answers if answer.exercise == exercise.id]
    if any("/" in answer.question for answer in given if answer.series == given[-1].series):
        return None
    met: dict[CriterionId, list[Meeting]] = {}
    for one in first_meetings(in_practice(key, answers)):
        met.setdefault(one.scenario.criterion, []).append(one)
    late = {criterion: latest(those) for criterion, those in met.items() if len(those) >= RECENT}
    weak = {criterion: tally.right for criterion, tally in late.items() if tally.weak}
    return min(weak, key=weak.__getitem__) if weak else None


def block(
    exercise: Exercise,
    bank: Bank,
    history: Sequence[Entry],
    seed: int | str | None = None,
    number: int = 0,
) -> list[Question]:
    """Return a mixed series for who is stuck on a criterion; nothing for the others.

    Twice, a pair met before, side by side, the missed ones first, then new situations of the same
    criterion; then the others, mixed.
    """
    if exercise.criteria or exercise.levels or exercise.pairs or exercise.kind is not Kind.CLASSER:
        return []
    key = AnswerKey(bank)
    answers = [entry for entry in history if isinstance(entry, Answer)]
    criterion = _stuck(exercise, key, answers)
    if criterion is None:
        return []
    past = [(answer, key.right(answer)) for answer in answers]
    last = {choose_questions.subject(answer.question): right for answer, right in past}
    met = [s for s in key.practised.values() if s.criterion is criterion and s.id in last]
    met.sort(key=lambda scenario: last[scenario.id] is not False)
    pairs = list(dict.fromkeys(scenario.pair for scenario in met))[:_WORKED]
    one = replace(exercise, size=PROVES * len(pairs), criteria=(criterion,))
    free = [s for s in key.practised.values() if s.criterion is criterion and s.pair not in pairs]
    free = [s for s in free if s.id not in last] or free
    new = iter(choose_questions.draw(one, [*free], past, frozenset(), seed, number))
    asked = []
    for pair in pairs:
        asked += [
            recall(f"{pair}/comparer", bank),
            *(recall(s.id, bank) for s in islice(new, PROVES)),
        ]
    others = tuple(c.id for c in bank.criteria if c.id is not criterion)
    rest = replace(exercise, size=exercise.size - len(asked), criteria=others)
    mixed = choose_questions.plan(rest, bank, answers, seed, number)
    return [q for q in (*asked, *(recall(s.id, bank) for s in mixed)) if q]


def unreviewed(bank: Bank, history: Iterable[Entry], trial: Trial) -> str:
    """Return what is left to review of what was missed at an evaluation, "" where nothing is.

    Of each criterion missed, as much is to be answered since as it takes to judge it.
    """
    wrong = {name for name, right in trial.marks.items() if not right}
    missed = {s.criterion for s in bank.scenarios if s.id in wrong}
    since: Counter[CriterionId] = Counter()
    key = AnswerKey(bank)
    for answer in (entry for entry in history if isinstance(entry, Answer)):
        if answer.exercise == trial.exercise.id:
            since.clear()
        elif answer.exercise not in key.once and answer.question in key.practised:
            since[key.practised[answer.question].criterion] += 1
    left = [inside(c.name) for c in bank.criteria if c.id in missed and since[c.id] < PROVES]
    if not left:
        return ""
    return (
        f"Revoyez d’abord ce que vous avez manqué à «\u00a0{trial.exercise.title}\u00a0»\u00a0: "
        f"{', '.join(left)}. Classez au moins {PROVES} situations de chacun, page 05 ou dans "
        "«\u00a0Réviser\u00a0»."
    )


def returns(marks: Marks) -> date:
    """Return the day when a criterion comes back, from what was right on each day it was met.

    A day too many are wrong, it starts again; a day it had come, enough right make it wait longer;
    what is met before its day waits as long as it did.
    """
    step, last = 0, date.min
    for met, right in marks.items():
        come = last > date.min and met >= last + timedelta(STEPS[step])
        if right.count(True) < _HELD * len(right):
            step = 0
        elif come and len(right) >= PROVES:
            step = min(step + 1, len(STEPS) - 1)
        last = met
    return last + timedelta(STEPS[step])


def day(answer: Entry) -> date:
    """Return the day of an entry."""
    return datetime.fromisoformat(answer.at).date()


def told(found: Due, now: datetime | None) -> str:
    """Return, where there is nothing to review, when there will be."""
    if now is None or found.following is None:
        return (
            "Rien à réviser pour l’instant. Ce que vous aurez manqué reviendra ici le lendemain, "
            "et chaque critère quelques jours plus tard."
        )
    days = (found.following - now.date()).days
    when = "demain" if days == 1 else f"dans {days} jours"
    return f"Rien à réviser aujourd’hui. La prochaine révision sera prête {when}."
