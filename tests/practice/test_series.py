from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import count, pairwise
from random import Random

import pytest

from tests.practice.test_journal import ANSWER
from vs_course import bank
from vs_course.bank import exercises as catalogue
from vs_course.bank.items import (
    Category,
    CourseError,
    CriterionId,
    Exercise,
    Kind,
    Moment,
    Policy,
    Scenario,
)
from vs_course.practice import choose_questions, series
from vs_course.practice.entries import Drawn

SEEDS = range(40)
NUMBERS = count()
BALANCED = (Kind.CLASSER, Kind.REPERER, Kind.JUSTIFIER, Kind.SITUER)
REAL = bank.load()
WHAT = {what.id: what for what in REAL.exercises}
PRACTICE = [what for what in REAL.exercises if what.policy is Policy.IMMEDIAT]
KEPT = {pair for what in REAL.exercises if what not in PRACTICE for pair in what.pairs}
PAIR = {scenario.id: scenario.pair for scenario in REAL.scenarios}
CRITERION = {scenario.id: scenario.criterion for scenario in REAL.scenarios}


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


def categories(plan: Iterable[Scenario]) -> Counter[Category | None]:
    """Return how many there are of each category; other subjects have none."""
    return Counter(getattr(scenario, "category", None) for scenario in plan)


def answer(question: str, **changes):
    return replace(ANSWER, **{"exercise": "essai", "question": question, **changes})


def test_a_seed_gives_one_plan_and_another_seed_another(content):
    what = exercise(6)
    plans = [choose_questions.plan(what, content, seed=seed) for seed in SEEDS]
    assert plans == [choose_questions.plan(what, content, seed=seed) for seed in SEEDS]
    assert len({tuple(s.id for s in plan) for plan in plans}) > 35


def test_without_a_seed_the_exercise_is_the_seed(content):
    plan = choose_questions.plan(exercise(6), content)
    assert plan == choose_questions.plan(exercise(6), content)
    assert plan != choose_questions.plan(replace(exercise(6), id="autre"), content)


def test_the_draw_does_not_move_from_one_release_to_the_next(content):
    # Committed notebooks and answers on disk rely on it.
    assert [s.id for s in choose_questions.plan(exercise(4), content)] == [
        "paire-5-service",
        "paire-3-vente",
        "paire-6-service",
        "paire-4-vente",
    ]


@pytest.mark.parametrize("size", range(1, 13))
def test_a_plan_is_of_its_size_balanced_and_apart(content, size):
    orders = set()
    for seed in SEEDS:
        plan = choose_questions.plan(exercise(size), content, seed=seed)
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
        plan = choose_questions.plan(what, content, seed=seed)
        assert not twins_in_a_row(plan)


def test_one_pair_alone_is_played_whole(content):
    plan = choose_questions.plan(exercise(2, pairs=("paire-3",)), content)
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
        plan = choose_questions.plan(what, cut, seed=seed)
        assert set(plan) <= set(eligible)
        assert len(set(plan)) == len(plan) == size
        assert categories(plan)["vente"] == (size + 1) // 2
        assert len(set(pairs(plan)[:6])) == min(size, 6)


def test_a_selection_of_one_category_is_played_as_it_is(content):
    plan = choose_questions.plan(exercise(3, moments=(Moment.APRES,)), content)
    assert categories(plan) == {"service": 3}


def test_a_session_asks_its_plan(content):
    begun = series.begin(exercise(5), content, [], seed=7)
    assert [q.id for q in begun.questions] == [
        s.id for s in choose_questions.plan(exercise(5), content, seed=7)
    ]
    assert begun.answers == {}
    first = begun.questions[0]
    assert begun.question(first.id) is first
    assert begun.attempt(first.id) == 1
    with pytest.raises(CourseError, match="ne fait pas partie de cet exercice"):
        begun.question("absente")


def test_a_session_resumes_from_the_history(content):
    one, two, *_ = (s.id for s in choose_questions.plan(exercise(4), content))
    last = answer(one, id="2", choice="service")
    history = [
        answer(one, id="1", choice="vente"),
        last,
        answer("absente", id="3"),
        replace(answer(two, id="4"), exercise="autre"),
        answer(two, id="5", choice="ventes"),
    ]
    begun = series.begin(exercise(4), content, history)
    assert not begun.complete
    assert begun.answers == {one: last}
    assert begun.attempt(one) == 3
    assert begun.attempt(two) == 1
    assert [begun.recorded(i) for i in "12345"] == [True, True, False, False, False]


def test_an_event_counts_once(content):
    begun = series.begin(exercise(4), content, [])
    asked = begun.questions[0].id
    for _ in range(2):
        begun.record(answer(asked, id="1", choice="vente"))
    assert begun.recorded("1")
    assert begun.attempt(asked) == 2
    begun.record(answer(asked, id="2", choice="service"))
    begun.record(answer(asked, id="1", choice="vente"))
    assert begun.answers[asked].choice == "service"
    assert begun.attempt(asked) == 3


# --- Series: what comes next depends on what was answered -------------------------------------


def play(begun, right) -> list:
    """Return one answer to each question of a series, right where `right(question)` says so.

    The first answer brings the line that says what the series asks, as a session writes it.
    """
    played = [] if begun.written else [written(begun)]
    for question in begun.questions:
        correct = None if question.key is None else right(question)
        wrong = next(c.value for c in question.choices if c.value != question.key)
        made = answer(
            question.id,
            id=f"evenement-{next(NUMBERS)}",
            exercise=begun.exercise.id,
            choice=question.key if correct else wrong,
            correct=correct,
            attempt=begun.attempt(question.id),
            series=begun.id,
        )
        begun.record(made)
        played.append(made)
    return played


def written(begun) -> Drawn:
    begun.written = True
    at = begun.since or f"2025-01-31T08:15:30.{next(NUMBERS):06}+00:00"
    return Drawn(begun.id, at, "eleve-1", begun.exercise.id, tuple(names(begun)), "0123456789ab")


def played(what, turns, right, *, content=REAL, seed=None):
    """Play whole series of an exercise; return the sessions, and the history they leave."""
    history, sessions = [], []
    for _ in range(turns):
        sessions.append(series.begin(what, content, history, seed, following=True))
        history += play(sessions[-1], right)
    return sessions, history


def names(begun) -> list[str]:
    return [question.id for question in begun.questions]


def subjects(begun) -> set[str]:
    return {question.subject for question in begun.questions}


def always(value: bool):
    return lambda _question: value


def chance(seed: int, share: float):
    random = Random(seed)
    return lambda _question: random.random() < share


@pytest.mark.parametrize("what", PRACTICE, ids=lambda what: what.id)
def test_reserved_pairs_never_come_in_practice(what):
    for seed in (None, *range(12)):
        sessions, _ = played(what, 6, chance(seed or 0, 0.5), seed=seed)
        met = {PAIR.get(name) for begun in sessions for name in subjects(begun)}
        assert not met & KEPT


def enough(size: int, unseen: list[Scenario]) -> bool:
    """Say whether the unseen makes a balanced series with no pair twice in it."""
    whole = {pair for pair, members in Counter(pairs(unseen)).items() if members == 2}
    alone = categories(s for s in unseen if s.pair not in whole)
    room = {Category.VENTE: (size + 1) // 2, Category.SERVICE: size // 2}
    return len(whole) + sum(min(alone[c], room[c]) for c in Category) >= size


@pytest.mark.parametrize("what", PRACTICE, ids=lambda what: what.id)
def test_the_unseen_comes_before_the_seen(what):
    # Always right: nothing is there because it was missed.
    pool = {
        s.pair if what.kind is Kind.COMPARER else s.id: s for s in catalogue.subjects(what, REAL)
    }
    met: set[str] = set()
    for begun in played(what, len(pool) // what.size + 2, always(True), seed=1)[0]:
        asked = {name.partition("/")[0] for name in names(begun)}
        assert len(asked) == what.size
        if what.kind not in BALANCED:
            assert len(asked - met) == min(what.size, len(pool) - len(met))
        elif enough(what.size, [s for name, s in pool.items() if name not in met]):
            assert not asked & met
        met |= asked
    assert len(met) > 0.85 * len(pool)


@pytest.mark.parametrize("name", ["05-classer", "06-pieges", "04-cible", "05-justifier"])
def test_what_was_missed_comes_back_a_third_at_most(name):
    what = WHAT[name]
    for seed in range(20):
        (first, second), _ = played(what, 2, always(False), seed=seed)
        back = subjects(first) & subjects(second)
        assert 1 <= len(back) <= what.size // 3


def test_a_miss_on_either_of_two_questions_brings_the_situation_back():
    what = WHAT["05-justifier"]
    for suffix in ("", "/justifier"):
        first = series.begin(what, REAL, [], 1)
        missed = first.questions[0].subject
        history = play(first, lambda q, wrong=missed + suffix: q.id != wrong)
        following = series.begin(what, REAL, history, 1, following=True)
        assert subjects(first) & subjects(following) == {missed}


def test_what_was_missed_then_put_right_does_not_come_back():
    what = WHAT["05-classer"]
    first = series.begin(what, REAL, [])
    history = play(first, always(False)) + play(first, always(True))
    assert {made.attempt for made in history} == {1, 2}
    following = series.begin(what, REAL, history, following=True)
    assert not subjects(first) & subjects(following)


def test_what_another_exercise_showed_counts_as_seen():
    what, other = WHAT["05-classer"], WHAT["06-pieges"]
    pool = len(catalogue.subjects(other, REAL))
    _, traps = played(other, pool // other.size, always(True))
    history = traps + play(series.begin(what, REAL, []), always(True))
    following = series.begin(what, REAL, history, following=True)
    met = {made.question for made in history}
    assert len(met) > 90
    assert not met & subjects(following)


def test_more_is_drawn_of_the_criterion_missed():
    what = WHAT["05-classer"]

    def share(hard: CriterionId) -> float:
        drawn = Counter()
        for seed in range(60):
            first, second = played(what, 2, lambda q: q.criterion.id != hard, seed=seed)[0]
            fresh = subjects(second) - subjects(first)  # beyond what simply comes back
            drawn.update(CRITERION[name] == hard for name in fresh)
        return drawn[True] / drawn.total()

    equal = Counter()
    for seed in range(60):
        second = played(what, 2, always(True), seed=seed)[0][1]
        equal.update(CRITERION[name] for name in subjects(second))
    for hard in CriterionId:
        assert share(hard) > 1.4 * equal[hard] / equal.total()


@pytest.mark.parametrize("name", ["00-essai", "04-interaction", "05-classer", "05-justifier"])
@pytest.mark.parametrize("share", [0.0, 0.1, 0.5])
def test_a_twin_never_follows_its_twin(name, share):
    for seed in range(15):
        for begun in played(WHAT[name], 8, chance(seed, share), seed=seed)[0]:
            met = list(dict.fromkeys(question.subject for question in begun.questions))
            assert not any(PAIR[one] == PAIR[two] for one, two in pairwise(met))


def test_both_twins_missed_come_back_apart(content):
    what = exercise(9)
    apart = together = 0
    for seed in SEEDS:
        sessions, _ = played(what, 6, chance(seed, 0.1), content=content, seed=seed)
        for begun in sessions:
            met = [name.rpartition("-")[0] for name in names(begun)]
            together += any(one == two for one, two in pairwise(met))
            apart += len(set(met)) < len(met)
    assert apart == len(SEEDS) * 6
    assert not together


@pytest.mark.parametrize("name", ["05-classer", "05-justifier", "06-pieges", "04-cible"])
@pytest.mark.parametrize("share", [0.2, 0.6, 1.0])
def test_series_stay_balanced(name, share):
    category = {scenario.id: scenario.category for scenario in REAL.scenarios}
    for begun in played(WHAT[name], 5, chance(3, share))[0]:
        met = Counter(category[subject] for subject in subjects(begun))
        assert abs(met["vente"] - met["service"]) <= 1


@pytest.mark.parametrize("what", REAL.exercises, ids=lambda what: what.id)
@pytest.mark.parametrize("share", [0.3, 1.0])
def test_the_journal_alone_resumes_any_series(what, share):
    right = chance(5, share)
    history = []
    for turn in range(3 if what in PRACTICE else 1):
        drawn = series.begin(what, REAL, history, following=True)
        assert turn == 0 or names(drawn) != names(series.begin(what, REAL, []))
        for place, made in enumerate(play(drawn, right), 1):
            # Between two answers, life goes on: another exercise, an answer to nothing known.
            history += [made, replace(made, id=f"{turn}-{place}", exercise="ailleurs")]
            history.append(
                replace(made, id=f"{turn}+{place}", exercise=what.id, question="absente")
            )
            if place == len(drawn.questions):
                history.pop()  # once the series is over, that would open the next one
            resumed = series.begin(what, REAL, history)
            assert names(resumed) == names(drawn)
            assert list(resumed.answers) == names(drawn)[:place]
            assert resumed.complete is (place == len(drawn.questions))


@pytest.mark.parametrize("luck", range(6))
def test_series_are_resumed_in_whatever_order_they_were_answered(luck):
    what = WHAT["05-classer"]
    history = []
    for turn in range(4):
        drawn = series.begin(what, REAL, history, 3, following=True)
        made = play(drawn, chance(turn, 0.2))
        Random(f"{luck}/{turn}").shuffle(made)
        for place, one in enumerate(made, 1):
            history.append(one)
            resumed = series.begin(what, REAL, history, 3)
            assert names(resumed) == names(drawn)
            assert len(resumed.answers) == place


def test_replayed_questions_belong_to_the_series_they_replay():
    what = WHAT["05-classer"]
    first = series.begin(what, REAL, [])
    history = play(first, always(False)) + play(first, always(False))
    resumed = series.begin(what, REAL, history)
    assert names(resumed) == names(first)
    assert {resumed.attempt(name) for name in names(first)} == {3}


def test_following_leaves_a_complete_series_only():
    what = WHAT["05-classer"]
    first = series.begin(what, REAL, [])
    history = play(first, always(True))
    for answered in (0, 1, what.size - 1):
        begun = series.begin(what, REAL, history[:answered], following=True)
        assert names(begun) == names(first)
    assert names(series.begin(what, REAL, history)) == names(first)
    second = series.begin(what, REAL, history, following=True)
    assert names(second) == names(series.begin(what, REAL, history, following=True))
    assert not set(names(second)) & set(names(first))
    assert second.answers == {}


@pytest.mark.parametrize("name", ["00-diagnostic", "07-evaluation"])
def test_a_diagnostic_or_an_evaluation_has_one_series(name):
    what = WHAT[name]
    first = series.begin(what, REAL, [])
    practised = played(WHAT["05-classer"], 3, always(False))[1]
    history = [*practised, *play(first, always(False))]
    for following in (False, True):
        begun = series.begin(what, REAL, history, following=following)
        assert names(begun) == names(first)
        assert begun.complete
        assert not begun.more
        with pytest.raises(CourseError, match="une réponse est définitive"):
            begun.attempt(names(first)[0])


def test_where_a_question_is_answered_once_the_first_answer_stands():
    what = WHAT["07-evaluation"]
    first = series.begin(what, REAL, [])
    wrong = play(first, always(False))
    # Another tab, opened before, answered too: both are in the file.
    late = [replace(a, id=f"2/{a.id}", choice=first.question(a.question).key) for a in wrong]
    begun = series.begin(what, REAL, [*wrong, *late])
    assert list(begun.answers.values()) == wrong


def test_more_says_whether_anything_is_left_to_meet():
    what = WHAT["00-essai"]
    pool = len(catalogue.subjects(what, REAL))
    history, left = [], []
    while len(left) < 12:
        begun = series.begin(what, REAL, history, following=True)
        history += play(begun, always(True))
        left.append(series.begin(what, REAL, history).more)
        assert left[-1] is (len({made.question for made in history}) < pool)
    assert left[0] is True
    assert left[-1] is False


@pytest.mark.parametrize("what", REAL.exercises, ids=lambda what: what.id)
def test_the_same_seed_and_history_give_the_same_series(what):
    def run(seed):
        sessions, _ = played(what, 3 if what in PRACTICE else 1, chance(1, 0.5), seed=seed)
        return [names(begun) for begun in sessions]

    assert run(1) == run(1)
    assert run(1) != run(2)
    assert run(None) == run(None)
