"""The menus over the pupils' table, moved as a teacher moves them."""

import re

import pytest

from tests.conftest import ROOT
from vs_course import classe
from vs_course.classroom.filters import Filters


@pytest.fixture(scope="module")
def results():
    return classe(ROOT / "notebooks/enseignant/classe_simulee")


@pytest.fixture
def filters(results) -> Filters:
    return results.filtres()


def rows(filters: Filters) -> list[list[str]]:
    """Return the cells of the table's body, as text."""
    body = filters.table.value.partition("<tbody>")[2]
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in body.split("<tr>")[1:]]
    return [[re.sub("<[^>]*>", "", cell) for cell in row] for row in cells]


def test_at_first_the_whole_class_is_there_the_weakest_first(filters: Filters, results):
    names = [row[0] for row in rows(filters)]
    table = results.tableau.sort_values("part", kind="stable")
    assert names == list(table["eleve"])
    assert repr(filters).splitlines()[1].startswith(names[0])


def test_a_group_a_criterion_and_a_level_narrow_it(filters: Filters, results):
    filters.group.value = "groupe-2"
    filters.criterion.value = "cible"
    filters.level.index = 3
    table = results.tableau.query("groupe == 'groupe-2'")
    assert sorted(row[0] for row in rows(filters)) == sorted(table["eleve"])
    for name, group, criterion, level in rows(filters):
        (pupil,) = table[table["eleve"] == name].to_dict("records")
        assert group == "groupe-2"
        for cell, what in ((criterion, "cible"), (level, "niveau_3")):
            right, seen = pupil[f"{what}_justes"], pupil[f"{what}_vues"]
            assert cell.endswith(f"{right}/{seen}" if seen else "–")
    filters.level.index = 0
    assert {len(row) for row in rows(filters)} == {3}


def test_a_name_from_a_file_is_text(tmp_path):
    source = next((ROOT / "notebooks/enseignant/classe_simulee/groupe-1").glob("*.jsonl"))
    (tmp_path / "<b>Zoé<b>.jsonl").write_bytes(source.read_bytes())
    assert "<b>Zoé" not in classe(tmp_path).filtres().table.value
