"""What is read of a folder or a zip, and what is refused or left out."""

import io
import os
import shutil
import stat
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.classroom import made
from tests.conftest import ROOT
from tests.simulated_class import FOLDER
from vs_course import cli
from vs_course.bank.items import Bank, CourseError
from vs_course.classroom import classe
from vs_course.classroom.hand_ins import Limits
from vs_course.classroom.overview import survey
from vs_course.classroom.report import notes


@pytest.fixture
def journals(content, asked) -> dict[str, bytes]:
    names = ("lea", "tom", "zoe")
    return {name: made.lines(made.anyhow(content, name, 20, asked, 0)) for name in names}


def zipped(files: dict[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", kind) as made_zip:
        for name, content in files.items():
            made_zip.writestr(name, content)
    return stream.getvalue()


def laid(folder: Path, files: dict[str, bytes]) -> Path:
    """Write files in a folder, whatever the folders in their names."""
    for place, content in files.items():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_bytes(content)
    return folder


def told(source: Path) -> list[tuple[str, str, int]]:
    """Return the name, the group and the answers of each pupil."""
    return [(p.name, p.group, p.progress.answers > 0) for p in classe(source).figures.pupils]


MOODLE = "{name}_123456_assignsubmission_file_/mes_reponses.jsonl"
SHAPES = {
    "a folder of renamed files": "{name}.jsonl",
    "folders": "{name}/mes_reponses.jsonl",
    "Moodle's folders": MOODLE,
    "Moodle's flat files": "{name}_98_assignsubmission_file_mes_reponses.jsonl",
    "another ending": "Devoir/{name}.JSON",
    "the default name with theirs": "mes_reponses - {name}.txt",
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
@pytest.mark.parametrize("packed", [False, True], ids=["folder", "zip"])
def test_every_way_of_handing_in_gives_the_same_class(shape, packed, journals, tmp_path):
    names = {"lea": "Léa", "tom": "DUPONT Tom", "zoe": "Zoé O’Neil"}
    files = {shape.format(name=names[key]): content for key, content in journals.items()}
    files["__MACOSX/._x.jsonl"] = files[".DS_Store"] = b"\0\1"
    source = tmp_path / "remis.zip"
    if packed:
        source.write_bytes(zipped(files))
    else:
        source = laid(tmp_path / "remis", files)
    read = classe(source)
    assert [(p.name, p.group) for p in read.figures.pupils] == [
        ("DUPONT Tom", ""),
        ("Léa", ""),
        ("Zoé O’Neil", ""),
    ]
    assert "les 3 fichiers ont été lus en entier" in read._repr_html_()
    assert all(pupil.progress.answers > 10 for pupil in read.figures.pupils)


def test_classes_in_folders_and_zips_in_zips(journals, tmp_path):
    inner = zipped({MOODLE.format(name="LEA"): journals["lea"]})
    own = zipped({"mes_reponses.jsonl": journals["tom"]})
    files = {"1A.zip": inner, "1B/tom.zip": own, "1B/zoe.jsonl": journals["zoe"]}
    outer = tmp_path / "tout.zip"
    outer.write_bytes(zipped(files, zipfile.ZIP_STORED))
    found = [("LEA", "1A", True), ("tom", "1B", True), ("Zoe", "1B", True)]
    assert told(outer) == found
    assert told(laid(tmp_path / "dossier", files)) == found


def entry(name: str, content: bytes, **fields: int) -> bytes:
    info = zipfile.ZipInfo(name)
    for field, value in fields.items():
        setattr(info, field, value)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made_zip:
        made_zip.writestr(info, content)
    return stream.getvalue()


def encrypted(content: bytes) -> bytes:
    """Return a zip that says its file has a password."""
    made_zip = bytearray(zipped({"lea.jsonl": content}))
    made_zip[6] |= 1
    made_zip[made_zip.index(b"PK\x01\x02") + 8] |= 1
    return bytes(made_zip)


LINK = entry("lea.jsonl", b"/etc/passwd", external_attr=(stat.S_IFLNK | 0o777) << 16)
HOSTILE = {
    "up": (zipped({"../lea.jsonl": b"x"}), "sort de son dossier"),
    "up inside": (zipped({"a/../../lea.jsonl": b"x"}), "sort de son dossier"),
    "up, Windows": (zipped({"..\\lea.jsonl": b"x"}), "sort de son dossier"),
    "absolute": (zipped({"/etc/lea.jsonl": b"x"}), "sort de son dossier"),
    "drive": (zipped({"C:\\lea.jsonl": b"x"}), "sort de son dossier"),
    "bomb": (zipped({"lea.jsonl": b"0" * 30_000_000}), "démesuré"),
    "link": (LINK, "lien"),
    "password": (encrypted(b"x"), "mot de passe"),
    "cut": (zipped({"lea.jsonl": os.urandom(2000)})[:1000], "abîmée"),
    "not a zip": (b"PK\x03\x04 presque", "abîmée"),
    "spoilt": (zipped({"l.jsonl": b"a" * 90}, 0).replace(b"aa", b"ab", 1), "abîmée"),
}  # fmt: skip


@pytest.mark.parametrize(("refused", "reason"), HOSTILE.values(), ids=HOSTILE)
def test_a_harmful_zip_is_refused_whole_and_leaves_nothing(
    refused, reason, journals, tmp_path, monkeypatch
):
    scratch = tmp_path / "tmp"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    alone = laid(tmp_path / "alone", {"remis.zip": refused}) / "remis.zip"
    with pytest.raises(CourseError, match=reason) as refusal:
        classe(alone)
    assert "\n" not in str(refusal.value)
    # Among others, it is refused and said; the others are counted.
    read = classe(laid(tmp_path / "remis", {"b.zip": refused, "lea.jsonl": journals["lea"]}))
    assert [pupil.name for pupil in read.figures.pupils] == ["Lea"]
    [line] = [line for line in repr(read).splitlines() if "archive refusée" in line]
    assert line.startswith("- b.zip : ")
    assert reason in line
    assert list(scratch.iterdir()) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["alone", "remis", "tmp"]


def test_limits_hold_across_archives(content, journals, tmp_path):
    laid(tmp_path, {f"{name}.zip": zipped({f"{name}.jsonl": journals[name]}) for name in journals})
    size = sum(map(len, journals.values()))
    read = survey(tmp_path, content, limits=Limits(unpacked=size - 1))
    assert [pupil.name for pupil in read.pupils] == ["Lea", "Tom"]
    assert "démesuré" in read.files[2].reason
    with pytest.raises(CourseError, match="démesuré"):
        survey(tmp_path / "lea.zip", content, limits=Limits(entries=0))


def test_a_zip_three_deep_and_a_file_too_large_are_left_aside(content, journals, tmp_path):
    deep = zipped({"c.zip": zipped({"b.zip": zipped({"lea.jsonl": journals["lea"]})})})
    twice = journals["tom"] * 2
    laid(tmp_path, {"a.zip": deep, "zoe.jsonl": journals["zoe"], "tom.jsonl": twice})
    limits = Limits(file=max(len(deep), *map(len, journals.values())) + 1)
    read = survey(tmp_path, content, limits=limits)
    assert [pupil.name for pupil in read.pupils] == ["Zoe"]
    assert [file.fault for file in read.files] == ["archive", "large", ""]


def test_a_file_of_a_zip_that_says_it_is_too_large_is_not_read(content, journals, tmp_path):
    spoilt = zipped({"tom.jsonl": journals["tom"]}, zipfile.ZIP_STORED)
    (tmp_path / "a.zip").write_bytes(spoilt.replace(b"eleve-tom", b"eleve-TOM", 1))
    with pytest.raises(CourseError, match="abîmée"):
        survey(tmp_path / "a.zip", content)
    read = survey(tmp_path / "a.zip", content, limits=Limits(file=100))
    assert [file.fault for file in read.files] == ["large"]


def test_a_link_in_a_folder_is_not_followed(journals, tmp_path):
    outside = laid(tmp_path / "ailleurs", {"tom.jsonl": journals["tom"]})
    inside = laid(tmp_path / "remis", {"lea.jsonl": journals["lea"]})
    (inside / "tom.jsonl").symlink_to(outside / "tom.jsonl")
    (inside / "dossier").symlink_to(outside, target_is_directory=True)
    os.mkfifo(inside / "tuyau.jsonl")
    read = classe(inside)
    assert [pupil.name for pupil in read.figures.pupils] == ["Lea"]
    assert repr(read).count(" : lien vers un autre endroit, non suivi") == 2


@pytest.mark.parametrize("name", ["absent", "image.png"])
def test_a_source_that_will_not_do_is_one_sentence(name, tmp_path):
    (tmp_path / "image.png").write_bytes(b"\x89PNG")
    with pytest.raises(CourseError, match=name) as refusal:
        classe(tmp_path / name)
    assert "\n" not in str(refusal.value)
    assert "’" not in str(refusal.value)


def test_an_empty_folder_says_what_to_do(tmp_path):
    read = classe(tmp_path)
    assert "vérifiez que c’est bien le dossier" in read._repr_html_()
    assert len(read.tableau) == 0


def test_a_hostile_name_is_one_short_line(content, asked, tmp_path):
    names = ["a\u202eb\x07", "x" * 200, "=cmd|' C'!A0", "<b>Léa</b>"]
    for number, name in enumerate(names):
        answers = made.anyhow(content, f"p{number}", 3, asked)
        made.hand_in(tmp_path / f"{name}.jsonl", [replace(a, learner=name) for a in answers])
    for pupil in classe(tmp_path).figures.pupils:
        assert pupil.name.isprintable()
        assert len(pupil.name) <= 80


# --- What comes with the course is nobody's ---------------------------------------------------


def homes(content: Bank, asked: list, folder: Path, course: str) -> Iterator[str]:
    """Lay out the homes of 21 pupils, each with a copy of the course; yield their names."""
    simulated = "notebooks/enseignant/classe_simulee"
    pages = ["notebooks/00_bienvenue.ipynb", "notebooks/enseignant/aide/classe.md"]
    pages += [
        "pyproject.toml",
        "constraints.txt",
        "data/scenarios.csv",
        f"{simulated}/LISEZ-MOI.md",
    ]
    pages += [f"{simulated}/groupe-1/adam.jsonl", f"{simulated}/groupe-2/theo.jsonl"]
    for number in range(1, 22):
        name = f"el{number:02}"
        copy = folder / name / course
        laid(copy, {page: (ROOT / page).read_bytes() for page in pages})
        (copy / "notebooks/votes_de_la_classe.jsonl").write_bytes(b'{"v": 1}\n')
        answers = made.anyhow(content, name, 12, asked, 0)
        made.hand_in(copy / "notebooks/mes_reponses.jsonl", answers)
        yield name


@pytest.mark.parametrize("course", ["", "Documents/cours"])
@pytest.mark.parametrize("packed", [False, True], ids=["folder", "zip"])
def test_in_homes_the_course_itself_is_left_out_and_said(
    course, packed, content, asked, tmp_path, capsys
):
    names = list(homes(content, asked, tmp_path / "homes", course))
    source = tmp_path / "homes"
    if packed:
        source = Path(shutil.make_archive(str(tmp_path / "homes"), "zip", source))
    figures = classe(source).figures
    assert [(pupil.name, pupil.group) for pupil in figures.pupils] == [(n, "") for n in names]
    assert len(figures.files) == len(names)
    assert cli.main(["classe", str(source), "-o", str(tmp_path / "rapport.html")]) == 0
    said = capsys.readouterr().out
    assert "Laissé de côté, car cela vient du cours et non d'un élève : " in said
    assert "classe_simulee (63 fichiers), pages et programmes du cours (105 fichiers)" in said
    assert "votes_de_la_classe.jsonl (21 fichiers)" in said


def test_a_shared_folder_names_pupils_by_their_account_and_says_all_it_left_out(
    content, asked, tmp_path, capsys
):
    """As a hub lays it out: a folder an account, the journal in it, and what else fell there."""
    accounts = ["lea.martin", "jean-paul@lycee.test", "e20231", "1TMCV-07"]
    for account in accounts:
        answers = made.anyhow(content, account, 12, asked, 0)
        made.hand_in(tmp_path / "partage" / account / "mes_reponses.jsonl", answers)
    (tmp_path / "partage/jamais_venu").mkdir()
    (tmp_path / "partage/e20231/notes.docx").write_bytes(b"x")
    (tmp_path / "partage/e20231/voisin.jsonl").symlink_to(tmp_path / "partage/lea.martin")
    shutil.copytree(ROOT / "notebooks", tmp_path / "partage/lea.martin/cours")
    written = tmp_path / "rapport.csv"
    assert cli.main(["classe", str(tmp_path / "partage"), "-o", str(written)]) == 0
    rows = written.read_text("utf-8-sig").splitlines()[1:]
    assert sorted(row.partition(";")[0] for row in rows) == sorted(accounts)
    said = capsys.readouterr().out
    assert "classe_simulee (25 fichiers)" in said
    assert "e20231/notes.docx (aucune réponse du cours)" in said
    assert "e20231/voisin.jsonl (lien vers un autre endroit, non suivi)" in said


def test_a_journal_beside_the_pages_is_a_pupil_s_whatever_its_name(content, asked, tmp_path):
    list(homes(content, asked, tmp_path, "cours"))
    answers = made.anyhow(content, "sauvegarde", 30, asked, 0)
    made.hand_in(tmp_path / "el07/cours/notebooks/enseignant/mes_reponses (1).jsonl", answers)
    made.hand_in(tmp_path / "el08/cours/notebooks/Zoé.jsonl", answers[:12])
    pupils = {pupil.name: pupil for pupil in classe(tmp_path).figures.pupils}
    assert len(pupils) == 21
    assert pupils["el07 / Zoé"].progress.answers > 12


@pytest.mark.parametrize("packed", [False, True], ids=["folder", "zip"])
def test_the_simulated_class_asked_for_is_read(packed, tmp_path, simulated):
    source = tmp_path / "classe_simulee"
    shutil.copytree(FOLDER, source)
    if packed:
        source = Path(shutil.make_archive(str(source), "zip", tmp_path, "classe_simulee"))
    figures = classe(source).figures
    assert [p.name for p in figures.pupils] == [p.name for p in simulated.figures.pupils]
    assert figures.left_out == {"LISEZ-MOI.md": 1}
    assert notes(figures) == []
