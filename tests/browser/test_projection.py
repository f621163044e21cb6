"""A class votes by a show of hands, on the projector of a real JupyterLab."""

import json

from playwright.sync_api import Page, expect

from tests.browser.conftest import Server, open_card
from tests.browser.test_autorun import write
from tests.browser.test_card import shown
from vs_course import bank


def test_hands_are_counted_shown_and_kept_apart(server: Server, page: Page):
    folder = write(server, "projeter", "from vs_course import projeter", 'projeter("05-classer")')
    card = open_card(page, server.url("projeter/carnet.ipynb"))
    first = shown(card)
    expect(card.locator(".vs-why")).to_have_count(0)
    vente, service = card.locator("input").all()
    vente.fill("17")
    service.fill("11")
    for key in ("x", "ArrowUp", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    right = card.locator(".vs-votes .vs-right")
    expect(right).to_contain_text({"vente": "Vente", "service": "Service"}[first.category])
    expect(card.locator(".vs-votes b")).to_have_text(["17", "11"])
    expect(card.locator(".vs-why")).to_contain_text(first.explanation)
    expect(card.locator(".vs-aside")).to_contain_text(bank.load().twin(first).text)
    expect(card.locator(".vs-saving")).to_contain_text("Vote enregistré")
    card.locator(".vs-primary").click()
    card.locator(".vs-primary").click()  # no number: the answer is shown, nothing is kept
    expect(card.locator(".vs-why")).to_be_visible()
    kept = (folder / "votes_de_la_classe.jsonl").read_text("utf-8").splitlines()
    (vote,) = map(json.loads, kept)
    assert (vote["question"], vote["votes"]) == (first.id, {"vente": 17, "service": 11})
    assert server.answers() == []
    assert page.locator(".jp-CodeCell").count() == 2


def test_it_is_read_from_the_back_of_the_room(server: Server, page: Page):
    page.set_viewport_size({"width": 1366, "height": 768})
    write(server, "ecran", "from vs_course import projeter", 'projeter("05-classer")')
    card = open_card(page, server.url("ecran/carnet.ipynb"))
    card.get_by_role("button", name="Plein écran").click()
    page.wait_for_function("document.fullscreenElement !== null")
    size = "element => parseFloat(getComputedStyle(element).fontSize)"
    assert card.locator(".vs-text").evaluate(size) >= 32
    card.locator(".vs-primary").click()
    assert card.locator(".vs-why").evaluate(size) >= 22
    assert card.evaluate("element => element.scrollWidth <= element.clientWidth")
