import json
import subprocess
import sys
from pathlib import Path

import pytest

import vs_course
from tests.folders import EXERCISES, SCENARIOS
from vs_course import exercice
from vs_course.bank import BankError
from vs_course.bank.items import CourseError


@pytest.fixture
def path(tmp_path):
    return tmp_path / "reponses.jsonl"


@pytest.fixture
def card(folder, path):
    return exercice("essai", data=folder.path, journal=path)


def ids(card) -> list[str]:
    return [question.id for question in card.session.questions]


def records(path: Path) -> list[dict]:
    """Return the answers of a journal, without the lines that say what a series asks."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if "kind" not in line]


def test_another_folder_is_played(card, folder):
    assert len(ids(card)) == 4
    assert all(name.startswith("paire-") for name in ids(card))
    assert card.notice == ""
    assert card.answers == {}
    assert ids(exercice("essai", data=str(folder.path), journal=None)) == ids(card)


def test_the_course_s_own_exercises_open(path):
    content = vs_course.api.bank.load()
    for exercise in content.exercises:
        questions = exercice(exercise.id, journal=path).session.questions
        size = 0 if exercise.after else exercise.size  # what is taken again is closed at first
        assert len({question.subject for question in questions}) == size


def test_a_seed_changes_the_draw(folder, path):
    draws = {
        tuple(ids(exercice("essai", data=folder.path, journal=path, seed=seed)))
        for seed in (None, 1, 2, 4, "classe B")
    }
    assert len(draws) == 5
    assert ids(exercice("essai", data=folder.path, journal=path, seed=1)) in map(list, draws)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("esai", "L’exercice « esai » n’existe pas. Vouliez-vous dire : « essai » ?"),
        ("Evaluation", "Vouliez-vous dire : « evaluation »"),
        ("zzz", "Les exercices sont : « essai », « evaluation », « revision »."),
        ("", "Les exercices sont :"),
        (3, "Les exercices sont :"),
    ],
)
def test_an_unknown_exercise_names_the_nearest(folder, path, asked, said):
    with pytest.raises(CourseError) as caught:
        exercice(asked, data=folder.path, journal=path)
    assert said in str(caught.value).replace("\u00a0", " ")
    assert caught.value._render_traceback_() == [str(caught.value)]


def test_a_faulty_folder_is_refused_with_its_problems(folder, path):
    folder.replace(EXERCISES, "nombre = 4", "nombre = 0")
    with pytest.raises(BankError, match=r"exercices\.toml:2: nombre"):
        exercice("essai", data=folder.path, journal=path)


def test_an_answer_reaches_the_journal_graded(card, path):
    one, two = card.session.questions[:2]
    wrong = {"vente": "service", "service": "vente"}[two.key]
    assert card.answer(one.id, one.key).correct is True
    assert card.answer(two.id, wrong).correct is False
    assert [(r["question"], r["choice"], r["correct"], r["attempt"]) for r in records(path)] == [
        (one.id, one.key, True, 1),
        (two.id, wrong, False, 1),
    ]


def test_a_reopened_card_knows_the_answers(card, folder, path):
    first, second = ids(card)[:2]
    card.answer(first, "vente")
    card.answer(first, "service")
    card.answer(second, "vente")
    again = exercice("essai", data=folder.path, journal=path)
    assert again.answers == {first: "service", second: "vente"} == card.answers
    again.answer(first, "vente")
    assert [r["attempt"] for r in records(path)] == [1, 2, 1, 3]
    assert len({r["learner"] for r in records(path)}) == 1
    assert len({r["bank"] for r in records(path)}) == 1
    assert exercice("evaluation", data=folder.path, journal=path).answers == {}


def test_the_default_journal_is_the_one_named_by_the_machine(folder, path, monkeypatch):
    monkeypatch.setenv("VS_COURSE_JOURNAL", str(path))
    card = exercice("essai", data=folder.path)
    card.answer(ids(card)[0], "vente")
    assert len(records(path)) == 1


def test_a_folder_edited_in_mid_series_changes_nothing_of_what_is_begun(card, folder, path):
    """Twelve pairs more, all in reach of the draw: the questions under way stay."""
    asked = ids(card)
    for name in asked[:2]:
        card.answer(name, "vente")
    header, *rows = folder.rows(SCENARIOS)
    added = [
        [f"z{n}-{row[0]}", f"z{n}-{row[1]}", f"Le {n + 1} mai, {row[2]}", *row[3:]]
        for n in range(4)
        for row in rows
        if row[1] in ("paire-1", "paire-2", "paire-3")
    ]
    folder.write(SCENARIOS, [header, *added, *rows])
    again = exercice("essai", data=folder.path, journal=path)
    assert ids(again) == asked
    assert list(again.answers) == asked[:2]
    fresh = exercice("essai", data=folder.path, journal=path.with_name("autre.jsonl"))
    assert ids(fresh) != asked


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        (".", "est un dossier"),
        ("absent/r.jsonl", "son dossier n’existe pas"),
        ("fichier/r.jsonl", "son dossier n’existe pas"),
        ("n" * 300, "ne peut pas être écrit"),
    ],
)
def test_a_journal_that_won_t_do_leaves_a_usable_card(folder, tmp_path, name, reason):
    (tmp_path / "fichier").touch()
    card = exercice("essai", data=folder.path, journal=tmp_path / name)
    assert reason in card.notice
    question = card.session.questions[0]
    assert card.answer(question.id, question.key).correct is True
    assert reason in card.notice


def test_a_torn_journal_is_said_and_the_rest_is_there(card, folder, path):
    asked = ids(card)[0]
    card.answer(asked, "vente")
    with path.open("a", encoding="utf-8") as stream:
        stream.write('{"v": 1, "id')
    again = exercice("essai", data=folder.path, journal=path)
    assert again.answers == {asked: "vente"}
    assert again.notice.startswith("1 ligne(s) illisible(s)")
    assert str(path) in again.notice


def test_an_import_brings_only_what_the_widgets_bring():
    code = """if True:
        import sys, ipywidgets, anywidget
        before = set(sys.modules)
        import vs_course
        new = {name.partition(".")[0] for name in sys.modules.keys() - before}
        print(*sorted(new - sys.stdlib_module_names), "pandas" in sys.modules)"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "vs_course False\n"
