"""The door: opening a course notebook runs its plain calls, and nothing else is ever run."""

import time
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Server, open_card
from tests.notebook_builder import METADATA

pytestmark = pytest.mark.browser
IMPORT = "from vs_course import exercice"
CALL = 'exercice("00-essai")'
HOSTILE = [
    'exercice("00-essai"); open("PWNED", "w")',
    'exercice("00-essai")\nopen("PWNED", "w")',
    'exercice(open("PWNED", "w").name)',
    'exercice("00-essai", data=open("PWNED", "w").name)',
    'exercice(f"{open(\'PWNED\', \'w\')}")',
    'exercice("00-essai").__class__(open("PWNED", "w"))',
    'exercice("00-essai") or open("PWNED", "w")',
    '(lambda exercice: open("PWNED", "w"))("00-essai")',
    'def exercice(x): open("PWNED", "w")\nexercice("00-essai")',
    'exercice = lambda _: open("PWNED", "w")',
    'from vs_course import exercice; open("PWNED", "w")',
    'from vs_course import exercice\nopen("PWNED", "w")',
    "from vs_course import exercice as bilan, bilan as exercice",
    "from vs_course import bank",
    "from vs_course.api import exercice",
    "from vs_course import *",
    "from vs_course_evil import exercice",
    "import vs_course",
    '!touch PWNED\nexercice("00-essai")',
    'exercice("00-essai") #\ropen("PWNED", "w")',
    'exercice("00-essai")\u2028open("PWNED", "w")',
    '%run PWNED.ipynb',
    '# exercice("00-essai")\nopen("PWNED", "w")',
    'print(exercice("00-essai"))',
    'open("PWNED", "w")',
]  # fmt: skip


def write(server: Server, name: str, *sources: str, metadata: dict = METADATA) -> Path:
    """Write a notebook of code cells in a folder of its own; return that folder."""
    folder = server.folder / name
    folder.mkdir()
    notebook = new_notebook(cells=[new_code_cell(source) for source in sources], metadata=metadata)
    nbformat.write(notebook, folder / "carnet.ipynb")
    return folder


def until_idle(server: Server, path: str) -> None:
    """Wait for the notebook's kernel to be idle and listened to, within 60 s.

    The server is asked: a hidden toolbar doesn't redraw its indicator.
    """
    deadline = time.monotonic() + 60
    kernel = {}
    while kernel.get("execution_state") != "idle" or not kernel["connections"]:
        assert time.monotonic() < deadline, kernel
        time.sleep(0.2)
        sessions = server.request("api/sessions")
        kernel = next((one["kernel"] for one in sessions if one["path"] == path), {})


def test_looking_changes_nothing_in_the_notebook(server: Server, page: Page):
    path = server.folder / "notebooks/00_bienvenue.ipynb"
    before = path.read_bytes()
    open_card(page, server.url("notebooks/00_bienvenue.ipynb"))
    expect(page.locator(".jp-Document.jp-mod-dirty")).to_have_count(0)
    page.keyboard.press("Control+b")
    assert path.read_bytes() == before


def test_what_is_typed_before_the_exercises_come_is_not_lost(server: Server, page: Page):
    folder = write(server, "presse", "# à vous", IMPORT, CALL)
    waiting: list[Route] = []
    typed = False

    def hold(route: Route) -> None:
        """Let a kernel start only when the test says so: time enough to type."""
        if route.request.method == "POST" and not typed:
            waiting.append(route)
        else:
            route.continue_()

    page.route("**/api/sessions?*", hold)
    page.goto(server.url("presse/carnet.ipynb"))
    editor = page.locator(".jp-CodeCell .cm-content").first
    editor.click(timeout=60_000)
    page.keyboard.type("de jouer ")
    expect(page.locator(".jp-mod-dirty").first).to_be_visible()
    typed = True  # a kernel asked for only now is not held either
    for route in waiting:
        route.continue_()
    expect(page.locator(".vs-card")).to_be_visible(timeout=60_000)
    expect(page.locator(".jp-CodeCell .jp-InputPrompt").last).to_have_text("[2]:")
    expect(page.locator(".jp-mod-dirty").first).to_be_visible()
    page.keyboard.press("Control+s")
    expect(page.locator(".jp-mod-dirty")).to_have_count(0)
    kept = nbformat.read(folder / "carnet.ipynb", as_version=4)
    assert "de jouer" in kept.cells[0].source


def test_hostile_cells_are_left_alone(server: Server, page: Page):
    # The plain cells come last: once their card is there, all that would run has run.
    folder = write(server, "hostile", *HOSTILE, IMPORT, CALL)
    open_card(page, server.url("hostile/carnet.ipynb"))
    assert not (folder / "PWNED").exists()
    counts = page.locator(".jp-CodeCell .jp-InputPrompt").all_inner_texts()
    assert [bool(count.strip("[] :")) for count in counts] == [False] * len(HOSTILE) + [True, True]


def test_what_is_not_the_course_s_is_left_alone(server: Server, page: Page):
    """A notebook of another origin; folders where Python would import something of their own."""
    write(server, "ailleurs", IMPORT, CALL, metadata={"language_info": {"name": "python"}})
    traps = ("vs_course.py", "json.py", "anywidget/__init__.py")
    for number, module in enumerate(traps):
        path = write(server, f"piege-{number}", IMPORT, CALL) / module
        path.parent.mkdir(exist_ok=True)
        path.write_text('open("PWNED", "w")\n')
    names = ["ailleurs", *(f"piege-{number}" for number in range(len(traps)))]
    tabs = {name: page.context.new_page() for name in names}
    for name, tab in tabs.items():
        tab.goto(server.url(f"{name}/carnet.ipynb"), wait_until="commit")
        tab.locator(".jp-CodeCell").first.wait_for(timeout=60_000)
        until_idle(server, f"{name}/carnet.ipynb")
    page.wait_for_timeout(2000)  # time enough for a run that must not come
    ran = {}
    for name, tab in tabs.items():
        counts = tab.locator(".jp-CodeCell .jp-InputPrompt").all_inner_texts()
        ran[name] = [count.strip("[] :") for count in counts], tab.locator(".vs-card").count()
    assert ran == dict.fromkeys(names, (["", ""], 0))
    assert [*server.folder.rglob("PWNED")] == []
