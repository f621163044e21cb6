"""What is asked of the look of anything the course shows: axe, contrast as painted, targets."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

FOCUSABLE = "button, input:not([hidden]), summary, a[href], [tabindex]"


def check_look(page: Page, shown: Locator, name: str = ".vs-card") -> None:
    """axe finds nothing; every text has 4.5:1 as painted; every button is at least 24 px."""
    report = Axe().run(page, context=name)
    assert report.violations_count == 0, report.generate_report()
    assert shown.evaluate(CONTRAST) == []
    for target in shown.get_by_role("button").all():
        box = target.bounding_box()
        assert min(box["width"], box["height"]) >= 24


def check_shortcuts(card: Locator) -> None:
    """Whatever takes the focus is out of reach of JupyterLab's shortcuts (x cuts the cell)."""
    reached = card.locator(FOCUSABLE).evaluate_all(
        "all => all.filter((one) => one.dataset.lmSuppressShortcuts !== 'true')"
        ".map((one) => one.outerHTML)"
    )
    assert reached == []


# What axe misses: the colours as the browser computed them, through every layer behind a text.
# A canvas turns any CSS colour (color-mix, light-dark) into plain red, green, blue, alpha.
CONTRAST = """card => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  canvas.canvas.width = canvas.canvas.height = 1;
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return Array.from(canvas.getImageData(0, 0, 1, 1).data, (v, i) => i < 3 ? v : v / 255);
  };
  const over = (top, below) => top.slice(0, 3).map((v, i) => v * top[3] + below[i] * (1 - top[3]));
  const behind = (node) => {
    if (!node) return [255, 255, 255];
    const own = rgba(getComputedStyle(node).backgroundColor);
    return own[3] === 1 ? own.slice(0, 3) : over(own, behind(node.parentElement));
  };
  const light = (colour) => {
    const [r, g, b] = colour.map((v) => v / 255)
      .map((v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const texts = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
  const faint = [];
  while (texts.nextNode()) {
    const node = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !node.checkVisibility()) continue;
    const paper = behind(node);
    const [a, b] = [light(over(rgba(getComputedStyle(node).color), paper)), light(paper)];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) faint.push(`${ratio.toFixed(2)} ${texts.currentNode.data.slice(0, 40)}`);
  }
  return faint;
}"""
