"""The table a spreadsheet opens, and that comes back."""

import csv
import shutil
from dataclasses import replace

import pytest

from tests.classroom import made
from tests.export.bank import OPTIONAL
from tests.folders import SCENARIOS
from vs_course import bank, classroom, export
from vs_course.export import Selection, select

ORDINARY = [
    *("id", "paire", "texte", "categorie", "critere"),
    *("moment", "niveau", "secteur", "indice", "explication"),
]
SOURCE = OPTIONAL["source"]
# What a sheet holds of each text.
GUARDED = {"=1": "'=1", "'=1": "''=1", "''-1": "'''-1", "@a": "'@a", "'a": "'a", "1=1": "1=1"}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "situations.csv"


def cells(path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream, delimiter=";"))


def test_french_excel_opens_it(selection, path):
    export.write("csv", selection, path)
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfid;paire;texte;")
    assert raw.endswith(b"\r\n")
    header, *rows = cells(path)
    assert header == [*ORDINARY, "forme", "sujet", "signe", "signe_admis", "competence", "source"]
    assert rows[0][-5:] == ["'=La boutique", "cible", "interaction", "C1.2|MCV-B3", f"'{SOURCE}"]
    assert rows[0][8] == '"deux" pour un|attend sa réponse'
    assert [row[0] for row in rows] == [scenario.id for scenario in selection.scenarios]


def test_no_cell_is_a_formula_and_the_text_is_all_there(selection, path):
    export.write("csv", selection, path)
    changed = 0
    for row, scenario in zip(cells(path)[1:], selection.scenarios, strict=True):
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
        for place, text in ((2, scenario.text), (9, scenario.explanation)):
            cell = row[place]
            changed += cell != text
            assert cell in (text, f"'{text}")
    assert changed == 4 + 12  # four texts begin as formulas; each explanation as their remedy


def test_an_optional_column_is_there_where_a_situation_says_something(folder, path):
    def header(*lines: int) -> list[str]:
        found = select(bank.load(folder.path)).scenarios
        export.write("csv", Selection(bank.load(folder.path), [found[n] for n in lines]), path)
        return cells(path)[0]

    assert header(0, 1) == ORDINARY
    folder.set(2, "competence", "C1.2")
    folder.set(3, "signe", "cible")
    assert header(0) == [*ORDINARY, "competence"]
    assert header(0, 1) == [*ORDINARY, "signe", "competence"]
    assert header(2, 3) == ORDINARY


def test_given_back_it_is_the_same_bank(folder, path):
    before = bank.load(folder.path)
    export.write("csv", select(before, evaluation=True), path)
    folder.file(SCENARIOS).write_bytes(path.read_bytes())
    assert bank.load(folder.path) == before


def test_given_back_an_awkward_text_is_the_same(selection, folder, path):
    export.write("csv", selection, path)
    folder.file(SCENARIOS).write_bytes(path.read_bytes())
    assert bank.load(folder.path).scenarios == selection.scenarios
    assert bank.load(folder.path).fingerprint == selection.bank.fingerprint


def test_the_table_and_the_class_s_guard_a_text_the_same_way(selection, path, tmp_path):
    course = bank.load()
    answers = made.anyhow(course, "p", 5, made.everything(course))
    for text, expected in GUARDED.items():
        pupil = tmp_path / "remis" / text / "mes_reponses.jsonl"
        made.hand_in(pupil, answers)
        classroom.write(classroom.classe(pupil.parent.parent), path)
        assert [row[0] for row in cells(path)[1:]] == [expected]
        shutil.rmtree(pupil.parent)
        scenarios = (replace(selection.scenarios[0], explanation=text),)
        export.write("csv", replace(selection, scenarios=scenarios), path)
        assert cells(path)[1][9] == expected
