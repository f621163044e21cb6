"""A course updated under a pupil, by nbgitpuller and real git, the same cell changed by both."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import nbformat
import pytest

from tests.conftest import ROOT
from vs_course.api import session
from vs_course.practice.journal import Journal

pytestmark = pytest.mark.release
NOTEBOOK = "notebooks/05_classer.ipynb"
PAGE = "# Essai\n\nUne phrase que le professeur a récrite."


def git(folder: Path, *words: str) -> str:
    person = ["-c", "user.name=Prof", "-c", "user.email=prof@lycee.test"]
    run = subprocess.run(["git", *person, *words], cwd=folder, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """The teacher's repository: the course's own files."""
    folder = tmp_path / "cours"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    for name in (".gitignore", NOTEBOOK, "notebooks/00_bienvenue.ipynb"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes((ROOT / name).read_bytes())
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message=Le cours")
    return folder


@pytest.fixture
def pull(course: Path, tmp_path: Path) -> Callable[..., Path]:
    """What a click on the link does, in the pupil's home."""
    if not find_spec("nbgitpuller") and os.environ.get("CI") != "true":
        pytest.skip("nbgitpuller n'est pas installé : le cours mis à jour n'est pas essayé")
    home = tmp_path / "home/cours"
    home.parent.mkdir()

    def click(backup: bool = False) -> Path:
        command = [sys.executable, "-m", "nbgitpuller.pull", course.as_uri(), "main", str(home)]
        run = subprocess.run([*command, *["--backup"][:backup]], capture_output=True, text=True)
        assert run.returncode == 0, run.stderr
        assert "CONFLICT" not in run.stdout
        return home

    return click


def changed(path: Path, change: Callable[[nbformat.NotebookNode], None]) -> None:
    """Change the second cell and write, as Jupyter does."""
    notebook = nbformat.read(path, as_version=4)
    change(notebook.cells[1])
    nbformat.write(notebook, path)


def by_pupil(cell: nbformat.NotebookNode) -> None:
    cell.source = f"# mes notes\n{cell.source}"
    cell.metadata["tags"] = ["raises-exception"]


def by_teacher(cell: nbformat.NotebookNode) -> None:
    cell.source = PAGE


def answers(home: Path, journal: Path) -> list[str]:
    """Answer three questions of the page, and return what the journal then holds."""
    under_way = session("05-classer", journal=journal)
    for question in under_way.questions[:3]:
        under_way.answer(question.id, "vente")
    assert under_way.notice == ""
    return [one.id for one in Journal(journal).read()]


@pytest.mark.parametrize("beside", [True, False], ids=["beside the pages", "in the home"])
def test_the_update_link_brings_the_new_page_whole_and_keeps_the_answers(
    course: Path, pull: Callable[..., Path], beside: bool
):
    home = pull()
    journal = (home / "notebooks" if beside else home.parent) / "mes_reponses.jsonl"
    before = answers(home, journal)
    changed(home / NOTEBOOK, by_pupil)
    own = (home / NOTEBOOK).read_bytes()
    changed(course / NOTEBOOK, by_teacher)
    git(course, "commit", "--all", "--quiet", "--message=Une page récrite")
    pull(backup=True)
    assert (home / NOTEBOOK).read_bytes() == (course / NOTEBOOK).read_bytes()
    [kept] = home.parent.glob("cours_backup_*")
    assert (kept / NOTEBOOK).read_bytes() == own
    if beside:  # that is why the recipe keeps them in the home
        journal = kept / "notebooks/mes_reponses.jsonl"
    assert [one.id for one in Journal(journal).read()] == before
    assert len(session("05-classer", journal=journal).answers) == 3


def test_the_usual_link_keeps_the_pupil_s_cell_and_every_answer(
    course: Path, pull: Callable[..., Path]
):
    """nbgitpuller keeps what the pupil wrote; the rest of the page, and other pages, come."""
    home = pull()
    journal = home / "notebooks/mes_reponses.jsonl"
    before = answers(home, journal)
    changed(home / NOTEBOOK, by_pupil)
    changed(course / NOTEBOOK, by_teacher)
    other = json.loads((course / "notebooks/00_bienvenue.ipynb").read_text("utf-8"))
    other["cells"][0]["source"] = PAGE
    (course / "notebooks/00_bienvenue.ipynb").write_text(json.dumps(other), "utf-8")
    git(course, "commit", "--all", "--quiet", "--message=Deux pages récrites")
    pull()
    merged = nbformat.read(home / NOTEBOOK, as_version=4)
    nbformat.validate(merged)
    assert merged.cells[1].source.startswith("# mes notes")
    assert (
        PAGE
        in (json.loads((home / "notebooks/00_bienvenue.ipynb").read_text())["cells"][0]["source"])
    )
    assert [one.id for one in Journal(journal).read()] == before
    pull()  # again: nothing more
    assert nbformat.read(home / NOTEBOOK, as_version=4) == merged


def test_a_page_left_as_it_was_is_the_new_one(course: Path, pull: Callable[..., Path]):
    home = pull()
    journal = home / "notebooks/mes_reponses.jsonl"
    before = answers(home, journal)
    changed(course / NOTEBOOK, by_teacher)
    git(course, "commit", "--all", "--quiet", "--message=Une page récrite")
    pull()
    assert (home / NOTEBOOK).read_bytes() == (course / NOTEBOOK).read_bytes()
    assert [one.id for one in Journal(journal).read()] == before
