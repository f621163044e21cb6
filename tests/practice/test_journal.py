import json
import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from vs_course.practice.journal import (
    DEFAULT_NAME,
    VARIABLE,
    Answer,
    Journal,
    JournalError,
    new_learner,
)

ANSWER = Answer(
    id="5f0c6a5e-0000-4000-8000-000000000001",
    at="2025-01-31T08:15:30.123+00:00",
    learner="eleve-1",
    exercise="05-classer",
    question="caisse-a",
    choice="vente",
    correct=True,
    confidence=None,
    attempt=1,
    duration_ms=1234,
    bank="0123456789ab",
)
OTHER = replace(
    ANSWER, id="autre", learner="Zoé\n« ligne\u2028 » \ud83d", confidence="sûr", attempt=2
)
KEYS = ["v", "id", "at", "learner", "exercise", "question", "choice"]
KEYS += ["correct", "confidence", "attempt", "duration_ms", "bank"]
WRITER = """
import sys
from dataclasses import replace
from tests.practice.test_journal import ANSWER
from vs_course.practice.journal import Journal
print("ready", flush=True)
sys.stdin.readline()
for number in range(200):
    Journal(sys.argv[1]).append(replace(ANSWER, id=f"{sys.argv[2]}-{number}", question="q" * 3000))
"""


@pytest.fixture
def journal(tmp_path):
    return Journal(tmp_path / "reponses.jsonl")


@pytest.fixture
def locked():
    """A folder whose rights bind whoever runs the tests, root included."""
    root = hasattr(os, "setresuid") and os.geteuid() == 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "lisible.jsonl").touch(0o444)
        (folder / "ferme").mkdir(0)
        folder.chmod(0o555)
        if root:
            os.setresuid(65534, 65534, 0)
        yield folder
        if root:
            os.setresuid(0, 0, 0)
        folder.chmod(0o755)


def test_answers_are_read_back_in_order(journal):
    assert journal.read() == []
    journal.append(ANSWER)
    journal.append(OTHER)
    journal.append(ANSWER)
    assert journal.read() == [ANSWER, OTHER, ANSWER]
    assert journal.unreadable == 0


def test_a_line_has_exactly_the_keys_in_order(journal):
    journal.append(ANSWER)
    line = journal.path.read_text(encoding="utf-8")
    assert line.endswith("}\n")
    assert line.count("\n") == 1
    record = json.loads(line)
    assert list(record) == KEYS
    assert record["v"] == 1
    assert record["confidence"] is None
    assert record["correct"] is True


def test_accents_stay_readable_in_the_file(journal):
    journal.append(replace(ANSWER, learner="Zoé"))
    assert "Zoé".encode() in journal.path.read_bytes()


@pytest.mark.parametrize("kept", [1, 20, -2, -1])
def test_a_torn_last_line_is_set_aside(journal, kept):
    journal.append(ANSWER)
    whole = journal.path.read_bytes()
    torn = whole + whole[:kept]
    journal.path.write_bytes(torn)
    expected = [ANSWER, ANSWER] if kept == -1 else [ANSWER]  # only the line end was lost
    assert journal.read() == expected
    assert journal.unreadable == 2 - len(expected)
    journal.append(OTHER)
    assert journal.read() == [*expected, OTHER]
    assert journal.unreadable == 2 - len(expected)
    assert journal.path.read_bytes().startswith(torn)


@pytest.mark.parametrize(
    "line",
    [
        b"bonjour",
        b"\xff\xfe\x00 \x81",
        b"\x00" * 50,
        b"[1, 2]",
        b"null",
        b"{}",
        b"[" * 100_000,
        b"9" * 5000,
        b'{"v": 1, "id": "x"}',
    ],
    ids=lambda line: line[:12].decode("latin-1"),
)
def test_a_foreign_line_is_set_aside_and_kept(journal, line):
    journal.append(ANSWER)
    with journal.path.open("ab") as stream:
        stream.write(line + b"\n")
    journal.append(OTHER)
    assert journal.read() == [ANSWER, OTHER]
    assert journal.unreadable == 1
    assert line in journal.path.read_bytes()


@pytest.mark.parametrize(
    ("key", "value"),
    [("v", 2), ("v", None), ("attempt", "1"), ("correct", 1), ("choice", None), ("confidence", 3)],
)
def test_a_record_of_another_shape_is_set_aside(journal, key, value):
    journal.append(ANSWER)
    record = json.loads(journal.path.read_bytes())
    journal.path.write_text(json.dumps(record | {key: value}) + "\n" + json.dumps(record) + "\n")
    assert journal.read() == [ANSWER]
    assert journal.unreadable == 1


@pytest.mark.parametrize("key", KEYS)
def test_a_record_lacking_a_key_is_set_aside(journal, key):
    journal.append(ANSWER)
    record = json.loads(journal.path.read_bytes())
    del record[key]
    journal.path.write_text(json.dumps(record))
    assert journal.read() == []
    assert journal.unreadable == 1


def test_what_an_editor_leaves_is_read(journal):
    journal.append(ANSWER)
    line = journal.path.read_bytes().strip()
    journal.path.write_bytes(b"\xef\xbb\xbf" + line + b"\r\n\r\n  \n" + line + b"\r\n")
    assert journal.read() == [ANSWER, ANSWER]
    assert journal.unreadable == 0


def test_two_processes_lose_and_mix_nothing(journal):
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, journal.path, name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        for name in "ab"
    ]
    assert [writer.stdout.readline() for writer in writers] == ["ready\n"] * 2
    for writer in writers:
        writer.stdin.write("\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate()
    assert [writer.returncode for writer in writers] == [0, 0]
    ids = [answer.id for answer in journal.read()]
    assert journal.unreadable == 0
    for name in "ab":
        assert [i for i in ids if i[0] == name] == [f"{name}-{number}" for number in range(200)]
    assert len(ids) == 400


def test_an_answer_is_on_disk_before_append_returns(journal, monkeypatch):
    synced = []
    real = os.fsync

    def fsync(descriptor):
        real(descriptor)
        synced.append((os.fstat(descriptor).st_ino, journal.path.read_bytes()))

    monkeypatch.setattr(os, "fsync", fsync)
    journal.append(ANSWER)
    assert synced == [(journal.path.stat().st_ino, journal.path.read_bytes())]
    assert synced[0][1]


def test_an_answer_is_one_write(journal, monkeypatch):
    journal.path.write_bytes(b"{torn")
    written = []
    real = os.write

    def write(descriptor, data):
        written.append(bytes(data))
        return real(descriptor, data)

    monkeypatch.setattr(os, "write", write)
    journal.append(ANSWER)
    assert b"{torn" + written[0] == journal.path.read_bytes()
    assert len(written) == 1


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("absent/r.jsonl", "son dossier n’existe pas"),
        ("fichier/r.jsonl", "son dossier n’existe pas"),
        ("n" * 300, "name too long"),
        (".", "est un dossier"),
    ],
)
def test_a_path_that_can_t_be_written_is_explained(tmp_path, name, reason):
    (tmp_path / "fichier").touch()
    journal = Journal(tmp_path / name)
    for refused in (lambda: journal.append(ANSWER), journal.check):
        with pytest.raises(JournalError) as caught:
            refused()
        assert str(caught.value).startswith("Vos réponses ne sont pas enregistrées")
        assert str(journal.path) in str(caught.value)
        assert reason.casefold() in str(caught.value).casefold()


@pytest.mark.parametrize("name", [".", "fichier/r.jsonl", "n" * 300])
def test_a_path_that_can_t_be_read_is_explained(tmp_path, name):
    (tmp_path / "fichier").touch()
    with pytest.raises(JournalError, match="Vos réponses ne sont pas enregistrées"):
        Journal(tmp_path / name).read()


@pytest.mark.parametrize("name", ["lisible.jsonl", "nouveau.jsonl"])
def test_without_the_right_to_write_the_reason_is_said(locked, name):
    journal = Journal(locked / name)
    assert journal.read() == []
    for refused in (lambda: journal.append(ANSWER), journal.check):
        with pytest.raises(JournalError, match="vous n’avez pas le droit d’y écrire"):
            refused()


def test_without_the_right_to_enter_the_reason_is_said(locked):
    journal = Journal(locked / "ferme" / "r.jsonl")
    for refused in (journal.read, lambda: journal.append(ANSWER), journal.check):
        with pytest.raises(JournalError, match="vous n’avez pas le droit d’y écrire"):
            refused()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk always full")
def test_a_full_disk_is_explained():
    with pytest.raises(JournalError, match="le disque est plein"):
        Journal("/dev/full").append(ANSWER)


def test_half_a_write_is_an_error_and_costs_nothing_else(journal, monkeypatch):
    journal.append(ANSWER)
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: real(descriptor, data[:40]))
    with pytest.raises(JournalError, match="le disque est plein"):
        journal.append(OTHER)
    monkeypatch.undo()
    journal.append(OTHER)
    assert journal.read() == [ANSWER, OTHER]
    assert journal.unreadable == 1


def test_a_sound_place_passes_the_check_and_is_left_alone(journal):
    journal.check()
    assert not journal.path.exists()
    journal.append(ANSWER)
    before = journal.path.read_bytes()
    journal.check()
    assert journal.path.read_bytes() == before


def test_where_answers_go(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(tmp_path / "ailleurs"))
    assert Journal().path == tmp_path / "ailleurs"
    assert Journal("ici").path == Path("ici")
    monkeypatch.delenv(VARIABLE)
    assert Journal().path == Path(DEFAULT_NAME) == Path("mes_reponses.jsonl")


def test_a_learner_is_a_fresh_pseudonym():
    assert len({new_learner() for _ in range(50)}) == 50
    assert new_learner().startswith("eleve-")
