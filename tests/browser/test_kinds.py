"""One exercise of each kind, from its first question to its end, by mouse and by keyboard."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.desk import Desk
from tests.browser.look import check_look, check_shortcuts
from vs_course import bank, exercice

pytestmark = pytest.mark.browser
COURSE = bank.load()
# kind: the exercise, how many questions each of its subjects makes
KINDS = {
    "classer": ("05-classer", 1),
    "comparer": ("04-objectif", 1),
    "reperer": ("04-cible", 1),
    "justifier": ("05-justifier", 2),
    "situer": ("02-avant-pendant-apres", 2),
    "attribuer": ("03-attribuer", 1),
    "debattre": ("06-debattre", 1),
    "evaluer": ("07-evaluation", 1),
}


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "reponses.jsonl"


def opened(page: Page, journal: Path, kind: str) -> Locator:
    return Desk(page, partial(exercice, KINDS[kind][0], journal=journal)).open()


def size(kind: str) -> int:
    name, questions = KINDS[kind]
    return questions * next(e.size for e in COURSE.exercises if e.id == name)


def answers(journal: Path) -> list[dict]:
    lines = map(json.loads, journal.read_text("utf-8").splitlines())
    return [line for line in lines if "choice" in line]


@pytest.mark.parametrize("kind", KINDS)
def test_by_mouse(page: Page, journal: Path, kind: str):
    card = opened(page, journal, kind)
    for turn in range(size(kind)):
        choices = card.locator(".vs-choice")
        choices.nth(turn % choices.count()).click()
        if kind == "classer":
            card.locator(".vs-sure button").nth(turn % 3).click()
        if turn == 0:
            check_look(page, card)
            check_shortcuts(card)
        if turn < size(kind) - 1:
            card.get_by_role("button", name="Question suivante").click()
    if kind != "evaluer":
        card.get_by_role("button", name="Voir le résultat").click()
    check_end(journal, card, kind)
    check_look(page, card)
    check_shortcuts(card)


@pytest.mark.parametrize("kind", KINDS)
def test_by_keyboard(page: Page, journal: Path, kind: str):
    card = opened(page, journal, kind)
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
            page.keyboard.press("Tab")
    if kind != "evaluer":
        tab_to(page, card.locator(".vs-primary"))
        page.keyboard.press("Enter")
    check_end(journal, card, kind)


def tab_to(page: Page, target: Locator) -> None:
    for _ in range(12):
        page.keyboard.press("Tab")
        if target.evaluate("node => node === document.activeElement"):
            return
    raise AssertionError(f"Tab does not reach {target}")


def check_end(journal: Path, card: Locator, kind: str) -> None:
    expect(card.get_by_role("heading", name="Exercice terminé")).to_be_visible()
    expect(card.locator(".vs-saving")).to_contain_text("Réponse enregistrée")
    given = answers(journal)
    assert len({a["id"] for a in given}) == len(given) == size(kind)
    assert {a["exercise"] for a in given} == {KINDS[kind][0]}
    assert {a["confidence"] is None for a in given} == {kind != "classer"}
    right = sum(a["correct"] is True for a in given)
    if kind == "debattre":
        assert {a["correct"] for a in given} == {None}
        expect(card.locator(".vs-score")).to_have_count(0)
    elif kind == "evaluer":
        expect(card.locator(".vs-closing")).to_contain_text(f"{right} bonne")
        expect(card.locator(".vs-summary li")).to_have_count(size(kind))
    else:
        expect(card.locator(".vs-score")).to_contain_text(f"{right} bonne")
        expect(card.locator(".vs-summary li")).to_have_count(len(given) - right)


# --- What some kinds have, and others don't ---------------------------------------------------


def test_hints_come_in_steps_and_cost_only_a_word(page: Page, journal: Path):
    card = opened(page, journal, "justifier")
    card.get_by_role("button", name="Un indice").click()
    expect(card.get_by_role("status").first).to_contain_text("Demandez-vous")
    expect(card.locator(".vs-text mark")).to_have_count(0)
    card.get_by_role("button", name="Un autre indice").click()
    expect(card.locator(".vs-text mark")).to_have_count(1)
    text = card.locator(".vs-text").text_content()
    scenario = next(s for s in COURSE.scenarios if s.text == text)
    wrong = "Service" if scenario.category == "vente" else "Vente"
    card.get_by_role("button", name=wrong).click()
    for _ in range(size("justifier") - 1):
        card.get_by_role("button", name="Question suivante").click()
        card.locator(".vs-choice").first.click()
    card.get_by_role("button", name="Voir le résultat").click()
    expect(card.locator(".vs-summary li", has_text="avec indice")).to_have_count(1)


def test_the_next_series_brings_other_situations(page: Page, journal: Path):
    card = opened(page, journal, "comparer")
    for turn in range(2 * size("comparer")):
        card.locator(".vs-choice").first.click()
        expect(card.locator(".vs-saving")).to_contain_text("Réponse enregistrée")
        card.locator(".vs-primary").click()
        if turn == size("comparer") - 1:
            card.get_by_role("button", name="Continuer avec d’autres situations").click()
            expect(card.locator(".vs-position")).to_have_text("Question 1 sur 5")
            expect(card.locator(".vs-question")).to_be_focused()
    asked = {answer["question"] for answer in answers(journal)}
    assert len(asked) >= 2 * size("comparer") - 2


def test_what_was_missed_can_be_replayed_then_all_of_it(page: Page, journal: Path):
    card = Desk(page, partial(exercice, "00-essai", journal=journal)).open()

    def finish(right: Callable[[int], bool], count: int) -> None:
        for turn in range(count):
            text = card.locator(".vs-text").text_content()
            key = next(s.category for s in COURSE.scenarios if s.text == text)
            wanted = (key == "vente") is right(turn)
            card.get_by_role("button", name="Vente" if wanted else "Service").click()
            card.locator(".vs-primary").click()

    finish(lambda turn: turn == 2, 3)
    expect(card.locator(".vs-score")).to_have_text("1 bonne réponse sur 3")
    expect(card.locator(".vs-summary li")).to_have_count(2)
    card.get_by_role("button", name="Rejouer les 2 questions à revoir").click()
    finish(lambda turn: turn == 0, 2)
    card.get_by_role("button", name="Rejouer la question à revoir").click()
    finish(lambda turn: True, 1)
    expect(card.locator(".vs-score")).to_have_text("3 bonnes réponses sur 3")
    expect(card).to_contain_text("Tout est juste. Vous pouvez passer à la suite de la page.")
    expect(card.locator(".vs-saving")).to_contain_text("Réponse enregistrée")
    assert [a["attempt"] for a in answers(journal)] == [1, 1, 1, 2, 2, 3]
    card.get_by_role("button", name="Recommencer").click()
    expect(card.locator(".vs-position")).to_have_text("Question 1 sur 3")
    page.reload()
    expect(card).to_contain_text("3 bonnes réponses sur 3")


def test_answers_can_be_taken_along_and_brought_back(page: Page, journal: Path, tmp_path: Path):
    card = Desk(page, partial(exercice, "00-essai", journal=journal)).open()
    for _ in range(3):
        card.get_by_role("button", name="Vente", exact=True).click()
        card.locator(".vs-primary").click()
    with page.expect_download() as download:
        card.get_by_role("button", name="Télécharger mes réponses").click()
    assert download.value.suggested_filename == journal.name
    kept = tmp_path / "emporte.jsonl"
    download.value.save_as(kept)
    assert kept.read_bytes() == journal.read_bytes()
    journal.unlink()  # another machine, another day
    page.reload()
    expect(card.locator(".vs-position")).to_have_text("Question 1 sur 3")
    for _ in range(3):
        card.get_by_role("button", name="Vente", exact=True).click()
        card.locator(".vs-primary").click()
    heavy = tmp_path / "video.mp4"
    with heavy.open("wb") as stream:
        stream.truncate(21_000_000)
    restore(page, card, heavy)
    expect(card.locator(".vs-saving")).to_have_text(
        "Ce fichier est trop gros pour être celui de vos réponses."
    )
    restore(page, card, kept)
    expect(card.locator(".vs-saving")).to_have_text("Réponses reprises du fichier\u00a0: 3.")
    assert len({answer["id"] for answer in answers(journal)}) == 6


def restore(page: Page, card: Locator, path: Path) -> None:
    with page.expect_file_chooser() as chooser:
        card.get_by_role("button", name="Reprendre depuis un fichier").click()
    chooser.value.set_files(path)
