"""What comes back, and when: on which day, in which order, on which situations."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from vs_course import bank, bilan, exercice, parcours
from vs_course.bank.items import Category, CourseError
from vs_course.practice import review
from vs_course.practice.entries import Answer
from vs_course.practice.journal import Journal
from vs_course.practice.questions import Question
from vs_course.practice.review import REVISION, due, returns
from vs_course.practice.session import Session
from vs_course.results.advice import suggest
from vs_course.results.road import Parcours

REAL = bank.load()
KNOWN = {exercise.id: exercise for exercise in (*REAL.exercises, REVISION)}
DAY = datetime(2026, 3, 2, 8, tzinfo=UTC)


class Desk:
    """One learner's exercises, on days that pass when told."""

    def __init__(self, path: Path):
        self.path, self.now = path, DAY

    def open(self, name: str = REVISION.id) -> Session:
        return Session(KNOWN[name], REAL, Journal(self.path), clock=lambda: self.now)

    def play(self, name: str, *marks: bool, sure: int = 0) -> list[Question]:
        """Answer a series, right as `marks` says in turn; the first `sure` errors are said sure."""
        session = self.open(name)
        for place, question in enumerate(session.questions):
            right = marks[place % len(marks)]
            wrong = next(c.value for c in question.choices if c.value != question.key)
            confidence = None
            if not right and sure:
                confidence, sure = "sur", sure - 1
            session.answer(question.id, question.key if right else wrong, confidence=confidence)
        return list(session.questions)

    def wait(self, days: float) -> None:
        self.now += timedelta(days)

    @property
    def due(self) -> review.Due:
        return due(REAL, Journal(self.path).entries(), self.now)


@pytest.fixture
def desk(tmp_path) -> Desk:
    return Desk(tmp_path / "reponses.jsonl")


@pytest.mark.parametrize(
    ("marks", "waits"),
    [
        ({0: "1"}, 1),
        ({0: "1", 1: "11"}, 3),
        ({0: "1", 1: "1"}, 1),  # one answer in two is right by chance
        ({0: "11", 1: "11", 4: "111", 11: "11", 32: "11", 60: "11"}, 21),
        ({0: "11", 1: "11", 2: "1111"}, 3),  # before its day, it waits as long again
        ({0: "11", 1: "11", 4: "110"}, 1),  # too many wrong: it starts again
        ({0: "11", 1: "11", 4: "1110"}, 7),
        ({0: "11", 1: "11", 3: "00"}, 1),
    ],
)
def test_a_criterion_waits_longer_each_time_it_holds(marks, waits):
    first = date(2026, 3, 2)
    met = {first + timedelta(day): [m == "1" for m in told] for day, told in marks.items()}
    assert returns(met) == max(met) + timedelta(waits)


def test_nothing_comes_back_the_very_day(desk):
    assert not desk.due
    assert "pour l’instant" in desk.open().series.closed
    desk.play("02-aider", True, False)
    assert not desk.due
    session = desk.open()
    assert session.questions == ()
    assert session.series.closed.endswith("prête demain.")
    assert session.content["closed"] == session.series.closed


def test_what_was_missed_comes_first_said_sure_before_the_rest_then_what_is_new(desk):
    asked = desk.play("05-classer", True, True, True, True, True, True, True, True, False, False)
    desk.play("02-aider", True, True, True, True, True, False, True, True, sure=1)
    met = {q.subject for q in asked}
    desk.wait(1)
    session = desk.open()
    missed, rest = session.questions[:3], session.questions[3:]
    assert [q.subject for q in missed] == list(desk.due.missed)
    assert {q.subject for q in missed[1:]} == {q.subject for q in asked[-2:]}
    assert sorted(q.criterion.id for q in rest) == sorted([*desk.due.criteria[:2]] * 2)
    assert rest[0].criterion != rest[1].criterion
    assert not met & {q.subject for q in rest}
    assert session.content["confidence"]
    assert [q.id for q in desk.open().questions] == [q.id for q in session.questions]


def test_what_is_put_right_leaves_and_the_day_after_it_is_over(desk):
    desk.play("01-objectif", False)
    desk.play("01-chercher-des-acheteurs", False)
    desk.wait(1)
    asked = desk.play(REVISION.id, True)
    assert len(asked) == REVISION.size  # of what was missed half, where two criteria wait
    assert len(desk.due.missed) == 10
    assert not set(desk.due.missed) & {q.subject for q in asked}
    assert desk.open().questions[0].subject in desk.due.missed  # the same day, what was left over
    for _ in range(3):
        desk.play(REVISION.id, True)
    assert not desk.due
    assert desk.open().complete
    desk.wait(1)
    assert desk.open().series.closed.endswith("prête dans 2 jours.")
    desk.wait(2)
    assert not desk.due.missed
    assert set(desk.due.criteria) == {"objectif", "cible", "clientele"}


def test_a_revision_under_way_goes_on_whatever_the_day(desk):
    desk.play("01-objectif", False)
    desk.wait(1)
    begun = desk.open()
    begun.answer(begun.questions[0].id, begun.questions[0].key)
    desk.wait(9)
    assert [q.id for q in desk.open().questions] == [q.id for q in begun.questions]
    assert len(desk.open().answers) == 1


def test_the_journal_alone_says_what_is_due(desk):
    """The diagnostic tells nothing, the evaluation its criteria and none of its situations."""
    desk.play("00-diagnostic", False)
    desk.wait(1)
    assert not desk.due
    desk.play("07-evaluation", False)
    desk.wait(1)
    assert desk.due.missed == ()
    assert len(desk.due.criteria) == 5
    shown = {q.subject for q in desk.open().questions}
    kept = {pair for e in REAL.exercises if e.once for pair in e.pairs}
    assert not kept & {s.pair for s in REAL.scenarios if s.id in shown}


def test_when_all_has_been_met_what_was_met_longest_ago_comes_back(desk):
    free = review.AnswerKey(REAL).practised.values()
    told = (DAY.isoformat(), "eleve-1", "05-classer")
    history = [Answer(s.id, *told, s.id, s.category.value, True, None, 1, 0, "") for s in free]
    Journal(desk.path).append(*history)
    desk.wait(1)
    questions = desk.open().questions
    assert len(questions) == REVISION.size
    assert {q.key for q in questions} == set(Category)


def test_it_is_offered_by_the_page_list_and_the_bilan(desk):
    desk.play("01-objectif", False)
    desk.wait(1)
    history = Journal(desk.path).entries()
    road = Parcours(REAL, history, "", desk.now)
    assert "Réviser" in repr(road).splitlines()[1]
    shown = road._repr_html_()
    assert shown.index("#cell-id=revision") < shown.index("<ol")
    assert "Réviser" not in repr(Parcours(REAL, history, "", desk.now - timedelta(1)))
    progress = bilan(desk.path).progress
    advice = suggest(progress, desk.due)
    assert (advice.page, advice.exercise) == ("00_bienvenue", "revision")
    assert "6 situations manquées" in advice.reason.replace("\u00a0", " ")
    assert suggest(progress).exercise != "revision"
    page = bilan(desk.path)._repr_html_()  # by the real clock, long after
    assert '<a href="00_bienvenue.ipynb#cell-id=revision">Réviser</a>' in page
    assert "Réviser" in repr(parcours(journal=desk.path))


def test_an_evaluation_under_way_is_finished_first(desk):
    desk.play("01-objectif", False)
    evaluation = desk.open("07-evaluation")
    evaluation.answer(evaluation.questions[0].id, "vente")
    desk.wait(1)
    assert desk.due
    assert suggest(bilan(desk.path).progress, desk.due).exercise != "revision"


def test_it_is_called_as_any_exercise_and_is_not_projected(desk, folder):
    from vs_course import projeter

    assert exercice("revision", journal=desk.path, data=folder.path).series.closed
    with pytest.raises(CourseError, match="chacun y revoit"):
        projeter("revision")


# --- Stuck on a criterion ---------------------------------------------------------------------


def stuck(desk: Desk) -> None:
    """Miss ten situations of a criterion, then play a mixed series, the rest right."""
    free = review.AnswerKey(REAL).practised.values()
    told = (DAY.isoformat(), "eleve-1", "01-chercher-des-acheteurs")
    target = [s for s in free if s.criterion == "cible"][:20:2]
    other = {Category.VENTE: "service", Category.SERVICE: "vente"}
    missed = [Answer(s.id, *told, s.id, other[s.category], False, None, 1, 0, "") for s in target]
    Journal(desk.path).append(*missed)
    for question in (session := desk.open("05-classer")).questions:
        wrong = next(c.value for c in question.choices if c.value != question.key)
        session.answer(question.id, wrong if question.criterion.id == "cible" else question.key)


def test_who_is_stuck_meets_the_criterion_in_a_block_before_it_is_mixed_again(desk):
    stuck(desk)
    met = {answer.question for answer in Journal(desk.path).read()}
    session = desk.open("05-classer")
    assert session.proceed()
    block, rest = session.questions[:6], session.questions[6:]
    pairs = [question for question in block if question.id.endswith("/comparer")]
    assert [block.index(question) for question in pairs] == [0, 3]
    assert {question.criterion.id for question in block} == {"cible"}
    assert "cible" not in {question.criterion.id for question in rest}
    shown = {s.pair for s in REAL.scenarios if s.id in met}
    assert {REAL.subjects[question.subject].pair for question in pairs} <= shown
    new = [question for question in session.questions if question not in pairs]
    assert not met & {question.id for question in block if question not in pairs}
    assert len({REAL.subjects[question.subject].pair for question in session.questions}) >= 8
    assert len(new) == 8
    assert [q.id for q in desk.open("05-classer").questions] != [q.id for q in session.questions]
    session.answer(block[0].id, block[0].key)
    assert [q.id for q in desk.open("05-classer").questions] == [q.id for q in session.questions]


def test_who_holds_it_again_meets_it_mixed(desk):
    """Right after a block it is mixed whatever was answered, then for as long as it holds."""
    stuck(desk)
    begun = []
    for _ in range(6):
        session = desk.open("05-classer")
        session.proceed()
        begun.append(session.questions[0].id.endswith("/comparer"))
        for question in session.questions:
            session.answer(question.id, question.key)
    assert begun[:2] == [True, False]
    assert begun[-1] is False
    session = desk.open("05-classer")
    session.proceed()
    assert not [question for question in session.questions if question.id.endswith("/comparer")]


@pytest.mark.parametrize(("right", "levels"), [(True, {2, 3}), (False, {1, 2})])
def test_the_level_follows_the_last_answers(desk, right, levels):
    for _ in range(2):
        session = desk.open("05-classer")
        session.proceed()
        for question in session.questions:
            wrong = next(c.value for c in question.choices if c.value != question.key)
            session.answer(question.id, question.key if right else wrong)
    met = {answer.question for answer in Journal(desk.path).read()}
    session = desk.open("05-classer")
    session.proceed()
    new = [q for q in session.questions if q.id not in met and "/" not in q.id]
    mixed = [q for q in new if right or q.criterion.id != session.questions[0].criterion.id]
    assert {REAL.subjects[question.subject].level for question in mixed} <= levels
