"""What is handed on of a class: the counts of the report, and nothing that names anyone."""

import csv
import io
import re
from dataclasses import replace
from zipfile import ZipFile

import pytest

from tests.classroom import made
from tests.simulated_class import FOLDER
from vs_course import cli
from vs_course.classroom import classe
from vs_course.practice.entries import Reason, Report
from vs_course.practice.journal import Journal

SECRET = "Zoé Quidam"


def tables(path) -> dict[str, list[dict[str, str]]]:
    with ZipFile(path) as archive:
        return {
            name.removesuffix(".csv"): list(
                csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig")), delimiter=";")
            )
            for name in archive.namelist()
            if name.endswith(".csv")
        }


def whole(path) -> str:
    with ZipFile(path) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist())


def written(folder, path, *options) -> int:
    return cli.main(["classe", str(folder), "-o", str(path), *options])


@pytest.fixture
def named(content, asked, tmp_path):
    """A class whose files tell a name wherever a file can: name, pseudonym, exercise, words."""
    for number in range(6):
        answers = made.anyhow(content, f"p{number}", 80, asked)
        told = Report(f"r{number}", "2026-02-01T09:00:00Z", SECRET, "05-classer",
                      content.scenarios[0].id, Reason.FAUTE, SECRET, "")  # fmt: skip
        odd = [
            replace(one, learner=SECRET, exercise=SECRET, confidence=SECRET, bank=SECRET)
            for one in answers[:40]
        ]
        path = tmp_path / "remis" / SECRET / f"{SECRET} {number}.jsonl"
        made.hand_in(path, [*odd, *answers[40:], told])
    return tmp_path / "remis"


def test_the_counts_are_those_of_the_report(simulated, tmp_path):
    assert written(FOLDER, tmp_path / "a.zip", "--anonyme") == 0
    read = tables(tmp_path / "a.zip")
    assert read.keys() == {"situations", "criteres", "niveaux"}
    seen = {one.scenario.id: one for one in simulated.figures.situations if one.seen >= 5}
    assert {row["situation"] for row in read["situations"]} == {*seen}
    for row in read["situations"]:
        one = seen[row["situation"]]
        assert (int(row["eleves"]), int(row["justes"])) == (one.seen, one.seen - one.wrong)
        assert (row["critere"], row["niveau"]) == (one.scenario.criterion, str(one.scenario.level))
    for name, column in (("criteres", "critere"), ("niveaux", "niveau")):
        for row in read[name]:
            those = [one for one in read["situations"] if one[column] == row[column]]
            assert int(row["situations"]) == len(those)
            assert int(row["reponses"]) == sum(int(one["eleves"]) for one in those)
            assert int(row["justes"]) == sum(int(one["justes"]) for one in those)
        assert sum(int(row["situations"]) for row in read[name]) == len(read["situations"])


@pytest.mark.parametrize("option", ["--anonyme", "--pseudonyme"])
def test_nothing_of_a_name_an_hour_or_a_report_goes_out(named, tmp_path, option):
    assert written(named, tmp_path / "a.zip", option) == 0
    text = whole(tmp_path / "a.zip")
    assert "Quidam" not in text
    assert not re.search(r"\d\d:\d\d|eleve-|\.jsonl|p\d-\d", text)
    assert "CE QUI POURRAIT ENCORE TRAHIR" in text
    assert ("PAS anonyme" in text) is (option == "--pseudonyme")
    assert ("2026-02" in text) is (option == "--pseudonyme")


def test_every_answer_is_there_under_a_number_drawn_anew(simulated, tmp_path):
    drawn = []
    for name in ("a", "b"):
        assert written(FOLDER, tmp_path / f"{name}.zip", "--pseudonyme") == 0
        rows = tables(tmp_path / f"{name}.zip")["reponses"]
        assert {int(row["eleve"]) for row in rows} == {*range(1, 25)}
        drawn.append([tuple(row.values()) for row in rows])
    assert drawn[0] != drawn[1]
    one = Journal(FOLDER / "groupe-1/amina.jsonl").read()
    mine = sorted((a.question, a.choice, a.exercise, a.at[:10], str(a.attempt)) for a in one)
    rows = tables(tmp_path / "a.zip")["reponses"]
    held = {
        number: sorted(
            (r["question"], r["choix"], r["exercice"], r["jour"], r["tentative"])
            for r in rows
            if r["eleve"] == number
        )
        for number in {row["eleve"] for row in rows}
    }
    assert mine in held.values()
    assert sum(map(len, held.values())) == simulated.figures.answers


def test_few_pupils_are_not_told_of(content, asked, tmp_path, capsys):
    for number in range(4):
        made.hand_in(tmp_path / f"p{number}.jsonl", made.anyhow(content, f"p{number}", 9, asked))
    assert written(tmp_path, tmp_path / "a.zip", "--anonyme") == 1
    assert "au moins 5 élèves" in capsys.readouterr().err
    alone = [s.id for s in content.scenarios][:2]
    for number in range(4, 8):
        path = tmp_path / f"p{number}.jsonl"
        made.hand_in(path, made.answers(f"p{number}", [(alone[0], "vente")]))
    made.hand_in(tmp_path / "p8.jsonl", made.answers("p8", [(name, "vente") for name in alone]))
    assert written(tmp_path, tmp_path / "a.zip", "--anonyme") == 0
    seen = {one.scenario.id: one.seen for one in classe(tmp_path).figures.situations}
    told = {row["situation"] for row in tables(tmp_path / "a.zip")["situations"]}
    assert told == {name for name, count in seen.items() if count >= 5}
    assert len(told) < len(seen)
    assert written(tmp_path, tmp_path / "a.csv", "--anonyme") == 1
    assert ".zip" in capsys.readouterr().err


def test_the_codebook_names_every_column(simulated, tmp_path):
    for option in ("--anonyme", "--pseudonyme"):
        written(FOLDER, tmp_path / "a.zip", option)
        book = whole(tmp_path / "a.zip").partition("LES TABLEAUX")[2].partition("CE QUI")[0]
        columns = {name for rows in tables(tmp_path / "a.zip").values() for name in rows[0]}
        assert {name for name in columns if not re.search(rf"\b{name}\b", book)} == set()
