"""One learner at one exercise: what is kept, taken away, brought back, and in which order."""

import errno
import json
import os
import uuid
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.practice.journal_lines import by_schema
from vs_course import bank, bilan, exercice
from vs_course.bank.items import SIGNS, CriterionId, Policy
from vs_course.practice.journal import Journal
from vs_course.practice.mastery import measure
from vs_course.practice.questions import Question
from vs_course.practice.session import Session

REAL = bank.load()
# All but the evaluation to take again, which opens once the first is failed.
EXERCISES = {exercise.id: exercise for exercise in REAL.exercises if not exercise.after}
PRACTICE = [name for name, what in EXERCISES.items() if what.policy is Policy.IMMEDIAT]
DAY = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "reponses.jsonl"


def clock(start: datetime) -> Callable[[], datetime]:
    """Return a clock that goes on by a minute at each answer."""
    ticks = iter(range(100_000))
    return lambda: start + timedelta(minutes=next(ticks))


def opened(path: Path, name: str, start: datetime = DAY) -> Session:
    return Session(EXERCISES[name], REAL, Journal(path), clock=clock(start))


def right(question: Question) -> str:
    return question.key or "vente"


def wrong(question: Question) -> str:
    return next(c.value for c in question.choices if c.value != question.key)


def finish(session: Session, choose: Callable[[Question], str], count: int = 99) -> Session:
    """Answer the next questions of a series, in their order."""
    todo = [question for question in session.questions if question.id not in session.answers]
    for question in todo[:count]:
        session.answer(question.id, choose(question))
    return session


def send(asked: Question, choice: str = "", **changes: object) -> dict[str, object]:
    """Return what the browser sends of an answer, the right one by default."""
    told = {"kind": "answer", "id": str(uuid.uuid4()), "question": asked.id}
    return {**told, "choice": choice or right(asked), **changes}


def records(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def filled(path: Path, exercise: str, count: int = 3) -> list[str]:
    """Answer the first questions of an exercise; return the lines of the file."""
    card = exercice(exercise, journal=path)
    for question in card.session.questions[:count]:
        card.answer(question.id, "service")
    return path.read_text("utf-8").splitlines()


def restore(path: Path, text: str, exercise: str = "00-essai") -> tuple[object, str]:
    """Bring a file to an exercise; return its card and what the learner is told."""
    card = exercice(exercise, journal=path)
    (reply,) = card.session.receive({"kind": "restore", "text": text})
    assert reply["kind"] == "restored"
    return card, reply["reason"].replace("\u00a0", " ")


def older(lines: Iterable[str]) -> str:
    """Return a file as a version that wrote no series leaves it."""
    kept = [json.loads(line) for line in lines]
    without = ({k: v for k, v in one.items() if k != "series"} for one in kept if "kind" not in one)
    return "".join(f"{json.dumps(one)}\n" for one in without)


# --- What is written --------------------------------------------------------------------------


def test_what_a_session_writes_is_what_the_schema_says(path):
    for place, name in enumerate(EXERCISES):
        session = opened(path, name)
        for _ in range(2 if name in PRACTICE else 1):
            for question in session.questions:
                sure = ("sur", "plutot", "hasard", None)[place % 4]
                session.answer(question.id, wrong(question), confidence=sure, duration_ms=place)
            assert session.proceed()
    lines = path.read_text("utf-8").splitlines()
    kinds = [by_schema(line) for line in lines]
    assert [line for line, kind in zip(lines, kinds, strict=True) if kind is None] == []
    assert kinds.count("series") == 2 * len(PRACTICE) + 2
    assert kinds.count("answer") > 200
    assert Journal(path).unreadable == 0


def test_a_series_is_written_once_just_before_its_first_answer(path):
    session = finish(opened(path, "05-classer"), right)
    assert session.proceed()
    finish(session, right, 1)
    lines = records(path)
    assert [place for place, line in enumerate(lines) if "kind" in line] == [0, 11]
    for drawn, first, asked in ((lines[0], lines[1], 10), (lines[11], lines[12], 1)):
        assert drawn["at"] == first["at"]
        assert drawn["bank"] == REAL.fingerprint
        assert first["series"] == drawn["id"]
        assert drawn["questions"][0] == first["question"]
        assert len(drawn["questions"]) == 10
        answered = [line["question"] for line in lines if line.get("series") == drawn["id"]]
        assert answered == drawn["questions"][:asked]


def test_an_exercise_that_is_only_opened_writes_nothing(path):
    for name in EXERCISES:
        opened(path, name)
    assert not path.exists()


# --- What is taken away and brought back ------------------------------------------------------


def test_a_download_is_the_file_with_what_could_not_be_written(path):
    filled(path, "00-essai")
    with path.open("a", encoding="utf-8") as stream:
        stream.write("ligne déchirée")
    card = exercice("05-classer", journal=path)
    before = path.read_text("utf-8")
    card.session.journal = Journal(path / "impossible")
    card.answer(card.session.questions[0].id, "vente")
    card.session.journal = Journal(path)
    (reply,) = card.session.receive({"kind": "download"})
    today = card.session.waiting.popitem()[1][-1].at[:10]
    assert (reply["kind"], reply["name"]) == (
        "file",
        f"reponses_{today}_{card.session.learner}.jsonl",
    )
    kept, series, last = reply["text"].rsplit("\n", 3)[:3]
    assert kept == before
    assert json.loads(series)["questions"] == [q.id for q in card.session.questions]
    assert json.loads(last)["question"] == card.session.questions[0].id
    assert path.read_text("utf-8") == before


def test_a_file_taken_up_leaves_the_exercise_where_it_was(path, tmp_path):
    lines = filled(tmp_path / "hier.jsonl", "00-essai", 2)
    card, said = restore(path, "\ufeff" + "\r\n".join(lines))
    assert said == "Réponses reprises du fichier : 2."
    assert len(card.session.answers) == 2
    assert path.read_text("utf-8").splitlines() == lines
    card.answer(card.session.questions[2].id, "vente")
    assert {answer.learner for answer in Journal(path).read()} == {json.loads(lines[0])["learner"]}


def test_what_is_already_there_is_not_added_twice(path, tmp_path):
    lines = filled(path, "00-essai", 2)
    assert restore(path, "\n".join(lines * 3))[1].startswith("Toutes les réponses")
    more = filled(tmp_path / "hier.jsonl", "05-classer", 1)
    assert restore(path, "\n".join(lines + more + more))[1].endswith("fichier : 1.")
    assert path.read_text("utf-8").splitlines() == lines + more


def test_what_a_later_version_writes_comes_along_once(path):
    lines = filled(path, "00-essai", 2)
    later = ['{"v": 1, "kind": "plus tard", "id": 3}', '{"v": 1, "kind": "autre"}']
    bad = ['{"v": 1, "kind": "series"}', "ligne déchirée", '{"v": 2, "kind": "autre"}']
    for _ in range(2):
        said = restore(path, "\n".join([*bad, *later, *lines, *later]))[1]
        assert said == "Toutes les réponses de ce fichier sont déjà là."
        assert path.read_text("utf-8").splitlines() == [*lines, *later]
    assert exercice("00-essai", journal=path).notice == ""


def test_another_file_adds_nothing_and_says_so(path):
    lines = filled(path, "00-essai", 1)
    for text in ("", "\n\n", "{}", "[1]\nnull\n3", "\x89PNG\r\n\ud800", '{"v": 2}'):
        assert "ne contient aucune réponse du cours" in restore(path, text)[1], text
        assert path.read_text("utf-8").splitlines() == lines


def test_a_file_that_can_t_be_taken_up_says_why(path, tmp_path):
    lines = filled(tmp_path / "hier.jsonl", "00-essai")
    path.mkdir()
    assert "est un dossier" in restore(path, "\n".join(lines))[1]


def test_every_card_of_the_page_shows_what_was_taken_up(path, tmp_path):
    lines = filled(tmp_path / "hier.jsonl", "00-diagnostic", 4)
    one, other = exercice("00-essai", journal=path), exercice("00-diagnostic", journal=path)
    elsewhere = exercice("00-diagnostic", journal=tmp_path / "autre.jsonl")
    one.send = lambda reply, buffers=None: None
    one._handle_custom_msg({"kind": "restore", "text": "\n".join(lines)}, [])
    assert len(other.answers) == 4
    assert elsewhere.answers == {}


@pytest.mark.parametrize("forgetful", [True, False])
def test_a_first_visit_is_offered_a_file_where_nothing_is_kept(path, monkeypatch, forgetful):
    monkeypatch.delenv("BINDER_LAUNCH_HOST", raising=False)
    if forgetful:
        monkeypatch.setenv("BINDER_LAUNCH_HOST", "https://mybinder.org/")
    assert exercice("00-essai", journal=path).content["resume"] is forgetful
    filled(path, "00-essai", 1)
    assert exercice("00-essai", journal=path).content["resume"] is False


# --- What was answered first ------------------------------------------------------------------


def test_what_was_answered_first_is_first_whatever_file_is_taken_up(path, tmp_path):
    """Fail the evaluation, redo it right in a new folder, bring the first file: it was failed."""
    failed, redone = tmp_path / "echec.jsonl", tmp_path / "reussite.jsonl"
    for name in ("05-classer", "07-evaluation"):
        finish(opened(failed, name, DAY), wrong)
        finish(opened(redone, name, DAY + timedelta(days=7)), right)
    evaluation = opened(redone, "07-evaluation")
    assert "15 bonnes réponses sur 15" in evaluation.content["closing"].replace("\u00a0", " ")
    (reply,) = evaluation.receive({"kind": "restore", "text": failed.read_text("utf-8")})
    assert reply["reason"].replace("\u00a0", " ") == "Réponses reprises du fichier : 25."
    for session in (evaluation, opened(redone, "07-evaluation")):
        assert session.answers == {q.id: wrong(q) for q in session.questions}
        assert (
            session.content["closing"]
            .replace("\u00a0", " ")
            .startswith("0 bonne réponse sur 15. Il en fallait 13")
        )
    shown = measure(REAL, Journal(redone).entries())
    assert (shown.trials[1].score, shown.trials[1].passed) == (0, False)
    assert (shown.whole.seen, shown.whole.right) == (10, 0)
    # The other way round, the file is in another order, and says the same.
    opened(failed, "00-essai").receive({"kind": "restore", "text": redone.read_text("utf-8")})
    assert bilan(failed) == bilan(redone)
    assert "Pas encore réussi" in bilan(redone)._repr_html_().replace("\u00a0", " ")


def test_instants_are_compared_and_not_their_texts(path):
    """An answer at 09:30+02:00 was given before one at 08:00Z, and after one at 07:00Z."""
    finish(opened(path, "07-evaluation"), right)
    lines = records(path)
    for hour, choose in (("T07:00:00Z", wrong), ("T09:30:00+02:00", right), ("T08:00:00Z", wrong)):
        for question in opened(path, "07-evaluation").questions[:1]:
            made = {**lines[1], "id": hour, "choice": choose(question), "at": f"2026-03-01{hour}"}
            with path.open("a", encoding="utf-8") as stream:
                stream.write(json.dumps(made) + "\n")
    first = opened(path, "07-evaluation").questions[0]
    given = [(a.at[10:], a.choice) for a in Journal(path).read() if a.question == first.id]
    assert given == [
        ("T07:00:00Z", wrong(first)),
        ("T09:30:00+02:00", right(first)),
        ("T08:00:00Z", wrong(first)),
        ("T08:00:00.000+00:00", right(first)),
    ]
    assert opened(path, "07-evaluation").answers[first.id] == wrong(first)
    assert measure(REAL, Journal(path).entries()).trials[1].score == 14


def test_a_clock_set_back_asks_nothing_again(path):
    """The clock is believed; what was answered meanwhile is not asked as if it had not been."""
    session = finish(opened(path, "05-classer", DAY), right)
    session = opened(path, "05-classer", DAY - timedelta(days=3650))
    assert session.proceed()
    finish(session, right, 6)
    again = opened(path, "05-classer", DAY + timedelta(days=1))
    while again.complete:
        assert again.proceed()
    met = {line["question"] for line in records(path) if "question" in line}
    assert len(met) == 16
    unanswered = {question.id for question in again.questions} - again.answers.keys()
    assert not unanswered & met
    assert measure(REAL, Journal(path).entries()).whole.seen == 16


# --- A journal of an older version ------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 5])
def test_a_file_of_an_older_version_is_gone_on_with(path, tmp_path, count):
    faults = []
    for name in EXERCISES:
        file = tmp_path / f"{name}.jsonl"
        finish(opened(file, name), right, count)
        kept = file.read_text("utf-8").splitlines()
        file.write_text(older(kept), "utf-8")
        given = [json.loads(line)["question"] for line in file.read_text("utf-8").splitlines()]
        session = opened(file, name)
        size = len(session.questions)
        if list(session.answers) != given or size != len(json.loads(kept[0])["questions"]):
            faults.append(f"{name}: {session.answers}")
        finish(session, right)
        again = opened(file, name)
        if not again.complete or again.answers != session.answers:
            faults.append(f"{name}, finished: {again.answers}")
        asked = [one["question"] for one in records(file) if "kind" not in one]
        if sorted(asked) != sorted(q.id for q in session.questions):
            faults.append(f"{name}: {asked} asked")
    assert faults == []


@pytest.mark.parametrize("name", ["00-diagnostic", "07-evaluation"])
def test_what_is_answered_once_was_so_in_an_older_version(path, name):
    session = finish(opened(path, name), right, 6)
    path.write_text(older(path.read_text("utf-8").splitlines()), "utf-8")
    resumed = opened(path, name)
    assert resumed.answers == session.answers
    for question in resumed.questions[:6]:
        (reply,) = resumed.receive(send(question, wrong(question)))
        assert reply["kind"] == "refused"
        assert reply["reason"].startswith("Vous avez déjà répondu à cette question")
    finish(resumed, right)
    assert opened(path, name).content["closing"]
    trial = next(t for t in measure(REAL, Journal(path).entries()).trials if t.exercise.id == name)
    assert (trial.size, trial.score) == (len(session.questions), len(session.questions))


def as_choosing_a_criterion(lines: Iterable[str]) -> str:
    """Return a file in which every sign asked for was answered by « l'objectif »."""
    kept = [json.loads(line) for line in lines]
    for one in kept:
        if one.get("question", "").endswith("/justifier"):
            one["choice"] = "objectif"
    return "".join(f"{json.dumps(one)}\n" for one in kept)


@pytest.mark.parametrize("written", [False, True])
def test_the_objective_that_an_older_version_offered_is_read_and_gone_on_with(path, written):
    """Whatever the bank says now of the signs, and with a situation that has none any more."""
    asked = [q.subject for q in opened(path, "05-justifier").questions[::2]]
    finish(opened(path, "05-justifier"), right, 6)
    text = as_choosing_a_criterion(path.read_text("utf-8").splitlines())
    path.write_text(text if written else older(text.splitlines()), "utf-8")
    signed = [
        replace(s, criterion=CriterionId.OBJECTIF, sign=None if s.id == asked[1] else SIGNS[2])
        if s.id in asked
        else s
        for s in REAL.scenarios
    ]
    changed = replace(REAL, scenarios=tuple(signed))
    session = Session(EXERCISES["05-justifier"], changed, Journal(path), clock=clock(DAY))
    assert [session.answers.get(f"{name}/justifier") for name in asked[:3]] == ["objectif"] * 3
    assert len(session.answers) == session.series.right == 6
    finish(session, right)
    assert session.complete
    shown = session.content["questions"]
    assert "objectif" in [one["value"] for one in shown[1]["reveal"]["former"]]
    assert "objectif" in [one["value"] for one in shown[3]["choices"]]  # it goes on as it began
    assert all("objectif" not in [c["value"] for c in q["choices"]] for q in shown[5:])
    assert measure(changed, Journal(path).entries()).answers == 10


# --- An evaluation taken again ----------------------------------------------------------------

AGAIN = next(exercise for exercise in REAL.exercises if exercise.after)


def again(path: Path) -> Session:
    return Session(AGAIN, REAL, Journal(path), clock=clock(DAY + timedelta(days=7)))


def review(path: Path) -> None:
    """Classify until two situations of each criterion are met, as a mixed series brings them."""
    for day in (2, 3, 4):
        session = opened(path, "05-classer", DAY + timedelta(days=day))
        session.proceed()
        finish(session, right)


def test_what_was_missed_is_reviewed_before_an_evaluation_is_taken_again(path):
    """By its criteria, since the evaluation: what was answered before it does not count."""
    review(path)
    first = opened(path, "07-evaluation", DAY + timedelta(days=5))
    objective = [q for q in first.questions if q.criterion.id == "objectif"]
    others = [q for q in first.questions if q not in objective]
    for question in first.questions:
        missed = question in objective or question in others[:3]
        first.answer(question.id, (wrong if missed else right)(question))
    told = again(path).content["closed"]
    names = {q.criterion.name for q in (*objective, *others[:3])}
    assert all(name[1:] in told for name in names)
    assert told.partition(". Classez")[0].count(",") == len(names) - 1
    asked = opened(path, "05-classer", DAY + timedelta(days=6))
    for _ in range(4):
        asked.proceed()
        finish(asked, right)
    assert again(path).questions


def test_an_evaluation_is_taken_again_by_who_failed_it_and_by_no_one_else(path):
    """Until then nothing of it is sent, and one sentence says what to do."""
    first = opened(path, "07-evaluation")
    for count in (0, 1, 13):
        finish(first, wrong, count)
        closed = again(path)
        assert (closed.questions, closed.complete) == ((), False)
        assert closed.content["questions"] == []
        assert closed.content["closed"] == (
            "Passez d’abord «\u00a0L’évaluation\u00a0»\u00a0: si vous ne la réussissez pas, vous "
            "la repasserez ici, sur d’autres situations."
        )
        assert closed.content["closing"] == ""
        assert closed.content["back"]["exercise"] == "07-evaluation"
        (reply,) = closed.receive(send(first.questions[0]))
        assert (reply["kind"], reply["reason"]) == ("refused", closed.content["closed"])
    finish(first, wrong)
    assert first.content["closing"].endswith(
        "puis reprenez la page 05. Vous pourrez alors passer «\u00a0L’évaluation, une seconde "
        "fois\u00a0», sur d’autres situations."
    )
    assert first.content["next"]["href"] == "08_bilan.ipynb"
    assert first.content["back"]["href"] == "05_classer.ipynb"
    closed = again(path)
    assert closed.questions == ()
    assert "Revoyez d’abord" in closed.content["closed"]
    assert closed.content["back"]["href"] == "05_classer.ipynb"
    review(path)
    second = again(path)
    assert len(second.questions) == 15
    assert second.content["closed"] == ""
    pairs = {s.id: s.pair for s in REAL.scenarios}
    asked = {pairs[q.subject] for q in second.questions}
    assert not asked & {pairs[q.subject] for q in first.questions}
    finish(second, right)
    assert "C’est réussi" in second.content["closing"]
    assert second.content["next"]["href"] == "08_bilan.ipynb"
    trials = measure(REAL, Journal(path).entries()).told
    assert [(one.exercise.id, one.score) for one in trials] == [
        ("00-diagnostic", None),
        ("07-evaluation", 0),
        ("07-evaluation-2", 15),
    ]


def test_who_passes_the_evaluation_is_told_that_it_is_enough(path):
    finish(opened(path, "07-evaluation"), right)
    closed = again(path)
    assert closed.questions == ()
    assert closed.content["closed"] == (
        "Vous avez réussi «\u00a0L’évaluation\u00a0»\u00a0: vous n’avez pas à la repasser."
    )
    assert closed.content["back"] is None


def test_an_evaluation_begun_again_stays_open(path):
    """Even where the bank changes so that the first one would be passed."""
    finish(opened(path, "07-evaluation"), wrong)
    review(path)
    begun = finish(again(path), right, 2)
    easier = tuple(replace(e, passing=0) if e.id == AGAIN.after else e for e in REAL.exercises)
    changed = replace(REAL, exercises=easier)
    assert Session(AGAIN, changed, Journal(path)).answers == begun.answers


# --- Several cards, several files -------------------------------------------------------------


def test_two_cards_opened_together_go_on_in_one_series(path):
    faults = []
    for name in EXERCISES:
        one, other = opened(path, name), opened(path, name)
        half = len(one.questions) // 2
        for place, question in enumerate(one.questions):
            (one if place < half else other).answer(question.id, right(question))
        again = opened(path, name)
        if not again.complete or again.questions != one.questions:
            faults.append(f"{name}: {again.answers}")
        written = [line for line in records(path) if line["exercise"] == name and "kind" in line]
        if len({line["id"] for line in written}) != 1:
            faults.append(f"{name}: {written}")
        following = [(card.proceed(), card.questions) for card in (again, opened(path, name))]
        if following[0] != following[1]:
            faults.append(f"{name}, the next one: {following}")
    assert faults == []


def test_cards_opened_before_the_first_answer_are_one_learner_s(path):
    """A page opened all at once: nine cards, no file yet, then answers in any of them."""
    sessions = [opened(path, name) for name in [*EXERCISES, *EXERCISES]]
    for session in sessions:
        if session.exercise.id in PRACTICE:
            finish(session, right, 1)
    for session in sessions[: len(EXERCISES)]:
        finish(session, right, 2)
    lines = records(path)
    assert len(lines) > 60
    assert len({line["learner"] for line in lines}) == 1


def test_an_evaluation_knows_of_a_starting_point_answered_since_it_was_opened(path):
    evaluation, diagnostic = opened(path, "07-evaluation"), opened(path, "00-diagnostic")
    finish(evaluation, right, 14)
    finish(diagnostic, right)
    finish(evaluation, right)
    said = evaluation.content["closing"].replace("\u00a0", " ")
    assert said.endswith("Au point de départ, vous aviez 10 bonnes réponses sur 10.")


def test_the_learner_of_a_file_brought_meanwhile_is_the_learner(path, tmp_path):
    lines = filled(tmp_path / "hier.jsonl", "05-classer", 1)
    session = opened(path, "00-essai")
    path.write_text("\n".join(lines), "utf-8")
    finish(session, right)
    assert {line["learner"] for line in records(path)} == {json.loads(lines[0])["learner"]}


def test_two_files_merged_either_way_show_the_same(path, tmp_path):
    """A whole series and half of the next at home, the first one begun again in class."""
    faults = []
    for name in EXERCISES:
        for days in (7, -7):
            home, school = (tmp_path / f"{name}{days}-{place}.jsonl" for place in "hs")
            at_home = finish(opened(home, name), right)
            if at_home.proceed() and name in PRACTICE:
                finish(at_home, right, 2)
            finish(opened(school, name, DAY + timedelta(days=days)), wrong, 2)
            texts = {file: file.read_text("utf-8") for file in (home, school)}
            shown = []
            for file, other in ((home, school), (school, home)):
                session = opened(file, name)
                for _ in range(2):
                    session.receive({"kind": "restore", "text": texts[other]})
                again = opened(file, name)
                assert again.questions == session.questions
                shown.append((again.questions, again.answers, measured(file)))
                if len(records(file)) != len(set(file.read_text("utf-8").splitlines())):
                    faults.append(f"{name}, {days}: a line twice")
            if shown[0] != shown[1]:
                faults.append(f"{name}, {days}: {shown[0][1]} and {shown[1][1]}")
            if shown[0][0] != at_home.questions:
                faults.append(f"{name}, {days}: what was half done is not gone on with")
    assert faults == []


def measured(path: Path) -> tuple:
    shown = measure(REAL, Journal(path).entries())
    return shown.met, shown.trials, shown.sure_wrong


def test_an_answer_sent_to_two_cards_of_a_cell_run_twice_is_kept_once(path):
    one, two = exercice("07-evaluation", journal=path), exercice("07-evaluation", journal=path)
    sent = send(one.session.questions[0])
    for card in (one, two):
        assert [reply["kind"] for reply in card.session.receive(sent)] == ["saved"]
    assert [line.get("kind") for line in records(path)] == ["series", None]


def test_an_answer_is_not_called_saved_because_another_file_has_it(path, tmp_path):
    """A cell run again with another journal: the browser sends what it has not seen kept."""
    elsewhere = tmp_path / "autre.jsonl"
    one, other = opened(path, "00-essai"), opened(elsewhere, "00-essai")
    sent = send(one.questions[0])
    assert [reply["kind"] for reply in one.receive(sent)] == ["saved"]
    assert [reply["kind"] for reply in other.receive(sent)] == ["saved"]
    assert [answer.id for answer in Journal(elsewhere).read()] == [sent["id"]]
    third = tmp_path / "dossier"
    third.mkdir()
    (reply,) = opened(third, "00-essai").receive(sent)
    assert (reply["kind"], "est un dossier" in reply["reason"]) == ("unsaved", True)


def test_an_answer_of_which_a_torn_line_is_left_is_written_again(path):
    """A power cut in the middle of a line: the browser, which saw no reply, sends it again."""
    sent = send(opened(path, "00-essai").questions[0])
    assert opened(path, "00-essai").receive(sent)[0]["kind"] == "saved"
    whole = path.read_bytes()
    for torn in (whole[:-30], whole[:-2], whole[: whole.rindex(b'"learner"')]):
        path.write_bytes(torn)
        assert Journal(path).read() == []
        assert opened(path, "00-essai").receive(sent)[0]["kind"] == "saved"
        assert [answer.id for answer in Journal(path).read()] == [sent["id"]]


def test_an_answer_is_not_called_saved_because_its_name_is_in_the_file(path):
    one, other = (send(question) for question in opened(path, "00-essai").questions[:2])
    assert opened(path, "00-essai").receive(one)[0]["kind"] == "saved"
    kept = [json.dumps({**line, "choice": other["id"]}) for line in records(path)]
    path.write_text("\n".join(kept), "utf-8")
    assert opened(path, "00-essai").receive(other)[0]["kind"] == "saved"
    assert other["id"] in [answer.id for answer in Journal(path).read()]


def test_an_answer_that_was_not_synced_is_not_called_saved(path, monkeypatch):
    real, synced = os.fsync, []

    def refuse(_descriptor):
        raise OSError(errno.ENOSPC, "")

    session = opened(path, "00-essai")
    sent = send(session.questions[0])
    monkeypatch.setattr(os, "fsync", refuse)
    for _ in range(2):
        (reply,) = session.receive(sent)
        assert (reply["kind"], "le disque est plein" in reply["reason"]) == ("unsaved", True)
    monkeypatch.setattr(os, "fsync", lambda descriptor: synced.append(real(descriptor)))
    assert session.receive(sent)[0]["kind"] == "saved"
    assert len(synced) == 1
    assert [answer.id for answer in Journal(path).read()] == [sent["id"]]
    assert Journal(path).unreadable == 0


def test_a_message_that_says_nothing_is_left_alone(path):
    card = exercice("00-essai", journal=path)
    for message in (
        None,
        3,
        {},
        {"kind": "restore"},
        {"kind": "restore", "text": 3},
        {"kind": "?"},
    ):
        assert card.session.receive(message) == []
    bad = {"kind": "answer", "id": str(uuid.uuid4()), "question": "x", "choice": "vente"}
    assert [reply["kind"] for reply in card.session.receive(bad)] == ["refused"]


# --- A situation is reported -------------------------------------------------------------------


def flag(asked: Question, **changes: object) -> dict[str, object]:
    """Return what the browser sends of a report."""
    told = {"kind": "report", "id": str(uuid.uuid4()), "question": asked.id}
    return {**told, "reason": "faute", "text": "", **changes}


def test_a_report_is_written_once_and_acknowledged_and_counts_for_nothing(path):
    session = opened(path, "05-classer")
    finish(session, right, 1)
    before = measure(REAL, Journal(path).entries())
    sent = flag(session.questions[0], text="x" * 250)
    for again in (session, session, opened(path, "05-classer")):  # a kernel started anew too
        assert again.receive(sent) == [{"kind": "saved", "id": sent["id"], "reason": ""}]
    (report,) = [record for record in records(path) if record.get("kind") == "report"]
    assert (report["id"], report["learner"]) == (sent["id"], session.learner)
    assert (report["question"], report["reason"]) == (session.questions[0].id, "faute")
    assert report["text"] == "x" * 200
    assert all(by_schema(line) for line in path.read_bytes().splitlines())
    after = Journal(path).entries()
    assert measure(REAL, after) == before
    assert opened(path, "05-classer").answers == session.answers


def test_a_report_that_can_t_be_is_refused_and_not_kept(path):
    session = opened(path, "05-classer")
    for changes in (
        *({"reason": reason} for reason in ("", "autre", "Faute", "f" * 1_000_000)),
        *({"question": asked} for asked in ("", "absente", "00-essai", "../../etc/passwd")),
        *({"id": name} for name in ("", "pas-un-uuid", "1" * 1_000_000)),
    ):
        sent = flag(session.questions[0], **changes)
        (reply,) = session.receive(sent)
        assert (reply["kind"], reply["id"]) == ("refused", sent["id"]), str(changes)[:40]
    for changes in ({"text": None}, {"text": 3}, {"reason": ["faute"]}, {"question": None}):
        assert session.receive(flag(session.questions[0], **changes)) == []
    assert not path.exists()


def test_a_report_waits_for_the_disk_as_an_answer_does(path):
    path.mkdir()
    session = opened(path, "05-classer")
    sent = flag(session.questions[0], text="<b>Où\u00a0?</b>\n\ud83d")
    assert session.receive(sent)[0]["kind"] == "unsaved"
    path.rmdir()
    answer = send(session.questions[0])
    assert session.receive(answer)[0]["kind"] == "saved"
    assert session.receive(sent)[0]["kind"] == "saved"
    report, _, kept = records(path)
    assert (report["id"], report["text"], kept["id"]) == (sent["id"], sent["text"], answer["id"])


def test_in_a_test_a_report_is_no_second_answer(path):
    session = finish(opened(path, "07-evaluation"), right)
    sent = flag(session.questions[0])
    assert session.receive(sent)[0]["kind"] == "saved"
    assert session.complete
    assert opened(path, "07-evaluation").complete


@pytest.mark.parametrize(
    ("sent", "kept"),
    [(0, None), (1, 1), (2, 2), (10**9, 9), (-1, None), (True, None), (1.5, None), ("2", None)],
)
def test_the_hints_used_are_kept_with_the_answer(path, sent, kept):
    session = opened(path, "05-classer")
    session.receive(send(session.questions[0], hints=sent))
    session.receive(send(session.questions[1]))
    assert [record.get("hints") for record in records(path)[1:]] == [kept, None]
    assert by_schema(path.read_text("utf-8").splitlines()[1]) == "answer"
