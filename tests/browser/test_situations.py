"""Every situation of the course as the card shows it: whole, its clue marked where it stands."""

import pytest
from playwright.sync_api import Page

from vs_course import bank
from vs_course.card import browser

pytestmark = pytest.mark.browser

# The text of the node that a situation makes, and what is marked in it.
SHOW = """([text, form, clues]) => {
  const node = situation({ text, form, formName: "", reveal: { clues } });
  light(node, { text, form, clues });
  return [node.textContent, [...node.querySelectorAll("mark")].map((one) => one.textContent)];
}"""


def test_every_clue_is_marked_and_no_word_is_lost(page: Page):
    page.set_content("<main></main>")
    page.add_script_tag(content=browser.module().replace("export default", "void"))
    faults = []
    for scenario in bank.load().scenarios:
        text, marks = page.evaluate(SHOW, [scenario.text, scenario.form, list(scenario.clues)])
        if text != scenario.text:
            faults.append(f"{scenario.id}: {text!r}")
        marked = "".join(marks)
        for clue in scenario.clues:
            # A line's end, and what parts a price from its name, are drawn and not marked.
            if not all(piece in marked for piece in clue.replace("\u00a0: ", "\n").split("\n")):
                faults.append(f"{scenario.id}: « {clue} » is marked as {marks}")
    assert faults == []
