"""What a series asks about: its size, its balance, and what the answers before it change."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

import pytest

from tests.practice.played import Right, always, answers, chance, names, play, played, subjects
from vs_course import bank
from vs_course.bank import exercises
from vs_course.bank.items import Category, CriterionId, Exercise, Kind, Moment, Policy, Scenario
from vs_course.practice import choose_questions
from vs_course.practice.choose_questions import plan
from vs_course.practice.entries import Answer
from vs_course.practice.questions import Layout
from vs_course.practice.series import begin

SEEDS = range(40)
BALANCED = (Kind.CLASSER, Kind.REPERER, Kind.JUSTIFIER, Kind.SITUER)
REAL = bank.load()
EXERCISES = {exercise.id: exercise for exercise in REAL.exercises}
# What opens a page asks one thing, always the same: there is nothing to draw.
PRACTICE = [e for e in REAL.exercises if e.policy is Policy.IMMEDIAT and e.size > 1]
KEPT = exercises.reserved_pairs(REAL.exercises)
PAIR = {scenario.id: scenario.pair for scenario in REAL.scenarios}
CRITERION = {scenario.id: scenario.criterion for scenario in REAL.scenarios}


@pytest.fixture
def content(folder):
    """Six pairs, none reserved, of one vente (pendant) and one service (apres) each."""
    loaded = bank.load(folder.path)
    return replace(loaded, exercises=loaded.exercises[:1])


def essai(size: int, **selection) -> Exercise:
    return Exercise("essai", "Essai", Kind.CLASSER, Policy.IMMEDIAT, size, **selection)


def pairs(drawn: Iterable[Scenario]) -> list[str]:
    return [scenario.pair for scenario in drawn]


def twins_in_a_row(drawn: list[Scenario]) -> bool:
    return any(one.pair == following.pair for one, following in pairwise(drawn))


def categories(drawn: Iterable[Scenario]) -> Counter[Category | None]:
    """Return how many there are of each category; other subjects have none."""
    return Counter(getattr(scenario, "category", None) for scenario in drawn)


# --- One series -------------------------------------------------------------------------------


def test_a_seed_gives_one_plan_and_another_seed_another(content):
    plans = [plan(essai(6), content, seed=seed) for seed in SEEDS]
    assert plans == [plan(essai(6), content, seed=seed) for seed in SEEDS]
    assert len({tuple(s.id for s in drawn) for drawn in plans}) > 35


def test_without_a_seed_the_exercise_is_the_seed(content):
    drawn = plan(essai(6), content)
    assert drawn == plan(essai(6), content)
    assert drawn != plan(replace(essai(6), id="autre"), content)


def test_the_draw_does_not_move_from_one_release_to_the_next(content):
    # Committed notebooks and answers on disk rely on it.
    assert [s.id for s in plan(essai(4), content)] == [
        "paire-5-service",
        "paire-3-vente",
        "paire-6-service",
        "paire-4-vente",
    ]


@pytest.mark.parametrize("size", range(1, 13))
def test_a_plan_is_of_its_size_balanced_and_apart(content, size):
    orders = set()
    for seed in SEEDS:
        drawn = plan(essai(size), content, seed=seed)
        assert len(set(drawn)) == len(drawn) == size
        assert categories(drawn)["vente"] == (size + 1) // 2
        assert len(set(pairs(drawn)[:6])) == min(size, 6), "a pair came back before all were met"
        assert not twins_in_a_row(drawn)
        orders.add(tuple(s.category for s in drawn))
    assert size < 2 or len(orders) > 1, "the answers always come in the same order"


@pytest.mark.parametrize("size", [3, 4])
def test_twins_are_apart_even_at_the_end(content, size):
    exercise = essai(size, pairs=("paire-1", "paire-2"))
    for seed in SEEDS:
        assert not twins_in_a_row(plan(exercise, content, seed=seed))


def test_one_pair_alone_is_played_whole(content):
    drawn = plan(essai(2, pairs=("paire-3",)), content)
    assert {s.id for s in drawn} == {"paire-3-vente", "paire-3-service"}


@pytest.mark.parametrize("size", range(1, 8))
def test_pairs_cut_by_the_selection_stay_balanced(content, size):
    # « pendant » keeps pair 1 whole, the ventes alone of 2, 3 and 4, the services alone of 5 and 6.
    moved = {"paire-1-service", "paire-5-service", "paire-6-service"}
    away = {"paire-5-vente", "paire-6-vente"}
    scenarios = tuple(
        replace(
            s,
            moment=Moment.PENDANT if s.id in moved else Moment.AVANT if s.id in away else s.moment,
        )
        for s in content.scenarios
    )
    cut = replace(content, scenarios=scenarios)
    exercise = essai(size, moments=(Moment.PENDANT,))
    eligible = exercises.eligible(exercise, scenarios)
    assert categories(eligible) == {"vente": 4, "service": 3}
    for seed in SEEDS:
        drawn = plan(exercise, cut, seed=seed)
        assert set(drawn) <= set(eligible)
        assert len(set(drawn)) == len(drawn) == size
        if size > 1:  # a single situation may be either
            assert categories(drawn)["vente"] == (size + 1) // 2
        assert len(set(pairs(drawn)[:6])) == min(size, 6)


def test_a_selection_of_one_category_is_played_as_it_is(content):
    drawn = plan(essai(3, moments=(Moment.APRES,)), content)
    assert categories(drawn) == {"service": 3}


# --- What the answers before it change --------------------------------------------------------


def test_reserved_pairs_never_come_in_practice():
    for exercise in PRACTICE:
        for seed in (None, *range(12)):
            series, _ = played(exercise, 6, chance(seed or 0, 0.5), content=REAL, seed=seed)
            met = {PAIR.get(name) for begun in series for name in subjects(begun)}
            assert not met & KEPT, f"{exercise.id}, seed {seed}"


def enough(size: int, unseen: list[Scenario]) -> bool:
    """Say whether the unseen makes a balanced series with no pair twice in it."""
    whole = {pair for pair, members in Counter(pairs(unseen)).items() if members == 2}
    alone = categories(s for s in unseen if s.pair not in whole)
    room = {Category.VENTE: (size + 1) // 2, Category.SERVICE: size // 2}
    return len(whole) + sum(min(alone[c], room[c]) for c in Category) >= size


def test_the_unseen_comes_before_the_seen():
    faults = []
    for exercise in PRACTICE:
        # Always right: nothing is there because it was missed.
        found = exercises.subjects(exercise, REAL)
        pool = {s.pair if exercise.kind is Kind.COMPARER else s.id: s for s in found}
        met: set[str] = set()
        turns = len(pool) // exercise.size + 2
        for begun in played(exercise, turns, always(True), content=REAL, seed=1)[0]:
            asked = {name.partition("/")[0] for name in names(begun)}
            unseen = [s for name, s in pool.items() if name not in met]
            if exercise.kind not in BALANCED:
                due = min(exercise.size, len(unseen))
            else:
                due = exercise.size if enough(exercise.size, unseen) else 0
            if len(asked) != exercise.size or len(asked - met) < due:
                faults.append(f"{exercise.id}: {asked}")
            met |= asked
        if len(met) <= 0.85 * len(pool):
            faults.append(f"{exercise.id}: {len(met)} of {len(pool)} met")
    assert faults == []


@pytest.mark.parametrize("name", ["05-classer", "06-pieges", "04-cible", "05-justifier"])
def test_what_was_missed_comes_back_a_third_at_most(name):
    exercise = EXERCISES[name]
    for seed in range(20):
        (first, second), _ = played(exercise, 2, always(False), content=REAL, seed=seed)
        back = subjects(first) & subjects(second)
        assert 1 <= len(back) <= exercise.size // 3


def test_a_miss_on_either_of_two_questions_brings_the_situation_back():
    exercise = EXERCISES["05-justifier"]
    for suffix in ("", "/justifier"):
        first = begin(exercise, REAL, [], 1)
        missed = first.questions[0].subject
        history = play(first, lambda q, wrong=missed + suffix: q.id != wrong)
        following = begin(exercise, REAL, history, 1, following=True)
        assert subjects(first) & subjects(following) == {missed}


def test_what_was_missed_then_put_right_does_not_come_back():
    exercise = EXERCISES["05-classer"]
    first = begin(exercise, REAL, [])
    history = play(first, always(False)) + play(first, always(True))
    assert {made.attempt for made in answers(history)} == {1, 2}
    following = begin(exercise, REAL, history, following=True)
    assert not subjects(first) & subjects(following)


@pytest.mark.parametrize("right", [True, False])
def test_the_draw_believes_the_bank_and_not_the_file(right):
    """An answer that says of itself what is not so changes nothing of what comes next."""
    faults = []
    for exercise in PRACTICE:
        for seed in range(6):
            _, history = played(exercise, 2, always(right), content=REAL, seed=seed)
            forged = [
                replace(entry, correct=said) if isinstance(entry, Answer) else entry
                for place, entry in enumerate(history)
                for said in [(not right, None)[place % 2]]
            ]
            told, taken = (
                names(begin(exercise, REAL, given, seed, following=True))
                for given in (history, forged)
            )
            if told != taken:
                faults.append(f"{exercise.id}, seed {seed}")
    assert faults == []


def test_what_another_exercise_showed_counts_as_seen():
    exercise, other = EXERCISES["05-classer"], EXERCISES["06-pieges"]
    pool = len(exercises.subjects(other, REAL))
    _, traps = played(other, pool // other.size, always(True), content=REAL)
    history = traps + play(begin(exercise, REAL, []), always(True))
    following = begin(exercise, REAL, history, following=True)
    met = {made.question for made in answers(history)}
    assert len(met) > 70
    assert not met & subjects(following)


def test_the_first_series_of_the_course_share_no_pair():
    """They are what pages carry: no learner meets a situation, or its twin, on two of them."""
    faults = []
    for seed in (None, *range(8)):
        shown: dict[str, str] = {}
        for exercise in REAL.exercises:
            for pair in {PAIR.get(s.id, s.id) for s in plan(exercise, REAL, seed=seed)}:
                if pair in shown:
                    faults.append(f"{exercise.id} and {shown[pair]} show {pair}, seed {seed}")
                shown[pair] = exercise.id
    assert faults == []


@pytest.mark.parametrize("turns", [1, 2])
def test_nothing_an_earlier_page_has_shown_comes_back_before_all_has_been_seen(turns):
    """Along the course, with so many series of each exercise, and nothing missed."""
    faults, history, met = [], [], set()
    for exercise in PRACTICE:
        for _ in range(turns):
            begun = begin(exercise, REAL, history, following=True)
            pool = {
                choose_questions.name(exercise, one) for one in exercises.subjects(exercise, REAL)
            }
            asked = {choose_questions.subject(question.id) for question in begun.questions}
            if asked & met and len(pool - met) >= exercise.size:
                faults.append(f"{exercise.id}: {asked & met}")
            history += play(begun, always(True))
            met |= asked
    assert faults == []


def all_but(hard: CriterionId) -> Right:
    return lambda question: question.criterion.id != hard


def test_more_is_drawn_of_the_criterion_missed():
    exercise = EXERCISES["05-classer"]

    def share(hard: CriterionId) -> float:
        drawn = Counter()
        for seed in range(60):
            first, second = played(exercise, 2, all_but(hard), content=REAL, seed=seed)[0]
            fresh = subjects(second) - subjects(first)  # beyond what simply comes back
            drawn.update(CRITERION[name] == hard for name in fresh)
        return drawn[True] / drawn.total()

    equal = Counter()
    for seed in range(60):
        second = played(exercise, 2, always(True), content=REAL, seed=seed)[0][1]
        equal.update(CRITERION[name] for name in subjects(second))
    for hard in CriterionId:
        assert share(hard) > 1.4 * equal[hard] / equal.total()


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5])
def test_a_twin_never_follows_its_twin(share):
    for name in ("00-essai", "04-interaction", "05-classer", "05-justifier"):
        for seed in range(15):
            right = chance(seed, share)
            for begun in played(EXERCISES[name], 8, right, content=REAL, seed=seed)[0]:
                met = list(dict.fromkeys(question.subject for question in begun.questions))
                in_a_row = any(PAIR[one] == PAIR[two] for one, two in pairwise(met))
                assert not in_a_row, f"{name}, seed {seed}"


def test_both_twins_missed_come_back_apart(content):
    apart = together = 0
    for seed in SEEDS:
        series, _ = played(essai(9), 6, chance(seed, 0.1), content=content, seed=seed)
        for begun in series:
            met = [name.rpartition("-")[0] for name in names(begun)]
            together += any(one == two for one, two in pairwise(met))
            apart += len(set(met)) < len(met)
    assert apart == len(SEEDS) * 6
    assert not together


@pytest.mark.parametrize("share", [0.2, 0.6, 1.0])
def test_series_stay_balanced(share):
    category = {scenario.id: scenario.category for scenario in REAL.scenarios}
    for name in ("05-classer", "05-justifier", "06-pieges", "04-cible"):
        for begun in played(EXERCISES[name], 5, chance(3, share), content=REAL)[0]:
            alone = {q.subject for q in begun.questions if q.layout is not Layout.STACK}
            met = Counter(category[subject] for subject in alone)
            assert abs(met["vente"] - met["service"]) <= 1, name


def test_the_same_seed_and_history_give_the_same_series():
    def run(exercise: Exercise, seed: int | None) -> list[list[str]]:
        turns = 3 if exercise in PRACTICE else 1
        series, _ = played(exercise, turns, chance(1, 0.5), content=REAL, seed=seed)
        return [names(begun) for begun in series]

    for exercise in [each for each in REAL.exercises if each.size > 1]:
        assert run(exercise, 1) == run(exercise, 1), exercise.id
        assert run(exercise, 1) != run(exercise, 2), exercise.id
        assert run(exercise, None) == run(exercise, None), exercise.id
