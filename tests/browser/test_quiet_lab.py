"""The course as one quiet document: from page to page in place, with all of JupyterLab behind."""

import os
import signal
import subprocess
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Server, open_card
from tests.browser.the_card import choice
from tests.notebook_builder import METADATA
from vs_course import bank

pytestmark = pytest.mark.browser
PAGES = bank.load().pages
WELCOME, SALE, SERVICE = PAGES[:3]
PATIENCE_MS = 30_000


def opened(server: Server, page: Page, app: str = "doc/tree") -> Locator:
    """Open the first page of the course as its address does; return its panel, its cards drawn."""
    open_card(page, server.url(f"notebooks/{WELCOME.id}.ipynb", app))
    return panel(page)


def panel(page: Page) -> Locator:
    """Return what is on the screen; a page that was left may still be behind it."""
    return page.locator(".jp-NotebookPanel:visible")


def follow(page: Page, to: bank.Page) -> Locator:
    """Follow the last link to a page and wait for what it shows; return its first card."""
    panel(page).get_by_role("link", name=to.title).last.click()
    expect(panel(page).locator("h1")).to_contain_text(to.title)
    return panel(page).locator(".vs-card, .vs-bilan").first


def until(page: Page, found: Callable[[], object]) -> None:
    """Wait for what is not in the page."""
    for _ in range(PATIENCE_MS // 100):
        if found():
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"not within {PATIENCE_MS} ms")


def kill(session: dict, sign: signal.Signals = signal.SIGKILL) -> None:
    """Send a signal to the kernel of a session."""
    command = ["pgrep", "-f", f"kernel-{session['kernel']['id']}"]
    for pid in subprocess.run(command, capture_output=True, text=True).stdout.split():
        os.kill(int(pid), sign)


def only(server: Server) -> dict:
    """Return the one session there is."""
    (session,) = server.request("api/sessions")
    return session


def menu(page: Page, *names: str) -> None:
    for name in names:
        page.get_by_role("menuitem", name=name, exact=True).click()


def test_nine_pages_are_one_document_and_two_kernels_at_most(server: Server, page: Page):
    opened(server, page)
    expect(page.locator("#jp-main-statusbar")).to_contain_text("Cellule 1/")
    kernels = []
    for one, to in pairwise(PAGES):
        choice(panel(page).locator(".vs-card").first, "vente").click()
        first = follow(page, to)  # at once: the answer is on its way
        kernels.append(server.kernels())
        first.wait_for(timeout=60_000)
        kernels.append(server.kernels())
        expect(panel(page)).to_have_count(1)
        assert page.url.split("?")[0].endswith(f"/{to.id}.ipynb")
        assert "/doc/" in page.url
        until(page, lambda: page.locator(".jp-NotebookPanel").count() == 1)
        assert one.id[:2] in [answer["exercise"][:2] for answer in server.answers()]
    assert max(kernels) <= 2
    assert [a["exercise"] for a in server.answers()] == [f"{p.id[:2]}-ouvrir" for p in PAGES[:-1]]
    # The browser's own buttons go where they say.
    for way, to in (("back", PAGES[-2]), ("back", PAGES[-3]), ("forward", PAGES[-2])):
        page.evaluate(f"history.{way}()")
        expect(panel(page).locator("h1")).to_contain_text(to.title)
        panel(page).locator(".vs-card").first.wait_for(timeout=60_000)
        assert page.evaluate("location.pathname").endswith(f"/{to.id}.ipynb")
    until(page, lambda: server.kernels() == 1)
    assert len(page.context.pages) == 1


def test_a_place_in_a_page_is_in_view(server: Server, page: Page):
    page.goto(server.url("notebooks/04_differences.ipynb", "doc/tree") + "#cell-id=04-interaction")
    place = panel(page).locator(".vs-card[data-exercise='04-interaction']")
    expect(place.locator(".vs-title")).to_be_in_viewport(timeout=60_000)
    # So is what a results page, or a card, leads to on another page.
    panel(page).evaluate(
        "panel => panel.querySelector('.vs-actions').append(Object.assign("
        "document.createElement('a'), { href: '05_classer.ipynb#cell-id=05-justifier',"
        " textContent: 'Plus loin' }))"
    )
    panel(page).get_by_role("link", name="Plus loin").click()
    place = panel(page).locator(".vs-card[data-exercise='05-justifier']")
    expect(place.locator(".vs-title")).to_be_in_viewport(timeout=60_000)
    assert page.evaluate("location.pathname").endswith("/05_classer.ipynb")
    expect(page.locator(".jp-mod-multiSelected")).to_have_count(0)


def test_the_code_is_one_gesture_away(server: Server, page: Page):
    opened(server, page)
    shown = panel(page)
    tools = [".jp-Toolbar", ".jp-InputPrompt", ".jp-OutputPrompt", ".jp-CodeCell .cm-content"]
    for tool in tools:
        expect(shown.locator(tool).locator("visible=true")).to_have_count(0)
    expect(page.get_by_role("region", name="Section du navigateur de fichiers")).to_be_hidden()
    menu(page, "Affichage", "Afficher le code")
    for tool in tools:
        expect(shown.locator(tool).locator("visible=true").first).to_be_visible()
    page.keyboard.press("Control+Shift+c")
    page.get_by_role("textbox", name="RECHERCHER").fill("afficher le code")
    page.locator(".lm-CommandPalette-item[data-command='vs-course:show-code']").click()
    for tool in tools:
        expect(shown.locator(tool).locator("visible=true")).to_have_count(0)
    expect(page.locator(".jp-mod-dirty")).to_have_count(0)


def test_a_notebook_that_is_not_the_course_s_is_untouched(server: Server, page: Page):
    cells = [new_markdown_cell("# Ailleurs"), new_code_cell("1 + 1")]
    cells[1].metadata["jupyter"] = {"source_hidden": True}
    (server.folder / "autre").mkdir()
    metadata = {name: about for name, about in METADATA.items() if name != "vs_course"}
    notebook = new_notebook(cells=cells, metadata=metadata)
    nbformat.write(notebook, server.folder / "autre/carnet.ipynb")
    page.goto(server.url("autre/carnet.ipynb"))
    foreign = page.locator(".jp-NotebookPanel:not(.vs-course-page)")
    bar = page.locator("#jp-left-stack")

    def check() -> None:
        for tool in (".jp-Toolbar", ".jp-InputPrompt", ".jp-Placeholder"):
            expect(foreign.locator(tool).first).to_be_visible()
        expect(bar).to_be_visible()
        menu(page, "Affichage")
        expect(page.get_by_role("menuitem", name="Réduire tout le code")).to_be_visible()
        expect(
            page.get_by_text("Afficher le code", exact=True).locator("visible=true")
        ).to_have_count(0)
        page.keyboard.press("Escape")

    foreign.locator("h1").wait_for(timeout=60_000)
    check()
    menu(page, "Fichier", "Ouvrir à partir du chemin…")
    page.get_by_role("dialog").get_by_role("textbox").fill(f"notebooks/{WELCOME.id}.ipynb")
    page.keyboard.press("Enter")
    page.locator(".vs-course-page .vs-card").first.wait_for(timeout=60_000)
    expect(bar).to_be_hidden()
    page.get_by_role("tab", name="carnet.ipynb").click()
    check()
    page.get_by_role("tab", name=f"{WELCOME.id}.ipynb").click()
    expect(bar).to_be_hidden()
    expect(panel(page).locator(".jp-Toolbar")).to_be_hidden()


def test_a_killed_kernel_brings_its_cards_back_three_times(server: Server, page: Page):
    opened(server, page)
    card = panel(page).locator(".vs-card").first
    for time in range(4):
        model = card.element_handle()
        kill(only(server))
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("Il va redémarrer automatiquement.")
        page.keyboard.press("Enter")
        if time < 3:
            page.wait_for_function("card => !card.isConnected", arg=model)
            card.wait_for()
    # Given up: what is there is the card of the dead kernel, until someone comes.
    idle = page.get_by_text("| Inactif")
    expect(idle).to_be_visible()
    assert model.evaluate("card => card.isConnected")
    choice(card, "vente").click()
    expect(card.get_by_role("status")).to_contain_text("1 réponse n’est pas enregistrée.")
    kill(only(server))
    expect(card.get_by_role("status")).not_to_contain_text("enregistrée", timeout=60_000)
    until(page, lambda: len(server.answers()) == 1)


def test_restarted_by_hand_the_cells_run_once(server: Server, page: Page):
    opened(server, page)
    card = panel(page).locator(".vs-card[data-exercise='00-essai']")
    code = panel(page).locator(".jp-CodeCell")
    names = ("Redémarrer le noyau et Exécuter toutes les cellules…", "Redémarrer le noyau… 0, 0")
    for count, name in enumerate(names, 1):
        menu(page, "Noyau", name)
        model = card.element_handle()
        page.get_by_role("dialog").wait_for()
        page.keyboard.press("Enter")
        page.wait_for_function("card => !card.isConnected", arg=model)
        choice(card, "vente").click()
        until(page, lambda count=count: len(server.answers()) == count)
        expect(code.last.locator(".jp-OutputPrompt")).to_have_text(f"[{code.count()}]:")


def test_an_answer_on_its_way_keeps_the_kernel(server: Server, page: Page):
    opened(server, page)
    stopped = only(server)
    kill(stopped, signal.SIGSTOP)
    choice(panel(page).locator(".vs-card").first, "vente").click()
    for to in (SALE, SERVICE):
        follow(page, to).wait_for(timeout=60_000)
    assert stopped["id"] in [session["id"] for session in server.request("api/sessions")]
    assert server.answers() == []
    kill(stopped, signal.SIGCONT)
    until(page, lambda: len(server.answers()) == 1)
    until(page, lambda: server.kernels() == 1)


def test_a_page_with_code_of_one_s_own_stays(server: Server, page: Page):
    opened(server, page)
    panel(page).locator("h1").click()
    for key in ("Escape", "b", "Enter"):
        page.keyboard.press(key)
    page.keyboard.type("a_moi = 6 * 7; a_moi")
    page.keyboard.press("Control+Enter")
    expect(panel(page).get_by_text("42")).to_be_visible()
    page.keyboard.press("Control+s")
    expect(page.locator(".jp-mod-dirty")).to_have_count(0)
    follow(page, SALE).wait_for(timeout=60_000)
    follow(page, SERVICE).wait_for(timeout=60_000)
    until(page, lambda: server.kernels() == 2)
    page.evaluate("history.go(-2)")
    expect(panel(page).get_by_text("42")).to_be_visible()
    until(page, lambda: server.kernels() == 1)


@pytest.mark.release
def test_notebook_7_goes_on_in_the_same_tab(server: Server, page: Page):
    opened(server, page, app="notebooks")
    for tool in (".jp-NotebookPanel-toolbar", ".jp-InputPrompt", ".jp-Placeholder"):
        expect(page.locator(tool).locator("visible=true")).to_have_count(0)
    panel(page).get_by_role("link", name=SALE.title).last.click()
    page.wait_for_url(f"**/notebooks/notebooks/{SALE.id}.ipynb")
    panel(page).locator(".vs-card").first.wait_for(timeout=60_000)
    assert len(page.context.pages) == 1
    assert server.kernels() == 1
    assert Path(page.url).stem == SALE.id
