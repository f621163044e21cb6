"""The file of answers: what is written, read back, torn, refused."""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from tests.practice.played import ANSWER, DRAWN
from vs_course.practice import journal as journals
from vs_course.practice.entries import Report
from vs_course.practice.entries import line as line_of
from vs_course.practice.journal import Journal, JournalError, new_learner

OTHER = replace(
    ANSWER,
    id="autre",
    at="2025-01-31T08:15:31.123+00:00",
    learner="Zoé\n« ligne\u2028 » \ud83d",
    confidence="sûr",
    attempt=2,
    series=DRAWN.id,
    hints=1,
)
REPORT = Report(
    id="signalement",
    at="2025-01-31T08:15:32+00:00",
    learner="eleve-1",
    exercise="05-classer",
    question="caisse-a",
    reason="faute",
    text="Il manque un mot.",
    bank="0123456789ab",
)
KEYS = ["v", "id", "at", "learner", "exercise", "question", "choice"]
KEYS += ["correct", "confidence", "attempt", "duration_ms", "bank"]
WRITER = """
import sys
from dataclasses import replace
from tests.practice.played import ANSWER
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


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 64 kB, where one can be made."""
    folder = tmp_path / "disque"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(folder)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no disk can be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


# --- What is written and read back ------------------------------------------------------------


def test_what_is_written_is_read_back(journal):
    assert journal.read() == []
    journal.append(DRAWN, ANSWER)
    journal.append(OTHER)
    journal.append(REPORT)
    assert journal.read() == [ANSWER, OTHER]
    assert journal.entries() == [DRAWN, ANSWER, OTHER, REPORT]
    assert journal.unreadable == 0


def test_what_is_written_twice_is_read_once(journal):
    for entry in (DRAWN, ANSWER, OTHER, DRAWN, ANSWER):
        journal.append(entry)
    assert journal.entries() == [DRAWN, ANSWER, OTHER]


def test_a_file_read_again_is_parsed_where_it_has_grown(journal, monkeypatch):
    parsed = []
    real = journals.parse
    monkeypatch.setattr(journals, "parse", lambda text: parsed.append(text) or real(text))
    journal.append(DRAWN, ANSWER)
    assert journal.entries() == Journal(journal.path).entries() == [DRAWN, ANSWER]
    earlier = replace(OTHER, at="2025-01-31T08:00:00+00:00")
    torn = line_of(replace(ANSWER, id="coupée"))
    journal.write(line_of(ANSWER) + line_of(earlier) + b"pas une ligne\n" + torn[:50])
    for _ in range(2):
        assert Journal(journal.path).entries() == [earlier, DRAWN, ANSWER]
    with journal.path.open("ab") as file:
        file.write(torn[50:])
    for reader in (journal, Journal(journal.path)):
        assert [entry.id for entry in reader.entries()] == [
            earlier.id,
            DRAWN.id,
            ANSWER.id,
            "coupée",
        ]
        assert reader.unreadable == 1
    assert parsed.count(line_of(DRAWN).strip()) == 1
    assert len(parsed) == 2 + 3 + 2 + 1  # the torn line each time, and whole at last


def test_a_file_that_was_edited_or_replaced_is_read_whole(journal):
    journal.append(ANSWER, OTHER)
    assert journal.read() == [ANSWER, OTHER]
    told = journal.path.stat()
    edited = journal.path.read_bytes().replace(b'"vente"', b'"verte"', 1)
    journal.path.write_bytes(edited)  # the same file, of the same size, of the same date
    os.utime(journal.path, ns=(told.st_atime_ns, told.st_mtime_ns))
    assert journal.read() == [replace(ANSWER, choice="verte"), OTHER]
    journal.path.unlink()
    assert journal.read() == []
    journal.append(OTHER)
    assert journal.read() == [OTHER]
    journal.read().clear()  # what a reader does with it is theirs
    assert journal.read() == [OTHER]


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


def test_what_newer_versions_add_comes_last_and_a_kind_second(journal):
    for entry in (OTHER, DRAWN, REPORT):
        journal.append(entry)
    other, drawn, report = (json.loads(line) for line in journal.path.read_bytes().splitlines())
    assert list(other) == [*KEYS, "series", "hints"]
    assert list(drawn) == ["v", "kind", "id", "at", "learner", "exercise", "questions", "bank"]
    assert list(report)[:2] == ["v", "kind"]
    assert (drawn["kind"], report["kind"]) == ("series", "report")
    assert drawn["questions"] == ["caisse-a", "caisse-b"]


def test_accents_stay_readable_in_the_file(journal):
    journal.append(replace(ANSWER, learner="Zoé"))
    assert "Zoé".encode() in journal.path.read_bytes()


# --- The order --------------------------------------------------------------------------------


def test_answers_come_in_the_order_they_were_given_wherever_they_stand(journal):
    """The instant counts, however its offset is written; at the same one, the place in the file."""
    given = [
        ("2026-01-31T08:00:00Z", "a"),
        ("2026-01-31T10:00:00.500+02:00", "b"),
        ("2026-01-31T08:00:00.500000+00:00", "c"),
        ("2026-01-31T07:00:01.000-01:00", "d"),
        ("2026-01-31T23:59:00-23:59", "e"),
        ("9999-12-31T23:59:59-23:59", "f"),
    ]
    answers = [replace(ANSWER, at=at, id=name) for at, name in given]
    first = replace(ANSWER, at="0001-01-01T00:00:00+23:59", id="first")
    for answer in (*answers[3:], *answers[:3], first):
        journal.append(answer)
    assert [answer.id for answer in journal.read()] == ["first", *"abcdef"]
    journal.path.write_bytes(b"".join(reversed(journal.path.read_bytes().splitlines(True))))
    assert [answer.id for answer in journal.read()] == ["first", "a", "c", "b", *"def"]


def test_a_clock_set_back_is_believed(journal):
    for name, at in (("one", "2026-03-02"), ("two", "2026-03-01"), ("three", "2026-03-03")):
        journal.append(replace(ANSWER, id=name, at=f"{at}T08:00:00.000+00:00"))
    assert [answer.id for answer in journal.read()] == ["two", "one", "three"]


# --- What can't be read -----------------------------------------------------------------------


@pytest.mark.parametrize("kept", [1, 20, -2, -1])
def test_a_torn_last_line_is_set_aside(journal, kept):
    last = replace(ANSWER, id="dernière", at="2025-01-31T08:15:30.500+00:00")
    journal.append(ANSWER)
    journal.append(last)
    whole, line = journal.path.read_bytes().splitlines(True)
    torn = whole + line[:kept]
    journal.path.write_bytes(torn)
    expected = [ANSWER, last] if kept == -1 else [ANSWER]  # only the line end was lost
    assert journal.read() == expected
    assert journal.unreadable == 2 - len(expected)
    journal.append(OTHER)
    assert journal.read() == [*expected, OTHER]
    assert journal.unreadable == 2 - len(expected)
    assert journal.path.read_bytes().startswith(torn)


def test_a_foreign_line_is_set_aside_and_kept(journal):
    sound = json.dumps({"v": 1, "kind": "plus tard"}).encode()
    foreign = [
        b"bonjour",
        b"\xff\xfe\x00 \x81",
        b"\x00" * 50,
        b"[1, 2]",
        b"null",
        b"{}",
        b"[" * 100_000,
        b"9" * 5000,
        b'{"v": 1, "id": "x"}',
    ]
    for place, line in enumerate(foreign, 1):
        journal.append(replace(ANSWER, id=f"{place}"))
        with journal.path.open("ab") as stream:
            stream.write(line + b"\n" + sound + b"\n")
        assert len(journal.read()) == place, line[:12]
        assert journal.unreadable == place, line[:12]
    journal.append(OTHER)
    assert len(journal.read()) == len(foreign) + 1
    assert [line for line in foreign if line not in journal.path.read_bytes()] == []


def test_what_an_editor_leaves_is_read(journal):
    journal.append(ANSWER)
    journal.append(OTHER)
    one, two = journal.path.read_bytes().splitlines()
    journal.path.write_bytes(b"\xef\xbb\xbf" + one + b"\r\n\r\n  \n" + two + b"\r\n")
    assert journal.read() == [ANSWER, OTHER]
    assert journal.unreadable == 0


# --- What is written is on disk, whole, or said not to be -------------------------------------


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


@pytest.mark.parametrize("entries", [(ANSWER,), (DRAWN, ANSWER)], ids=["alone", "its series too"])
def test_an_answer_is_one_write(journal, monkeypatch, entries):
    journal.path.write_bytes(b"{torn")
    written = []
    real = os.write

    def write(descriptor, data):
        written.append(bytes(data))
        return real(descriptor, data)

    monkeypatch.setattr(os, "write", write)
    journal.append(*entries)
    assert b"{torn" + written[0] == journal.path.read_bytes()
    assert len(written) == 1
    assert journal.entries() == [*entries]


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


def test_a_write_cut_short_leaves_no_torn_line(journal, monkeypatch):
    journal.append(ANSWER)
    before = journal.path.read_bytes()
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: real(descriptor, data[:40]))
    for _ in range(3):
        with pytest.raises(JournalError, match="le disque est plein"):
            journal.append(OTHER)
    monkeypatch.undo()
    assert journal.path.read_bytes() == before
    journal.append(OTHER)
    assert journal.read() == [ANSWER, OTHER]
    assert journal.unreadable == 0


def test_a_write_cut_short_costs_another_kernel_nothing(journal, monkeypatch):
    """What another kernel has written after it is not taken back with it."""
    journal.append(ANSWER)
    third = replace(ANSWER, id="ailleurs", at="2025-01-31T08:15:33+00:00")
    real = os.write

    def write(descriptor, data):
        written = real(descriptor, data[:40])
        monkeypatch.undo()
        Journal(journal.path).append(third)
        return written

    monkeypatch.setattr(os, "write", write)
    with pytest.raises(JournalError, match="le disque est plein"):
        journal.append(OTHER)
    assert journal.read() == [ANSWER, third]
    journal.append(OTHER)
    assert journal.read() == [ANSWER, OTHER, third]


def test_a_disk_that_fills_up_and_is_freed_leaves_no_torn_line(small_disk):
    journal = Journal(small_disk / "reponses.jsonl")
    filler = small_disk / "autre"
    filler.write_bytes(b"x" * (48 << 10))
    kept, refused = [], None
    while refused is None:
        answer = replace(ANSWER, id=f"{len(kept)}", question="q" * 1500)
        try:
            journal.append(answer)
        except JournalError as error:
            refused = str(error)
        else:
            kept.append(answer)
    assert "le disque est plein" in refused
    assert journal.path.stat().st_size > 8 << 10
    assert journal.read() == kept
    assert journal.unreadable == 0
    filler.unlink()
    journal.append(answer)
    assert journal.read() == [*kept, answer]
    assert journal.unreadable == 0


def test_a_sound_place_passes_the_check_and_is_left_alone(journal):
    journal.check()
    assert not journal.path.exists()
    journal.append(ANSWER)
    before = journal.path.read_bytes()
    journal.check()
    assert journal.path.read_bytes() == before


# --- Whose file it is, and where --------------------------------------------------------------


def test_where_answers_go(tmp_path, monkeypatch):
    monkeypatch.setenv("VS_COURSE_JOURNAL", str(tmp_path / "ailleurs"))
    assert Journal().path == tmp_path / "ailleurs"
    assert Journal("ici").path == Path("ici")
    monkeypatch.delenv("VS_COURSE_JOURNAL")
    assert Journal().path == Path("mes_reponses.jsonl")


def test_a_tilde_is_the_learner_s_home(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("VS_COURSE_JOURNAL", "~/mes réponses.jsonl")
    Journal().append(ANSWER)
    assert Journal(tmp_path / "mes réponses.jsonl").read() == [ANSWER]
    assert Journal("~/mes réponses.jsonl").read() == [ANSWER]


def test_a_learner_is_a_fresh_pseudonym():
    assert len({new_learner() for _ in range(50)}) == 50
    assert new_learner().startswith("eleve-")
