"""What is read of a folder or a zip, whose it is, and what is refused."""

import io
import os
import stat
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from tests.classroom import made
from vs_course.bank.items import CourseError
from vs_course.classroom import archive, classe
from vs_course.classroom import hand_ins as handin
from vs_course.classroom.name import owners


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


def told(source: Path) -> list[tuple[str, str, int]]:
    """Return the name, the group and the answers of each pupil."""
    return [(p.name, p.group, p.answers > 0) for p in classe(source).figures.pupils]


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
    source = tmp_path / "remis"
    if packed:
        source = tmp_path / "remis.zip"
        source.write_bytes(zipped(files))
    else:
        for place, content in files.items():
            (source / place).parent.mkdir(parents=True, exist_ok=True)
            (source / place).write_bytes(content)
    read = classe(source)
    assert [(p.name, p.group) for p in read.figures.pupils] == [
        ("DUPONT Tom", ""),
        ("Léa", ""),
        ("Zoé O’Neil", ""),
    ]
    assert read.figures.notes == ()
    assert all(pupil.answers > 10 for pupil in read.figures.pupils)


def test_classes_in_folders_and_zips_in_zips(journals, tmp_path):
    inner = zipped({MOODLE.format(name="LEA"): journals["lea"]})
    own = zipped({"mes_reponses.jsonl": journals["tom"]})
    files = {"1A.zip": inner, "1B/tom.zip": own, "1B/zoe.jsonl": journals["zoe"]}
    outer = tmp_path / "tout.zip"
    outer.write_bytes(zipped(files, zipfile.ZIP_STORED))
    found = [("LEA", "1A", True), ("tom", "1B", True), ("Zoe", "1B", True)]
    assert told(outer) == found
    for place, content in files.items():
        (tmp_path / "dossier" / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "dossier" / place).write_bytes(content)
    assert told(tmp_path / "dossier") == found


def test_names_are_told_apart():
    places = [
        "1A/lea.jsonl", "1B/lea.jsonl", "mes_reponses.jsonl", "mes_reponses (1).jsonl",
        "1B/jean_paul (2).jsonl", "1B/Max/mes_reponses.jsonl",
    ]  # fmt: skip
    found = [(owner.name, owner.group) for owner in owners(places)]
    assert found == [
        ("Lea", "1A"), ("Lea", "1B"), ("mes_reponses", ""), ("mes_reponses (1)", ""),
        ("jean paul (2)", "1B"), ("Max", "1B"),
    ]  # fmt: skip
    keys = {owner.key for owner in owners(["x/Léa.jsonl", "x/lea (1).jsonl", "x/lea - Copie.txt"])}
    assert keys == {"lea"}


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
    alone = tmp_path / "alone" / "remis.zip"
    alone.parent.mkdir()
    alone.write_bytes(refused)
    with pytest.raises(CourseError, match=reason) as refusal:
        classe(alone)
    assert "\n" not in str(refusal.value)
    # Among others, it is refused and said; the others are counted.
    (tmp_path / "remis").mkdir()
    (tmp_path / "remis" / "b.zip").write_bytes(refused)
    (tmp_path / "remis" / "lea.jsonl").write_bytes(journals["lea"])
    read = classe(tmp_path / "remis")
    assert [pupil.name for pupil in read.figures.pupils] == ["Lea"]
    [note] = read.figures.notes
    assert "b.zip" in note
    assert reason in note
    assert list(scratch.iterdir()) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["alone", "remis", "tmp"]


def test_limits_hold_across_archives(journals, tmp_path, monkeypatch):
    (tmp_path / "a.zip").write_bytes(zipped({"lea.jsonl": journals["lea"]}))
    (tmp_path / "b.zip").write_bytes(zipped({"tom.jsonl": journals["tom"]}))
    monkeypatch.setattr(
        archive.Budget.__init__, "__defaults__", (len(journals["lea"]) + len(journals["tom"]) - 1,)
    )
    read = classe(tmp_path)
    assert [pupil.name for pupil in read.figures.pupils] == ["Lea"]
    assert "démesuré" in read.figures.notes[0]
    monkeypatch.setattr(archive, "MAX_ENTRIES", 0)
    with pytest.raises(CourseError, match="démesuré"):
        classe(tmp_path / "a.zip")


def test_a_zip_three_deep_and_a_file_too_large_are_left_aside(journals, tmp_path, monkeypatch):
    deep = zipped({"c.zip": zipped({"b.zip": zipped({"lea.jsonl": journals["lea"]})})})
    (tmp_path / "a.zip").write_bytes(deep)
    (tmp_path / "zoe.jsonl").write_bytes(journals["zoe"])
    (tmp_path / "tom.jsonl").write_bytes(journals["tom"] * 2)
    monkeypatch.setattr(handin, "MAX_BYTES", max(len(deep), *map(len, journals.values())) + 1)
    read = classe(tmp_path)
    assert [pupil.name for pupil in read.figures.pupils] == ["Zoe"]
    assert {file.fault for file in read.figures.files} == {"archive", "large", ""}
    (tmp_path / "a.zip").write_bytes(zipped({"tom.jsonl": journals["tom"] * 2}))
    monkeypatch.setattr(archive, "_read", lambda *_: pytest.fail("read, and too large to be"))
    assert classe(tmp_path / "a.zip").figures.files[0].fault == "large"


def test_a_link_in_a_folder_is_not_followed(journals, tmp_path):
    outside = tmp_path / "ailleurs"
    outside.mkdir()
    (outside / "tom.jsonl").write_bytes(journals["tom"])
    inside = tmp_path / "remis"
    inside.mkdir()
    (inside / "lea.jsonl").write_bytes(journals["lea"])
    (inside / "tom.jsonl").symlink_to(outside / "tom.jsonl")
    (inside / "dossier").symlink_to(outside, target_is_directory=True)
    os.mkfifo(inside / "tuyau.jsonl")
    read = classe(inside)
    assert [pupil.name for pupil in read.figures.pupils] == ["Lea"]
    assert [note for note in read.figures.notes if "dossier, tom.jsonl" in note]


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


def test_a_hostile_name_is_one_short_line(journals, content, asked, tmp_path):
    names = ["a\u202eb\x07", "x" * 200, "=cmd|' C'!A0", "<b>Léa</b>"]
    for number, name in enumerate(names):
        answers = made.anyhow(content, f"p{number}", 3, asked)
        made.hand_in(tmp_path / f"{name}.jsonl", [replace(a, learner=name) for a in answers])
    for pupil in classe(tmp_path).figures.pupils:
        assert pupil.name.isprintable()
        assert len(pupil.name) <= 80
