"""How fast the card is, against plain ipywidgets in the same run. Not a test: run it by hand.

.venv/bin/python -m pytest tests/browser/measure_card.py -s -o addopts=
"""

import json
import statistics
import subprocess
import sys
import time
from importlib.util import find_spec

from nbformat import write
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Page

from tests.browser.conftest import Server
from tests.notebook_builder import METADATA
from vs_course import bank

PREPARE = """
import json, ipywidgets as w
from vs_course import exercice
from ipywidgets.widgets.widget import _instances
questions = exercice("vingt", data="donnees").session.questions
"""
CARD = 'before = set(_instances); exercice("vingt", data="donnees")'
PLAIN = """before = set(_instances)
def row(q):
    text, radio = w.HTML(q.text), w.RadioButtons(options=["Vente", "Service"], value=None)
    button, out = w.Button(description="Valider"), w.HTML()
    button.on_click(lambda _: setattr(out, "value", q.explanation))
    return w.VBox([text, radio, button, out])
w.VBox([row(q) for q in questions])"""
# The same twenty, where it is installed, as its own documentation writes them.
QUIZ = """before = set(_instances)
from jupyterquiz import display_quiz
display_quiz([{"question": q.text, "type": "multiple_choice", "answers": [
    {"answer": c.label, "correct": c.value == q.key, "feedback": q.explanation}
    for c in q.choices]} for q in questions])"""
COUNT = "print(len(set(_instances) - before))"
REPEATS = 5
LIMIT_MS = 30_000


def test_measure(server: Server, page: Page):
    folder = server.folder / "mesure"
    folder.mkdir()
    data = folder / "donnees"
    data.mkdir()
    for path in bank.default_folder().iterdir():
        (data / path.name).write_bytes(path.read_bytes())
    (data / "exercices.toml").write_text(
        '[[exercice]]\nid = "vingt"\ntitre = "Vingt"\ngenre = "classer"\nnombre = 20\n'
    )
    cells = {
        "card": (CARD, "cell.querySelectorAll('.vs-choice').length === 2"),
        "plain": (PLAIN, "cell.querySelectorAll('.widget-radio-box').length === 20"),
    }
    if find_spec("jupyterquiz"):
        cells["jupyterquiz"] = (QUIZ, "cell.querySelectorAll('.MCButton').length === 40")
    turn = [source for cell, _ in cells.values() for source in (cell, COUNT)]
    sources = [PREPARE, *turn * REPEATS]
    kernel = {"kernelspec": METADATA["kernelspec"], "language_info": METADATA["language_info"]}
    notebook = new_notebook(cells=[new_code_cell(s) for s in sources], metadata=kernel)
    write(notebook, folder / "mesure.ipynb")
    received: list[int] = []
    page.on("websocket", lambda ws: ws.on("framereceived", lambda data: received.append(len(data))))
    page.goto(server.url("mesure/mesure.ipynb"))
    page.locator('.jp-NotebookPanel [data-status="idle"]').first.wait_for(timeout=60_000)
    run(page, 0)
    page.wait_for_timeout(1500)
    times: dict[str, list[float]] = {name: [] for name in cells}
    sizes: dict[str, int] = {}
    models: dict[str, int] = {}
    for repeat in range(REPEATS):
        for place, (name, (_, ready)) in enumerate(cells.items()):
            cell = 1 + len(turn) * repeat + 2 * place
            received.clear()
            times[name].append(run(page, cell, ready))
            page.wait_for_timeout(500)
            sizes[name] = sum(received)
            run(page, cell + 1)
            counted = page.locator(".jp-CodeCell").nth(cell + 1).locator(".jp-OutputArea-output")
            models[name] = int(counted.inner_text())
    clicks = click_to_feedback(page)
    report = {
        "render_ms (median of 5)": {k: round(statistics.median(v), 1) for k, v in times.items()},
        "websocket_bytes": sizes,
        "widget_models": models,
        "click_to_feedback_ms (median of 30)": {
            "in the page": round(statistics.median(shown for shown, _ in clicks), 2),
            "painted": round(statistics.median(painted for _, painted in clicks), 2),
        },
        "import_s (median of 7)": imports(),
    }
    print("\n" + json.dumps(report, indent=1, ensure_ascii=False))


def select(page: Page, cell: int) -> None:
    page.locator(".jp-CodeCell").nth(cell).locator(".jp-InputPrompt").click()


def run(page: Page, cell: int, ready: str = "true") -> float:
    """Run a cell; return the ms from the key to the frame in which `ready` holds."""
    select(page, cell)
    page.evaluate(
        """([ready, limit]) => { window.done = new Promise((resolve, reject) => {
          setTimeout(() => reject(new Error(`not in ${limit} ms: ${ready}`)), limit);
          addEventListener("keydown", () => {
            const start = performance.now();
            const cell = document.querySelector(".jp-CodeCell.jp-mod-active");
            const look = () => cell && eval(ready) ? resolve(performance.now() - start)
                                                   : requestAnimationFrame(look);
            look();
          }, { once: true, capture: true });
        }); }""",
        [ready, LIMIT_MS],
    )
    page.keyboard.press("Control+Enter")
    took = page.evaluate("window.done")
    page.locator('.jp-NotebookPanel [data-status="idle"]').first.wait_for()
    return took


def click_to_feedback(page: Page) -> list[list[float]]:
    """Return, for 30 clicks, the ms until feedback is in the page, then until it is painted."""
    card = page.locator(".vs-card").first
    card.scroll_into_view_if_needed()
    return card.evaluate(
        """async (card) => {
          const took = [];
          while (took.length < 30) {
            const choice = card.querySelector(".vs-choice:not(:disabled)");
            if (!choice) {
              Array.from(card.querySelectorAll(".vs-actions button")).at(-1).click();
              continue;
            }
            const start = performance.now();
            choice.click();
            if (!card.querySelector(".vs-feedback").textContent) throw new Error("no feedback");
            const shown = performance.now() - start;
            await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
            took.push([shown, performance.now() - start]);
            card.querySelector(".vs-primary").click();
          }
          return took;
        }"""
    )


def imports() -> dict[str, float]:
    lines = {"import ipywidgets, anywidget": [], "from vs_course import exercice": []}
    for _ in range(7):
        for line, took in lines.items():
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", line], check=True)
            took.append(time.perf_counter() - start)
    return {line: round(statistics.median(took), 3) for line, took in lines.items()}
