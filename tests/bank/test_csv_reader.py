import os

import pytest

from vs_course.bank import files
from vs_course.bank.csv_reader import Problem, read

COLUMNS = ("id", "texte")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "t.csv"


def lines(problems: list[Problem]) -> list[str]:
    return [str(problem) for problem in problems]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_what_excel_saves_is_read(path, encoding, delimiter, newline):
    text = "L’été, un cœur « à 5 € » ; c’est tout"
    cells = [("id", "texte"), ("a", f'"{text}"'), ("b", '"dit ""oui"""'), ("", "")]
    path.write_bytes(newline.join(map(delimiter.join, cells)).encode(encoding))
    rows, problems = read(path, COLUMNS)
    assert not problems
    assert rows == [{"id": "a", "texte": text}, {"id": "b", "texte": 'dit "oui"'}]
    assert [row.line for row in rows] == [2, 3]


def test_a_row_has_the_line_it_starts_on(path):
    path.write_text('\n\nid;texte\n\na;"sur\ndeux lignes"\nb; bords \n')
    rows, problems = read(path, COLUMNS)
    assert not problems
    assert [(row.line, row["texte"]) for row in rows] == [(5, "sur\ndeux lignes"), (7, "bords")]


@pytest.mark.parametrize(
    ("raw", "fragment"),
    [
        ("id,texte\na,été\n".encode("utf-16"), "UTF-16"),
        ("id,texte\na,été\n".encode("utf-16-be"), "caractère nul"),
        ("id,texte\na,Après l’été, ça ira\n".encode("mac-roman"), "encodage"),
        ("id,texte\na,ravie de l'été\n".encode("mac-roman"), "encodage"),
        ("id,texte\na,ravie de l'été\n".encode("cp850"), "encodage"),
        ("id,texte\na,l’été d’avant\n".encode().replace(b"\xc3\xa9", b"\xc3", 1), "encodage"),
        ("id,texte\na,déjà\n".encode() + b"b,\xff\n", "encodage"),
        (b"id,texte\na,\x81\n", "encodage"),
    ],
    ids=["utf-16", "utf-16-be", "mac", "mac-short", "dos", "torn-utf-8", "stray-byte", "undefined"],
)
def test_another_encoding_is_one_clear_problem(path, raw, fragment):
    path.write_bytes(raw)
    rows, problems = read(path, COLUMNS)
    assert not rows
    assert len(problems) == 1
    assert str(problems[0]).startswith("t.csv: ")
    assert fragment in problems[0].message


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ('id,texte\na,un\nb,"deux\nc,trois\n', "t.csv:3: un guillemet"),
        ('id,texte\na,un\nb,"deux" ou trois\nc,quatre\n', "t.csv:3: un guillemet"),
        ('id,texte\na,"' + "long " * 60_000, "t.csv:2: un guillemet"),
        ("id,texte\na,un\nb,deux,trois\nc,quatre\n", "t.csv:3: la ligne a 3 cases au lieu de 2"),
        ("id,texte\na,un\n\nb\n", "t.csv:4: la ligne a 1 cases au lieu de 2"),
        ("id\na\n", "t.csv:1: texte: cette colonne manque"),
        ("id,texte,prix\na,b,c\n", "t.csv:1: prix: cette colonne n'est pas prévue"),
        ("id,texte,\na,b,\n", "t.csv:1: 3: cette colonne n'est pas prévue"),
        ("id,texte,id\na,b,c\n", "t.csv:1: id: cette colonne figure deux fois"),
        ("id\ttexte\na\tb\n", "t.csv:1: les colonnes sont séparées par des tabulations"),
        ("", "t.csv:1: le fichier est vide"),
        ("id,texte\na,un\nb,d\0ux\n", "t.csv: la ligne 3 contient un caractère nul"),
    ],
)
def test_a_fault_of_shape_is_said_with_its_place(path, content, place):
    path.write_text(content)
    problems = lines(read(path, COLUMNS)[1])
    assert len(problems) == 1
    assert problems[0].startswith(place)


def test_rows_around_a_bad_one_are_kept(path):
    path.write_text('id,texte\na,un\nb\nc,trois\nd,"quatre\ne,cinq\n')
    rows, problems = read(path, COLUMNS)
    assert [row["id"] for row in rows] == ["a", "c"]
    assert sorted(problem.line for problem in problems) == [3, 5]


def test_a_huge_file_is_refused_unread(path):
    path.touch()
    os.truncate(path, 50_000_000)
    rows, problems = read(path, COLUMNS)
    assert not rows
    assert [p.message.partition(";")[0] for p in problems] == [
        "le fichier pèse 50 Mo, la limite est de 5 Mo "
    ]


def test_a_file_at_the_limit_is_read(path):
    head = b"id,texte\na,oui\n"
    path.write_bytes(head + b"\n" * (files.MAX_BYTES - len(head)))
    assert read(path, COLUMNS) == ([{"id": "a", "texte": "oui"}], [])


def test_no_file_or_a_folder_in_its_place_is_said(path, tmp_path):
    (tmp_path / "d.csv").mkdir()
    assert lines(read(path, COLUMNS)[1])[0].startswith("t.csv: le fichier manque")
    assert lines(read(tmp_path / "d.csv", COLUMNS)[1]) == ["d.csv: ce n'est pas un fichier"]


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (Problem("f.csv", 12, "id", "faux"), "f.csv:12: id: faux"),
        (Problem("f.csv", 12, None, "faux"), "f.csv:12: faux"),
        (Problem("f.csv", None, None, "faux"), "f.csv: faux"),
        (Problem("f.csv", 1, "a\nb", "« c\r\n\x1b[2Jd\u2028 »"), "f.csv:1: a b: « c [2Jd  »"),
    ],
)
def test_a_problem_is_one_line(problem, line):
    assert str(problem) == line
