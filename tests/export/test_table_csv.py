"""The table a spreadsheet opens, and that comes back."""

import csv

import pytest

from tests.folders import SCENARIOS
from vs_course import bank, export
from vs_course.bank import columns as schema
from vs_course.export.selection import select


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
    assert tuple(header) == schema.scenarios(()).columns
    assert [row[0] for row in rows] == [scenario.id for scenario in selection.scenarios]


def test_no_cell_is_a_formula_and_the_text_is_all_there(selection, path):
    export.write("csv", selection, path)
    column = schema.scenarios(()).columns.index
    changed = 0
    for row, scenario in zip(cells(path)[1:], selection.scenarios, strict=True):
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
        for name, text in (("texte", scenario.text), ("explication", scenario.explanation)):
            cell = row[column(name)]
            changed += cell != text
            assert cell in (text, f"'{text}")
    assert changed == 4 + 12  # four texts begin as formulas; each explanation as their remedy


def test_given_back_it_is_the_same_bank(folder, path):
    before = bank.load(folder.path)
    export.write("csv", select(before, evaluation=True), path)
    folder.file(SCENARIOS).write_bytes(path.read_bytes())
    assert bank.load(folder.path) == before


def test_given_back_an_awkward_text_is_the_same(selection, folder, path):
    export.write("csv", selection, path)
    folder.file(SCENARIOS).write_bytes(path.read_bytes())
    assert bank.load(folder.path).scenarios == selection.scenarios
