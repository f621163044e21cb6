"""The card in the real JupyterLab: shown with nothing run by hand, answered, kept, lost nothing."""

import os
import signal
import subprocess

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Server, open_card
from tests.browser.look import check_look
from vs_course import bank

pytestmark = pytest.mark.browser
WELCOME = "notebooks/00_bienvenue.ipynb"
LABEL = {"vente": "Vente", "service": "Service"}
OTHER = {"vente": "service", "service": "vente"}
SCENARIOS = {scenario.text: scenario for scenario in bank.load().scenarios}


def shown(card: Locator):
    return SCENARIOS[card.locator(".vs-text").text_content()]


def choice(card: Locator, category: str) -> Locator:
    return card.get_by_role("button", name=LABEL[category], exact=True)


def expect_saved(card: Locator) -> None:
    expect(card.locator(".vs-saving")).to_contain_text("Réponse enregistrée")


@pytest.mark.parametrize("app", ["lab/tree", "notebooks"])
def test_a_wrong_then_a_right_answer_are_explained_and_kept(server: Server, page: Page, app: str):
    card = open_card(page, server.url(WELCOME, app))
    expect(card.locator(".vs-position")).to_have_text("Question 1 sur 3")
    expect(page.get_by_role("menuitem", name="Fichier")).to_be_visible()
    first = shown(card)
    choice(card, OTHER[first.category]).click()
    feedback = card.get_by_role("status").first
    expect(feedback).to_contain_text("Non, ici c’est")
    expect(feedback).to_contain_text(first.explanation)
    expect(card.locator(".vs-text mark")).to_have_text(first.clue)
    expect(card.locator(".vs-aside p >> nth=2")).to_have_text(bank.load().twin(first).text)
    expect_saved(card)
    card.get_by_role("button", name="Question suivante").click()
    second = shown(card)
    choice(card, second.category).click()
    expect(feedback).to_contain_text("Oui, c’est")
    expect(card.locator(".vs-aside")).to_have_count(0)
    expect_saved(card)
    kept = [(a["question"], a["choice"], a["correct"]) for a in server.answers()]
    assert kept == [
        (first.id, OTHER[first.category], False),
        (second.id, str(second.category), True),
    ]


def test_the_keyboard_alone_goes_all_the_way_and_never_touches_the_cells(
    server: Server, page: Page
):
    """Where confidence is asked for too: each key is one of JupyterLab's shortcuts for cells."""
    card = open_card(page, server.url("notebooks/05_classer.ipynb"))
    cells = page.locator(".jp-Cell")
    before = cells.count()
    card.locator(".vs-choice").first.focus()
    for turn in range(10):
        choose = page.locator(":focus")
        for key in ("x", "b", "a", "d", "d", "m", "ArrowDown", "ArrowUp", "ArrowRight", "c", "v"):
            if turn < 3:
                page.keyboard.press(key)
                expect(choose).to_be_focused()
        page.keyboard.press("Enter")
        expect(choose).to_have_attribute("aria-pressed", "true")
        for _ in range(2):
            page.keyboard.press("Tab")
            page.keyboard.press("x")
        expect(card.get_by_role("button", name="Sûr", exact=True)).to_be_focused()
        page.keyboard.press("Space")
        expect(card.locator(".vs-question")).to_be_focused()
        page.keyboard.press("x")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        expect(card.locator(".vs-primary")).to_be_focused()
        page.keyboard.press("x")
        page.keyboard.press("b")
        page.keyboard.press("Space")
        page.keyboard.press("x")
        page.keyboard.press("Tab")
    expect(card.get_by_role("heading", name="Exercice terminé")).to_be_visible()
    assert card.locator("button:focus").count() == 1
    assert cells.count() == before
    expect_saved(card)
    assert [a["confidence"] for a in server.answers()] == ["sur"] * 10


def test_a_dead_kernel_loses_nothing_and_any_page_of_the_course_sends_it(
    server: Server, page: Page
):
    card = open_card(page, server.url(WELCOME))
    choice(card, "vente").click()
    expect_saved(card)
    card.get_by_role("button", name="Question suivante").click()
    kill_kernel(server)
    choice(card, "service").click()
    expect(card.locator(".vs-verdict")).to_be_visible()
    expect(card.locator(".vs-saving")).to_contain_text("1 réponse n’est pas enregistrée.")
    assert [a["choice"] for a in server.answers()] == ["vente"]
    # The same notebook by another address, in another tab.
    elsewhere = open_card(page.context.new_page(), server.url(WELCOME, "notebooks"))
    expect(elsewhere.locator(".vs-position")).to_have_text("Question 3 sur 3")
    expect_saved(elsewhere)
    assert [a["choice"] for a in server.answers()] == ["vente", "service"]
    # Then the learner does what the first card says: the answer that waited there is kept once.
    page.bring_to_front()
    page.get_by_role("dialog").get_by_role("button").first.click()
    page.get_by_role("menuitem", name="Exécution").click()
    page.get_by_role("menuitem", name="Exécuter toutes les cellules", exact=True).click()
    again = page.locator(".vs-card").first
    expect(again.locator(".vs-position")).to_have_text("Question 3 sur 3", timeout=60_000)
    choice(again, "vente").click()
    expect_saved(again)
    assert [a["choice"] for a in server.answers()] == ["vente", "service", "vente"]
    assert [a["attempt"] for a in server.answers()] == [1, 1, 1]


def kill_kernel(server: Server) -> None:
    kernel = server.request("api/kernels")[0]["id"]
    found = subprocess.run(["pgrep", "-f", f"kernel-{kernel}"], capture_output=True, text=True)
    for pid in found.stdout.split():
        os.kill(int(pid), signal.SIGKILL)


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_the_card_is_accessible_in_both_themes(server: Server, page: Page, theme: str):
    server.theme(theme)
    card = open_card(page, server.url(WELCOME, "notebooks"))
    dark = page.locator("body").get_attribute("data-jp-theme-light") == "false"
    assert dark == theme.endswith("Dark")
    group = card.get_by_role("group", name="Vente ou service ?")
    assert group.get_by_role("button").all_inner_texts() == ["Vente", "Service"]
    pressed = [b.get_attribute("aria-pressed") for b in group.get_by_role("button").all()]
    assert pressed == ["false", "false"]
    assert card.get_attribute("lang") == "fr"
    assert card.get_by_role("status").count() == 2  # feedback and saving, there from the start
    check_look(page, card)
    for turn in range(3):
        choice(card, OTHER[shown(card).category]).click()
        expect_saved(card)
        check_look(page, card)
        if turn == 0:
            check_narrow(page, card)
        card.locator(".vs-primary").click()
    check_look(page, card)
    check_narrow(page, card)


def check_narrow(page: Page, card: Locator) -> None:
    """Nothing overflows at 320 pixels: WCAG's reflow, and a small phone."""
    wide = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 640})
    width, content, left, right = card.evaluate(
        "e => [e.clientWidth, e.scrollWidth, e.getBoundingClientRect().left,"
        " e.getBoundingClientRect().right]"
    )
    assert content <= width
    assert left >= 0
    assert right <= 320
    page.set_viewport_size(wide)


def test_the_key_of_an_evaluation_is_not_in_the_browser(server: Server, page: Page):
    sent: list[str] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda f: sent.append(str(f))))
    card = open_card(page, server.url("notebooks/07_evaluation.ipynb"))
    scenario = shown(card)
    whole = "".join(sent) + page.content()
    assert scenario.text[:40] in whole
    assert scenario.explanation[:40] not in whole
