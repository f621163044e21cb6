"""Capytale and Basthon: their Python kernel, in their Pyodide, with no ipywidgets, in Chromium.

Basthon's own kernel package is run; its worker is not (it needs a version of `kernel-base` that
isn't published): this page stands for it, as far as the kernel's Python asks for it.
"""

import json
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.static_site import served
from tests.browser.the_card import OTHER, choice, go_on, settled, shown
from vs_course import cli
from vs_course.bank.french import sentences

pytestmark = [pytest.mark.browser, pytest.mark.release]

PACKAGES = ("@basthon/kernel-python3@0.78.6", "pyodide@0.26.4")
HOST = """<!DOCTYPE html><meta charset="utf-8"><main></main>
<script src="pyodide/package/pyodide.js"></script>
<script type="module">
const root = new URL("kernel/package/lib/dist", location.href).href;
const none = () => {};
globalThis.basthon = {
  version: () => "", isLegacy: () => true, syncCommSupport: () => false,
  basthonModulesRoot: () => `${root}/modules`, display: none, clearOutput: none,
};
const pyodide = await loadPyodide({ lockFileURL: `${root}/pyodide-lock.json` });
globalThis.pyodide = pyodide;
for (const item of Object.values(pyodide._api.lockfile_packages)) {
  item.file_name = item.file_name.replace("{basthonRoot}", root);
}
await pyodide.loadPackage("basthon");
const kernel = pyodide.pyimport("basthon").__kernel__;
kernel.start();
globalThis.join = async (name) => {
  const content = new Uint8Array(await (await fetch(name)).arrayBuffer());
  await kernel.put_module(name, content);
};
globalThis.run = async (code) => {
  const result = await kernel.eval(code, none, none, {});
  if (typeof result === "string") throw new Error(result);
  return result.toJs({ dict_converter: Object.fromEntries })[0];
};
globalThis.fails = (code) => run(code).then(() => "", (error) => error.message);
globalThis.ready = true;
</script>"""


@pytest.fixture(scope="module")
def basthon(npm: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a page where Basthon's kernel runs, everything it needs beside it."""
    folder = tmp_path_factory.mktemp("basthon")
    for name, package in zip(("kernel", "pyodide"), PACKAGES, strict=True):
        told = subprocess.run(
            [npm, "pack", "--json", package], cwd=folder, check=True, capture_output=True
        )
        with tarfile.open(folder / _archive(json.loads(told.stdout))) as archive:
            archive.extractall(folder / name, filter="data")
    (folder / "index.html").write_text(HOST, encoding="utf-8")
    assert cli.main(["capytale", "-o", str(folder / "vs_course.py")]) == 0
    with served(folder) as address:
        yield address


def _archive(told: list | dict) -> Path:
    """Return the file `npm pack` made; npm 12 tells it by package name."""
    (made,) = told if isinstance(told, list) else told.values()
    return Path(made["filename"])


def test_the_card_answers_in_basthon(basthon: str, page: Page):
    page.goto(basthon)
    page.wait_for_function("globalThis.ready", timeout=60_000)
    page.evaluate("join('vs_course.py')")
    assert "ModuleNotFoundError" in page.evaluate("fails('import ipywidgets')")
    page.evaluate("run('from vs_course import exercice, bilan')")
    shows = page.evaluate("run('exercice(\"05-classer\")')")
    # As an output area does: markup put in the page, whose own scripts would not run.
    page.evaluate("html => document.querySelector('main').innerHTML = html", shows["text/html"])
    card = page.frame_locator("iframe").locator(".vs-card")
    first = shown(card)
    settled(card)
    choice(card, OTHER[first.category]).click()
    settled(card)
    card.get_by_role("button", name="Sûr", exact=True).click()
    expect(card.locator(".vs-feedback")).to_contain_text(sentences(first.explanation)[0])
    expect(card.locator(".vs-saving")).to_contain_text("Enregistré")
    go_on(card)
    settled(card)
    choice(card, shown(card).category).click()
    settled(card)
    card.get_by_role("button", name="Au hasard").click()
    expect(card.locator(".vs-verdict")).to_contain_text("Juste")
    frame = page.locator("iframe").bounding_box()
    inside = card.bounding_box()
    assert inside["y"] + inside["height"] <= frame["y"] + frame["height"]
    # Made again, as when the notebook is opened another day: the browser has kept the answers.
    page.evaluate("html => document.querySelector('main').innerHTML = html", shows["text/html"])
    expect(card.locator(".vs-position")).to_have_text("Question 3 sur 10")


def test_a_mistake_is_one_french_sentence_in_basthon(basthon: str, page: Page):
    page.goto(basthon)
    page.wait_for_function("globalThis.ready", timeout=60_000)
    page.evaluate("join('vs_course.py')")
    assert page.evaluate("fails('from vs_course import exercice, bilan')") == ""
    said = page.evaluate("fails('exercice(\"05-clasers\")')")
    assert "L’exercice « 05-clasers » n’existe pas. Vouliez-vous dire" in said.replace("\xa0", " ")
    assert "encore vide" in page.evaluate("run('bilan()')")["text/html"]


def test_the_bilan_reads_what_the_exercises_keep(basthon: str, page: Page):
    page.goto(basthon)
    page.wait_for_function("globalThis.ready", timeout=60_000)
    page.evaluate("join('vs_course.py')")
    page.evaluate("run('from vs_course import exercice, bilan')")
    shows = page.evaluate("run('exercice(\"00-ouvrir\")')")
    page.evaluate("html => document.querySelector('main').innerHTML = html", shows["text/html"])
    card = page.frame_locator("iframe").locator(".vs-card")
    choice(card, shown(card).category).click()
    expect(card.locator(".vs-saving")).to_contain_text("Enregistré")
    assert "du premier coup, sur 1 rencontrée" in bilan(page)
    # Opened another day, with no exercise in the page: the browser has kept the answer.
    page.reload()
    page.wait_for_function("globalThis.ready", timeout=60_000)
    page.evaluate("join('vs_course.py')")
    page.evaluate("run('from vs_course import exercice, bilan')")
    assert "du premier coup, sur 1 rencontrée" in bilan(page)


def bilan(page: Page) -> str:
    """Return the results once a breath has been taken, as between two cells."""
    page.evaluate("run('import asyncio; await asyncio.sleep(0.5)')")
    return page.evaluate("run('bilan()')")["text/html"]
