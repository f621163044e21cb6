"""A class votes by a show of hands, on the projector of a real JupyterLab."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server, open_card
from tests.browser.look import check_look, check_shortcuts
from tests.browser.test_autorun import write
from tests.browser.the_card import go_on, settled, shown
from vs_course import bank

pytestmark = pytest.mark.browser
FITS = """card => [...card.querySelectorAll(".vs-stage, .vs-told")]
  .every((part) => part.scrollHeight <= part.clientHeight + 1)"""
SIZE = "element => parseFloat(getComputedStyle(element).fontSize)"


def test_hands_are_counted_shown_and_kept_apart(server: Server, page: Page):
    page.set_viewport_size({"width": 1366, "height": 768})
    folder = write(server, "projeter", "from vs_course import projeter", 'projeter("00-essai")')
    card = open_card(page, server.url("projeter/carnet.ipynb"))
    first = shown(card)
    expect(card.locator(".vs-explanation")).to_have_count(0)
    vente, service = card.locator("input").all()
    vente.fill("17")
    service.fill("11")
    check_look(page, card)
    check_shortcuts(card)
    for key in ("x", "ArrowUp", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    right = card.locator(".vs-votes .vs-right")
    expect(right).to_contain_text({"vente": "Vente", "service": "Service"}[first.category])
    expect(card.locator(".vs-votes b")).to_have_text(["17", "11"])
    expect(card.locator(".vs-explanation")).to_contain_text(first.explanation)
    expect(card.locator(".vs-twin")).to_contain_text(bank.load().twin(first).text)
    expect(card.locator(".vs-saving")).to_contain_text("Vote enregistré")
    check_look(page, card)

    # It is read from the back of the room.
    card.get_by_role("button", name="Plein écran").click()
    page.wait_for_function("document.fullscreenElement !== null")
    assert card.locator(".vs-explanation").evaluate(SIZE) >= 22
    assert card.evaluate(FITS)
    go_on(card)
    assert card.locator(".vs-text").evaluate(SIZE) >= 32
    assert card.evaluate("element => element.scrollWidth <= element.clientWidth")
    card.get_by_role("button", name="Plein écran").click()
    page.wait_for_function("document.fullscreenElement === null")

    for _ in range(2):  # no number: the answer is shown, nothing is kept
        card.get_by_role("button", name="Montrer la réponse").click()
        expect(card.locator(".vs-explanation")).to_be_visible()
        go_on(card)
    expect(card.get_by_role("heading", name="Les votes de la classe")).to_be_visible()
    expect(card.locator(".vs-question")).to_be_focused()
    expect(card.locator(".vs-counts").first).to_contain_text("Vente : 17")
    check_look(page, card)
    check_shortcuts(card)
    card.get_by_role("button", name="Recommencer").click()
    expect(card.locator(".vs-position")).to_have_text("Question 1 sur 3")
    kept = (folder / "votes_de_la_classe.jsonl").read_text("utf-8").splitlines()
    (vote,) = map(json.loads, kept)
    assert (vote["question"], vote["votes"]) == (first.id, {"vente": 17, "service": 11})
    assert server.answers() == []
    assert page.locator(".jp-CodeCell").count() == 2


def test_a_class_votes_again_after_discussing(server: Server, page: Page):
    """By keyboard alone, on a whole screen: both counts stand side by side, and nothing scrolls."""
    page.set_viewport_size({"width": 1920, "height": 1080})
    folder = write(
        server, "revoter", "from vs_course import projeter", 'projeter("04-interaction")'
    )
    card = open_card(page, server.url("revoter/carnet.ipynb"))
    first = shown(card)
    card.get_by_role("button", name="Plein écran").press("Enter")
    page.wait_for_function("document.fullscreenElement !== null")
    assert card.evaluate("card => card.getBoundingClientRect().height") == 1080
    assert card.locator(".vs-text").evaluate(SIZE) >= 48
    settled(card)
    again = card.get_by_role("button", name="Voter à nouveau")
    again.press("Enter")  # no hand counted yet: there is nothing to keep
    settled(card)
    expect(card.locator("input").first).to_be_focused()
    page.keyboard.type("17")
    page.keyboard.press("Tab")
    page.keyboard.type("11")
    page.keyboard.press("Tab")
    expect(again).to_be_focused()
    page.keyboard.press("Enter")
    settled(card)
    expect(card.locator("input").first).to_be_focused()
    expect(card.locator(".vs-hands")).to_contain_text("17 avant")
    expect(again).to_have_count(0)
    check_look(page, card)
    page.keyboard.type("6")
    page.keyboard.press("Tab")
    page.keyboard.type("22")
    page.keyboard.press("Enter")
    expect(card.locator(".vs-votes b")).to_have_text(["17", "6", "11", "22"])
    expect(card.locator(".vs-votes small").nth(1)).to_have_text("après")
    expect(card.locator(".vs-twin mark")).not_to_have_count(0)
    expect(card.get_by_role("button", name="Situation suivante")).to_be_focused()
    assert card.evaluate(FITS)
    assert card.locator(".vs-explanation").evaluate(SIZE) >= 28
    check_look(page, card)
    expect(card.locator(".vs-saving")).to_contain_text("Vote enregistré")
    kept = [*map(json.loads, (folder / "votes_de_la_classe.jsonl").read_text("utf-8").splitlines())]
    assert [(vote["question"], vote["round"], vote["votes"]) for vote in kept] == [
        (first.id, 1, {"vente": 17, "service": 11}),
        (first.id, 2, {"vente": 6, "service": 22}),
    ]
    assert len({vote["projection"] for vote in kept}) == 1
