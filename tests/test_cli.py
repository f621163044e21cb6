"""The command, as someone types it."""

import pytest

from vs_course import bank, cli


def test_the_course_own_data_is_sound(capsys: pytest.CaptureFixture[str]):
    assert cli.main(["verifier"]) == 0
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    assert "aucun problème" in out


def test_each_problem_is_one_line(folder, capsys: pytest.CaptureFixture[str]):
    path = folder.path / "scenarios.csv"
    text = path.read_text("utf-8").replace(",vente,", ",ventes,", 1)
    path.write_text(text, "utf-8")
    assert cli.main(["verifier", str(folder.path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines == [str(problem) for problem in bank.check(folder.path)[1]]
    assert any(
        line.endswith("categorie: « ventes » n'est ni « vente » ni « service »") for line in lines
    )


def test_a_folder_that_is_missing(capsys: pytest.CaptureFixture[str]):
    assert cli.main(["verifier", "/nulle/part"]) == 1
    assert "ce dossier n'existe pas" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["verifer"], "la commande « verifer » n'existe pas"),
        (["--ports"], "je ne connais pas « --ports »"),
        (["--port"], "« --port » attend une valeur"),
        (["--port", "abc"], "« abc » n'est pas un numéro de port"),
        (["--port", "70000"], "« 70000 » n'est pas un numéro de port"),
        (["--no-browser=1"], "« --no-browser » n'attend pas de valeur"),
        (["verifier", "a", "b"], "je ne connais pas « b »"),
    ],
)
def test_a_mistake_is_one_french_sentence(arguments, said, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as stop:
        cli.main(arguments)
    assert stop.value.code == 2
    error = capsys.readouterr().err
    assert error.startswith("vs-course : ")
    assert said in error
    assert error.count("\n") == 1


@pytest.mark.parametrize("arguments", [["--help"], ["verifier", "-h"]])
def test_help_is_french(arguments, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as stop:
        cli.main(arguments)
    assert stop.value.code == 0
    assert "usage" not in capsys.readouterr().out
