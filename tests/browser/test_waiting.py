"""What is answered while nothing can be kept: it waits, and any page of the course sends it."""

import json
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.desk import Desk
from vs_course import exercice, projeter

pytestmark = pytest.mark.browser
LATE_MS = 5000


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "reponses.jsonl"


def course(path: Path):
    """What a notebook does: the exercise, from the file of answers beside it."""
    return partial(exercice, "00-essai", journal=path)


def kept(path: Path) -> list[tuple[str, str]]:
    if not path.exists():
        return []
    lines = map(json.loads, path.read_text("utf-8").splitlines())
    return [(line["question"], line["choice"]) for line in lines if "choice" in line]


def answer(card: Locator, choice: str) -> None:
    card.get_by_role("button", name=choice, exact=True).click()
    expect(card.locator(".vs-verdict")).to_be_visible()


def begun(path: Path) -> list[tuple[str, str]]:
    """Give the journal its first answer, and so its pseudonym; return what is in it."""
    card = exercice("00-essai", journal=path)
    card.answer(card.session.questions[0].id, "vente")
    return kept(path)


def unsaved(card: Locator) -> Locator:
    return card.locator(".vs-notice", has_text="n’est pas enregistrée")


def saved(card: Locator) -> Locator:
    return card.locator(".vs-saving", has_text="✓ Enregistré")


def nothing_waits(page: Page) -> None:
    """Wait until all that this browser kept has been acknowledged."""
    page.wait_for_function("localStorage.length + sessionStorage.length === 0")


def silent(card: Locator) -> None:
    """Nothing is said, neither that it is saved nor that it is not."""
    expect(card.locator(".vs-saving")).to_have_text("")
    expect(card.locator(".vs-notice")).to_have_text("")


def test_a_kernel_that_is_silent_is_said_to_be(page: Page, journal: Path):
    page.clock.install()
    desk = Desk(page, course(journal))
    card = desk.open()
    desk.silent = True
    answer(card, "Vente")
    silent(card)
    page.clock.fast_forward(LATE_MS)
    expect(card.locator(".vs-notice")).to_contain_text(
        "1 réponse n’est pas enregistrée. Le programme du cours ne répond pas."
    )
    answer_next(card, "Vente")
    page.clock.fast_forward(LATE_MS)
    expect(card.locator(".vs-notice")).to_contain_text("2 réponses ne sont pas enregistrées.")
    desk.silent = False
    answer_next(card, "Service")
    expect(saved(card)).to_be_visible()
    assert [choice for _, choice in kept(journal)] == ["vente", "vente", "service"]


def answer_next(card: Locator, choice: str) -> None:
    card.locator(".vs-primary").click()
    answer(card, choice)


def test_a_kernel_that_is_gone_is_said_to_be_at_once(page: Page, journal: Path):
    card = Desk(page, course(journal)).open()
    page.evaluate("globalThis.gone = true")
    answer(card, "Vente")
    expect(unsaved(card)).to_contain_text("Le programme du cours ne répond pas.")


def test_a_card_that_leaves_the_page_says_nothing_more(page: Page, journal: Path):
    """Its cell is run again, or its output cleared: another card may stand in its place."""
    page.clock.install()
    desk = Desk(page, course(journal))
    card = desk.open()
    answer(card, "Vente")
    expect(saved(card)).to_be_visible()
    desk.silent = True
    answer_next(card, "Vente")
    page.evaluate("leave()")
    page.clock.fast_forward(LATE_MS)
    desk.silent = False
    page.evaluate("model.send({ kind: 'download' })")
    page.evaluate("model.send({ kind: 'continue' })")
    silent(card)


def test_a_full_disk_stays_the_reason(page: Page, journal: Path):
    page.clock.install()
    card = Desk(page, course(journal)).open()
    journal.mkdir()
    answer(card, "Vente")
    for _ in range(2):
        expect(unsaved(card)).to_contain_text("est un dossier, il faut un fichier.")
        page.clock.fast_forward(LATE_MS)
        expect(card.locator(".vs-notice")).not_to_contain_text("ne répond pas")
    journal.rmdir()
    answer_next(card, "Service")
    expect(saved(card)).to_be_visible()
    assert [choice for _, choice in kept(journal)] == ["vente", "service"]


@pytest.mark.parametrize("known", [True, False])
def test_another_address_of_the_course_sends_what_waits(page: Page, journal: Path, known: bool):
    before = begun(journal) if known else []
    desk = Desk(page, course(journal))
    card = desk.open("/lab/tree/essai.ipynb")
    desk.silent = True
    answer(card, "Vente")
    answer_next(card, "Service")
    desk.silent = False
    card = desk.open("/notebooks/copie/autre.ipynb")
    nothing_waits(page)
    expect(card).to_contain_text("Exercice terminé" if known else "Question 3 sur 3")
    assert kept(journal)[: len(before)] == before
    assert [choice for _, choice in kept(journal)[len(before) :]] == ["vente", "service"]
    desk.open("/lab/tree/essai.ipynb")
    assert len(kept(journal)) == len(before) + 2


def test_another_tab_sends_what_waits_once_the_first_is_closed(page: Page, journal: Path):
    desk = Desk(page, course(journal))
    card = desk.open()
    answer(card, "Vente")
    expect(saved(card)).to_be_visible()
    desk.silent = True
    answer_next(card, "Service")
    other = Desk(page.context.new_page(), course(journal))
    page.close()
    other.open("/lab/tree/essai.ipynb")
    nothing_waits(other.page)
    assert [choice for _, choice in kept(journal)] == ["vente", "service"]


def test_two_tabs_send_the_same_answer_and_it_is_kept_once(page: Page, journal: Path):
    begun(journal)
    first = Desk(page, course(journal))
    card = first.open()
    second = Desk(page.context.new_page(), course(journal))
    first.silent = second.silent = True
    answer(card, "Vente")
    again = second.open()  # it finds the answer, and waits too
    expect(again.locator(".vs-position")).to_have_text("Question 3 sur 3")
    answer(again, "Service")
    first.silent = second.silent = False
    answer_next(card, "Vente")
    expect(saved(card)).to_be_visible()
    assert len(kept(journal)) == 3  # the first tab sent both of its own
    # What the second tab has been waiting with is still there, though the first has emptied its.
    second.open()
    nothing_waits(second.page)
    assert [choice for _, choice in kept(journal)] == ["vente", "vente", "vente", "service"]


def test_the_next_pupil_inherits_nothing(page: Page, tmp_path: Path):
    lea, tom = tmp_path / "lea.jsonl", tmp_path / "tom.jsonl"
    begun(lea)
    begun(tom)
    desk = Desk(page, course(lea))
    card = desk.open()
    desk.silent = True
    answer(card, "Service")
    desk.silent, desk.make = False, course(tom)
    card = desk.open()
    expect(card.locator(".vs-position")).to_have_text("Question 2 sur 3")
    silent(card)
    assert len(kept(tom)) == 1
    desk.make = course(lea)
    desk.open()
    nothing_waits(page)
    assert len(kept(lea)) == 2
    assert len(kept(tom)) == 1


def test_a_first_answer_that_waits_is_no_one_else_s(page: Page, tmp_path: Path):
    lea, tom = tmp_path / "lea.jsonl", tmp_path / "tom.jsonl"
    desk = Desk(page, course(lea))
    card = desk.open("/user/lea/notebooks/essai.ipynb")
    desk.silent = True
    answer(card, "Service")
    desk.silent, desk.make = False, course(tom)
    # Another tab of this machine, then the same tab of another account of the hub.
    other = Desk(page.context.new_page(), course(tom))
    for card in (
        other.open("/user/lea/notebooks/essai.ipynb"),
        desk.open("/user/tom/notebooks/essai.ipynb"),
    ):
        expect(card.locator(".vs-position")).to_have_text("Question 1 sur 3")
        silent(card)
    desk.make = course(lea)
    desk.open("/user/lea/lab/tree/essai.ipynb")
    nothing_waits(page)
    assert (len(kept(lea)), kept(tom)) == (1, [])


def test_a_card_and_a_projection_of_one_exercise_never_share(page: Page, journal: Path):
    votes = journal.parent / "votes.jsonl"
    projected = partial(projeter, "00-essai")
    desk = Desk(page, projected)
    card = desk.open()
    desk.silent = True
    card.locator("input").first.fill("12")
    card.get_by_role("button", name="Montrer la réponse").click()
    desk.silent, desk.make = False, course(journal)
    card = desk.open()
    expect(card.locator(".vs-position")).to_have_text("Question 1 sur 3")
    silent(card)
    desk.silent = True
    answer(card, "Vente")
    desk.silent, desk.make = False, projected
    card = desk.open()
    page.wait_for_function("localStorage.length + sessionStorage.length === 1")  # the vote is sent
    assert not journal.exists()
    desk.make = course(journal)
    desk.open()
    nothing_waits(page)
    assert not votes.exists()
    assert len(kept(journal)) == 1


def test_what_the_exercise_no_longer_asks_stops_waiting(page: Page, journal: Path, folder):
    before = partial(exercice, "essai", data=folder.path, journal=journal)
    desk = Desk(page, before)
    card = desk.open()
    desk.silent = True
    answer(card, "Vente")
    desk.silent = False
    asked = desk.widget.session.questions[0].id
    header, *rows = folder.rows("scenarios.csv")
    gone = next(row[1] for row in rows if row[0] == asked)
    folder.write("scenarios.csv", [header, *(row for row in rows if row[1] != gone)])
    card = desk.open()
    nothing_waits(page)
    silent(card)
    assert kept(journal) == []


def test_where_the_browser_keeps_nothing_the_card_still_answers(page: Page, journal: Path):
    page.add_init_script(
        "for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name,"
        " { get() { throw new DOMException('', 'SecurityError'); } });"
    )
    card = Desk(page, course(journal)).open()
    answer(card, "Vente")
    expect(saved(card)).to_be_visible()
    assert len(kept(journal)) == 1
