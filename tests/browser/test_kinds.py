"""One exercise of each kind, from its first question to its end, by mouse and by keyboard."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Server, open_card
from tests.browser.test_card import check_look
from vs_course import bank

# kind: the page, the place of its exercise there, the exercise
KINDS = {
    "classer": ("05_classer", 0, "05-classer"),
    "comparer": ("04_differences", 0, "04-objectif"),
    "reperer": ("04_differences", 1, "04-cible"),
    "justifier": ("05_classer", 1, "05-justifier"),
    "situer": ("02_service", 0, "02-avant-pendant-apres"),
    "attribuer": ("03_points_communs", 0, "03-attribuer"),
    "debattre": ("06_cas_limites", 1, "06-debattre"),
    "evaluer": ("07_evaluation", 0, "07-evaluation"),
}
TWO_QUESTIONS = ("justifier", "situer")


def opened(server: Server, page: Page, kind: str) -> Locator:
    notebook, place, _ = KINDS[kind]
    open_card(page, server.url(f"notebooks/{notebook}.ipynb"))
    card = page.locator(".vs-card").nth(place)
    card.wait_for(state="attached")
    card.scroll_into_view_if_needed()
    return card


def size(kind: str) -> int:
    name = KINDS[kind][2]
    exercise = next(e for e in bank.load().exercises if e.id == name)
    return exercise.size * (2 if kind in TWO_QUESTIONS else 1)


@pytest.mark.parametrize("kind", KINDS)
def test_by_mouse(server: Server, page: Page, kind: str):
    card = opened(server, page, kind)
    for turn in range(size(kind)):
        choices = card.locator(".vs-choice")
        choices.nth(turn % choices.count()).click()
        if kind == "classer":
            card.locator(".vs-sure button").nth(turn % 3).click()
        if turn == 0:
            check_look(page, card)
        if turn < size(kind) - 1:
            card.get_by_role("button", name="Question suivante").click()
    if kind != "evaluer":
        card.get_by_role("button", name="Voir le résultat").click()
    check_end(server, card, kind)


@pytest.mark.parametrize("kind", KINDS)
def test_by_keyboard(server: Server, page: Page, kind: str):
    card = opened(server, page, kind)
    cells = page.locator(".jp-Cell").count()
    card.locator(".vs-choice").first.focus()
    for turn in range(size(kind)):
        page.keyboard.press("Enter")
        if kind == "classer":
            tab_to(page, card.locator(".vs-sure button").nth(1))
            page.keyboard.press("Space")
        if turn < size(kind) - 1:
            tab_to(page, card.locator(".vs-primary"))
            page.keyboard.press("Enter")
            expect(card.locator(".vs-question")).to_be_focused()
            page.keyboard.press("x")
            page.keyboard.press("Tab")
    if kind != "evaluer":
        tab_to(page, card.locator(".vs-primary"))
        page.keyboard.press("Enter")
    check_end(server, card, kind)
    assert page.locator(".jp-Cell").count() == cells


def tab_to(page: Page, target: Locator) -> None:
    for _ in range(12):
        page.keyboard.press("Tab")
        if target.evaluate("node => node === document.activeElement"):
            return
    raise AssertionError(f"Tab does not reach {target}")


def check_end(server: Server, card: Locator, kind: str) -> None:
    expect(card.get_by_role("heading", name="Exercice terminé")).to_be_visible()
    expect(card.locator(".vs-saving")).to_contain_text("Réponse enregistrée")
    answers = server.answers()
    assert len({a["id"] for a in answers}) == len(answers) == size(kind)
    assert {a["exercise"] for a in answers} == {KINDS[kind][2]}
    assert {a["confidence"] is None for a in answers} == {kind != "classer"}
    right = sum(a["correct"] is True for a in answers)
    if kind == "debattre":
        assert {a["correct"] for a in answers} == {None}
        expect(card.locator(".vs-score")).to_have_count(0)
    elif kind == "evaluer":
        expect(card.locator(".vs-closing")).to_contain_text(f"{right} bonne")
        expect(card.locator(".vs-summary li")).to_have_count(size(kind))
    else:
        expect(card.locator(".vs-score")).to_contain_text(f"{right} bonne")
        expect(card.locator(".vs-summary li")).to_have_count(len(answers) - right)


def test_hints_come_in_steps_and_cost_only_a_word(server: Server, page: Page):
    card = opened(server, page, "justifier")
    card.get_by_role("button", name="Un indice").click()
    expect(card.get_by_role("status").first).to_contain_text("Demandez-vous")
    expect(card.locator(".vs-text mark")).to_have_count(0)
    card.get_by_role("button", name="Un autre indice").click()
    expect(card.locator(".vs-text mark")).to_have_count(1)
    text = card.locator(".vs-text").text_content()
    scenario = next(s for s in bank.load().scenarios if s.text == text)
    wrong = "Service" if scenario.category == "vente" else "Vente"
    card.get_by_role("button", name=wrong).click()
    for _ in range(size("justifier") - 1):
        card.get_by_role("button", name="Question suivante").click()
        card.locator(".vs-choice").first.click()
    card.get_by_role("button", name="Voir le résultat").click()
    expect(card.locator(".vs-summary li", has_text="avec indice")).to_have_count(1)


def test_the_next_series_brings_other_situations(server: Server, page: Page):
    card = opened(server, page, "comparer")
    first = set()
    for turn in range(2 * size("comparer")):
        card.locator(".vs-choice").first.click()
        expect(card.locator(".vs-saving")).to_contain_text("Réponse enregistrée")
        first.add(server.answers()[-1]["question"])
        last = turn % size("comparer") == size("comparer") - 1
        card.locator(".vs-primary").click()
        if last and turn < size("comparer"):
            card.get_by_role("button", name="Continuer").click()
            expect(card.locator(".vs-position")).to_have_text("Question 1 sur 5")
    assert len(first) >= 2 * size("comparer") - 2


def test_the_key_of_an_evaluation_is_not_in_the_browser(server: Server, page: Page):
    sent: list[str] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda f: sent.append(str(f))))
    card = opened(server, page, "evaluer")
    shown = card.locator(".vs-text").text_content()
    scenario = next(s for s in bank.load().scenarios if s.text == shown)
    whole = "".join(sent) + page.content()
    assert scenario.text[:40] in whole
    assert scenario.explanation[:40] not in whole
