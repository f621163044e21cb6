from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest

from tests.test_journal import ANSWER
from vs_course import bank, catalogue, session
from vs_course.model import Category, CourseError, Exercise, Kind, Moment, Policy, Scenario

SEEDS = range(40)


@pytest.fixture
def content(folder):
    """Six pairs, none reserved, of one vente (pendant) and one service (apres) each."""
    loaded = bank.load(folder.path)
    return replace(loaded, exercises=loaded.exercises[:1])


def exercise(size: int, **selection) -> Exercise:
    return Exercise("essai", "Essai", Kind.CLASSER, Policy.IMMEDIAT, size, **selection)


def pairs(plan: list[Scenario]) -> list[str]:
    return [scenario.pair for scenario in plan]


def twins_in_a_row(plan: list[Scenario]) -> bool:
    return any(one.pair == following.pair for one, following in pairwise(plan))


def categories(plan: list[Scenario]) -> Counter[Category]:
    return Counter(scenario.category for scenario in plan)


def answer(question: str, **changes):
    return replace(ANSWER, exercise="essai", question=question, **changes)


def test_a_seed_gives_one_plan_and_another_seed_another(content):
    what = exercise(6)
    plans = [session.plan(what, content, seed=seed) for seed in SEEDS]
    assert plans == [session.plan(what, content, seed=seed) for seed in SEEDS]
    assert len({tuple(s.id for s in plan) for plan in plans}) > 35


def test_without_a_seed_the_exercise_is_the_seed(content):
    plan = session.plan(exercise(6), content)
    assert plan == session.plan(exercise(6), content)
    assert plan != session.plan(replace(exercise(6), id="autre"), content)


def test_the_draw_does_not_move_from_one_release_to_the_next(content):
    # Committed notebooks and answers on disk rely on it.
    assert [s.id for s in session.plan(exercise(4), content)] == [
        "paire-3-vente",
        "paire-1-service",
        "paire-6-service",
        "paire-2-vente",
    ]


@pytest.mark.parametrize("size", range(1, 13))
def test_a_plan_is_of_its_size_balanced_and_apart(content, size):
    orders = set()
    for seed in SEEDS:
        plan = session.plan(exercise(size), content, seed=seed)
        assert len(set(plan)) == len(plan) == size
        assert categories(plan)["vente"] == (size + 1) // 2
        assert len(set(pairs(plan)[:6])) == min(size, 6), "a pair came back before all were met"
        assert not twins_in_a_row(plan)
        orders.add(tuple(s.category for s in plan))
    assert size < 2 or len(orders) > 1, "the answers always come in the same order"


@pytest.mark.parametrize("size", [3, 4])
def test_twins_are_apart_even_at_the_end(content, size):
    what = exercise(size, pairs=("paire-1", "paire-2"))
    for seed in SEEDS:
        plan = session.plan(what, content, seed=seed)
        assert not twins_in_a_row(plan)


def test_one_pair_alone_is_played_whole(content):
    plan = session.plan(exercise(2, pairs=("paire-3",)), content)
    assert {s.id for s in plan} == {"paire-3-vente", "paire-3-service"}


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
    what = exercise(size, moments=(Moment.PENDANT,))
    eligible = catalogue.eligible(what, scenarios)
    assert categories(eligible) == {"vente": 4, "service": 3}
    for seed in SEEDS:
        plan = session.plan(what, cut, seed=seed)
        assert set(plan) <= set(eligible)
        assert len(set(plan)) == len(plan) == size
        assert categories(plan)["vente"] == (size + 1) // 2
        assert len(set(pairs(plan)[:6])) == min(size, 6)


def test_a_selection_of_one_category_is_played_as_it_is(content):
    plan = session.plan(exercise(3, moments=(Moment.APRES,)), content)
    assert categories(plan) == {"service": 3}


def test_a_session_asks_its_plan(content):
    begun = session.begin(exercise(5), content, [], seed=7)
    assert [q.id for q in begun.questions] == [
        s.id for s in session.plan(exercise(5), content, seed=7)
    ]
    assert begun.answers == {}
    first = begun.questions[0]
    assert begun.question(first.id) is first
    assert begun.attempt(first.id) == 1
    with pytest.raises(CourseError, match="ne fait pas partie de cet exercice"):
        begun.question("absente")


def test_a_session_resumes_from_the_history(content):
    one, two, *_ = (s.id for s in session.plan(exercise(4), content))
    last = answer(one, id="2", choice="service")
    history = [
        answer(one, id="1", choice="vente"),
        last,
        answer("absente", id="3"),
        replace(answer(two, id="4"), exercise="autre"),
        answer(two, id="5", choice="ventes"),
    ]
    begun = session.begin(exercise(4), content, history)
    assert not begun.complete
    assert begun.answers == {one: last}
    assert begun.attempt(one) == 3
    assert begun.attempt(two) == 1
    assert [begun.recorded(i) for i in "12345"] == [True, True, False, False, False]


def test_an_event_counts_once(content):
    begun = session.begin(exercise(4), content, [])
    asked = begun.questions[0].id
    for _ in range(2):
        begun.record(answer(asked, id="1", choice="vente"))
    assert begun.recorded("1")
    assert begun.attempt(asked) == 2
    begun.record(answer(asked, id="2", choice="service"))
    begun.record(answer(asked, id="1", choice="vente"))
    assert begun.answers[asked].choice == "service"
    assert begun.attempt(asked) == 3
