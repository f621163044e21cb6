"""What is in a SCORM package, and what is never in one."""

import shutil
from pathlib import Path

from tests.conftest import ROOT
from vs_course import bank, cli
from vs_course.publish import scorm


def test_the_key_of_an_evaluation_is_in_no_package(tmp_path: Path, capsys):
    course = bank.load()
    reserved = [one for one in course.exercises if one.once]
    assert len(reserved) == 3
    for one in reserved:
        made = tmp_path / "f.zip"
        assert cli.main(["exporter", "scorm", "--exercice", one.id, "-o", str(made)]) == 1
        told = capsys.readouterr().err
        assert "le corrigé" in told
        assert "05-classer" in told
        assert one.id not in told.partition(" : ")[2].partition(" : ")[2]
        assert not made.exists()


def test_what_a_platform_has_no_room_for_is_refused(tmp_path: Path, capsys):
    data = shutil.copytree(ROOT / "data", tmp_path / "donnees")
    listed = (data / "exercices.toml").read_text("utf-8")
    before, name, after = listed.partition('id = "05-justifier"')
    longer = after.replace("nombre = 5", f"nombre = {scorm.MOST_QUESTIONS // 2 + 1}", 1)
    (data / "exercices.toml").write_text(before + name + longer, "utf-8")
    for exercise, code in (("05-justifier", 1), ("05-classer", 0)):
        told = ["--exercice", exercise, "--donnees", str(data), "-o", str(tmp_path / "f.zip")]
        assert cli.main(["exporter", "scorm", *told]) == code
    assert "il pose 26 questions" in capsys.readouterr().err


def test_what_only_a_learner_s_answers_fill_is_refused(tmp_path: Path, capsys):
    made = tmp_path / "f.zip"
    assert cli.main(["exporter", "scorm", "--exercice", "revision", "-o", str(made)]) == 1
    assert "viennent des réponses de chaque élève" in capsys.readouterr().err
    assert not made.exists()


def test_an_exercise_is_asked_for_where_it_is_needed(tmp_path: Path, capsys):
    for told in (["scorm"], ["csv", "--exercice", "05-classer"]):
        assert cli.main(["exporter", *told, "-o", str(tmp_path / "f")]) == 1
        assert "--exercice 05-classer" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
