"""The bars of the bilan as they are painted: in a dark theme, on paper, in imposed colours."""

import json
from dataclasses import asdict

import pytest
from playwright.sync_api import Locator, Page, expect

from tests import learners
from tests.browser.conftest import Server
from tests.browser.look import check_look
from vs_course import bank

pytestmark = pytest.mark.browser


def test_every_bar_is_as_long_as_its_number_says_wherever_it_is_seen(server: Server, page: Page):
    server.theme("JupyterLab Dark")
    learner = learners.keyword_spotter(bank.load()).take_course()
    lines = [json.dumps({"v": 1, **asdict(answer)}) for answer in learner.history]
    server.journal.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    page.goto(server.url("notebooks/08_bilan.ipynb"))
    shown = page.locator(".vs-bilan:has(table)")
    shown.wait_for(timeout=60_000)
    assert page.locator("body").get_attribute("data-jp-theme-light") == "false"
    shown.scroll_into_view_if_needed()
    check_look(page, shown, ".vs-bilan:has(table)")
    details = shown.get_by_text("Le détail", exact=False)
    details.click()
    check_look(page, shown, ".vs-bilan:has(table)")
    check_bars(shown)
    details.click()
    page.emulate_media(media="print")  # folded on the screen, whole on paper
    check_bars(shown)
    page.emulate_media(media="screen")
    details.click()
    for seen in ({"media": "print"}, {"media": "screen", "forced_colors": "active"}):
        page.emulate_media(**seen)
        check_bars(shown)
    page.emulate_media(media="screen", forced_colors="none")
    page.set_viewport_size({"width": 640, "height": 900})
    check_bars(shown)
    expect(shown).not_to_contain_text("graphique")


def check_bars(shown: Locator) -> None:
    """The part of each bar that is full is the share its cell says, in an ink of its own."""
    bars = shown.locator("td:has(.vs-bar)").evaluate_all(
        """cells => cells.map((cell) => {
          const [bar, full] = [cell.querySelector(".vs-bar"), cell.querySelector(".vs-bar > i")];
          const { borderTopColor, borderTopWidth } = getComputedStyle(full);
          const paper = getComputedStyle(document.body).backgroundColor;
          const said = cell.textContent;  // « 8 sur 15 (53 %) », or so many of the last ten
          return [Number(/\\((\\d+)\\s%\\)/.exec(said)?.[1] ?? 10 * (/^\\d+/.exec(said)?.[0] ?? 0)),
            100 * full.getBoundingClientRect().width / bar.clientWidth,
            parseFloat(borderTopWidth) > 4 && borderTopColor !== paper];
        })"""
    )
    assert len(bars) > 10
    for said, drawn, visible in bars:
        assert drawn == pytest.approx(said, abs=1)
        assert visible
