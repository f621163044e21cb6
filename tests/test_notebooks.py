"""The notebooks keep the rules of the course; nbval compares their outputs beside these tests."""

import ast
import re
import subprocess
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest

import vs_course
from tests import notebook_builder
from tests.conftest import ROOT
from vs_course import bank

NOTEBOOKS = notebook_builder.notebooks()
NAMES = vs_course.__all__
each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def cells(path: Path, kind: str) -> list[str]:
    notebook = nbformat.read(path, as_version=4)
    return [cell.source for cell in notebook.cells if cell.cell_type == kind]


def called(path: Path) -> list[str]:
    return re.findall(r'exercice\("([^"]+)"', "\n".join(cells(path, "code")))


@each_notebook
def test_is_what_make_notebooks_makes(path: Path):
    assert path.read_text("utf-8") == notebook_builder.build(path), "run `make notebooks`"


@each_notebook
def test_first_code_cell_is_exactly_the_import_line(path: Path):
    first = cells(path, "code")[0]
    (statement,) = ast.parse(first).body
    assert isinstance(statement, ast.ImportFrom)
    names = [alias.name for alias in statement.names]
    assert first == f"from vs_course import {', '.join(names)}"
    assert set(names) <= set(NAMES)


@each_notebook
def test_code_is_short_and_plain(path: Path):
    for source in cells(path, "code"):
        assert len(source.splitlines()) <= 5
        assert not re.search(r"^\s*[%!]|sys\.path|import \*", source, re.M)
        if re.search(r"(?:exercice|projeter)\(", source):
            assert re.fullmatch(r'(?:exercice|projeter)\("[a-z0-9-]+"\)', source)


@each_notebook
def test_page_has_its_parts(path: Path):
    text = "\n\n".join(cells(path, "markdown"))
    assert len(re.findall(r"^# ", text, re.M)) == 1
    head = cells(path, "markdown")[0]
    assert "**Objectif**" in head
    assert re.search(r"\*\*Durée\*\*\u00a0: \d+ minutes", head)
    assert "## À retenir" in cells(path, "markdown")[-1]


@each_notebook
def test_links_resolve(path: Path):
    text = "\n".join(cells(path, "markdown"))
    targets = re.findall(r"\]\(([^)]+)\)", text)
    assert targets
    for target in targets:
        assert target.startswith("https://") or (path.parent / target.split("#")[0]).exists(), (
            target
        )


@each_notebook
def test_page_has_french_typography(path: Path):
    for source in cells(path, "markdown"):
        prose = re.sub(r"`[^`]*`|\]\([^)]*\)|^\|[-:| ]+$", "", source, flags=re.M)
        assert not re.search(r"\w'\w|« | »|\S [:;?!](?:\s|$)|\.\.\.", prose), source


def test_every_exercise_is_called_once_and_every_call_has_its_exercise():
    calls = [name for path in NOTEBOOKS for name in called(path)]
    assert sorted(calls) == sorted(exercise.id for exercise in bank.load().exercises)


def test_pages_follow_one_another():
    lessons = [path for path in NOTEBOOKS if path.parent == notebook_builder.FOLDER]
    for before, after in pairwise(lessons):
        assert f"]({after.name})" in cells(before, "markdown")[-1]
        assert f"]({before.name})" in "\n".join(cells(after, "markdown"))


def test_the_readme_lists_the_pages_as_they_are():
    rows = []
    for path in NOTEBOOKS:
        if path.parent != notebook_builder.FOLDER:
            continue
        head = cells(path, "markdown")[0]
        title = re.search(r"^# (.+)$", head, re.M)[1]
        objective = re.search(r"\*\*Objectif\*\*\u00a0: (.+?)\.?\s*$", head, re.M)[1]
        minutes = re.search(r"\*\*Durée\*\*\u00a0: (\d+) minutes", head)[1]
        rows.append(
            f"| [{path.stem[:2]} {title}](notebooks/{path.name}) | {objective} | {minutes} |"
        )
    assert "\n".join(rows) in (ROOT / "README.md").read_text("utf-8")


def test_a_course_updated_under_a_learner_keeps_both_edits(tmp_path: Path):
    """As nbgitpuller does: the learner's copy is committed, then theirs wins where lines clash."""

    def git(*arguments: str, at: Path) -> None:
        who = ["-c", "user.name=x", "-c", "user.email=x@localhost"]
        subprocess.run(["git", *who, *arguments], cwd=at, check=True, capture_output=True)

    teacher, learner = tmp_path / "enseignant", tmp_path / "eleve"
    teacher.mkdir()
    git("init", "-q", "-b", "main", at=teacher)
    page = teacher / "page.ipynb"
    page.write_bytes((notebook_builder.FOLDER / "05_classer.ipynb").read_bytes())
    git("add", ".", at=teacher)
    git("commit", "-qm", "one", at=teacher)
    git("clone", "-q", str(teacher), str(learner), at=tmp_path)

    copy = nbformat.read(learner / "page.ipynb", as_version=4)  # as JupyterLab saves it
    next(c for c in copy.cells if c.cell_type == "code").execution_count = 7
    copy.cells[-1].source += "\n\nMa note."
    nbformat.write(copy, learner / "page.ipynb")
    ours = nbformat.read(page, as_version=4)
    ours.cells[0].source = ours.cells[0].source.replace("**Durée**", "**Comptez**")
    nbformat.write(ours, page)
    git("commit", "-qam", "two", at=teacher)

    git("commit", "-qam", "the learner's", at=learner)
    git("fetch", "-q", at=learner)
    git("merge", "-q", "-Xours", "origin/main", at=learner)
    merged = nbformat.read(learner / "page.ipynb", as_version=4)
    assert "**Comptez**" in merged.cells[0].source
    assert merged.cells[-1].source.endswith("Ma note.")
