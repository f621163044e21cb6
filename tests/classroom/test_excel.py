"""The class in a spreadsheet, and that nothing in it runs."""

import csv
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from tests.classroom import made
from vs_course.bank.items import CourseError
from vs_course.classroom import Classe, classe, write

_NAMESPACE = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
EVIL = ["=cmd|' C'!A0", "+1+1", "-2", "@SUM(A1)", "=1;2", 'a"b', "<i>Léa", "http:x"]


@pytest.fixture
def evil(content, asked, tmp_path):
    for number, name in enumerate(EVIL):
        answers = made.anyhow(content, f"p{number}", 60, asked)
        made.hand_in(tmp_path / "remis" / name / f"{name}.jsonl", answers)
    (tmp_path / "remis" / "=1+1.png").write_bytes(b"x")
    return classe(tmp_path / "remis")


def sheets(path: Path) -> dict[str, list[list[str]]]:
    """Return the cells of each sheet, read from the XML itself."""
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    texts = []
    if "xl/sharedStrings.xml" in parts:
        found = etree.fromstring(parts["xl/sharedStrings.xml"])
        texts = ["".join(one.itertext()) for one in found]
    names = etree.fromstring(parts["xl/workbook.xml"]).xpath(
        "//m:sheet/@name", namespaces=_NAMESPACE
    )
    read = {}
    for number, name in enumerate(names, 1):
        sheet = etree.fromstring(parts[f"xl/worksheets/sheet{number}.xml"])
        assert not sheet.xpath("//m:f | //m:hyperlink", namespaces=_NAMESPACE)
        read[name] = [
            [texts[int("".join(c.itertext()))] if c.get("t") == "s" else "".join(c.itertext())
             for c in row] for row in sheet.xpath("//m:row", namespaces=_NAMESPACE)
        ]  # fmt: skip
    return read


def test_a_workbook_holds_texts_and_numbers_never_a_formula(evil, tmp_path):
    write(evil, tmp_path / "classe.xlsx")
    read = sheets(tmp_path / "classe.xlsx")
    names = ["À lire", "Élèves", "Situations", "Questions", "Fichiers"]
    assert list(read) == names
    assert sorted(row[0] for row in read["Élèves"][2:]) == sorted(EVIL)
    assert {*EVIL} < {row[0] for row in read["À lire"]}
    assert [row[2] for row in read["Élèves"][2:]] == [
        str(pupil.progress.answers) for pupil in evil.figures.pupils
    ]
    assert len(read["Situations"]) == 1 + len(evil.figures.situations)
    assert "=1+1.png" in {row[0] for row in read["Fichiers"]}
    assert len(read["Fichiers"]) == 1 + len(EVIL) + 1


def test_a_csv_opens_in_a_french_spreadsheet_and_runs_nothing(evil, tmp_path):
    write(evil, tmp_path / "classe.csv")
    raw = (tmp_path / "classe.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";")
    assert head[0] == "élève"
    assert {len(row) for row in rows} == {len(head)}
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))]
    assert sorted(row[0].removeprefix("'") for row in rows) == sorted(EVIL)
    assert all(row[head.index("part juste")].replace(",", "").isdigit() for row in rows)


def test_the_table_has_the_same_figures_as_the_pupils(simulated):
    table = simulated.tableau
    assert len(table) == 24
    for row, pupil in zip(table.to_dict("records"), simulated.figures.pupils, strict=True):
        assert (row["eleve"], row["groupe"], row["reponses"]) == (
            pupil.name, pupil.group, pupil.progress.answers,
        )  # fmt: skip
        assert row["cible_justes"] == pupil.progress.criteria[1].tally.right
        assert row["niveau_3_vues"] == pupil.progress.levels[3].seen
        assert row["part"] == pytest.approx(pupil.progress.whole.share)
    assert table["07-evaluation_justes"].isna().sum() == 1


def test_items_and_situations_are_in_the_workbook(simulated, tmp_path):
    write(simulated, tmp_path / "classe.xlsx")
    read = sheets(tmp_path / "classe.xlsx")
    assert len(read["Questions"]) == 1 + 10 + 15
    worst = simulated.figures.situations[0]
    assert read["Situations"][1][0] == worst.scenario.id
    assert read["Situations"][1][6:8] == [str(worst.seen), str(worst.wrong)]


def test_the_first_sheet_reads_as_it_is_and_every_sheet_prints_on_the_width_of_a_page(
    simulated, tmp_path
):
    write(simulated, tmp_path / "classe.xlsx")
    said = sheets(tmp_path / "classe.xlsx")["À lire"]
    assert [said[0][0], said[1][0][:9]] == ["Les résultats de la classe", "24 élèves"]
    assert said[2][0].startswith("À retravailler en priorité\u00a0: la cible chiffrée")
    assert said[3][:3] == ["Élève", "Groupe", "Réponses"]
    with zipfile.ZipFile(tmp_path / "classe.xlsx") as book:
        rows = etree.fromstring(book.read("xl/worksheets/sheet3.xml")).iter(
            f"{{{_NAMESPACE['m']}}}row"
        )
        assert all(float(row.get("ht")) >= 30 for row in rows)  # LibreOffice doesn't fit them
    assert [row[0] for row in said[4:28]] == [pupil.name for pupil in simulated.figures.pupils]
    with zipfile.ZipFile(tmp_path / "classe.xlsx") as book:
        formats = etree.fromstring(book.read("xl/styles.xml"))
        codes = formats.xpath("//m:numFmt/@formatCode", namespaces=_NAMESPACE)
        assert {'0 %" ▼"', "0 %", "dd/mm/yyyy"} <= {*codes}
        titles = etree.fromstring(book.read("xl/workbook.xml"))
        assert len(titles.xpath("//m:definedName[contains(@name, 'Titles')]",
                                namespaces=_NAMESPACE)) == 5  # fmt: skip
        for number in range(1, 6):
            sheet = etree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
            page, fit, pane = (
                sheet.find(f".//m:{name}", _NAMESPACE)
                for name in ("pageSetup", "pageSetUpPr", "pane")
            )
            assert (page.get("orientation"), page.get("paperSize")) == ("landscape", "9")
            assert (fit.get("fitToPage"), page.get("fitToWidth", "1")) == ("1", "1")
            assert pane.get("state") == "frozen"


def test_what_cannot_be_written_is_one_sentence_and_loses_nothing(simulated, tmp_path):
    for name in ("rapport.pdf", "rapport", "absent/rapport.html"):
        with pytest.raises(CourseError, match=r"rapport|absent"):
            write(simulated, tmp_path / name)
    (tmp_path / "dossier.csv").mkdir()
    with pytest.raises(CourseError, match=r"n'est pas un fichier"):
        write(simulated, tmp_path / "dossier.csv")
    kept = tmp_path / "rapport.csv"
    kept.write_text("avant")
    with pytest.raises(AttributeError):
        write(Classe(None), kept)
    assert kept.read_text() == "avant"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dossier.csv", "rapport.csv"]


def test_numbers_are_numbers(simulated, tmp_path):
    figures = replace(simulated.figures, pupils=simulated.figures.pupils[:1])
    write(replace(simulated, figures=figures), tmp_path / "un.csv")
    assert len((tmp_path / "un.csv").read_text("utf-8-sig").splitlines()) == 2
