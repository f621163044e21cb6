"""A page with no kernel: opened from the disk, answered, kept by the browser, printed."""

import json
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import Page, expect

from tests.browser.test_card import OTHER, choice, shown
from tests.conftest import ROOT
from vs_course import bank, cli
from vs_course.bank.exercises import reserved_pairs
from vs_course.practice.journal import Journal
from vs_course.publish import single_page as handout


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first and the last lesson as pages, as the command makes them."""
    folder = tmp_path_factory.mktemp("pages")
    for name in ("00_bienvenue", "07_evaluation"):
        notebook = ROOT / f"notebooks/{name}.ipynb"
        assert cli.main(["page", str(notebook), "-o", str(folder / f"{name}.html")]) == 0
    return folder


def test_answers_are_explained_kept_and_downloaded(pages: Path, page: Page, tmp_path: Path):
    page.goto((pages / "00_bienvenue.html").as_uri())
    card = page.locator(".vs-card").first
    first = shown(card)
    choice(card, OTHER[first.category]).click()
    expect(card.get_by_role("status").first).to_contain_text(first.explanation)
    expect(card.locator(".vs-saving")).to_contain_text("Réponse enregistrée")
    card.locator(".vs-primary").click()
    second = shown(card)
    choice(card, second.category).click()
    page.reload()
    expect(card.locator(".vs-position")).to_have_text("Question 3 sur 3")
    choice(card, shown(card).category).click()
    card.locator(".vs-primary").click()
    with page.expect_download() as download:
        card.get_by_role("button", name="Télécharger mes réponses").click()
    assert download.value.suggested_filename == "mes_reponses.jsonl"
    kept = tmp_path / "mes_reponses.jsonl"
    download.value.save_as(kept)
    journal = Journal(kept)
    answers = journal.read()
    assert journal.unreadable == 0
    assert [(a.question, a.correct, a.attempt) for a in answers][:2] == [
        (first.id, False, 1),
        (second.id, True, 1),
    ]
    assert len({a.learner for a in answers}) == 1
    assert {a.bank for a in answers} == {bank.load().fingerprint}


def test_a_file_of_answers_is_taken_up_by_every_exercise(pages: Path, page: Page, tmp_path: Path):
    scenarios = [
        s for s in bank.load().scenarios if s.pair in reserved_pairs(bank.load().exercises)
    ]
    record = {"v": 1, "at": "2026-11-20T10:00:00.000+00:00", "learner": "eleve-1", "attempt": 1}
    record |= {"correct": None, "confidence": None, "duration_ms": 0, "bank": ""}
    lines = [
        {**record, "id": f"n{i}", "exercise": "00-diagnostic", "question": s.id, "choice": "vente"}
        for i, s in enumerate(scenarios)
    ]
    path = tmp_path / "reponses.jsonl"
    path.write_text("\n".join([*map(json.dumps, lines), "ligne déchirée", "[1]"]), "utf-8")
    page.goto((pages / "00_bienvenue.html").as_uri())
    first, diagnostic = page.locator(".vs-card").all()
    with page.expect_file_chooser() as chooser:
        first.get_by_role("button", name="Reprendre depuis un fichier").click()
    chooser.value.set_files(path)
    expect(first.locator(".vs-saving")).to_have_text(
        f"Réponses reprises du fichier : {len(lines)}."
    )
    expect(first.locator(".vs-position")).to_have_text("Question 1 sur 3")
    expect(diagnostic.locator(".vs-closing")).to_contain_text("Merci. Vos réponses sont gardées")
    with page.expect_file_chooser() as chooser:
        diagnostic.get_by_role("button", name="Reprendre depuis un fichier").click()
    chooser.value.set_files(__file__)
    expect(diagnostic.locator(".vs-saving")).to_contain_text("ne contient aucune réponse du cours")


def test_an_evaluation_keeps_its_key(pages: Path, page: Page):
    path = pages / "07_evaluation.html"
    reserved = [s for s in bank.load().scenarios if s.explanation in path.read_text("utf-8")]
    assert reserved == []
    page.goto(path.as_uri())
    card = page.locator(".vs-card")
    for _ in range(15):
        choice(card, "vente").click()
        if card.locator(".vs-primary").count():
            card.locator(".vs-primary").click()
    expect(card.locator(".vs-closing")).to_contain_text("remettez le fichier à votre enseignant")
    page.reload()
    expect(card.locator(".vs-closing")).to_be_visible()


def test_where_nothing_can_be_kept_the_learner_is_told(pages: Path, page: Page):
    page.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }"
    )
    page.goto((pages / "00_bienvenue.html").as_uri())
    card = page.locator(".vs-card").first
    choice(card, "vente").click()
    expect(card.locator(".vs-saving")).to_contain_text("1 réponse n’est pas enregistrée")
    expect(card.locator(".vs-saving")).to_contain_text("téléchargez-les avant de la fermer")


def test_on_paper_it_is_a_worksheet_with_the_answers_at_the_end(pages: Path, page: Page):
    page.goto((pages / "00_bienvenue.html").as_uri())
    page.emulate_media(media="print")
    expect(page.locator(".vs-card").first).to_be_hidden()
    sheet = page.locator("main").inner_text()
    questions, answers = sheet.split("Les réponses\n")
    tried = [s for s in bank.load().scenarios if s.text in questions]
    assert len(tried) == 13
    assert questions.count("☐\u00a0Vente") == 13
    explained = [s.id for s in tried if s.explanation in answers]
    assert len(explained) == 3
    assert not [s.id for s in tried if s.explanation in questions]


def test_without_scripts_the_questions_can_be_read(pages: Path, browser):
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto((pages / "00_bienvenue.html").as_uri())
    expect(tab.get_by_text("☐\u00a0Vente").first).to_be_visible()
    context.close()


def test_text_from_data_is_text(folder, page: Page, tmp_path: Path):
    hostile = "<img src=x onerror=alert(1)></script><script>alert(2)</script> & <!-- \u2028"
    for line in range(2, 10):
        folder.set(line, "texte", f"{line} {hostile} {folder.rows('scenarios.csv')[line - 1][2]}")
    cells = [new_markdown_cell("# Essai"), new_code_cell('exercice("essai", data="donnees")')]
    folder.path.rename(tmp_path / "donnees")
    path = tmp_path / "essai.ipynb"
    path.write_text(json.dumps(new_notebook(cells=cells)), "utf-8")
    handout.write(path, tmp_path / "essai.html")
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    page.goto((tmp_path / "essai.html").as_uri())
    expect(page.locator(".vs-text")).to_contain_text(hostile.replace("\u2028", "").strip())
    assert page.locator("img").count() == 0
