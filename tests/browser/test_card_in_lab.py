"""The card in the real JupyterLab: shown with nothing run by hand, answered, kept, lost nothing."""

import os
import signal
import subprocess
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Server, open_card
from vs_course import bank

WELCOME = "notebooks/00_bienvenue.ipynb"
LABEL = {"vente": "Vente", "service": "Service"}
OTHER = {"vente": "service", "service": "vente"}
SCENARIOS = {scenario.text: scenario for scenario in bank.load().scenarios}


def shown(card: Locator):
    return SCENARIOS[card.locator(".vs-text").text_content()]


def choice(card: Locator, category: str) -> Locator:
    return card.get_by_role("button", name=LABEL[category])


@pytest.mark.parametrize("app", ["lab/tree", "notebooks"])
def test_a_wrong_then_a_right_answer_are_explained_and_kept(server: Server, page: Page, app: str):
    card = open_card(page, server.url(WELCOME, app))
    first = shown(card)
    choice(card, OTHER[first.category]).click()
    feedback = card.get_by_role("status").first
    expect(feedback).to_contain_text("Non, ici c’est")
    expect(feedback).to_contain_text(first.explanation)
    expect(card.locator(".vs-text mark")).to_have_text(first.clue)
    expect(card.locator(".vs-aside p >> nth=2")).to_have_text(bank.load().twin(first).text)
    expect(card.locator(".vs-saving")).to_contain_text("Réponse enregistrée")
    card.get_by_role("button", name="Question suivante").click()
    second = shown(card)
    choice(card, second.category).click()
    expect(feedback).to_contain_text("Oui, c’est")
    expect(card.locator(".vs-aside")).to_have_count(0)
    expect(card.locator(".vs-saving")).to_contain_text("Réponse enregistrée")
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
    card.locator(".vs-choice").first.focus()
    for _ in range(3):
        choose = page.locator(":focus")
        for key in ("x", "b", "a", "d", "d", "m", "ArrowDown", "ArrowUp", "ArrowRight", "c", "v"):
            page.keyboard.press(key)
            expect(choose).to_be_focused()
        page.keyboard.press("Enter")
        expect(choose).to_have_attribute("aria-pressed", "true")
        expect(choose).to_be_focused()
        page.keyboard.press("x")
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
    expect(card.locator(".vs-saving")).to_contain_text("Réponse enregistrée")
    assert len(server.answers()) == 3


def test_a_dead_kernel_keeps_feedback_says_so_and_loses_nothing(server: Server, page: Page):
    card = open_card(page, server.url(WELCOME))
    choice(card, "vente").click()
    expect(card.locator(".vs-saving")).to_contain_text("Réponse enregistrée")
    card.get_by_role("button", name="Question suivante").click()
    kill_kernel(server)
    choice(card, "service").click()
    expect(card.locator(".vs-verdict")).to_be_visible()
    expect(card.locator(".vs-saving")).to_contain_text("1 réponse n’est pas enregistrée.")
    assert len(server.answers()) == 1
    # The learner does what the card says: the answer that waited is kept, and only once.
    page.get_by_role("dialog").get_by_role("button").first.click()
    page.get_by_role("menuitem", name="Exécution").click()
    page.get_by_role("menuitem", name="Exécuter toutes les cellules", exact=True).click()
    expect(page.locator(".vs-saving").first).to_contain_text("Réponse enregistrée")
    assert [a["choice"] for a in server.answers()] == ["vente", "service"]
    assert [a["attempt"] for a in server.answers()] == [1, 1]


def test_a_reopened_card_knows_what_was_answered(server: Server, page: Page):
    card = open_card(page, server.url(WELCOME))
    choice(card, "vente").click()
    expect(card.locator(".vs-saving")).to_contain_text("Réponse enregistrée")
    server.stop_kernels()
    card = open_card(page, server.url(WELCOME))
    expect(card.locator(".vs-position")).to_have_text("Question 2 sur 3")


def test_answers_can_be_taken_along_and_brought_back(server: Server, page: Page, tmp_path: Path):
    card = open_card(page, server.url(WELCOME))
    for _ in range(3):
        choice(card, shown(card).category).click()
        card.locator(".vs-primary").click()
    with page.expect_download() as download:
        card.get_by_role("button", name="Télécharger mes réponses").click()
    kept = tmp_path / download.value.suggested_filename
    download.value.save_as(kept)
    assert kept.read_bytes() == server.journal.read_bytes()
    server.journal.unlink()  # another machine, another day
    page.reload()
    card.wait_for(timeout=60_000)
    expect(card.locator(".vs-position")).to_have_text("Question 1 sur 3")
    choice(card, shown(card).category).click()
    for _ in range(2):
        card.locator(".vs-primary").click()
        choice(card, shown(card).category).click()
    card.locator(".vs-primary").click()
    with page.expect_file_chooser() as chooser:
        card.get_by_role("button", name="Reprendre depuis un fichier").click()
    chooser.value.set_files(kept)
    expect(card.locator(".vs-saving")).to_have_text("Réponses reprises du fichier\u00a0: 3.")
    assert len({answer["id"] for answer in server.answers()}) == 6


def test_missed_situations_can_be_replayed(server: Server, page: Page):
    card = open_card(page, server.url(WELCOME))
    for wrong in (True, True, False):
        category = shown(card).category
        choice(card, OTHER[category] if wrong else category).click()
        card.locator(".vs-primary").click()
    expect(card.locator(".vs-score")).to_have_text("1 bonne réponse sur 3")
    expect(card.locator(".vs-summary li")).to_have_count(2)
    card.get_by_role("button", name="Rejouer les 2 questions à revoir").click()
    for _ in range(2):
        choice(card, shown(card).category).click()
        card.locator(".vs-primary").click()
    expect(card.locator(".vs-score")).to_have_text("3 bonnes réponses sur 3")
    expect(card.locator(".vs-saving")).to_contain_text("Réponse enregistrée")
    assert [a["attempt"] for a in server.answers()] == [1, 1, 1, 2, 2]


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_the_card_is_accessible_in_both_themes(server: Server, page: Page, theme: str):
    server.theme(theme)
    card = open_card(page, server.url(WELCOME))
    dark = page.locator("body").get_attribute("data-jp-theme-light") == "false"
    assert dark == theme.endswith("Dark")
    group = card.get_by_role("group", name="Vente ou service ?")
    assert group.get_by_role("button").all_inner_texts() == ["Vente", "Service"]
    pressed = [b.get_attribute("aria-pressed") for b in group.get_by_role("button").all()]
    assert pressed == ["false", "false"]
    assert card.get_attribute("lang") == "fr"
    assert card.get_by_role("status").count() == 2  # feedback and saving, there from the start
    check_look(page, card)
    for _ in range(3):
        choice(card, OTHER[shown(card).category]).click()
        expect(card.locator(".vs-saving")).to_contain_text("Réponse enregistrée")
        check_look(page, card)
        card.locator(".vs-primary").click()
    check_look(page, card)


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_nothing_overflows_at_320_pixels(server: Server, page: Page, theme: str):
    server.theme(theme)
    page.set_viewport_size({"width": 320, "height": 640})
    card = open_card(page, server.url(WELCOME, "notebooks"))
    choice(card, OTHER[shown(card).category]).click()
    width, content, left, right = card.evaluate(
        "e => [e.clientWidth, e.scrollWidth, e.getBoundingClientRect().left,"
        " e.getBoundingClientRect().right]"
    )
    assert content <= width
    assert left >= 0
    assert right <= 320


def kill_kernel(server: Server) -> None:
    kernel = server.request("api/kernels")[0]["id"]
    found = subprocess.run(["pgrep", "-f", f"kernel-{kernel}"], capture_output=True, text=True)
    for pid in found.stdout.split():
        os.kill(int(pid), signal.SIGKILL)


def check_look(page: Page, card: Locator) -> None:
    """axe finds nothing; every text has 4.5:1 as painted; every target is at least 24 px."""
    report = Axe().run(page, context=".vs-card")
    assert report.violations_count == 0, report.generate_report()
    faint = card.evaluate(CONTRAST)
    assert faint == []
    for target in card.get_by_role("button").all():
        box = target.bounding_box()
        assert min(box["width"], box["height"]) >= 24


# What axe misses: the colours as the browser computed them, through every layer behind a text.
# A canvas turns any CSS colour (color-mix, light-dark) into plain red, green, blue, alpha.
CONTRAST = """card => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  canvas.canvas.width = canvas.canvas.height = 1;
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return Array.from(canvas.getImageData(0, 0, 1, 1).data, (v, i) => i < 3 ? v : v / 255);
  };
  const over = (top, below) => top.slice(0, 3).map((v, i) => v * top[3] + below[i] * (1 - top[3]));
  const behind = (node) => {
    if (!node) return [255, 255, 255];
    const own = rgba(getComputedStyle(node).backgroundColor);
    return own[3] === 1 ? own.slice(0, 3) : over(own, behind(node.parentElement));
  };
  const light = (colour) => {
    const [r, g, b] = colour.map((v) => v / 255)
      .map((v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const texts = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
  const faint = [];
  while (texts.nextNode()) {
    const node = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !node.checkVisibility()) continue;
    const paper = behind(node);
    const [a, b] = [light(over(rgba(getComputedStyle(node).color), paper)), light(paper)];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) faint.push(`${ratio.toFixed(2)} ${texts.currentNode.data.slice(0, 40)}`);
  }
  return faint;
}"""
