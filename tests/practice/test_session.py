"""What a learner takes away and brings back; the rest of a session is tested through its card."""

import json
import uuid

import pytest

from vs_course import exercice
from vs_course.practice import session
from vs_course.practice.journal import Journal


@pytest.fixture
def path(tmp_path):
    return tmp_path / "reponses.jsonl"


def filled(path, exercise: str, count: int = 3) -> list[str]:
    """Answer the first questions of an exercise; return the lines of the file."""
    card = exercice(exercise, journal=path)
    for question in card.session.questions[:count]:
        card.answer(question.id, "service")
    return path.read_text("utf-8").splitlines()


def restore(path, text: str, exercise: str = "00-essai") -> tuple[object, str]:
    """Bring a file to an exercise; return its card and what the learner is told."""
    card = exercice(exercise, journal=path)
    (reply,) = card.session.receive({"kind": "restore", "text": text})
    assert reply["kind"] == "restored"
    return card, reply["reason"].replace("\u00a0", " ")


def test_a_download_is_the_file_with_what_could_not_be_written(path):
    filled(path, "00-essai")
    with path.open("a", encoding="utf-8") as stream:
        stream.write("ligne déchirée")
    card = exercice("05-classer", journal=path)
    before = path.read_text("utf-8")
    card.session.journal = Journal(path / "impossible")
    card.answer(card.session.questions[0].id, "vente")
    card.session.journal = Journal(path)
    (reply,) = card.session.receive({"kind": "download"})
    assert (reply["kind"], reply["name"]) == ("file", "reponses.jsonl")
    kept, last = reply["text"].rsplit("\n", 2)[:2]
    assert kept == before
    assert json.loads(last)["question"] == card.session.questions[0].id
    assert path.read_text("utf-8") == before


def test_a_file_taken_up_leaves_the_exercise_where_it_was(path, tmp_path):
    lines = filled(tmp_path / "hier.jsonl", "00-essai", 2)
    card, said = restore(path, "\ufeff" + "\r\n".join(lines))
    assert said == "Réponses reprises du fichier : 2."
    assert len(card.session.answers) == 2
    assert path.read_text("utf-8").splitlines() == lines
    card.answer(card.session.questions[2].id, "vente")
    assert {answer.learner for answer in Journal(path).read()} == {json.loads(lines[0])["learner"]}


def test_what_is_already_there_is_not_added_twice(path, tmp_path):
    lines = filled(path, "00-essai", 2)
    assert restore(path, "\n".join(lines * 3))[1].startswith("Toutes les réponses")
    more = filled(tmp_path / "hier.jsonl", "05-classer", 1)
    assert restore(path, "\n".join(lines + more + more))[1].endswith("fichier : 1.")
    assert path.read_text("utf-8").splitlines() == lines + more


@pytest.mark.parametrize(
    "text", ["", "\n\n", "{}", "[1]\nnull\n3", "\x89PNG\r\n\ud800", '{"v": 2}']
)
def test_another_file_adds_nothing_and_says_so(path, text):
    lines = filled(path, "00-essai", 1)
    assert "ne contient aucune réponse du cours" in restore(path, text)[1]
    assert path.read_text("utf-8").splitlines() == lines


def test_a_file_that_can_t_be_taken_up_says_why(path, tmp_path):
    lines = filled(tmp_path / "hier.jsonl", "00-essai")
    path.mkdir()
    assert "est un dossier" in restore(path, "\n".join(lines))[1]


def test_every_card_of_the_page_shows_what_was_taken_up(path, tmp_path):
    lines = filled(tmp_path / "hier.jsonl", "00-diagnostic", 4)
    one, other = exercice("00-essai", journal=path), exercice("00-diagnostic", journal=path)
    elsewhere = exercice("00-diagnostic", journal=tmp_path / "autre.jsonl")
    one.send = lambda reply, buffers=None: None
    one._handle_custom_msg({"kind": "restore", "text": "\n".join(lines)}, [])
    assert len(other.answers) == 4
    assert elsewhere.answers == {}


def test_an_answer_sent_to_two_cards_of_a_cell_run_twice_is_kept_once(path):
    one, two = exercice("07-evaluation", journal=path), exercice("07-evaluation", journal=path)
    sent = {"kind": "answer", "id": str(uuid.uuid4()), "choice": "vente"}
    sent["question"] = one.session.questions[0].id
    for card in (one, two):
        assert [reply["kind"] for reply in card.session.receive(sent)] == ["saved"]
    assert len(path.read_text("utf-8").splitlines()) == 1


@pytest.mark.parametrize("forgetful", [True, False])
def test_a_first_visit_is_offered_a_file_where_nothing_is_kept(path, monkeypatch, forgetful):
    monkeypatch.setattr(session, "FORGETFUL", forgetful)
    assert exercice("00-essai", journal=path).content["resume"] is forgetful
    filled(path, "00-essai", 1)
    assert exercice("00-essai", journal=path).content["resume"] is False


def test_a_message_that_says_nothing_is_left_alone(path):
    card = exercice("00-essai", journal=path)
    for message in (
        None,
        3,
        {},
        {"kind": "restore"},
        {"kind": "restore", "text": 3},
        {"kind": "?"},
    ):
        assert card.session.receive(message) == []
    bad = {"kind": "answer", "id": str(uuid.uuid4()), "question": "x", "choice": "vente"}
    assert [reply["kind"] for reply in card.session.receive(bad)] == ["refused"]
