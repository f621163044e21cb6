"""The card in the real JupyterLab: shown with nothing run by hand, answered, kept, lost nothing."""

import os
import signal
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server, open_card
from tests.browser.look import check_look, check_shortcuts
from tests.browser.the_card import OTHER, choice, go_on, settled, shown, tab_to
from vs_course import bank
from vs_course.bank import french

pytestmark = pytest.mark.browser
WELCOME = "notebooks/00_bienvenue.ipynb"


@pytest.mark.parametrize("app", ["lab/tree", "notebooks"])
def test_a_wrong_then_a_right_answer_are_explained_and_kept(server: Server, page: Page, app: str):
    card = open_card(page, server.url(WELCOME, app))
    first = shown(card)
    twin = bank.load().twin(first)
    choice(card, OTHER[first.category]).click()
    feedback = card.get_by_role("status")
    expect(feedback).to_contain_text(
        f"C’est {'une vente' if first.category == 'vente' else 'un service'}."
    )
    expect(feedback).to_contain_text(french.sentences(first.explanation)[0])
    expect(card.locator(".vs-text mark").first).to_have_text(first.clue)
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
    choice(card, second.category).click()
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
    card = open_card(page, server.url(WELCOME))
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
    # The way on is one gesture: the next exercise of the page, in view, its question read out.
    tab_to(page, card.get_by_role("link", name="Continuer\u00a0: Votre point de départ"))
    page.keyboard.press("Enter")
    following = page.locator(".vs-card").nth(1)
    expect(following.locator(".vs-question")).to_be_focused()
    expect(following.locator(".vs-actions")).to_be_in_viewport(ratio=1)
    expect(following.locator(".vs-title")).to_be_in_viewport(ratio=1)


def test_a_dead_kernel_keeps_feedback_says_so_and_loses_nothing(server: Server, page: Page):
    card = open_card(page, server.url(WELCOME))
    choice(card, "vente").click()
    expect(card.locator(".vs-saving")).to_contain_text("Enregistré")
    go_on(card)
    settled(card)
    kill_kernel(server)
    choice(card, "service").click()
    expect(card.locator(".vs-verdict")).to_be_visible()
    expect(card.get_by_role("status")).to_contain_text("1 réponse n’est pas enregistrée.")
    page.get_by_role("dialog").get_by_role("button").first.click()
    go_on(card)  # it stays until it is mended
    expect(card.get_by_role("status")).to_contain_text("1 réponse n’est pas enregistrée.")
    assert len(server.answers()) == 1
    # The learner does what the card says: the answer that waited is kept, and only once.
    page.get_by_role("menuitem", name="Exécution").click()
    page.get_by_role("menuitem", name="Exécuter toutes les cellules", exact=True).click()
    expect(card.locator(".vs-position")).to_have_text("Question 3 sur 3")
    expect(card.locator(".vs-notice")).to_have_text("")
    assert [a["choice"] for a in server.answers()] == ["vente", "service"]
    assert [a["attempt"] for a in server.answers()] == [1, 1]


def test_a_reopened_card_knows_what_was_answered(server: Server, page: Page):
    card = open_card(page, server.url(WELCOME))
    choice(card, "vente").click()
    expect(card.locator(".vs-saving")).to_contain_text("Enregistré")
    server.stop_kernels()
    card = open_card(page, server.url(WELCOME))
    expect(card.locator(".vs-position")).to_have_text("Question 2 sur 3")


def test_answers_can_be_taken_along_and_brought_back(server: Server, page: Page, tmp_path: Path):
    card = open_card(page, server.url(WELCOME))
    for _ in range(3):
        choice(card, shown(card).category).click()
        go_on(card)
    settled(card)
    card.locator(".vs-menu summary").click()
    with page.expect_download() as download:
        card.get_by_role("button", name="Télécharger mes réponses").click()
    kept = tmp_path / download.value.suggested_filename
    download.value.save_as(kept)
    assert kept.read_bytes() == server.journal.read_bytes()
    server.journal.unlink()  # another machine, another day
    page.reload()
    card.wait_for(timeout=60_000)
    expect(card.locator(".vs-position")).to_have_text("Question 1 sur 3")
    for _ in range(3):
        choice(card, shown(card).category).click()
        go_on(card)
    settled(card)
    card.locator(".vs-menu summary").click()
    with page.expect_file_chooser() as chooser:
        card.get_by_role("button", name="Reprendre depuis un fichier").click()
    chooser.value.set_files(kept)
    expect(card.get_by_role("status")).to_have_text("Réponses reprises du fichier\u00a0: 3.")
    assert len({answer["id"] for answer in server.answers()}) == 6


def test_missed_situations_can_be_replayed(server: Server, page: Page):
    card = open_card(page, server.url(WELCOME))
    for wrong in (True, True, False):
        category = shown(card).category
        choice(card, OTHER[category] if wrong else category).click()
        go_on(card)
    expect(card.locator(".vs-score")).to_have_text("1 bonne réponse sur 3")
    expect(card.locator(".vs-summary li")).to_have_count(2)
    settled(card)
    card.get_by_role("button", name="Revoir mes erreurs").click()
    for _ in range(2):
        choice(card, shown(card).category).click()
        go_on(card)
    expect(card.locator(".vs-score")).to_have_text("3 bonnes réponses sur 3")
    expect(card.locator(".vs-saving")).to_contain_text("Enregistré")
    assert [a["attempt"] for a in server.answers()] == [1, 1, 1, 2, 2]


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_the_card_is_accessible_in_both_themes(server: Server, page: Page, theme: str):
    server.theme(theme)
    card = open_card(page, server.url(WELCOME))
    dark = page.locator("body").get_attribute("data-jp-theme-light") == "false"
    assert dark == theme.endswith("Dark")
    group = card.locator(".vs-question")
    expect(group).to_have_accessible_name("Vente ou service\u00a0?")
    expect(group).to_have_accessible_description(shown(card).text)
    choices = card.locator(".vs-choice")
    assert choices.all_inner_texts() == ["Vente", "Service"]
    styles = choices.evaluate_all("all => all.map((one) => getComputedStyle(one).cssText)")
    assert styles[0] == styles[1]
    assert card.get_attribute("lang") == "fr"
    assert card.get_by_role("status").count() == 1  # there from the start
    check_look(page, card)
    for _ in range(3):
        choice(card, OTHER[shown(card).category]).click()
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
    card = open_card(page, server.url(WELCOME, "notebooks"))
    choice(card, OTHER[shown(card).category]).click()
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


def kill_kernel(server: Server) -> None:
    kernel = server.request("api/kernels")[0]["id"]
    found = subprocess.run(["pgrep", "-f", f"kernel-{kernel}"], capture_output=True, text=True)
    for pid in found.stdout.split():
        os.kill(int(pid), signal.SIGKILL)
