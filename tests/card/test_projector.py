"""What becomes of a class's votes."""

import json
import uuid

import pytest

from vs_course import bank, exercice, projeter
from vs_course.bank.items import CourseError
from vs_course.card.projector import VOTES


@pytest.fixture
def projection(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return projeter("05-classer")


def press(projection, **changes) -> dict:
    """Send a vote as the browser does; return what comes back."""
    asked = projection.series.questions[0]
    vote = {"kind": "vote", "id": str(uuid.uuid4()), "question": asked.id, "votes": {"vente": 3}}
    replies = []
    projection.send = lambda reply, buffers=None: replies.append(reply)
    projection._handle_custom_msg({**vote, **changes}, [])
    (reply,) = replies
    return reply


def test_a_vote_is_a_line_of_its_own_file(projection, tmp_path):
    assert press(projection, id="a", votes={"vente": 17, "service": 0})["kind"] == "saved"
    assert press(projection, id="a")["kind"] == "saved"
    (line,) = (tmp_path / VOTES).read_text("utf-8").splitlines()
    vote = json.loads(line)
    assert vote["votes"] == {"vente": 17, "service": 0}
    assert vote["exercise"] == "05-classer"
    assert vote["bank"] == bank.load().fingerprint
    assert [path.name for path in tmp_path.iterdir()] == [VOTES]


def test_hands_counted_again_and_other_projections_are_told_apart(projection, tmp_path):
    other = projeter("05-classer", seed=2)
    press(projection)
    press(projection, round=2)
    press(other)
    lines = [json.loads(line) for line in (tmp_path / VOTES).read_text("utf-8").splitlines()]
    assert [line["round"] for line in lines] == [1, 2, 1]
    first, second, third = (line["projection"] for line in lines)
    assert first == second != third
    # What waits in the browser for one is not sent to the other.
    assert projection.content["series"] != other.content["series"]
    assert projection.content["series"] == projeter("05-classer").content["series"]


@pytest.mark.parametrize(
    "changes",
    [
        {"question": "ailleurs"},
        {"votes": {"autre": 1}},
        {"votes": {"vente": -1}},
        {"votes": {"vente": 1000}},
        {"votes": {"vente": "3"}},
        {"votes": {"vente": True}},
    ],
)
def test_what_is_no_vote_is_refused(projection, tmp_path, changes):
    reply = press(projection, **changes)
    assert reply["kind"] == "refused"
    assert reply["reason"]
    assert not (tmp_path / VOTES).exists()


def test_a_vote_that_can_t_be_written_says_so(projection, tmp_path):
    (tmp_path / VOTES).mkdir()
    reply = press(projection)
    assert reply["kind"] == "unsaved"
    assert "est un dossier" in reply["reason"]


def test_the_situations_are_those_the_learners_meet_first(projection, tmp_path):
    card = exercice("05-classer", journal=tmp_path / "reponses.jsonl")
    assert projection.series.questions == card.series.questions
    assert projection.content["projected"] is True
    assert repr(projection) == repr(card)
    assert projeter("05-classer", seed=2).series.questions != card.series.questions


@pytest.mark.parametrize("reserved", ["00-diagnostic", "07-evaluation"])
def test_what_is_kept_for_the_evaluation_is_not_projected(reserved):
    with pytest.raises(CourseError, match="ne se projette pas"):
        projeter(reserved)
