"""Which situations are exported."""

from itertools import pairwise

import pytest

from vs_course import bank
from vs_course.bank.items import CourseError
from vs_course.export import select


@pytest.fixture
def content(folder):
    return bank.load(folder.path)


def names(selection) -> list[str]:
    return [scenario.id for scenario in selection.scenarios]


def test_the_evaluation_stays_out_unless_asked_for(content):
    kept = [f"paire-{n}-{c}" for n in (1, 2, 3) for c in ("vente", "service")]
    assert names(select(content)) == kept
    assert names(select(content, evaluation=True)) == [s.id for s in content.scenarios]


def test_filters_add_up_and_each_may_hold_several_values(content):
    found = select(content, criteria=["cible", "clientele"], levels=[2, "3"], sectors=["maison"])
    assert names(found) == ["paire-2-vente", "paire-2-service"]
    assert len(select(content, levels=(1, 2, 3)).scenarios) == 6
    course = bank.load()
    found = select(course, competences=["MCV-2.3", "EPC-3.5"]).scenarios
    assert len(found) > 20
    assert all({"MCV-2.3", "EPC-3.5"} & {*scenario.competences} for scenario in found)
    assert [c.id for c, _ in select(content).by_criterion()] == [
        "cible",
        "clientele",
        "satisfaction",
    ]


def test_a_mixed_order_is_stable_and_parts_twins(course):
    mixed = course.mixed().scenarios
    assert mixed == course.mixed().scenarios
    assert {*mixed} == {*course.scenarios}
    places = {scenario.id: place for place, scenario in enumerate(mixed)}
    for scenario in mixed:
        twin = course.bank.twin(scenario)
        assert abs(places[scenario.id] - places[twin.id]) == len(mixed) / 2
    ventes = sum(scenario.category == "vente" for scenario in mixed[: len(mixed) // 2])
    assert ventes == len(mixed) / 4
    together = sum(a.category == b.category for a, b in pairwise(mixed))
    assert 0.4 < together / len(mixed) < 0.6


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        ({"criteria": ["prix"]}, "« prix » n'existe pas ; les critères sont : objectif, cible,"),
        ({"levels": [4]}, "Le niveau « 4 » n'existe pas ; les niveaux sont : 1, 2, 3."),
        ({"levels": ["facile"]}, "Le niveau « facile » n'existe pas"),
        ({"sectors": ["mode"]}, "Le secteur « mode » n'existe pas ; les secteurs sont : loisirs,"),
        ({"criteria": ["cible"], "levels": [3]}, "Aucune situation ne réunit ces choix"),
        ({"competences": ["MCV-9"]}, "La compétence « MCV-9 » n'existe pas ; les compétences sont"),
        ({"criteria": ["interaction"]}, "ajoutez --evaluation"),
    ],
)
def test_a_mistake_is_said_with_what_exists(content, filters, said):
    with pytest.raises(CourseError) as stop:
        select(content, **filters)
    assert said in str(stop.value)
    assert "\u00a0" not in str(stop.value)
