"""The door: opening a course notebook runs its plain calls, and nothing else is ever run."""

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server, open_card
from tests.notebook_builder import METADATA

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


@pytest.mark.parametrize("app", ["lab/tree", "notebooks"])
def test_cards_come_by_themselves(server: Server, page: Page, app: str):
    card = open_card(page, server.url("notebooks/00_bienvenue.ipynb", app))
    expect(card.locator(".vs-position")).to_have_text("Question 1 sur 3")
    expect(page.get_by_role("menuitem", name="Fichier")).to_be_visible()


def test_looking_changes_nothing_in_the_notebook(server: Server, page: Page):
    path = server.folder / "notebooks/00_bienvenue.ipynb"
    before = path.read_bytes()
    open_card(page, server.url("notebooks/00_bienvenue.ipynb"))
    expect(page.locator(".jp-Document.jp-mod-dirty")).to_have_count(0)
    page.keyboard.press("Control+b")
    assert path.read_bytes() == before


def test_hostile_cells_are_left_alone(server: Server, page: Page):
    # The plain cells come last: once their card is there, all that would run has run.
    folder = write(server, "hostile", *HOSTILE, IMPORT, CALL)
    open_card(page, server.url("hostile/carnet.ipynb"))
    assert not (folder / "PWNED").exists()
    counts = page.locator(".jp-CodeCell .jp-InputPrompt").all_inner_texts()
    assert [bool(count.strip("[] :")) for count in counts] == [False] * len(HOSTILE) + [True, True]


def test_a_notebook_of_another_origin_is_left_alone(server: Server, page: Page):
    write(server, "ailleurs", IMPORT, CALL, metadata={"language_info": {"name": "python"}})
    assert_nothing_runs(server, page, "ailleurs/carnet.ipynb")


@pytest.mark.parametrize("module", ["vs_course.py", "json.py", "anywidget/__init__.py"])
def test_a_folder_with_python_modules_is_left_alone(server: Server, page: Page, module: str):
    folder = write(server, f"piege-{Path(module).parts[0]}", IMPORT, CALL)
    (folder / module).parent.mkdir(exist_ok=True)
    (folder / module).write_text('open("PWNED", "w")\n')
    assert_nothing_runs(server, page, f"{folder.name}/carnet.ipynb")
    assert not (folder / "PWNED").exists()


def assert_nothing_runs(server: Server, page: Page, notebook: str) -> None:
    """Open it, wait until its kernel has nothing to do, and find no cell executed."""
    page.goto(server.url(notebook))
    page.locator(".jp-CodeCell").first.wait_for(timeout=60_000)
    page.locator('.jp-NotebookPanel [data-status="idle"]').first.wait_for(timeout=60_000)
    page.wait_for_timeout(2000)  # time enough for a run that must not come
    counts = page.locator(".jp-CodeCell .jp-InputPrompt").all_inner_texts()
    assert [count.strip("[] :") for count in counts] == ["", ""]
    assert page.locator(".vs-card").count() == 0
