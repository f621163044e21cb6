"""The card in the real JupyterLab: shown with nothing run by hand, answered, kept, lost nothing."""

import os
import signal
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Server, open_card
from tests.browser.look import check_look, check_shortcuts
from tests.browser.the_card import (
    OTHER,
    answer,
    choice,
    exercise,
    go_on,
    hand_in,
    press,
    settled,
    shown,
    tab_to,
)
from vs_course import bank
from vs_course.bank import french

pytestmark = pytest.mark.browser
WELCOME = "notebooks/00_bienvenue.ipynb"


def tried(server: Server, page: Page, app: str = "lab/tree") -> Locator:
    """Open the welcome page; return the card of its three situations to try."""
    page.goto(server.url(WELCOME, app))
    return exercise(page, "00-essai")


@pytest.mark.parametrize("app", ["lab/tree", "notebooks"])
def test_a_wrong_then_a_right_answer_are_explained_and_kept(server: Server, page: Page, app: str):
    card = tried(server, page, app)
    first = shown(card)
    twin = bank.load().twin(first)
    answer(card, choice(card, OTHER[first.category]))
    feedback = card.get_by_role("status")
    expect(feedback).to_contain_text(
        f"C’est {'une vente' if first.category == 'vente' else 'un service'}."
    )
    expect(feedback).to_contain_text(french.sentences(first.explanation)[0])
    marks = card.locator(".vs-text").first.locator("mark")
    expect(marks.first).to_be_visible()
    assert "".join(marks.all_inner_texts()) in first.clue.replace("\u00a0: ", "")
    expect(card.get_by_text(twin.text)).to_be_hidden()
    settled(card)
    card.get_by_role("button", name="Lire la jumelle").click()
    expect(card.get_by_text(twin.text)).to_be_visible()
    card.get_by_role("button", name="Pourquoi").click()
    for sentence in french.sentences(first.explanation):
        expect(card.locator(".vs-told")).to_contain_text(sentence)
    expect(card.locator(".vs-saving")).to_have_text("✓ Enregistré")
    go_on(card)
    expect(card.locator(".vs-saving")).to_have_text("")
    second = shown(card)
    answer(card, choice(card, second.category))
    expect(card.locator(".vs-verdict")).to_contain_text(second.category.title())
    expect(card.locator(".vs-twin")).to_be_hidden()
    expect(card.locator(".vs-saving")).to_have_text("✓ Enregistré")
    kept = [(a["question"], a["choice"], a["correct"]) for a in server.answers()]
    assert kept == [
        (first.id, OTHER[first.category], False),
        (second.id, str(second.category), True),
    ]


def test_the_keyboard_alone_goes_all_the_way_and_never_touches_the_cells(
    server: Server, page: Page
):
    card = tried(server, page)
    cells = page.locator(".jp-Cell")
    before = cells.count()
    card.locator(".vs-question").focus()
    for _ in range(3):
        tab_to(page, card.locator(".vs-choice").first)
        focused = page.locator(":focus")
        for key in ("x", "b", "a", "d", "d", "m", "ArrowDown", "ArrowUp", "ArrowRight", "c", "v"):
            page.keyboard.press(key)
            expect(focused).to_be_focused()
        settled(card)
        page.keyboard.press("Enter")
        expect(card.locator(".vs-primary")).to_be_focused()
        page.keyboard.press("x")
        page.keyboard.press("b")
        settled(card)
        page.keyboard.press("Space")
        expect(card.locator(".vs-question")).to_be_focused()
        page.keyboard.press("x")
    expect(card.get_by_role("heading", name="Exercice terminé")).to_be_visible()
    assert cells.count() == before
    expect(card.locator(".vs-saving")).to_contain_text("Enregistré")
    assert len(server.answers()) == 3
    # The way on is one gesture: to the lesson before the next exercise, which keeps the cells too.
    tab_to(page, card.get_by_role("link", name="Continuer\u00a0: Votre point de départ"))
    settled(card)
    page.keyboard.press("Enter")
    lesson = page.get_by_role("heading", name="Votre point de départ", level=2)
    expect(lesson).to_be_focused()
    expect(lesson).to_be_in_viewport(ratio=1)
    for key in ("x", "d", "d", "Enter"):
        page.keyboard.press(key)
    assert cells.count() == before
    following = page.locator('.vs-card[data-exercise="00-diagnostic"]')
    tab_to(page, following.get_by_role("radio").first)
    expect(following.locator(".vs-actions")).to_be_in_viewport(ratio=1)


def test_the_question_that_opens_a_page_stays_with_its_answer_and_goes_on_to_the_lesson(
    server: Server, page: Page
):
    card = open_card(page, server.url(WELCOME))
    first = shown(card)
    expect(card.locator(".vs-position")).to_be_hidden()  # one question needs no count
    answer(card, choice(card, first.category))
    expect(card.locator(".vs-saving")).to_contain_text("Enregistré")
    on = card.get_by_role("link", name="Continuer\u00a0: Trois situations pour essayer")
    expect(on).to_be_focused()
    press(card, on)
    lesson = page.get_by_role("heading", name="Vente, service", level=2)
    expect(lesson).to_be_focused()
    expect(lesson).to_be_in_viewport(ratio=1)
    page.reload()
    expect(card.locator(".vs-verdict")).to_contain_text(first.category.title(), timeout=60_000)
    expect(card.locator(".vs-text").first).to_have_text(first.text)
    expect(on).to_be_visible()
    expect(page.locator(".vs-card :focus")).to_have_count(0)  # nothing is taken on arriving
    assert [a["choice"] for a in server.answers()] == [str(first.category)]


def test_a_silent_kernel_keeps_feedback_says_so_and_loses_nothing(server: Server, page: Page):
    card = tried(server, page)
    answer(card, choice(card, "vente"))
    expect(card.locator(".vs-saving")).to_contain_text("Enregistré")
    go_on(card)
    signal_kernel(server, signal.SIGSTOP)
    answer(card, choice(card, "service"))
    expect(card.locator(".vs-verdict")).to_be_visible()
    expect(card.get_by_role("status")).to_contain_text("1 réponse n’est pas enregistrée.")
    go_on(card)  # it stays until it is mended
    expect(card.get_by_role("status")).to_contain_text("1 réponse n’est pas enregistrée.")
    assert len(server.answers()) == 1
    # The kernel dies: it comes back with its cards, and the answer that waited is kept, once.
    signal_kernel(server, signal.SIGKILL)
    page.get_by_role("dialog").get_by_role("button").first.click()
    expect(card.locator(".vs-notice")).to_have_text("", timeout=60_000)
    expect(card.locator(".vs-position")).to_have_text("Question 3 sur 3")
    assert [a["choice"] for a in server.answers()] == ["vente", "service"]
    assert [a["attempt"] for a in server.answers()] == [1, 1]


def test_a_reopened_card_knows_what_was_answered(server: Server, page: Page):
    card = tried(server, page)
    answer(card, choice(card, "vente"))
    expect(card.locator(".vs-saving")).to_contain_text("Enregistré")
    server.stop_kernels()
    card = tried(server, page)
    expect(card.locator(".vs-position")).to_have_text("Question 2 sur 3")


def test_answers_can_be_taken_along_and_brought_back(server: Server, page: Page, tmp_path: Path):
    card = tried(server, page)
    for _ in range(3):
        answer(card, choice(card, shown(card).category))
        go_on(card)
    settled(card)
    card.locator(".vs-menu summary").click()
    kept = hand_in(card, tmp_path)
    assert kept.read_bytes() == server.journal.read_bytes()
    server.journal.unlink()  # another machine, another day
    page.reload()
    exercise(page, "00-essai")
    expect(card.locator(".vs-position")).to_have_text("Question 1 sur 3")
    for _ in range(3):
        answer(card, choice(card, shown(card).category))
        go_on(card)
    settled(card)
    card.locator(".vs-menu summary").click()
    with page.expect_file_chooser() as chooser:
        card.get_by_role("button", name="Reprendre depuis un fichier").click()
    chooser.value.set_files(kept)
    expect(card.get_by_role("status")).to_have_text("Réponses reprises du fichier\u00a0: 3.")
    assert len({answer["id"] for answer in server.answers()}) == 6


def test_missed_situations_can_be_replayed(server: Server, page: Page):
    card = tried(server, page)
    for wrong in (True, True, False):
        category = shown(card).category
        answer(card, choice(card, OTHER[category] if wrong else category))
        go_on(card)
    expect(card.locator(".vs-score")).to_have_text("1 bonne réponse sur 3")
    expect(card.locator(".vs-summary li")).to_have_count(2)
    settled(card)
    card.get_by_role("button", name="Revoir mes erreurs").click()
    for _ in range(2):
        answer(card, choice(card, shown(card).category))
        go_on(card)
    expect(card.locator(".vs-score")).to_have_text("3 bonnes réponses sur 3")
    expect(card.locator(".vs-saving")).to_contain_text("Enregistré")
    assert [a["attempt"] for a in server.answers()] == [1, 1, 1, 2, 2]


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_the_card_is_accessible_in_both_themes(server: Server, page: Page, theme: str):
    server.theme(theme)
    card = tried(server, page)
    dark = page.locator("body").get_attribute("data-jp-theme-light") == "false"
    assert dark == theme.endswith("Dark")
    group = card.locator(".vs-question")
    first = shown(card)
    asked = f"{first.judged}\u00a0: vente ou service\u00a0?" if first.judged else None
    expect(group).to_have_accessible_name(asked or "Vente ou service\u00a0?")
    expect(group).to_have_accessible_description(first.text)
    choices = card.locator(".vs-choice")
    assert choices.all_inner_texts() == ["Vente", "Service"]
    styles = choices.evaluate_all("all => all.map((one) => getComputedStyle(one).cssText)")
    assert styles[0] == styles[1]
    assert card.get_attribute("lang") == "fr"
    assert card.get_by_role("status").count() == 1  # there from the start
    check_look(page, card)
    for _ in range(3):
        answer(card, choice(card, OTHER[shown(card).category]))
        expect(card.locator(".vs-saving")).to_contain_text("Enregistré")
        settled(card)
        check_look(page, card)
        check_shortcuts(card)
        card.get_by_role("button", name="Pourquoi").click()
        check_look(page, card)
        go_on(card)
    settled(card)
    check_look(page, card)
    check_shortcuts(card)


@pytest.mark.parametrize(("width", "height"), [(320, 640), (683, 384)])
def test_it_holds_in_320_pixels_and_at_200_per_cent(
    server: Server, page: Page, width: int, height: int
):
    page.set_viewport_size({"width": width, "height": height})
    card = tried(server, page, "notebooks")
    # A learner may have scrolled so that the buttons are cut: one that is pressed there is enough.
    cut = card.locator(".vs-choice").last
    cut.evaluate(CUT)
    page.mouse.click(*cut.evaluate("e => [e.getBoundingClientRect().x + 9, innerHeight - 4]"))
    expect(card.locator(".vs-verdict")).to_be_visible()
    overflow = "e => [e.scrollWidth - e.clientWidth, e.getBoundingClientRect().right]"
    for part in (card, card.locator(".vs-stage"), card.locator(".vs-told")):
        over, right = part.evaluate(overflow)
        assert over <= 0
        assert right <= width
    way_on = card.locator(".vs-actions > .vs-primary")
    expect(way_on).to_be_in_viewport(ratio=1)
    # What does not fit scrolls, by keyboard too.
    told = card.locator(".vs-told")
    if told.evaluate("e => e.scrollHeight > e.clientHeight + 1"):
        expect(told).to_have_attribute("tabindex", "0")


# Scroll until the bottom of an element is cut by a little, and by a fraction of a pixel.
CUT = """element => {
  const panel = element.closest(".jp-WindowedPanel-outer");
  panel.style.paddingTop = "0.6px";
  panel.scrollBy(0, Math.round(element.getBoundingClientRect().bottom - innerHeight) - 20);
}"""


def signal_kernel(server: Server, sign: signal.Signals) -> None:
    kernel = server.request("api/kernels")[0]["id"]
    found = subprocess.run(["pgrep", "-f", f"kernel-{kernel}"], capture_output=True, text=True)
    for pid in found.stdout.split():
        os.kill(int(pid), sign)
