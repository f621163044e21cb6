"""How the tests of a browser see a card and press it: as a learner does, with no scrolling."""

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from vs_course import bank

LABEL = {"vente": "Vente", "service": "Service"}
OTHER = {"vente": "service", "service": "vente"}
SCENARIOS = {scenario.text: scenario for scenario in bank.load().scenarios}


def shown(card: Locator):
    return SCENARIOS[card.locator(".vs-text").first.text_content()]


def choice(card: Locator, category: str) -> Locator:
    return card.locator(".vs-choice", has_text=LABEL[category])


def exercise(page: Page, name: str) -> Locator:
    """Return the card of an exercise of the page, brought in view, once, and ready for a press."""
    card = page.locator(f'.vs-card[data-exercise="{name}"]')
    card.wait_for(state="attached", timeout=60_000)
    card.evaluate("card => card.scrollIntoView({ block: 'center' })")
    settled(card)
    return card


def settled(card: Locator) -> None:
    """Wait until the card takes a press for a new one."""
    expect(card).not_to_have_attribute("data-settling", "")


def press(card: Locator, target: Locator) -> None:
    """Press what is in view where it is; playwright's own click would scroll to it."""
    settled(card)
    box = target.evaluate(IN_VIEW)
    assert box, f"not in view: {target}"
    card.page.mouse.click(*box)


def answer(card: Locator, target: Locator) -> int:
    """Answer with a choice, as sure as can be where that is asked; return the gestures."""
    trial = card.locator(".vs-validate").count()
    press(card, target)
    if trial:
        press(card, card.locator(".vs-validate"))
    elif card.locator(".vs-levels").count():
        press(card, card.locator(".vs-levels button").first)
        return 2
    return 1 + trial


def go_on(card: Locator) -> None:
    settled(card)
    card.locator(".vs-actions > .vs-primary").click()


def tab_to(page: Page, target: Locator) -> None:
    for _ in range(14):
        page.keyboard.press("Tab")
        if target.evaluate("node => node === document.activeElement"):
            return
    raise AssertionError(f"Tab does not reach {target}")


def moved(before: dict, after: dict) -> list[str]:
    """Return what moved by more than a pixel between two looks."""
    pairs = zip(before["places"], after["places"], strict=True)
    text = any(abs(a - b) > 1 for one, other in pairs for a, b in zip(one, other, strict=True))
    around = [name for name in ("scrolls", "height") if before[name] != after[name]]
    return [*around, *(["text"] if text else [])]


# Where to press an element, or null where the middle of it is not in view.
IN_VIEW = """node => {
  const rect = node.getClientRects()[0];
  const [x, y] = [rect.left + rect.width / 2, rect.top + rect.height / 2];
  const top = document.elementFromPoint(x, y);
  return top && (node === top || node.contains(top)) && rect.bottom <= innerHeight ? [x, y] : null;
}"""
# The words that can be seen, in the whole card and outside its sheet; where each word of the
# text stands; how far everything around the card is scrolled.
LOOK = """card => {
  const walk = (root, each) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement: holder } = walker.currentNode;
      const seen = holder.checkVisibility() && !holder.closest(".vs-heard");
      if (seen) each(walker.currentNode, holder);
    }
  };
  const count = { all: 0, still: 0 };
  walk(card, ({ data }, holder) => {
    const words = data.split(/\\s+/).filter((word) => /[\\p{L}\\d]/u.test(word)).length;
    count.all += words;
    if (!holder.closest(".vs-sheet")) count.still += words;
  });
  const places = [];
  walk(card.querySelector(".vs-stage"), (node, holder) => {
    if (holder.closest("small")) return;
    for (const { index } of node.data.matchAll(/\\p{L}/gu)) {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + 1);
      const { left, top } = range.getBoundingClientRect();
      places.push([left, top]);
    }
  });
  const scrolls = [];
  for (let node = card; node; node = node.parentElement) scrolls.push(node.scrollTop);
  const sheet = card.querySelector(".vs-sheet").getBoundingClientRect().height;
  return { ...count, places, scrolls: scrolls.join(), sheet,
           height: card.getBoundingClientRect().height };
}"""


def hand_in(card: Locator, folder: Path, name: str = "") -> Path:
    """Do « Remettre mes réponses », which is in sight, and return the file saved in `folder`."""
    card.get_by_role("button", name="Remettre mes réponses").click()
    card.get_by_label("Votre nom").fill(name)
    with card.page.expect_download() as download:
        card.get_by_role("button", name="Télécharger le fichier").click()
    kept = folder / download.value.suggested_filename
    download.value.save_as(kept)
    expect(card.locator(".vs-notice")).to_contain_text(f"«\u00a0{kept.name}\u00a0»")
    return kept
