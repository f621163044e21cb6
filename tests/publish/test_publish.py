"""Pages and files made for places without Jupyter; tests/browser opens them."""

import json
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from tests.conftest import ROOT
from vs_course import cli
from vs_course.bank.items import CourseError
from vs_course.publish import capytale, single_page


def notebook(path: Path, *cells) -> Path:
    path.write_text(json.dumps(new_notebook(cells=list(cells))), "utf-8")
    return path


def test_every_notebook_makes_a_page_with_no_address_elsewhere(tmp_path: Path):
    paths = sorted(ROOT.glob("notebooks/*.ipynb"))
    assert len(paths) == 9
    faults = []
    for path in paths:
        count = single_page.write(path, tmp_path / "page.html")
        made = (tmp_path / "page.html").read_text("utf-8")
        cells = nbformat.read(path, 4).cells
        calls = [cell for cell in cells if re.search(r'\nexercice\("\d', cell.source)]
        faults += [
            f"{path.stem}: {fault}"
            for fault, found in (
                (
                    "an exercise is missing",
                    not made.count('class="vs-host"') == count == len(calls),
                ),
                ("an address elsewhere", "://" in made),
                ("an import line", "from vs_course import" in made),
                ("a link to a notebook", ".ipynb" in made),
            )
            if found
        ]
    assert faults == []


def test_a_page_without_a_name_takes_the_notebook_s(tmp_path: Path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["page", str(ROOT / "notebooks/01_vente.ipynb")]) == 0
    assert "01_vente.html : une page avec 3 exercice(s)" in capsys.readouterr().out
    assert (tmp_path / "01_vente.html").exists()


def test_a_cell_that_speaks_of_the_notebook_stays_in_it(tmp_path: Path):
    spoken = new_markdown_cell("Cliquez sur ▶", metadata={"tags": ["carnet-seulement"]})
    path = notebook(tmp_path / "a.ipynb", new_markdown_cell("# A"), spoken, new_code_cell("1"))
    assert single_page.write(path, tmp_path / "a.html") == 0
    assert "▶" not in (tmp_path / "a.html").read_text("utf-8")


@pytest.mark.parametrize(
    "source",
    ["exercice(name)", 'exercice("00-essai"); 1', 'exercice("00-essai")\n1', "exercice(1/0)"],
)
def test_only_a_plain_call_becomes_an_exercise(tmp_path: Path, source: str):
    path = notebook(tmp_path / "a.ipynb", new_code_cell(source))
    assert single_page.write(path, tmp_path / "a.html") == 0


def test_a_mistake_is_one_sentence(tmp_path: Path):
    (tmp_path / "faux.ipynb").write_text("[]", "utf-8")
    wrong = notebook(tmp_path / "erreur.ipynb", new_code_cell('exercice("00-esai")'))
    good = ROOT / "notebooks/01_vente.ipynb"
    for given, destination, said in (
        (tmp_path / "absent.ipynb", tmp_path / "a.html", "il n'existe pas"),
        (tmp_path / "faux.ipynb", tmp_path / "a.html", "ce n'est pas un carnet Jupyter"),
        (tmp_path, tmp_path / "a.html", "ne peut pas être lu"),
        (wrong, tmp_path / "a.html", "L’exercice « 00-esai » n’existe pas"),
        (good, tmp_path / "rien" / "a.html", "/rien » n'existe pas ; créez-le"),
        (good, tmp_path, "existe déjà et n'est pas un fichier"),
    ):
        with pytest.raises(CourseError) as caught:
            single_page.write(given, destination)
        assert said in str(caught.value).replace("\u00a0", " ")


def test_one_file_holds_the_course_and_asks_for_nothing(tmp_path: Path):
    capytale.write(tmp_path / "vs_course.py")
    again = (tmp_path / "vs_course.py").read_bytes()
    capytale.write(tmp_path / "vs_course.py")
    assert (tmp_path / "vs_course.py").read_bytes() == again
    code = (
        "import sys; sys.path.insert(0, '.'); from vs_course import bilan, exercice; "
        "card = exercice('05-classer'); print(len(card.session.questions), type(card).__name__); "
        "print(len(card._repr_html_()) > 1000, 'vide' in repr(bilan()))"
    )
    # -S: not one installed package, only Python.
    said = subprocess.run(
        [sys.executable, "-S", "-W", "error", "-c", code],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert said.stdout.split() == ["10", "StandaloneCard", "True", "True"]


def test_one_file_may_hold_a_teacher_s_own_data(folder, tmp_path: Path, capsys):
    path = tmp_path / "vs_course.py"
    assert cli.main(["capytale", str(folder.path), "-o", str(path)]) == 0
    code = "from vs_course import exercice; print(exercice('essai'))"
    command = [sys.executable, "-S", "-c", f"import sys; sys.path.insert(0, '.'); {code}"]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert said.stdout.startswith("Un essai à faire")
    folder.file("scenarios.csv").unlink()
    assert cli.main(["capytale", str(folder.path), "-o", str(path)]) == 1
    assert "scenarios.csv" in capsys.readouterr().err
