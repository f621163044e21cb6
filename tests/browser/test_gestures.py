"""What a page costs before its first answer, ten answers, and the way on: gestures and words.

Nothing here scrolls to what it presses: what is not in view counts as a fault.
"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Server
from tests.browser.the_card import IN_VIEW, answer, exercise, press, settled
from tests.conftest import ROOT
from vs_course import bank, cli
from vs_course.api import session
from vs_course.bank.items import Page as Lesson
from vs_course.bank.items import Policy

pytestmark = pytest.mark.browser
LAPTOP, PHONE = (1366, 768), (360, 740)
COURSE = bank.load()
LESSONS = [page for page in COURSE.pages if page.id != "08_bilan"]
MOST_WORDS = 60
HAND_IN = "Remettre mes réponses"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for lesson in LESSONS:
        source, made = ROOT / f"notebooks/{lesson.id}.ipynb", folder / f"{lesson.id}.html"
        assert cli.main(["page", str(source), "-o", str(made)]) == 0
    return folder


def first_answer(page: Page, address: Callable[[str], str]) -> list[str]:
    """Open each page and answer its first question; return what was not as it should be."""
    faults = []
    for lesson in LESSONS:
        page.goto(address(lesson.id))
        card = page.locator(".vs-card").first
        card.wait_for(timeout=60_000)
        settled(card)
        expect(card.locator(".vs-choice").last, lesson.id).to_be_in_viewport(ratio=1)
        words, above, scrolls = card.evaluate(FIRST_SCREEN)
        if words > MOST_WORDS:
            faults.append(f"{lesson.id}: {words} words before the first answer")
        if scrolls:
            faults.append(f"{lesson.id}: the situation is cut")
        if above:
            faults.append(f"{lesson.id}: scrolled on arriving")
        answer(card, card.locator(".vs-choice").last)
        onwards = f"Continuer : {following(first_of(lesson))}"
        faults += [f"{lesson.id}: {fault}" for fault in way_on(card, onwards)]
    return faults


def first_of(lesson: Lesson) -> str:
    return f"{lesson.id[:2]}-ouvrir"


def following(name: str) -> str:
    """Return what comes after an exercise: the next of its page, or the next page, by its title."""
    ids = [each.id for each in COURSE.exercises]
    later = COURSE.exercises[ids.index(name) + 1 :]
    after = [each for each in later if not each.after]  # one to take again is not on the road
    page = next(page for page in COURSE.pages if page.id[:2] == name[:2])
    if after and after[0].id.startswith(name[:2]):
        return after[0].title
    return COURSE.pages[COURSE.pages.index(page) + 1].title


def way_on(card: Locator, name: str) -> list[str]:
    """Return what is wrong with the way on: one primary, in view, by its name."""
    settled(card)
    primary = card.locator(".vs-primary:visible")
    told = [label.replace("\u00a0", " ") for label in primary.all_inner_texts()]
    if told != [name.replace("\u00a0", " ")]:
        return [f"the way on is {told}, not « {name} »"]
    return [] if primary.evaluate(IN_VIEW) else ["the way on is not in view"]


def test_in_jupyterlab_the_first_answer_is_in_the_first_screen(server: Server, page: Page):
    page.set_viewport_size(dict(zip(("width", "height"), LAPTOP, strict=True)))
    assert first_answer(page, lambda name: server.url(f"notebooks/{name}.ipynb")) == []


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_in_a_page_too(pages: Path, page: Page, size: tuple[int, int]):
    page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
    assert first_answer(page, lambda name: (pages / f"{name}.html").as_uri()) == []


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_ten_questions_take_twenty_gestures(pages: Path, page: Page, size: tuple[int, int]):
    page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
    page.goto((pages / "00_bienvenue.html").as_uri())
    card = exercise(page, "00-diagnostic")
    gestures = 0
    while not card.locator(".vs-summary").count():
        gestures += answer(card, card.locator(".vs-choice").first)
    assert gestures == 20
    assert way_on(card, "Continuer : La vente") == []


def test_every_exercise_ends_with_one_way_on(pages: Path, page: Page):
    """All of them answered, by a file of answers: what is left to see is their end."""
    page.set_viewport_size(dict(zip(("width", "height"), PHONE, strict=True)))
    made = [each for each in COURSE.exercises if COURSE.page(each)]
    lines = [line for each in made for line in answered(each.id)]
    kept = json.dumps("".join(f"{json.dumps(line)}\n" for line in lines))
    page.add_init_script(f"localStorage['vs-course:mes_reponses.jsonl'] = {kept}")
    faults = []
    for lesson in LESSONS:
        page.goto((pages / f"{lesson.id}.html").as_uri())
        for each in made:
            if each.id[:2] != lesson.id[:2]:
                continue
            card, name = exercise(page, each.id), f"Continuer : {following(each.id)}"
            if each.policy is Policy.FIN:  # a page alone marks none, and opens no second one
                first = next((one.title for one in made if one.id == each.after), "")
                name = f"Reprendre : {first}" if first else HAND_IN
            wrong = way_on(card, name)
            faults += [f"{each.id}: {fault}" for fault in wrong]
    assert faults == []


def answered(name: str) -> list[dict]:
    event = {"v": 1, "at": "2026-11-20T10:00:00.000+00:00", "learner": "eleve-1", "bank": ""}
    event |= {"attempt": 1, "correct": None, "confidence": None, "duration_ms": 0, "exercise": name}
    return [
        {**event, "id": f"{name}/{q.id}", "question": q.id, "choice": q.choices[0].value}
        for q in session(name, journal="/dev/null").questions
    ]


def test_the_way_on_leads_to_the_lesson_and_from_page_to_page(pages: Path, page: Page):
    page.goto((pages / "03_points_communs.html").as_uri())
    card = exercise(page, "03-ouvrir")
    answer(card, card.locator(".vs-choice").first)
    press(card, card.locator(".vs-primary"))
    lesson = page.get_by_role("heading", name="Pourquoi on les confond")
    expect(lesson).to_be_focused()
    expect(lesson).to_be_in_viewport(ratio=1)
    card = exercise(page, "03-attribuer")
    while not card.locator(".vs-summary").count():
        answer(card, card.locator(".vs-choice").first)
        press(card, card.locator(".vs-primary"))
    press(card, card.locator(".vs-primary"))
    expect(page.get_by_role("heading", name="Les cinq différences", level=1)).to_be_in_viewport()


# How many words the page shows besides the situation, in what can be seen of it; how far it is
# scrolled; and whether the situation is cut.
FIRST_SCREEN = """card => {
  const panel = card.closest(".jp-WindowedPanel-outer");
  const frame = panel ? panel.getBoundingClientRect() : { top: 0, bottom: innerHeight };
  const walker = document.createTreeWalker(panel ?? document.querySelector("main"),
                                           NodeFilter.SHOW_TEXT);
  let words = 0;
  while (walker.nextNode()) {
    const holder = walker.currentNode.parentElement;
    if (!holder.checkVisibility() || holder.closest(".vs-text, style, script")) continue;
    const range = document.createRange();
    for (const { 0: word, index } of walker.currentNode.data.matchAll(/[\\p{L}\\d][\\S]*/gu)) {
      range.setStart(walker.currentNode, index);
      range.setEnd(walker.currentNode, index + word.length);
      const { top, bottom, width } = range.getBoundingClientRect();
      const told = holder.getBoundingClientRect().width > 1 && width > 1;
      if (told && bottom > frame.top && top < frame.bottom) words += 1;
    }
  }
  const stage = card.querySelector(".vs-stage");
  const scrolled = (panel ?? document.scrollingElement).scrollTop;
  return [words, scrolled, stage.scrollHeight > stage.clientHeight + 1];
}"""
