from html.parser import HTMLParser

import pytest

from tests.folders import EXERCISES, SCENARIOS
from vs_course import bank, reading, schema, session
from vs_course.session import Session

HOSTILE = '<script>alert("1")</script> & <img src=x onerror=alert(2)>'


class Page(HTMLParser):
    """What a browser would make of a page: its tags, its text, its text outside of details."""

    def __init__(self, content: str):
        super().__init__()
        self.tags, self.open, self.text, self.shown = [], [], "", ""
        self.feed(content)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data
        self.shown += "" if "details" in self.open and "summary" not in self.open else data


def begun(folder, position: int) -> Session:
    content = bank.load(folder.path)
    return session.begin(content.exercises[position], content, [])


def test_answers_are_there_but_folded(folder):
    played = begun(folder, 0)
    page = Page(reading.as_html(played))
    tags = [tag for tag, _ in page.tags]
    assert page.open == []
    assert tags.count("li") == tags.count("details") == tags.count("summary") == 4
    assert all("open" not in attributes for _, attributes in page.tags)
    assert page.tags[0] == ("section", {"lang": "fr"})
    assert "Un essai à faire" in page.shown
    for question in played.questions:
        label = {"vente": "Vente.", "service": "Service."}[question.key]
        assert question.text in page.shown
        assert f"{label} {question.explanation}" in page.text
        assert question.explanation not in page.shown


def test_an_evaluation_shows_no_key(folder):
    played = begun(folder, 1)
    page = Page(reading.as_html(played))
    assert [tag for tag, _ in page.tags].count("li") == 6
    assert "details" not in [tag for tag, _ in page.tags]
    for question in played.questions:
        assert question.text in page.text
        assert question.explanation not in page.text
    items = reading.as_html(played).split("<li>")[1:]
    around = {item.partition("</li>")[0].partition("<br>")[2] for item in items}
    assert len(around) == 1, "something besides the text sets one question apart"


@pytest.mark.parametrize("column", ["texte", "explication"])
def test_markup_in_a_scenario_stays_text(folder, column):
    for line in range(2, 14):
        cell = folder.rows(SCENARIOS)[line - 1][schema.scenarios(()).columns.index(column)]
        folder.set(line, column, f"{cell} {HOSTILE}")
    page = Page(reading.as_html(begun(folder, 0)))
    assert not {"script", "img"} & {tag for tag, _ in page.tags}
    assert page.text.count(HOSTILE) == 4


def test_markup_in_a_title_stays_text(folder):
    folder.replace(EXERCISES, '"Un essai à faire"', f"'{HOSTILE}'")
    page = Page(reading.as_html(begun(folder, 0)))
    assert not {"script", "img"} & {tag for tag, _ in page.tags}
    assert page.text.count(HOSTILE) == 1


def test_the_plain_text_numbers_the_situations_and_gives_no_answer(folder):
    played = begun(folder, 0)
    title, *lines = reading.as_text(played).splitlines()
    assert title == "Un essai à faire"
    assert lines == [
        f"{number}. {question.text} Vente ou service\u00a0?"
        for number, question in enumerate(played.questions, 1)
    ]
