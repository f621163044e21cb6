"""One exercise of each kind, from its first question to its end, by mouse and by keyboard.

What an answer costs is measured as a learner meets it: no scrolling, no text that moves.
"""

from collections.abc import Iterable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Server
from tests.browser.look import check_look
from tests.browser.the_card import (
    LOOK,
    answer,
    exercise,
    go_on,
    moved,
    press,
    settled,
    shown,
    tab_to,
)
from tests.conftest import ROOT
from vs_course import bank, cli
from vs_course.practice import texts

pytestmark = pytest.mark.browser
# kind: the page, the exercise
KINDS = {
    "classer": ("01_vente", "01-objectif"),
    "certitude": ("05_classer", "05-classer"),
    "comparer": ("04_differences", "04-objectif"),
    "reperer": ("04_differences", "04-cible"),
    "justifier": ("05_classer", "05-justifier"),
    "situer": ("02_service", "02-avant-pendant-apres"),
    "attribuer": ("03_points_communs", "03-attribuer"),
    "debattre": ("06_cas_limites", "06-debattre"),
    "evaluer": ("07_evaluation", "07-evaluation"),
}
TWO_QUESTIONS = ("justifier", "situer")
# Every time, those that ask most of the learner or of the card; the others for a release.
OFTEN = ("certitude", "reperer", "evaluer")
BY_KEYBOARD = ("certitude", "comparer", "reperer", "justifier", "evaluer")


def tried_with(kinds: Iterable[str]) -> pytest.MarkDecorator:
    """Try a test with these kinds, those that don't come often for a release only."""
    late = pytest.mark.release
    return pytest.mark.parametrize(
        "kind", [k if k in OFTEN else pytest.param(k, marks=late) for k in kinds]
    )


def opened(server: Server, page: Page, kind: str) -> Locator:
    notebook, name = KINDS[kind]
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(server.url(f"notebooks/{notebook}.ipynb"))
    return exercise(page, name)


def size(kind: str) -> int:
    made = next(e for e in bank.load().exercises if e.id == KINDS[kind][1])
    return made.size * (2 if kind in TWO_QUESTIONS else 1)


def play(card: Locator, kind: str, most_of_window: float = 1) -> None:
    """Answer every question, some wrong; hold each to what it may cost."""
    window = card.page.viewport_size["height"]
    gestures, faults = 0, []
    for turn in range(size(kind)):
        choices = card.locator(".vs-choices:not(.vs-levels) .vs-choice")
        settled(card)
        before = card.evaluate(LOOK)
        gestures += answer(card, choices.nth(turn % choices.count()))
        state = card.locator(".vs-sheet").get_attribute("data-verdict")
        if not state:  # a test goes on by itself, and so does « Dire pourquoi » to its second step
            continue
        expect(card.locator(".vs-saving")).to_contain_text("✓")
        after = card.evaluate(LOOK)
        added, most = after["all"] - before["still"], 30 if state == "right" else 60
        if added > most:
            faults.append(f"{turn}: {added} words, {state}")
        faults += [f"{turn}: {name} moved, {state}" for name in moved(before, after)]
        if after["sheet"] > most_of_window * window:
            faults.append(f"{turn}: the sheet takes {after['sheet']} px, {state}")
        if turn < 2:
            settled(card)
            check_look(card.page, card)
        press(card, card.locator(".vs-actions > .vs-primary"))
        gestures += 1
    assert not faults, "\n".join(faults)
    each = {"certitude": 3, "justifier": 1.5}.get(kind, 2)
    assert gestures == each * size(kind)


@tried_with(KINDS)
def test_in_jupyterlab_nothing_is_scrolled_and_nothing_moves(server: Server, page: Page, kind: str):
    card = opened(server, page, kind)
    check_look(page, card)
    play(card, kind)
    settled(card)
    check_look(page, card)
    check_end(server, card, kind)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for name in {notebook for notebook, _ in KINDS.values()}:
        cli.main(["page", str(ROOT / f"notebooks/{name}.ipynb"), "-o", f"{folder}/{name}.html"])
    return folder


@tried_with(KINDS)
def test_nor_on_a_phone(pages: Path, page: Page, kind: str):
    notebook, name = KINDS[kind]
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto((pages / f"{notebook}.html").as_uri())
    card = exercise(page, name)
    play(card, kind, 0.45)
    expect(card.locator(".vs-position")).to_have_text("Terminé")


@tried_with(BY_KEYBOARD)
def test_by_keyboard(server: Server, page: Page, kind: str):
    card = opened(server, page, kind)
    cells = page.locator(".jp-Cell").count()
    card.locator(".vs-question").focus()
    for _ in range(size(kind)):
        control = card.locator(".vs-choices :is(button, input)").first
        if card.locator(".vs-lead").count() == 0:
            tab_to(page, control)
        else:
            page.keyboard.press("Tab")
        page.keyboard.press("x")
        if kind in ("evaluer", "reperer"):
            page.keyboard.press("Space" if kind == "evaluer" else "Enter")
        if kind != "reperer":
            settled(card)
            page.keyboard.press("Enter")
        if kind == "certitude":
            expect(card.locator(".vs-levels")).to_be_focused()
            settled(card)
            page.keyboard.press("Tab")
            page.keyboard.press("Space")
        if card.locator(".vs-sheet").get_attribute("data-verdict"):
            expect(card.locator(".vs-primary")).to_be_focused()
            settled(card)
            page.keyboard.press("Enter")
        settled(card)
    check_end(server, card, kind)
    assert page.locator(".jp-Cell").count() == cells


def check_end(server: Server, card: Locator, kind: str) -> None:
    expect(card.get_by_role("heading", name="Exercice terminé")).to_be_visible()
    expect(card.locator(".vs-saving")).to_contain_text("Enregistré")
    answers = server.answers()
    assert len({a["id"] for a in answers}) == len(answers) == size(kind)
    assert {a["exercise"] for a in answers} == {KINDS[kind][1]}
    assert {a["confidence"] is None for a in answers} == {kind != "certitude"}
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


def test_a_press_doubled_or_held_skips_nothing(server: Server, page: Page):
    card = opened(server, page, "classer")
    first = shown(card)
    x, y = card.locator(".vs-choice").last.evaluate(
        "node => { const r = node.getBoundingClientRect(); return [r.x + r.width / 2, r.y + 9] }"
    )
    page.mouse.dblclick(x, y)  # « Continuer » comes where « Service » was
    expect(card.locator(".vs-verdict")).to_be_visible()
    assert shown(card) == first
    settled(card)
    page.mouse.dblclick(x, y)  # and « Service » comes back where it was
    expect(card.locator(".vs-position")).to_have_text("Question 2 sur 6")
    expect(card.locator(".vs-verdict")).to_have_count(0)
    tab_to(page, card.locator(".vs-choice").first)
    settled(card)
    for _ in range(3):
        page.keyboard.down("Enter")
    page.keyboard.up("Enter")
    expect(card.locator(".vs-position")).to_have_text("Question 2 sur 6")
    expect(card.locator(".vs-verdict")).to_be_visible()
    settled(card)
    assert len(server.answers()) == 2


def test_saying_why_is_asked_before_it_is_told(server: Server, page: Page):
    card = opened(server, page, "justifier")
    scenario = shown(card)
    sign = bank.load().signs[scenario.id]
    criterion = bank.load().criterion(sign)
    press(card, card.get_by_role("button", name="Un indice"))
    expect(card.locator(".vs-text mark")).to_have_count(1)  # the words, never the sign
    answer(card, card.locator(".vs-choice", has_text=scenario.category.title()))
    expect(card.get_by_role("status")).to_contain_text("À quel signe le voit-on")
    told = card.get_by_role("status").text_content()
    assert criterion.name not in told
    assert criterion.question not in told
    says = texts.SIGN_SAYS[scenario.category][sign]
    assert says not in told
    answer(card, card.locator(".vs-choice", has_text=texts.SIGN[sign]))
    expect(card.locator(".vs-verdict")).to_contain_text(f"Oui, {says}")
    card.get_by_role("button", name="Pourquoi").click()
    expect(card.locator(".vs-why")).to_contain_text(criterion.question)
    settled(card)
    assert [answered.get("hints") for answered in server.answers()] == [1, None]


@pytest.mark.release
def test_the_next_series_brings_other_situations(server: Server, page: Page):
    card = opened(server, page, "comparer")
    met = set()
    for turn in range(2 * size("comparer")):
        answer(card, card.locator(".vs-choice").first)
        expect(card.locator(".vs-saving")).to_contain_text("Enregistré")
        met.add(server.answers()[-1]["question"])
        go_on(card)
        if turn == size("comparer") - 1:
            settled(card)
            card.locator(".vs-menu summary").click()
            card.get_by_role("button", name="D’autres situations").click()
            expect(card.locator(".vs-position")).to_have_text("Question 1 sur 5")
    assert len(met) >= 2 * size("comparer") - 2


def test_in_a_test_one_may_change_until_it_is_validated(server: Server, page: Page):
    sent: list[str] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda f: sent.append(str(f))))
    card = opened(server, page, "evaluer")
    scenario = shown(card)
    whole = "".join(sent) + page.content()
    assert scenario.text[:40] in whole
    assert scenario.explanation[:40] not in whole
    validate = card.get_by_role("button", name="Valider")
    expect(validate).to_have_attribute("aria-disabled", "true")
    press(card, card.get_by_text("Vente", exact=True))
    press(card, card.get_by_text("Service", exact=True))
    press(card, validate)
    expect(card.locator(".vs-position")).to_have_text("Question 2 sur 15")
    expect(card.get_by_role("radio", checked=True)).to_have_count(0)
    for _ in range(14):
        answer(card, card.locator(".vs-choice").first)
    assert server.answers()[0]["choice"] == "service"
    expect(card.locator(".vs-closing")).to_contain_text("bonnes réponses sur 15")
    back = card.get_by_role("link", name="Reprendre\u00a0: S’entraîner à classer")
    expect(back).to_have_attribute("href", "05_classer.ipynb")
    on = card.get_by_role("link", name="Continuer\u00a0: Le bilan")
    expect(on).to_have_attribute("href", "08_bilan.ipynb")


def test_a_situation_is_reported_to_the_learners_own_file(server: Server, page: Page):
    card = opened(server, page, "classer")
    scenario = shown(card)
    answer(card, card.locator(".vs-choice").first)
    settled(card)
    card.get_by_role("button", name="Signaler cette situation").click()
    card.get_by_label("Ce n’est pas vraisemblable").check()
    card.get_by_label("Précisez").fill("x" * 250)
    check_look(page, card)
    card.get_by_role("button", name="Signaler", exact=True).click()
    expect(card.get_by_text("Signalé, merci.")).to_be_visible()
    expect(card.locator(".vs-saving")).to_contain_text("Enregistré")
    (report,) = [line for line in server.lines() if line.get("kind") == "report"]
    assert (report["question"], report["reason"]) == (scenario.id, "invraisemblable")
    assert len(report["text"]) == 200
