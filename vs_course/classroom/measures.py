"""Counts what a class has shown, by the rules of progress.py, in DuckDB.

A situation counts once a pupil, by the first answer to « vente ou service », and only in practice;
in a diagnostic or an evaluation, the first answer to a question is the one.
"""

from collections import defaultdict
from collections.abc import Sequence
from math import sqrt

from vs_course.bank.items import Bank
from vs_course.classroom.engine import Engine
from vs_course.classroom.statistics import Item, Mark, Reliability, Situation, Trial, TrialMark
from vs_course.practice.mastery import MASTERED, RECENT, Tally

_TABLES = """
CREATE TABLE practice AS
SELECT pupil, id AS scenario, criterion, level, correct, confidence = 'sur' AS sure,
    a.rowid AS place
FROM answer AS a JOIN scenario ON id = question
WHERE offered AND NOT reserved AND exercise NOT IN (SELECT trial FROM asked);

CREATE TABLE met AS
SELECT pupil, scenario, any_value(criterion) AS criterion, any_value(level) AS level,
    min(place) AS place, arg_min(correct, place) AS correct,
    coalesce(arg_max(NOT correct, place) FILTER (correct OR sure), false) AS sure_wrong,
    count(*) FILTER (sure) AS sure
FROM practice GROUP BY pupil, scenario;

CREATE TABLE mark AS
SELECT *, row_number() OVER (PARTITION BY pupil, trial ORDER BY place) AS rank
FROM (
    SELECT pupil, trial, question, any_value(size) AS size, min(a.rowid) AS place,
        coalesce(arg_min(correct, a.rowid), false) AS correct
    FROM answer AS a JOIN asked USING (question)
    WHERE offered AND exercise = trial GROUP BY pupil, trial, question)
QUALIFY rank <= size;
"""
_CRITERIA = f"""
SELECT pupil, criterion, count(*), count(*) FILTER (correct),
    count(*) FILTER (correct AND late <= {RECENT}) >= {MASTERED} AND count(*) >= {RECENT}
FROM (SELECT *, row_number() OVER (PARTITION BY pupil, criterion ORDER BY place DESC) AS late
      FROM met)
GROUP BY pupil, criterion
"""
_LEVELS = "SELECT pupil, level, count(*), count(*) FILTER (correct) FROM met GROUP BY pupil, level"
_SURE = "SELECT pupil, sum(sure)::BIGINT, count(*) FILTER (sure_wrong) FROM met GROUP BY pupil"
_TRIALS = """
SELECT pupil, trial, count(*), CASE WHEN count(*) = any_value(size) THEN sum(correct::INTEGER) END
FROM mark GROUP BY pupil, trial
"""
_SITUATIONS = """
SELECT scenario, count(*), count(*) FILTER (NOT correct), count(*) FILTER (sure_wrong)
FROM (SELECT scenario, correct, sure_wrong FROM met
      UNION ALL
      SELECT question, correct, false FROM mark JOIN scenario ON id = question)
GROUP BY scenario
"""
# Those who ended a trial, and which questions they met: figures need the same ones for all.
_ENDED = """
CREATE TABLE ended AS
SELECT pupil, trial, sum(correct::INTEGER) AS score, bit_xor(hash(question)) AS form
FROM mark GROUP BY pupil, trial, size HAVING count(*) = size
"""
_FORMS = "SELECT trial, form, count(*) AS n FROM ended GROUP BY trial, form ORDER BY n DESC, form"
_ITEMS = """
SELECT question, avg(mark.correct::INTEGER),
    corr(mark.correct::INTEGER, score - mark.correct::INTEGER)
FROM mark JOIN ended USING (pupil, trial) WHERE trial = $trial AND form = $form
GROUP BY question ORDER BY question
"""
_SPREAD = "SELECT var_pop(score) FROM ended WHERE trial = $trial AND form = $form"
_CONFIDENCE = 1.96


def prepare(engine: Engine) -> None:
    """Make the tables that the other functions count."""
    for statement in (*_TABLES.split(";"), _ENDED):
        if statement.strip():
            engine.run(statement)


def criteria(engine: Engine) -> dict[int, dict[int, Mark]]:
    """Return each pupil's mark on each criterion (by its place in the bank) they met."""
    found: defaultdict[int, dict[int, Mark]] = defaultdict(dict)
    for pupil, criterion, seen, right, mastered in engine.run(_CRITERIA):
        found[pupil][criterion] = Mark(Tally(seen, right), mastered)
    return found


def levels(engine: Engine) -> dict[int, dict[int, Tally]]:
    """Return each pupil's count at each level they met."""
    found: defaultdict[int, dict[int, Tally]] = defaultdict(dict)
    for pupil, level, seen, right in engine.run(_LEVELS):
        found[pupil][level] = Tally(seen, right)
    return found


def sure(engine: Engine) -> dict[int, tuple[int, int]]:
    """Return how many answers each pupil gave as sure, and how many situations stay wrong so."""
    return {pupil: (given, wrong) for pupil, given, wrong in engine.run(_SURE)}


def trials(engine: Engine) -> dict[int, dict[str, TrialMark]]:
    """Return each pupil's diagnostic and evaluation, where they began it."""
    found: defaultdict[int, dict[str, TrialMark]] = defaultdict(dict)
    for pupil, trial, answered, score in engine.run(_TRIALS):
        found[pupil][trial] = TrialMark(answered, score)
    return found


def situations(engine: Engine, bank: Bank) -> tuple[Situation, ...]:
    """Return every situation met, the most missed first.

    The order is by the lower end of Wilson's interval for the share of pupils who missed it
    (E. B. Wilson, 1927, JASA 22, 209-212): two of two weigh less than eighteen of twenty.
    """
    known = {scenario.id: scenario for scenario in bank.scenarios}
    found = [
        Situation(known[scenario], seen, wrong, sure_wrong)
        for scenario, seen, wrong, sure_wrong in engine.run(_SITUATIONS)
    ]
    return tuple(sorted(found, key=lambda s: (-_at_least(s.wrong, s.seen), s.scenario.id)))


def _at_least(wrong: int, seen: int) -> float:
    share, z = wrong / seen, _CONFIDENCE
    spread = z * sqrt(share * (1 - share) / seen + z * z / (4 * seen * seen))
    return (share + z * z / (2 * seen) - spread) / (1 + z * z / seen)


def reliabilities(engine: Engine, asked: Sequence[Trial]) -> tuple[Reliability, ...]:
    """Return the item figures of each trial that somebody ended.

    An item's link is the correlation of its 0 or 1 with the score on the other items (Henrysson,
    1963, Psychometrika 28, 211-218); None where either does not vary.
    """
    forms: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for trial, form, pupils in engine.run(_FORMS):
        forms[trial].append((form, pupils))
    return tuple(
        _reliability(engine, trial, forms[trial.exercise.id])
        for trial in asked
        if trial.exercise.id in forms
    )


def _reliability(engine: Engine, trial: Trial, forms: list[tuple[int, int]]) -> Reliability:
    (form, pupils), *rest = forms
    chosen = {"trial": trial.exercise.id, "form": form}
    items = tuple(
        Item(question, right, None if link != link else link)  # not a number where none varies
        for question, right, link in engine.run(_ITEMS, **chosen)
    )
    [(spread,)] = engine.run(_SPREAD, **chosen)
    kr20 = _kr20([item.right for item in items], spread) if pupils > 1 else None
    return Reliability(trial, pupils, sum(n for _, n in rest), items, kr20)


def _kr20(shares: Sequence[float], spread: float) -> float | None:
    """Return Kuder and Richardson's formula 20 (1937, Psychometrika 2, 151-160).

    `shares` are the items' proportions right, `spread` the variance of the scores over the pupils
    (divided by their number). None with fewer than two items, or scores that are all the same.
    """
    size = len(shares)
    if size < 2 or not spread:
        return None
    return size / (size - 1) * (1 - sum(share * (1 - share) for share in shares) / spread)
