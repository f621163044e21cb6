"""What one series of an exercise asks about: drawn from what the learner did before it. Pure.

What they missed comes back, what they have not seen comes first, more of it on the criteria they
miss. The same seed, history and number always give the same series.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import dropwhile
from random import Random

from vs_course.bank import exercises
from vs_course.bank.items import Bank, Category, CriterionId, Exercise, Kind, Scenario, Subject
from vs_course.practice.entries import Answer
from vs_course.practice.grading import AnswerKey

_REVIEW_SHARE = 3  # at most one scenario in three of a series is there because it was missed
_RISE, _FALL = 0.2, -0.4  # of the level, at each answer: it stays where two in three are right
_RECENT = 10  # the answers by which a criterion is judged

Group = dict[Category, Scenario]
Later = frozenset[str]  # the pairs that other exercises show first
_kept: list[tuple[Bank, int | str | None, dict[str, tuple[Later, Later]]]] = []  # one at most
Marked = list[tuple[Answer, bool | None]]  # each answer, and whether the bank says it is right


def plan(
    exercise: Exercise,
    bank: Bank,
    history: Iterable[Answer] = (),
    seed: int | str | None = None,
    number: int = 0,
) -> list[Subject]:
    """Return the scenarios, statements or debates of a series, in the order they are met.

    Unseen before seen, what was missed again (a third at most), more of the criteria missed;
    as many ventes as services as far as that allows, a twin never right after its twin when
    another order exists; what other exercises show first comes last among the unseen. The same
    seed, history and number give the same plan; without a seed, the exercise's id is the seed.
    """
    key = AnswerKey(bank)
    past = [] if exercise.once else [(answer, key.right(answer)) for answer in history]
    later = frozenset[str]() if exercise.once else _shown_elsewhere(exercise, bank, seed, number)
    return draw(exercise, exercises.subjects(exercise, bank), past, later, seed, number)


def _shown_elsewhere(exercise: Exercise, bank: Bank, seed: int | str | None, number: int) -> Later:
    """Return the pairs to leave to other exercises: a first series to those that chose before it.

    The next ones leave what the exercises that come after theirs will show.
    """
    first = first_series(bank, seed)
    if number == 0 and exercise.id in first:
        return first[exercise.id][0]
    practice = [other.id for other in bank.exercises if other.id in first]
    onwards = [*dropwhile(lambda other: other != exercise.id, practice)][1:]
    return frozenset(pair for other in onwards for pair in first[other][1])


def first_series(bank: Bank, seed: int | str | None) -> dict[str, tuple[Later, Later]]:
    """Return, of each exercise, what its first series leaves and what it shows, drawn apart.

    Who may choose among the fewest chooses first. All of a page's exercises ask for it in turn: it
    is kept, for this very bank, until another is asked for.
    """
    if _kept and _kept[0][0] is bank and _kept[0][1] == seed:
        return _kept[0][2]
    practice = [other for other in bank.exercises if not other.once]
    offered = {other.id: exercises.subjects(other, bank) for other in practice}
    first: dict[str, tuple[Later, Later]] = {}
    taken: Later = frozenset()
    for other in sorted(practice, key=lambda one: len(offered[one.id])):
        drawn = draw(other, offered[other.id], [], taken, seed, 0)
        shown = frozenset(getattr(subject, "pair", subject.id) for subject in drawn)
        first[other.id] = taken, shown
        taken |= shown
    _kept[:] = [(bank, seed, first)]
    return first


def draw(
    exercise: Exercise,
    subjects: list[Subject],
    past: Marked,
    later: Later,
    seed: int | str | None,
    number: int,
) -> list[Subject]:
    """Return subjects of an exercise, in the order they are met (see `plan`)."""
    random = Random("/".join(str(part) for part in (exercise.id, seed, number) if part is not None))
    if exercise.kind in (Kind.ATTRIBUER, Kind.DEBATTRE, Kind.COMPARER):
        return _unseen_first(exercise, subjects, past, later, random)[: exercise.size]
    scenarios = [subject for subject in subjects if isinstance(subject, Scenario)]
    groups = _groups(scenarios, past, exercise.size, later, random)
    first, second = _take(groups, exercise.size)
    random.shuffle(first)
    random.shuffle(second)
    part(first)
    if second and first[-1].pair == second[0].pair:
        first.insert(0, first.pop())
    return [*first, *second]


def part(scenarios: list[Scenario]) -> None:
    """Move a scenario that follows its twin to the first place that is beside neither."""
    for place in range(1, len(scenarios)):
        if scenarios[place].pair == scenarios[place - 1].pair:
            moved = scenarios.pop(place)
            pairs = [scenario.pair for scenario in scenarios]
            places = range(len(pairs) + 1)
            free = (i for i in places if moved.pair not in pairs[max(0, i - 1) : i + 1])
            scenarios.insert(next(free, place), moved)


def _unseen_first(
    exercise: Exercise, subjects: list[Subject], past: Marked, later: Later, random: Random
) -> list[Subject]:
    random.shuffle(subjects)
    last = {subject(answer.question): place for place, (answer, _) in enumerate(past)}
    subjects.sort(key=lambda one: name(exercise, one) in later)
    return sorted(subjects, key=lambda one: last.get(name(exercise, one), -1))


def name(exercise: Exercise, subject: Subject) -> str:
    """Return what stands for a subject in the answers to it."""
    if exercise.kind is Kind.COMPARER and isinstance(subject, Scenario):
        return subject.pair
    return subject.id


def subject(question_id: str) -> str:
    """Return what a question is about: a scenario, a pair, a statement or a debate, by its id."""
    return question_id.split("/")[0]


def _groups(
    scenarios: list[Scenario], past: Marked, size: int, later: Later, random: Random
) -> list[Group]:
    """Return groups of twins to draw from, the first ones first.

    What was missed last time it was met, then the unseen, then the rest, longest unseen first.
    """
    last = {subject(answer.question): place for place, (answer, _) in enumerate(past)}
    unseen = [s for s in scenarios if s.id not in last]
    seen = sorted((s for s in scenarios if s.id in last), key=lambda s: last[s.id])
    wrong = missed(past)
    first = [s for s in seen if s.id in wrong][: max(1, size // _REVIEW_SHARE)]
    weights = _weights(scenarios, past)
    fresh = [
        group
        for shown in (False, True)  # what others show first comes after what they don't
        for group in _shared_out(
            _twins(s for s in unseen if (s.pair in later) is shown), weights, random
        )
    ]
    if past and scenarios:  # a level beside the one reached is as good: criteria keep their shares
        level = _level(past, scenarios)
        fresh.sort(key=lambda group: abs(next(iter(group.values())).level - level) > 1)
    again = [{s.category: s} for s in seen if s not in first]
    taken = {s.pair for s in first}
    rest = sorted(fresh + again, key=lambda g: next(iter(g.values())).pair in taken)
    return [{s.category: s} for s in first] + rest


def _shared_out(
    groups: list[Group], weights: dict[CriterionId, float], random: Random
) -> list[Group]:
    """Order groups so that any first few hold each criterion in proportion to its weight.

    The nth group of a criterion stands at a random point of the nth step of that criterion, whose
    steps are the shorter the heavier it is: a share drawn group by group would vary far more.
    """
    random.shuffle(groups)
    met: Counter[CriterionId] = Counter()
    places = []
    for group in groups:
        criterion = next(iter(group.values())).criterion
        places.append((met[criterion] + random.random()) / weights[criterion])
        met[criterion] += 1
    return [groups[i] for i in sorted(range(len(groups)), key=places.__getitem__)]


def missed(past: Marked) -> set[str]:
    """Return the subjects of which a question was missed, in the last exercise that met them."""
    met: dict[str, tuple[str, dict[str, bool | None]]] = {}
    for answer, right in past:
        about = subject(answer.question)
        if about not in met or met[about][0] != answer.exercise:
            met[about] = (answer.exercise, {})
        met[about][1][answer.question] = right
    return {about for about, (_, marks) in met.items() if False in marks.values()}


def _level(past: Marked, scenarios: list[Scenario]) -> int:
    """Return the level that the answers so far lead to: it rises slowly, an error makes it fall."""
    lowest, highest = (most(s.level for s in scenarios) for most in (min, max))
    level = float(lowest)
    for _, right in past:
        if right is not None:
            level = min(highest, max(lowest, level + (_RISE if right else _FALL)))
    return round(level)


def _twins(scenarios: Iterable[Scenario]) -> list[Group]:
    pool: dict[str, Group] = {}
    for scenario in scenarios:
        pool.setdefault(scenario.pair, {})[scenario.category] = scenario
    return list(pool.values())


def _weights(scenarios: list[Scenario], past: Marked) -> dict[CriterionId, float]:
    """Return the share of errors expected of each criterion, from its last answers.

    Two errors in four are counted beforehand, so that one answer does not weigh like ten.
    """
    known = {scenario.id: scenario.criterion for scenario in scenarios}
    recent: dict[CriterionId, list[bool]] = {criterion: [] for criterion in CriterionId}
    for answer, right in past:
        if answer.question in known and right is not None:
            recent[known[answer.question]].append(right)
    late = {criterion: given[-_RECENT:] for criterion, given in recent.items()}
    return {c: (given.count(False) + 2) / (len(given) + 4) for c, given in late.items()}


def _take(groups: list[Group], size: int) -> tuple[list[Scenario], list[Scenario]]:
    """Return one scenario of each group, then the twins still needed to reach the size.

    A group of one imposes its category: such groups are drawn while that category has room, then
    the whole pairs fill what remains.
    """
    # A single situation may be either.
    room = Counter({Category.VENTE: size - size // 2, Category.SERVICE: max(1, size // 2)})
    imposed: Counter[Category] = Counter()
    drawn: list[Group] = []
    spare: list[Group] = []
    for group in groups:
        fits = len(group) > 1 or all(imposed[category] < room[category] for category in group)
        (drawn if fits else spare).append(group)
        if len(group) == 1:
            imposed.update(group.keys())

    def take(scenarios: Iterable[Scenario]) -> Scenario:
        taken = max(scenarios, key=lambda s: room[s.category])
        room[taken.category] -= 1
        return taken

    order = sorted(drawn[:size], key=len) + spare
    first = [take(group.values()) for group in order[:size]]
    chosen = {scenario.id for scenario in first}
    twins = [s for group in order for s in group.values() if s.id not in chosen]
    second: list[Scenario] = []
    while twins and len(first) + len(second) < size:
        second.append(take(twins))
        twins.remove(second[-1])
    return first, second
