"""The door by which a page reaches Python, tried here by the Python that runs the tests."""

import json
import uuid

import pytest

from tests.practice.journal_lines import by_schema
from vs_course import bank
from vs_course.practice.session import Session
from vs_course.publish.worker import Door

COURSE = bank.load()


class Page:
    """What a page does: it keeps the lines, and tells the door those it has not seen."""

    def __init__(self, lines=()):
        self.door = Door()
        self.lines = list(lines)
        self.told = 0

    def ask(self, **request):
        unseen, self.told = self.lines[self.told :], len(self.lines)
        told = json.loads(self.door.handle(json.dumps({**request, "lines": unseen})))
        self.lines += told["lines"]
        self.told = len(self.lines)
        return told

    def send(self, exercise: str, series: str, **message):
        return self.ask(exercise=exercise, series=series, message=message)

    def answer(self, exercise: str, shown: dict, question: dict, choice: int = 0):
        answer = {"kind": "answer", "id": str(uuid.uuid4()), "question": question["id"]}
        answer["choice"] = question["choices"][choice]["value"]
        return self.send(exercise, shown["series"], **answer)


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    monkeypatch.setenv("VS_COURSE_JOURNAL", str(tmp_path / "mes_reponses.jsonl"))


def test_an_answer_is_acknowledged_with_the_lines_to_keep():
    page = Page()
    shown = page.ask(exercise="05-classer")
    assert (shown["lines"], shown["replies"], shown["begun"]) == ([], [], False)
    told = page.answer("05-classer", shown, shown["content"]["questions"][0])
    assert [by_schema(line) for line in told["lines"]] == ["series", "answer"]
    assert [reply["kind"] for reply in told["replies"]] == ["saved"]
    assert (told["series"], told["begun"]) == (shown["series"], True)


def test_what_the_page_answered_alone_is_counted_and_the_next_series_follows():
    alone, page = Page(), None
    shown = alone.ask(exercise="01-ouvrir")
    for question in shown["content"]["questions"]:
        alone.answer("01-ouvrir", shown, question)
    page = Page(alone.lines)
    told = page.send("01-ouvrir", shown["series"], kind="continue")
    assert told["series"] != shown["series"]
    assert told["content"]["questions"][0]["id"] != shown["content"]["questions"][0]["id"]
    assert (told["begun"], told["lines"]) == (False, [])


def test_another_series_than_the_page_s_is_left_to_the_page():
    page = Page()
    shown = page.ask(exercise="01-ouvrir")
    told = page.send(
        "01-ouvrir", "autre", kind="answer", id=str(uuid.uuid4()), question="q", choice="vente"
    )
    assert told == {"apart": True, "lines": []}
    assert page.ask(exercise="01-ouvrir")["series"] == shown["series"]


def test_an_evaluation_is_graded_at_its_end_and_not_before():
    page = Page()
    shown = page.ask(exercise="07-evaluation")
    assert [one for one in shown["content"]["questions"] if "reveal" in one] == []
    for question in shown["content"]["questions"]:
        told = page.answer("07-evaluation", shown, question)
    assert "sur 15" in told["content"]["closing"]
    assert all("reveal" in one for one in told["content"]["questions"])


def test_results_and_road_come_without_style_and_lead_to_pages():
    page = Page()
    shown = page.ask(exercise="01-ouvrir")
    page.answer("01-ouvrir", shown, shown["content"]["questions"][0])
    results = page.ask(place="bilan", page="")["html"]
    assert "rencontrée" in results
    assert 'data-share="' in results
    assert "Remettre mes réponses" not in results  # the page has its own way
    road = page.ask(place="parcours", page="01_vente")["html"]
    assert 'href="02_service.html"' in road
    for html in (results, road):
        assert [word for word in ("<style", "style=", ".ipynb") if word in html] == []


def test_the_door_is_the_session_that_jupyterlab_has():
    page = Page()
    shown = page.ask(exercise="05-classer")
    assert isinstance(page.door._sessions["05-classer"], Session)
    assert len(shown["content"]["questions"]) == 10
