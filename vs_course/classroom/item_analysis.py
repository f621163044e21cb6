"""What a class misses or reports, by situation, and what its trials are worth."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import StatisticsError, correlation, fmean, pvariance

from vs_course.bank.items import Bank, Competence, Exercise, Scenario
from vs_course.practice.entries import Report
from vs_course.practice.mastery import Progress, Tally

CONFIDENCE = 1.96  # of Wilson's interval: 95 %

_Marks = dict[str, bool]  # the questions of a trial, and whether they were right


@dataclass(frozen=True, slots=True)
class Situation:
    """A situation the class met: by how many pupils, and by how many it was missed at first.

    `sure_wrong` counts the pupils who were sure, wrong, and have not put it right since.
    """

    scenario: Scenario
    seen: int
    wrong: int
    sure_wrong: int


@dataclass(frozen=True, slots=True)
class Reported:
    """What learners find wrong in a text: how many give each reason, and their own words.

    `subject` is the text's id.
    """

    subject: str
    text: str
    reasons: dict[str, int]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A question of a trial: the share right, and its link with the rest of the score, or None."""

    question: str
    right: float
    link: float | None


@dataclass(frozen=True, slots=True)
class Reliability:
    """The items of a diagnostic or an evaluation, over `pupils` who ended it on the same questions.

    `kr20` is None where it can't be computed; `others` ended it with other questions.
    """

    exercise: Exercise
    pupils: int
    others: int
    items: tuple[Item, ...]
    kr20: float | None


def situations(shown: Iterable[Progress], bank: Bank) -> tuple[Situation, ...]:
    """Return every situation met, the most missed first.

    The order is by the lower end of Wilson's interval for the share of pupils who missed it
    (E. B. Wilson, 1927, JASA 22, 209-212): two of two weigh less than eighteen of twenty.
    """
    seen: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    sure_wrong: Counter[str] = Counter()
    for one in shown:
        marks = {met.scenario.id: met.right for met in one.met}
        for trial in one.trials:
            marks |= trial.marks
        seen.update(marks.keys())
        wrong.update(name for name, right in marks.items() if not right)
        sure_wrong.update(scenario.id for scenario in one.sure_wrong)
    found = [
        Situation(scenario, seen[scenario.id], wrong[scenario.id], sure_wrong[scenario.id])
        for scenario in bank.scenarios
        if seen[scenario.id]
    ]
    return tuple(sorted(found, key=lambda s: (-interval(s.wrong, s.seen)[0], s.scenario.id)))


def interval(count: int, total: int) -> tuple[float, float]:
    """Return both ends of Wilson's interval for a share, at 95 %."""
    share, z = count / total, CONFIDENCE
    spread = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    middle, width = share + z * z / (2 * total), 1 + z * z / total
    return max(0.0, (middle - spread) / width), min(1.0, (middle + spread) / width)


def competences(found: Iterable[Situation], bank: Bank) -> list[tuple[Competence, Tally]]:
    """Return the competences whose situations were met, with the answers given to them at first."""
    seen: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for one in found:
        for code in one.scenario.competences:
            seen[code] += one.seen
            right[code] += one.seen - one.wrong
    return [(c, Tally(seen[c.code], right[c.code])) for c in bank.competences if seen[c.code]]


def reported(reports: Iterable[Report], bank: Bank) -> tuple[Reported, ...]:
    """Return what was reported of each text the bank still has, the most reported first."""
    about: defaultdict[str, list[Report]] = defaultdict(list)
    for report in reports:
        about[report.question.partition("/")[0]].append(report)
    return tuple(
        Reported(
            name,
            bank.subjects[name].text,
            Counter(one.reason for one in told),
            tuple(one.text for one in told if one.text),
        )
        for name, told in sorted(about.items(), key=lambda one: (-len(one[1]), one[0]))
        if name in bank.subjects
    )


def reliabilities(shown: Sequence[Progress]) -> tuple[Reliability, ...]:
    """Return the item figures of each trial that somebody ended, on its commonest questions."""
    by_exercise = zip(*(one.trials for one in shown), strict=True)
    ended = ([trial for trial in trials if trial.complete] for trials in by_exercise)
    return tuple(
        _reliability(trials[0].exercise, [trial.marks for trial in trials])
        for trials in ended
        if trials
    )


def _reliability(exercise: Exercise, ended: Iterable[_Marks]) -> Reliability:
    forms: defaultdict[frozenset[str], list[_Marks]] = defaultdict(list)
    for marks in ended:
        forms[frozenset(marks)].append(marks)
    commonest, *others = sorted(forms.values(), key=len, reverse=True)
    scores = [sum(marks.values()) for marks in commonest]
    items = tuple(_item(question, commonest, scores) for question in sorted(commonest[0]))
    kr20 = _kr20([item.right for item in items], pvariance(scores))
    return Reliability(exercise, len(commonest), sum(map(len, others)), items, kr20)


def _item(question: str, marks: Sequence[_Marks], scores: Sequence[int]) -> Item:
    """Return a question's share right, and its correlation with the score on the others.

    Henrysson, 1963, Psychometrika 28, 211-218; None where either does not vary.
    """
    rights = [one[question] for one in marks]
    rest = [score - right for score, right in zip(scores, rights, strict=True)]
    try:
        link = correlation(rights, rest)
    except StatisticsError:  # one pupil, or what does not vary
        link = None
    return Item(question, fmean(rights), link)


def _kr20(shares: Sequence[float], spread: float) -> float | None:
    """Return Kuder and Richardson's formula 20 (1937, Psychometrika 2, 151-160).

    `shares` are the items' proportions right, `spread` the variance of the scores over the pupils
    (divided by their number). None with fewer than two items, or scores that are all the same.
    """
    size = len(shares)
    if size < 2 or not spread:
        return None
    return size / (size - 1) * (1 - sum(share * (1 - share) for share in shares) / spread)
