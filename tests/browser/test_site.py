"""The static site: opened cold, answered, left and found again, with nothing but itself."""

import json
from base64 import b64decode
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, Request, expect

from tests.browser.static_site import PLAIN_HTTP, STALE, Site, alone, site
from tests.browser.the_card import OTHER, choice, exercise, settled, shown
from vs_course import cli
from vs_course.practice import texts as practice_texts
from vs_course.site import texts as site_texts

pytestmark = [pytest.mark.browser, pytest.mark.release]

__all__ = ["alone", "site"]
COLD_MS = 60_000
STORED = """async () => {
  const found = await indexedDB.databases();
  const open = (name) => new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => resolve(request.result);
    request.onerror = reject;
  });
  for (const { name } of found) {
    const base = await open(name);
    if (!base.objectStoreNames.contains("files")) continue;
    const wanted = base.transaction("files").objectStore("files").get("mes_reponses.jsonl");
    const file = await new Promise((resolve) => (wanted.onsuccess = () => resolve(wanted.result)));
    if (file) return [file.format, file.content];
  }
}"""


@pytest.fixture
def visitor(alone: Browser, site: Site) -> Iterator[Page]:
    """A first visit: nothing cached, nothing kept; what it asks for elsewhere is an error."""
    elsewhere: list[str] = []
    failed: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith((site.address, "data:", "blob:")):
            elsewhere.append(request.url)

    context = alone.new_context(viewport={"width": 1280, "height": 900}, locale="fr-FR")
    context.set_default_timeout(30_000)
    context.on("request", note)
    context.on("response", lambda r: r.status >= 400 and failed.append(r.url))
    yield context.new_page()
    context.close()
    assert elsewhere == []
    assert failed == []


def first_card(page: Page) -> Locator:
    card = page.locator(".vs-card").first
    card.wait_for(timeout=COLD_MS)
    card.scroll_into_view_if_needed()
    return card


def answer(card: Locator, category: str, verdict: str) -> None:
    settled(card)
    choice(card, category).click()
    expect(card.locator(".vs-verdict")).to_contain_text(verdict)
    expect(card.locator(".vs-saving")).to_contain_text(practice_texts.CARD["saved"], timeout=20_000)
    settled(card)
    card.locator(".vs-primary").click()


def stored(page: Page) -> list[dict]:
    kind, content = page.evaluate(STORED)
    text = b64decode(content).decode() if kind == "base64" else content
    lines = map(json.loads, text.splitlines())
    return [line for line in lines if "kind" not in line]  # answers alone, not series begun


def test_a_first_visit_answers_and_finds_its_answers_again(visitor: Page, site: Site):
    visitor.goto(site.address)
    waiting = visitor.locator("#vs-waiting")
    expect(waiting).to_contain_text(site_texts.EXERCISES_COMING, timeout=COLD_MS)
    first_card(visitor)
    expect(waiting).to_have_count(0)
    card = exercise(visitor, "00-essai")
    answer(card, OTHER[shown(card).category], "Faux")
    answer(card, shown(card).category, "Juste")

    visitor.reload()
    expect(card).to_contain_text("Question 3 sur 3", timeout=COLD_MS)
    assert [event["correct"] for event in stored(visitor)] == [False, True]

    assert visitor.locator("html").get_attribute("lang").startswith("fr")
    menus = visitor.locator(".lm-MenuBar-itemLabel").all_inner_texts()
    assert menus == ["Fichier", "Édition", "Affichage", "Exécution", "Noyau", "Paramètres", "Aide"]

    visitor.get_by_role("link", name="La vente").first.click()
    visitor.wait_for_url("**/notebooks/index.html?path=01_vente.ipynb")
    expect(exercise(visitor, "01-objectif")).to_contain_text("Que cherche-t-on à obtenir")
    assert len(visitor.context.pages) == 1


def test_the_results_come_with_their_bars(visitor: Page, site: Site):
    visitor.goto(f"{site.address}notebooks/index.html?path=01_vente.ipynb")
    card = first_card(visitor)
    card.locator(".vs-choice").first.click()
    expect(card.locator(".vs-saving")).to_contain_text(practice_texts.CARD["saved"])
    visitor.goto(f"{site.address}tree?path=08_bilan.ipynb")
    results = visitor.locator(".vs-bilan:has(table)").first
    results.wait_for(timeout=COLD_MS)
    expect(results.locator(".vs-bar").first).to_be_visible()


def test_where_nothing_can_be_kept_the_card_says_so(alone: Browser, site: Site):
    context = alone.new_context(locale="fr-FR")
    page = context.new_page()
    page.goto(site.address.replace("127.0.0.1", PLAIN_HTTP))
    card = first_card(page)
    fleeting = "Ici, vos réponses seront effacées à la fermeture de la page"
    expect(card.locator(".vs-notice")).to_contain_text(fleeting)
    settled(card)
    card.locator(".vs-choice").first.click()
    expect(card.locator(".vs-verdict")).to_be_visible()
    expect(card.locator(".vs-notice")).to_contain_text(fleeting)
    context.close()


def test_the_site_is_light_and_holds_nothing_of_another(site: Site):
    files = [path for path in site.folder.rglob("*") if path.is_file()]
    assert not (site.folder / STALE).exists()
    assert sum(path.stat().st_size for path in files) < 27e6
    assert [path.name for path in files if path.suffix in {".map", ".py"}] == []
    assert not [path for path in files if "enseignant" in path.parts or "reponses" in path.name]


def test_a_folder_that_holds_something_else_is_left_as_it_is(tmp_path, capsys):
    (tmp_path / "memoire.odt").write_text("à garder")
    assert cli.main(["site", str(tmp_path)]) == 1
    assert capsys.readouterr().err == f"{site_texts.NOT_OURS.format(folder=tmp_path)}\n"
    assert (tmp_path / "memoire.odt").read_text() == "à garder"


def test_without_npm_one_sentence_says_what_to_install(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert cli.main(["site", str(tmp_path / "site")]) == 1
    assert capsys.readouterr().err == f"{site_texts.NO_NPM}\n"
    assert not (tmp_path / "site").exists()
