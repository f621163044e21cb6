"""The sheet of a situation, against figures worked out by hand."""

from dataclasses import replace

import pytest

from tests.classroom import made
from tests.classroom.test_excel import sheets as read
from tests.classroom.test_report import text
from vs_course.classroom import classe, report, write
from vs_course.classroom.item_sheets import sheets
from vs_course.practice.entries import Reason, Report

OTHER = {"vente": "service", "service": "vente"}


@pytest.fixture
def scenarios(content):
    kept = {pair for exercise in content.exercises if exercise.once for pair in exercise.pairs}
    return [one for one in content.scenarios if one.pair not in kept][:7]


def hand_in(folder, scenarios, name, rights, bank="", unsure=(), reports=()):
    """Write a pupil's first answers: right or wrong, in order; « au hasard » where unsure."""
    given = [
        (one.id, str(one.category) if right else OTHER[one.category])
        for one, right in zip(scenarios, rights, strict=True)
    ]
    answers = [
        replace(one, confidence="hasard" if number in unsure else "sur", bank=bank)
        for number, one in enumerate(made.answers(name, given))
    ]
    made.hand_in(folder / f"{name}.jsonl", [*answers, *reports])


def test_a_sheet_has_the_figures_of_first_answers(content, scenarios, tmp_path):
    """The first is right by those who miss the rest; nobody is right at the second."""
    told = [
        Report(f"r{n}", "2026-02-01T09:00:00Z", f"eleve-{n}", "05-classer", scenarios[1].id, *one,
               bank="")
        for n, one in enumerate([(Reason.INCOMPRIS, "ah"), (Reason.FAUTE, "")])
    ]  # fmt: skip
    for number in range(12):
        good = 5 - number % 3  # how many of the last five are right
        rest = [place < good for place in range(5)]
        rights = [number % 3 == 2, False, *rest]
        unsure = (1,) if number < 10 else ()
        bank = "ancienne" if number == 0 else "nouvelle"
        hand_in(
            tmp_path, scenarios, f"p{number:02}", rights, bank, unsure, told if not number else ()
        )
    figures = classe(tmp_path).figures
    by_name = {one.scenario.id: one for one in sheets(figures)}
    assert len(by_name) == 7
    first, second, third, *_ = (by_name[one.id] for one in scenarios)
    assert (first.met, first.right) == (12, 4)
    assert first.shares == pytest.approx((0.1381, 0.6093), abs=1e-4)  # Wilson's, worked out apart
    # 4 pupils right, of rest 3/6; 8 wrong, of 5/6 and 4/6 as many.
    assert first.link == pytest.approx(-0.8660, abs=1e-4)
    assert first.between == pytest.approx((-0.9619, -0.5808), abs=1e-4)
    assert first.doubts == ["manquée surtout par ceux qui réussissent les autres"]
    assert (second.met, second.right, second.link, second.between) == (12, 0, None, None)
    assert (second.rated, second.guesses, second.reports) == (12, 10, 2)
    assert second.doubts == [
        "manquée plus souvent qu’en répondant au hasard",
        "souvent répondue « au hasard »",
        "signalée 2 fois",
    ]
    assert third.right == 12
    assert third.doubts == []
    assert {*second.banks} == {"ancienne", "nouvelle"}
    assert second.since == "2026-02-01"


def test_the_report_shows_what_to_read_again_and_the_workbook_every_sheet(scenarios, tmp_path):
    for number in range(12):
        hand_in(tmp_path, scenarios, f"p{number:02}", [number % 2 == 0, False, *[True] * 5], "v1")
    seen = classe(tmp_path)
    said = text(report.as_html(seen.figures)).partition("Les situations à relire ")[2]
    assert text(scenarios[1].text) in said
    assert "À relire : manquée plus souvent qu’en répondant au hasard." in said
    assert (
        "Vue par 12 élèves ; 0 % de justes la première fois (entre 0 % et 24 %) ; « au hasard » "
        "0 fois sur 12 ; depuis le 1er février 2026, version v1."
    ) in said
    write(seen, tmp_path / "classe.xlsx")
    head, *rows = read(tmp_path / "classe.xlsx")["Situations"]
    assert head[-2:] == ["versions de la banque", "à relire"]
    row = next(row for row in rows if row[0] == scenarios[1].id)
    assert row[-2:] == ["v1", "manquée plus souvent qu’en répondant au hasard"]
    assert pytest.approx(0.2425, abs=1e-4) in [float(one) for one in row[-8:-3]]


def test_a_class_at_ease_has_nothing_to_read_again(scenarios, tmp_path):
    for number in range(3):
        hand_in(tmp_path, scenarios, f"p{number}", [True] * 7)
    assert "à relire" not in text(report.as_html(classe(tmp_path).figures)).lower()
