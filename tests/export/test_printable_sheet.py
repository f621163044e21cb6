"""The worksheet, printed."""

import re

import pytest

from tests.export.bank import general, plain, shown
from vs_course import export

A4_TEXT_HEIGHT = (297 - 10 - 12) / 25.4 * 96  # CSS pixels between the margins


@pytest.fixture
def sheet(selection, tmp_path):
    path = tmp_path / "fiche.html"
    export.write("fiche", selection, path)
    return path


def test_situations_and_answers_are_all_there_as_they_are(sheet, selection, page):
    problems = []
    page.on("pageerror", lambda error: problems.append(error))
    page.on("request", lambda r: problems.append(r.url) if r.url != sheet.as_uri() else None)
    page.goto(sheet.as_uri())
    asked = page.locator("main li > p:first-child")
    answers = page.locator(".answers li")
    mixed = selection.mixed().scenarios
    assert [plain(html) for html in inner(asked)] == [shown(s.text) for s in mixed]
    for found, scenario in zip(inner(answers), mixed, strict=True):
        told, why = plain(found).split("\n" + shown(scenario.explanation))
        clue, criterion = general(selection.bank, scenario).split("\nLe critère")
        name = criterion.removesuffix(f" {selection.bank.criterion(scenario.criterion).question}")
        label = scenario.category.capitalize()
        assert told == f"{label}. {clue.removeprefix('L’indice : ')}. Le critère{name}"
        assert why == ""
    assert problems == []
    assert page.locator("script, img, link, i, main b").count() == 0
    assert page.locator(".boxes").all_inner_texts() == ["VenteService"] * len(mixed)
    assert page.locator(".judged").all_inner_texts() == ["=La boutique\u00a0:"] * 2
    assert page.locator("p.note").count() == 2


def inner(locator) -> list[str]:
    return locator.evaluate_all("found => found.map(element => element.innerHTML)")


def test_it_prints_on_a4_with_no_situation_cut(sheet, page):
    page.goto(sheet.as_uri())
    page.set_viewport_size({"width": 688, "height": 900})  # 182 mm, as wide as the paper's text
    page.emulate_media(media="print")
    blocks = page.locator("li")
    heights = blocks.evaluate_all("found => found.map(li => li.getBoundingClientRect().height)")
    breaks = blocks.evaluate_all("found => found.map(li => getComputedStyle(li).breakInside)")
    assert set(breaks) == {"avoid"}
    assert 0 < max(heights) < A4_TEXT_HEIGHT / 4
    assert page.evaluate("document.documentElement.scrollWidth") <= 688
    answers = page.locator(".answers").evaluate("e => getComputedStyle(e).breakBefore")
    assert answers == "page"
    pdf = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf)) == 2  # one to fill in, one of answers
    (box,) = set(re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf))
    assert [round(float(side)) for side in box] == [595, 842]
