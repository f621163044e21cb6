"""The command, as someone types it."""

import pytest

from vs_course import bank, cli, export


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


def test_help_is_french(capsys: pytest.CaptureFixture[str]):
    commands = ("verifier", "classe", "exporter", "page", "capytale", "site")
    for arguments in (["--help"], *([command, "-h"] for command in commands)):
        with pytest.raises(SystemExit) as stop:
            cli.main(arguments)
        assert stop.value.code == 0
        said = capsys.readouterr().out
        assert said.startswith(" ".join(["vs-course", *arguments[:-1]]) if arguments[1:] else "«")
        assert "usage" not in said


def test_each_format_is_written_where_one_says(tmp_path, capsys: pytest.CaptureFixture[str]):
    chosen = export.select(bank.load(), criteria=["cible"], levels=[2])
    for name in ("moodle", "gift", "anki", "qti", "csv", "fiche"):
        path = tmp_path / name
        arguments = ["--critere", "cible", "--niveau", "2", "-o", str(path)]
        assert cli.main(["exporter", name, *arguments]) == 0
        assert capsys.readouterr().out == f"{path} : {len(chosen.scenarios)} situation(s)\n"
        assert path.stat().st_size > 1000


def test_what_an_export_misses_is_one_french_sentence(capsys: pytest.CaptureFixture[str]):
    for arguments, said in (
        (
            ["word", "-o", "f"],
            "« word » n'existe pas ; les formats sont : moodle, gift, anki, qti,",
        ),
        (["word", "j.jsonl"], "csv, fiche, scorm, xapi."),
        (["moodle"], "Dites où écrire le résultat : -o FICHIER."),
        (["moodle", "j.jsonl", "-o", "f"], "il ne prend ni journal ni --vers"),
        (["moodle", "--vers", "https://a.test", "-o", "f"], "il ne prend ni journal ni --vers"),
        (["moodle", "--niveau", "4", "-o", "f"], "les niveaux sont : 1, 2, 3."),
        (["xapi"], "Dites où écrire le résultat : -o FICHIER."),
        (["xapi", "absent.jsonl", "-o", "f"], "« absent.jsonl » est introuvable"),
        (["xapi", "--vers", "https://a.test"], "donnez aussi votre compte : --identifiant NOM."),
    ):
        assert cli.main(["exporter", *arguments]) == 1
        out, error = capsys.readouterr()
        assert out == ""
        assert said in error
        assert error.count("\n") == 1
