"""A page with no kernel: opened from the disk, answered, kept by the browser, printed."""

import json
import re
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import Locator, Page, expect

from tests.browser.static_site import kept
from tests.browser.the_card import OTHER, answer, choice, exercise, go_on, hand_in, settled, shown
from tests.conftest import ROOT
from tests.practice.journal_lines import LINES, by_schema
from vs_course import bank, cli
from vs_course.bank import french
from vs_course.bank.exercises import reserved_pairs
from vs_course.practice import entries
from vs_course.practice.journal import Journal
from vs_course.publish import single_page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first and the last lesson as pages, as the command makes them."""
    folder = tmp_path_factory.mktemp("pages")
    for name in ("00_bienvenue", "07_evaluation"):
        notebook = ROOT / f"notebooks/{name}.ipynb"
        assert cli.main(["page", str(notebook), "-o", str(folder / f"{name}.html")]) == 0
    return folder


def take(card: Locator, category: str) -> None:
    """Answer a question of a test: choose, then validate."""
    settled(card)
    card.evaluate("card => card.scrollIntoView({ block: 'center' })")
    answer(card, choice(card, category))


def test_answers_are_explained_kept_and_downloaded(pages: Path, page: Page, tmp_path: Path):
    page.goto((pages / "00_bienvenue.html").as_uri())
    card = exercise(page, "00-essai")
    first = shown(card)
    answer(card, choice(card, OTHER[first.category]))
    expect(card.get_by_role("status")).to_contain_text(french.sentences(first.explanation)[0])
    expect(card.locator(".vs-saving")).to_have_text("✓ Enregistré")
    go_on(card)
    second = shown(card)
    answer(card, choice(card, second.category))
    page.reload()
    exercise(page, "00-essai")
    expect(card.locator(".vs-position")).to_have_text("Question 3 sur 3")
    answer(card, choice(card, shown(card).category))
    go_on(card)
    settled(card)
    card.locator(".vs-menu summary").click()
    kept = hand_in(card, tmp_path)
    assert re.fullmatch(r"reponses_\d{4}-\d\d-\d\d_eleve-\w{8}\.jsonl", kept.name)
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
    course = bank.load()
    reserved = reserved_pairs(course.exercises)
    scenarios = [scenario for scenario in course.scenarios if scenario.pair in reserved]
    record = {"v": 1, "at": "2026-11-20T10:00:00.000+00:00", "learner": "eleve-1", "attempt": 1}
    record |= {"correct": None, "confidence": None, "duration_ms": 0, "bank": ""}
    lines = [
        {**record, "id": f"n{i}", "exercise": "00-diagnostic", "question": s.id, "choice": "vente"}
        for i, s in enumerate(scenarios)
    ]
    path = tmp_path / "reponses.jsonl"
    path.write_text("\n".join([*map(json.dumps, lines), "ligne déchirée", "[1]"]), "utf-8")
    page.goto((pages / "00_bienvenue.html").as_uri())
    expect(page.locator(".vs-card")).to_have_count(3)
    _, first, diagnostic = page.locator(".vs-card").all()
    settled(first)
    with page.expect_file_chooser() as chooser:
        first.get_by_role("button", name="Reprendre depuis un fichier").click()
    chooser.value.set_files(path)
    expect(first.locator(".vs-notice")).to_have_text(
        f"Réponses reprises du fichier : {len(lines)}."
    )
    expect(first.locator(".vs-position")).to_have_text("Question 1 sur 3")
    expect(diagnostic.locator(".vs-closing")).to_contain_text("Merci. Vos réponses sont gardées")
    diagnostic.locator(".vs-menu summary").click()
    with page.expect_file_chooser() as chooser:
        diagnostic.get_by_role("button", name="Reprendre depuis un fichier").click()
    chooser.value.set_files(__file__)
    expect(diagnostic.locator(".vs-notice")).to_contain_text("ne contient aucune réponse du cours")


def test_an_evaluation_keeps_its_key(pages: Path, page: Page):
    path = pages / "07_evaluation.html"
    course = bank.load()
    reserved = reserved_pairs(course.exercises)
    told = [s for s in course.scenarios if s.explanation in path.read_text("utf-8")]
    assert len(told) == 1  # of the question that opens the page
    assert not [s.id for s in told if s.pair in reserved]
    page.goto(path.as_uri())
    card = exercise(page, "07-evaluation")
    for _ in range(15):
        take(card, "vente")
    expect(card.locator(".vs-closing")).to_contain_text("remettez-les à votre professeur")
    page.reload()
    expect(card.locator(".vs-closing")).to_be_visible()


def test_in_two_tabs_an_evaluation_keeps_the_first_answer(pages: Path, page: Page, tmp_path: Path):
    address = (pages / "07_evaluation.html").as_uri()
    other = page.context.new_page()
    cards = []
    for tab in (page, other):
        tab.goto(address)
        cards.append(exercise(tab, "07-evaluation"))
    take(cards[0], "vente")
    expect(cards[0].locator(".vs-position")).to_have_text("Question 2 sur 15")
    take(cards[1], "service")
    expect(cards[1].locator(".vs-notice")).to_have_text("")
    other.reload()
    expect(cards[1].locator(".vs-position")).to_have_text("Question 2 sur 15")
    for _ in range(14):
        take(cards[1], "vente")
    settled(cards[1])
    kept = hand_in(cards[1], tmp_path, "Léa d’Arc_2 / 1B")
    assert re.fullmatch(r"reponses_\d{4}-\d\d-\d\d_Léa-d-Arc-2-1B\.jsonl", kept.name)
    assert [answer.choice for answer in Journal(kept).read()] == ["vente"] * 15
    cards[1].locator(".vs-menu summary").click()
    with other.expect_file_chooser() as chooser:
        cards[1].get_by_role("button", name="Reprendre depuis un fichier").click()
    chooser.value.set_files(kept)
    expect(cards[1].locator(".vs-notice")).to_have_text(
        "Toutes les réponses de ce fichier sont déjà là."
    )


def test_where_nothing_can_be_kept_the_learner_is_told(pages: Path, page: Page):
    page.add_init_script(
        "IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceededError') }"
    )
    page.goto((pages / "00_bienvenue.html").as_uri())
    card = page.locator(".vs-card").first
    answer(card, choice(card, "vente"))
    expect(card.locator(".vs-notice")).to_contain_text("1 réponse n’est pas enregistrée")
    expect(card.locator(".vs-notice")).to_contain_text("téléchargez-les avant de la fermer")


def test_on_paper_it_is_a_worksheet_with_the_answers_at_the_end(pages: Path, page: Page):
    page.goto((pages / "00_bienvenue.html").as_uri())
    page.emulate_media(media="print")
    expect(page.locator(".vs-card").first).to_be_hidden()
    sheet = page.locator("main").inner_text()
    questions, answers = sheet.split("Les réponses\n")
    tried = [s for s in bank.load().scenarios if s.text in questions]
    assert len(tried) == 1 + 3 + 10
    assert questions.count("☐\u00a0Vente") == len(tried)
    explained = [s.id for s in tried if s.explanation in answers]
    assert len(explained) == 1 + 3
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
    single_page.write(path, tmp_path / "essai.html")
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    page.goto((tmp_path / "essai.html").as_uri())
    expect(page.locator(".vs-text")).to_contain_text(hostile.replace("\u2028", "").strip())
    assert page.locator("img").count() == 0


def test_a_report_is_kept_in_the_learner_s_file_and_sent_nowhere(pages: Path, page: Page):
    page.goto((pages / "00_bienvenue.html").as_uri())
    card = exercise(page, "00-essai")
    first = shown(card)
    answer(card, choice(card, first.category))
    settled(card)
    card.get_by_role("button", name="Signaler cette situation").click()
    expect(card).to_contain_text("Gardé avec vos réponses. Rien n’est envoyé.")
    card.get_by_role("button", name="Signaler", exact=True).click()  # no reason yet: nothing
    card.get_by_label("Une faute").check()
    card.get_by_label("Précisez").fill("😀" * 200)
    card.get_by_role("button", name="Signaler", exact=True).click()
    expect(card.get_by_text("Signalé, merci.")).to_be_visible()
    expect(card.locator(".vs-primary")).to_be_focused()
    expect(card.locator(".vs-notice")).to_have_text("")
    lines = kept(page)
    _series, answered, report = (json.loads(line) for line in lines)
    assert isinstance(entries.parse(lines[2].encode()), entries.Report)
    assert report["learner"] == answered["learner"]
    assert (report["question"], report["reason"]) == (first.id, "faute")
    page.reload()
    expect(card.locator(".vs-position")).to_have_text("Question 2 sur 3")


def test_the_answers_of_an_earlier_version_are_taken_up(pages: Path, page: Page):
    """They were kept elsewhere in the browser, in one piece."""
    address = (pages / "00_bienvenue.html").as_uri()
    page.goto(address)
    card = exercise(page, "00-essai")
    answer(card, choice(card, "vente"))
    expect(card.locator(".vs-saving")).to_have_text("✓ Enregistré")
    told = "".join(f"{line}\n" for line in kept(page))
    other = page.context.browser.new_context()
    tab = other.new_page()
    tab.goto(address)
    tab.evaluate("text => localStorage.setItem('vs-course:mes_reponses.jsonl', text)", told)
    tab.reload()
    expect(exercise(tab, "00-essai").locator(".vs-position")).to_have_text("Question 2 sur 3")
    assert "".join(f"{line}\n" for line in kept(tab)) == told
    other.close()


@pytest.mark.parametrize("given", ["good", "bad"])
def test_the_browser_keeps_the_lines_that_every_reader_takes(pages: Path, page: Page, given: str):
    """The shared lines, through the store that a page really has, reload included."""
    page.goto((pages / "00_bienvenue.html").as_uri())
    wanted = [one["line"] for one in LINES if bool(one["kind"]) == (given == "good")]
    wanted = [line for line in wanted if line == line.strip() and "\n" not in line]
    settled(exercise(page, "00-essai"))
    path = {"name": "r.jsonl", "mimeType": "text/plain", "buffer": "\n".join(wanted).encode()}
    card = exercise(page, "00-essai")
    with page.expect_file_chooser() as chooser:
        card.get_by_role("button", name="Reprendre depuis un fichier").click()
    chooser.value.set_files([path])
    said = {"good": "Réponses reprises du fichier : 1.", "bad": "ne contient aucune réponse"}
    expect(card.locator(".vs-notice")).to_contain_text(said[given])
    page.reload()
    answers = [line for line in wanted if by_schema(line) == "answer"]
    others = {line for line in wanted if line not in answers}
    there = kept(page)
    if given == "bad":
        assert there == []
    else:
        assert set(there) - set(answers) == others
        assert len([line for line in there if line in answers]) == 1
