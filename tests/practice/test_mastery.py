"""What is concluded from answers: counts, mastery, trials, what to do next."""

from dataclasses import replace
from statistics import fmean

import pytest

from tests import learners
from tests.learners import Learner
from vs_course import bank
from vs_course.bank.exercises import eligible, reserved_pairs
from vs_course.bank.items import Bank, Category, CriterionId, Exercise, Kind, Policy, Scenario
from vs_course.practice import choose_questions, series
from vs_course.practice.mastery import Progress, Tally, measure
from vs_course.practice.trials import Trial
from vs_course.results.advice import suggest

EVALUATION, DIAGNOSTIC = "07-evaluation", "00-diagnostic"


@pytest.fixture(scope="module")
def course() -> Bank:
    return bank.load()


@pytest.fixture
def learner(course: Bank) -> Learner:
    return learners.careful(course)


def progress(learner: Learner) -> Progress:
    return measure(learner.bank, learner.entries)


def page(learner: Learner) -> str:
    return suggest(progress(learner)).page


def reason(learner: Learner) -> str:
    return suggest(progress(learner)).reason.replace("\u00a0", " ")


def exercise(course: Bank, name: str) -> Exercise:
    return next(e for e in course.exercises if e.id == name)


def free(course: Bank, criterion: str | None = None) -> list[Scenario]:
    """Return the situations of practice, of one criterion or of all."""
    kept = reserved_pairs(course.exercises)
    return [
        s for s in course.scenarios if s.pair not in kept and criterion in (None, s.criterion.value)
    ]


def give(learner: Learner, scenario: Scenario, right: bool, confidence: str | None = None) -> None:
    other = next(c for c in Category if c is not scenario.category)
    choice = scenario.category if right else other
    learner.answer("05-classer", scenario.id, choice.value, confidence)


def meet(learner: Learner, criterion: str, rights: list[bool]) -> None:
    """Classify new situations of a criterion, right or not as told."""
    met = {answer.question for answer in learner.history}
    new = [s for s in free(learner.bank, criterion) if s.id not in met]
    for scenario, right in zip(new, rights, strict=False):
        give(learner, scenario, right)


def state(learner: Learner, criterion: str):
    return next(c for c in progress(learner).criteria if c.criterion.id == criterion)


# --- Three learners through the real course ---------------------------------------------------


def test_the_careful_one_masters_nearly_everything(course: Bank):
    mastered, passed, pages, shares = 0, 0, [], []
    for seed in range(30):
        done = learners.careful(course, seed).take_course(until="07", series=6)
        mastered += sum(c.mastered for c in progress(done).criteria)
        shares.append(progress(done).whole.share)
        pages.append(page(done))
        done.play(exercise(course, EVALUATION))
        assert page(done) == "05_classer"
        passed += progress(done).trials[1].passed
    assert fmean(shares) > 0.95  # one slip in twenty-five; whoever slips most is chance
    assert passed >= 24
    assert pages.count("07_evaluation") >= 24
    assert mastered >= 135  # of 150: one slip in twenty-five now and then makes two in ten


def test_the_guesser_masters_nothing(course: Bank):
    mastered = 0
    for seed in range(20):
        done = learners.guesser(course, seed).take_course()
        shown = progress(done)
        mastered += sum(c.mastered for c in shown.criteria)
        assert 0.3 < shown.whole.share < 0.7
        assert shown.trials[1].passed is False
        assert shown.sure_wrong == ()  # the guesser never said to be sure
        assert page(done) in ("01_vente", "02_service", "04_differences")
    assert mastered <= 5  # of 100: chance alone gives 9 of 10 about once in a hundred


def test_the_keyword_spotter_masters_nothing_and_is_surely_wrong(course: Bank):
    shown = progress(learners.keyword_spotter(course).take_course(series=3))
    assert not any(c.mastered for c in shown.criteria)
    assert shown.trials[1].passed is False
    assert len(shown.sure_wrong) > 5
    ventes, services = (shown.categories[c] for c in Category)
    assert ventes.share - services.share > 0.5  # takes services for ventes


def test_keywords_don_t_pass_an_evaluation_at_levels_2_and_3(course: Bank):
    harder = replace(
        exercise(course, EVALUATION), policy=Policy.IMMEDIAT, pairs=(), levels=(2, 3), size=15
    )
    scores = []
    for seed in range(200):
        asked = choose_questions.plan(harder, course, seed=seed)
        assert len(asked) == 15
        assert {s.level for s in asked} <= {2, 3}
        scores.append(sum(learners.spot(s.text) == s.category for s in asked))
    assert sum(scores) / len(scores) < 10
    assert sum(score >= harder.passing for score in scores) <= 2  # of 200


# --- Counting ---------------------------------------------------------------------------------


def test_no_answer(course: Bank):
    shown = measure(course, [])
    assert (shown.answers, shown.whole, shown.tens) == (0, Tally(0, 0), ())
    assert shown.whole.share is None
    assert [c.criterion.id for c in shown.criteria] == list(CriterionId)
    assert shown.levels.keys() == {1, 2, 3}
    assert [(t.answered, t.score, t.complete, t.passed) for t in shown.trials] == [
        (0, None, False, None)
    ] * 3
    assert [t.exercise.id for t in shown.told] == ["00-diagnostic", "07-evaluation"]


def test_only_the_first_answer_counts(learner: Learner):
    first, second = free(learner.bank)[:2]
    give(learner, first, False)
    give(learner, first, True)
    give(learner, second, True)
    give(learner, second, False)
    assert progress(learner).whole == Tally(2, 1)
    assert progress(learner).answers == 4


def test_every_grouping_adds_up_to_the_whole(course: Bank):
    shown = progress(learners.guesser(course).take_course())
    groups = (
        [c.tally for c in shown.criteria],
        list(shown.levels.values()),
        list(shown.categories.values()),
        shown.tens,
    )
    for tallies in groups:
        total = Tally(sum(t.seen for t in tallies), sum(t.right for t in tallies))
        assert total == shown.whole
    assert {t.seen for t in shown.tens[:-1]} == {10}


@pytest.mark.parametrize("forged", [True, False, None])
def test_what_the_file_says_of_itself_is_not_believed(course: Bank, forged):
    wrong = Learner(course, lambda q: next(c.value for c in q.choices if c.value != q.key), "sur")
    wrong.take_course()
    wrong.history = [replace(answer, correct=forged) for answer in wrong.history]
    shown = progress(wrong)
    assert shown.whole.right == 0
    assert [trial.score for trial in shown.told] == [0, 0]
    assert shown.sure_wrong


def test_what_the_bank_doesn_t_have_is_ignored(learner: Learner):
    scenario = free(learner.bank)[0]
    for question, choice in (
        ("inconnue", "vente"),
        ("", "vente"),
        ("/", ""),
        (f"{scenario.id}/reperer", "0"),
        (f"{scenario.pair}/comparer", scenario.id),
        (scenario.id, "les-deux"),
        (scenario.id, ""),
    ):
        learner.answer("05-classer", question, choice, "sur")
    shown = progress(learner)
    assert (shown.whole, shown.sure, shown.sure_wrong) == (Tally(0, 0), 0, ())
    assert shown.answers == 4
    learner.history = [a for a in learner.history if a.question in ("inconnue", "", "/")]
    assert page(learner) == "00_bienvenue"


def test_what_is_reserved_is_not_practice(learner: Learner):
    for name in (DIAGNOSTIC, EVALUATION):
        trial = exercise(learner.bank, name)
        learner.play(trial)
        kept = eligible(trial, learner.bank.scenarios)[0]
        learner.answer("05-classer", kept.id, "vente", "sur")
    learner.answer(EVALUATION, free(learner.bank)[0].id, "vente", "sur")
    assert progress(learner).whole == Tally(0, 0)
    assert progress(learner).sure_wrong == ()


# --- Mastery ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rights", "to_meet", "mastered"),
    [
        ([], 10, False),
        ([True] * 9, 1, False),
        ([True] * 10, 0, True),
        ([False] + [True] * 9, 0, True),
        ([False] * 2 + [True] * 8, 0, False),
        ([False] * 5 + [True] * 10, 0, True),
        ([True] * 10 + [False] * 2, 0, False),
    ],
)
def test_mastery_is_nine_of_the_last_ten_new(learner: Learner, rights, to_meet, mastered):
    meet(learner, "cible", rights)
    meet(learner, "objectif", [False] * 3)
    found = state(learner, "cible")
    assert (found.to_meet, found.mastered) == (to_meet, mastered)
    assert found.latest == Tally(len(rights[-10:]), sum(rights[-10:]))
    assert state(learner, "objectif").to_meet == 7


def test_a_situation_met_again_doesn_t_change_mastery(learner: Learner):
    meet(learner, "cible", [False] * 2 + [True] * 8)
    for scenario in free(learner.bank, "cible")[:10]:
        give(learner, scenario, True)
    assert not state(learner, "cible").mastered


# --- Diagnostic and evaluation ----------------------------------------------------------------


def test_a_score_is_told_only_at_the_end(learner: Learner):
    learner.play(exercise(learner.bank, EVALUATION))
    whole = learner.history
    for count in (0, 1, 14):
        learner.history = whole[:count]
        trial = progress(learner).trials[1]
        assert (trial.answered, trial.score, trial.passed) == (count, None, None)
    learner.history = whole
    trial = progress(learner).trials[1]
    assert (trial.answered, trial.size, trial.complete) == (15, 15, True)


@pytest.mark.parametrize(("right", "passed"), [(12, False), (13, True), (15, True)])
def test_thirteen_passes_the_evaluation(course: Bank, right: int, passed: bool):
    asked = series.begin(exercise(course, EVALUATION), course, [])
    learner = learners.careful(course)
    for place, question in enumerate(asked.questions):
        wrong = next(c.value for c in question.choices if c.value != question.key)
        learner.answer(EVALUATION, question.id, question.key if place < right else wrong)
        learner.answer(EVALUATION, question.id, question.key)  # too late: the first one stands
    trial = progress(learner).trials[1]
    assert (trial.score, trial.passed) == (right, passed)
    assert page(learner) == "05_classer"
    assert reason(learner).startswith(
        "L’évaluation est réussie" if passed else "À l’évaluation, il vous a manqué une"
    )


def test_an_evaluation_of_another_kind_is_counted_in_questions(course: Bank):
    double = replace(exercise(course, EVALUATION), kind=Kind.JUSTIFIER, passing=None)
    learner = learners.careful(with_exercise(course, double))
    learner.play(double)
    trial = progress(learner).trials[1]
    assert (trial.size, trial.answered, trial.passed) == (30, 30, None)
    assert trial.score > 24


# --- A diagnostic or an evaluation, and a bank that is edited ----------------------------------


def with_exercise(course: Bank, changed: Exercise) -> Bank:
    return replace(
        course, exercises=tuple(changed if e.id == changed.id else e for e in course.exercises)
    )


def without(course: Bank, questions: list[str]) -> Bank:
    """Return the bank without some situations, nor their twins."""
    gone = {s.pair for s in course.scenarios if s.id in questions}
    kept = tuple(s for s in course.scenarios if s.pair not in gone)
    return replace(course, scenarios=kept, fingerprint="sans")


def trial(learner: Learner, course: Bank, *, older: bool = False) -> Trial:
    """Return the evaluation as a bank has it; `older` in a journal that has no series."""
    kept = [replace(answer, series=None) for answer in learner.history]
    return measure(course, kept if older else learner.entries).trials[1]


@pytest.fixture
def evaluated(course: Bank) -> Learner:
    """A learner who took the evaluation, and missed its first two questions."""
    asked = [q.id for q in series.begin(exercise(course, EVALUATION), course, []).questions]

    def choose(question):
        other = next(c.value for c in question.choices if c.value != question.key)
        return other if question.id in asked[:2] else question.key

    learner = Learner(course, choose)
    learner.play(exercise(course, EVALUATION))
    return learner


@pytest.mark.parametrize("older", [False, True], ids=["its series written", "an older version"])
def test_what_is_removed_from_an_evaluation_is_left_out_and_it_stays_finished(
    evaluated: Learner, older: bool
):
    asked = [answer.question for answer in evaluated.history]
    pair = {s.id: s.pair for s in evaluated.bank.scenarios}
    for removed in (asked[5:6], asked[:1], asked[1:8], asked[:14]):
        other = without(evaluated.bank, removed)
        gone = {pair[name] for name in removed}
        left = [name for name in asked if pair[name] not in gone]
        missed = sum(name in left for name in asked[:2])
        found = trial(evaluated, other, older=older)
        told = (found.size, found.answered, found.score, found.passing)
        assert told == (len(left), len(left), len(left) - missed, 13 * len(left) // 15)
        assert found.complete
        assert found.bank == evaluated.bank.fingerprint
        assert found.passed is (len(left) - missed >= 13 * len(left) // 15)


@pytest.mark.parametrize("older", [False, True], ids=["its series written", "an older version"])
def test_an_evaluation_begun_goes_on_with_what_is_left_of_it(evaluated: Learner, older: bool):
    asked = [answer.question for answer in evaluated.history]
    other = without(evaluated.bank, asked[3:4])
    gone = len(asked) - len([name for name in asked if name in {s.id for s in other.scenarios}])
    whole, evaluated.history = evaluated.history, evaluated.history[:6]
    found = trial(evaluated, other, older=older)
    assert (found.answered, found.size, found.score) == (5, 15 - gone, None)
    evaluated.history = whole
    assert trial(evaluated, other, older=older).score == 13 - gone


def test_what_is_added_to_an_evaluation_changes_nothing_of_one_that_is_over(evaluated: Learner):
    asked = {answer.question for answer in evaluated.history}
    added = tuple(
        replace(s, id=f"nouvelle-{s.id}", pair=f"nouvelle-{s.pair}")
        for s in evaluated.bank.scenarios
        if s.id in asked
    )
    another = replace(exercise(evaluated.bank, EVALUATION), pairs=tuple(s.pair for s in added))
    longer = replace(evaluated.bank, scenarios=evaluated.bank.scenarios + added)
    other = with_exercise(longer, another)
    for older in (False, True):
        found = trial(evaluated, other, older=older)
        assert (found.size, found.score, found.passed) == (15, 13, True)


def test_the_pass_mark_is_that_of_the_bank_in_proportion_to_what_was_asked(evaluated: Learner):
    """The teacher takes a pair out and asks for fewer, or asks for more another year."""
    asked = [answer.question for answer in evaluated.history]
    other = without(evaluated.bank, asked[5:6])
    gone = len(asked) - len([name for name in asked if name in {s.id for s in other.scenarios}])
    for size, passing, expected in (
        (15 - gone, 12, 12),
        (15, 13, 13 * (15 - gone) // 15),
        (30, 26, 26 * (15 - gone) // 30),
    ):
        changed = replace(exercise(evaluated.bank, EVALUATION), size=size, passing=passing)
        for older in (False, True) if size <= 15 else (False,):
            found = trial(evaluated, with_exercise(other, changed), older=older)
            assert (found.size, found.passing) == (15 - gone, expected), (size, older)


def test_an_evaluation_of_which_nothing_is_left_is_to_be_taken_again(evaluated: Learner):
    """Another folder, whose evaluation has the same name and none of the same situations."""
    renamed = tuple(
        replace(s, id=f"autre-{s.id}", pair=f"autre-{s.pair}") for s in evaluated.bank.scenarios
    )
    evaluation = exercise(evaluated.bank, EVALUATION)
    other = with_exercise(
        replace(evaluated.bank, scenarios=renamed, fingerprint="autre"),
        replace(evaluation, pairs=tuple(f"autre-{pair}" for pair in evaluation.pairs)),
    )
    for older in (False, True):
        again = Learner(other, lambda question: question.key)
        again.history = [replace(a, series=None) if older else a for a in evaluated.history]
        again.drawn = [] if older else list(evaluated.drawn)
        found = progress(again).trials[1]
        assert (found.size, found.answered, found.score, found.bank) == (15, 0, None, "")
        again.play(exercise(other, EVALUATION))
        asked = series.begin(exercise(other, EVALUATION), other, again.entries)
        assert asked.complete
        found = progress(again).trials[1]
        assert (found.size, found.score, found.passed, found.bank) == (15, 15, True, "autre")
        assert trial(evaluated, evaluated.bank).score == 13


def test_an_answer_to_what_was_not_asked_is_not_of_the_evaluation(evaluated: Learner):
    asked = {answer.question for answer in evaluated.history}
    reserved = exercise(evaluated.bank, EVALUATION).pairs
    others = [s for s in evaluated.bank.scenarios if s.pair in reserved and s.id not in asked]
    evaluated.history = evaluated.history[:9]
    for scenario in others[:6]:
        evaluated.answer(EVALUATION, scenario.id, scenario.category.value)
    found = trial(evaluated, evaluated.bank)
    assert (found.answered, found.size, found.complete) == (9, 15, False)


def test_a_trial_not_begun_is_on_no_content(course: Bank):
    assert [found.bank for found in measure(course, []).trials] == ["", "", ""]
    assert [found.passing for found in measure(course, []).trials] == [None, 13, 13]


# --- Sure but wrong ---------------------------------------------------------------------------


def test_sure_but_wrong_is_latest_first_until_put_right(learner: Learner):
    one, two, three, four = free(learner.bank)[:4]
    give(learner, one, False, "sur")
    give(learner, two, False, "sur")
    give(learner, three, False, "plutot")
    give(learner, four, True, "sur")
    assert progress(learner).sure_wrong == (two, one)
    give(learner, one, False, "hasard")
    assert progress(learner).sure_wrong == (two, one)
    give(learner, one, False, "sur")
    assert progress(learner).sure_wrong == (one, two)
    give(learner, one, True, "hasard")
    assert progress(learner).sure_wrong == (two,)
    give(learner, one, False, "sur")
    assert progress(learner).sure_wrong == (one, two)
    assert progress(learner).sure == 5


# --- What to do next --------------------------------------------------------------------------


def test_the_way_through_the_course(course: Bank):
    learner = learners.careful(course)
    pages = [page(learner)]
    for each in course.exercises:
        learner.play(each)
        if pages[-1] != page(learner):
            pages.append(page(learner))
    assert pages == [
        "00_bienvenue", "01_vente", "02_service", "04_differences", "05_classer",
        "07_evaluation", "05_classer",
    ]  # fmt: skip


def test_what_is_begun_is_to_be_finished(learner: Learner):
    learner.play(exercise(learner.bank, DIAGNOSTIC))
    learner.history = learner.history[:9]
    assert page(learner) == "00_bienvenue"
    assert "il vous reste une question" in reason(learner)
    learner.take_course(until="07")
    whole = len(learner.history)
    learner.play(exercise(learner.bank, EVALUATION))
    learner.history = learner.history[: whole + 3]
    assert page(learner) == "07_evaluation"
    assert "il vous reste 12 questions" in reason(learner)


@pytest.mark.parametrize(
    ("criterion", "level"), [("clientele", 1), ("interaction", 1), ("clientele", 3)]
)
def test_a_weak_criterion_has_its_lesson(learner: Learner, criterion, level):
    for scenario in [s for s in free(learner.bank, criterion) if s.level == level][:6]:
        give(learner, scenario, False)
    meet(learner, "satisfaction", [True] * 10)
    advice = suggest(progress(learner))
    assert (advice.page, advice.exercise) == ("04_differences", f"04-{criterion}")
    name = state(learner, criterion).criterion.name
    assert name[1:] in reason(learner)


def test_the_evaluation_is_never_advised_before_page_05(learner: Learner):
    for criterion in CriterionId:
        meet(learner, criterion, [True] * 10)
    learner.history = [replace(a, exercise="01-objectif") for a in learner.history]
    advised = []
    for place, met in enumerate(("05-ouvrir", "05-classer", "05-justifier")):
        advised.append(suggest(progress(learner)).exercise)
        learner.history[place] = replace(learner.history[place], exercise=met)
    assert advised == ["05-classer", "05-classer", "05-justifier"]
    assert page(learner) == "07_evaluation"


def test_any_folder_is_measured(folder):
    other = bank.load(folder.path)
    learner = learners.guesser(other)
    assert page(learner) == "00_bienvenue"
    for each in other.exercises:
        learner.play(each)
    assert progress(learner).trials[0].complete
    assert page(learner)
