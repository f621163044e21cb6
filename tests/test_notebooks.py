"""The notebooks keep the rules of the course; nbval compares their outputs beside these tests."""

import ast
import re
import shutil
import subprocess
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell, new_output

import vs_course
from tests import notebook_builder
from tests.conftest import ROOT
from vs_course import bank
from vs_course.bank.items import Page
from vs_course.practice.review import REVISION
from vs_course.practice.series import begin

NOTEBOOKS = notebook_builder.notebooks()
LESSONS = [path for path in NOTEBOOKS if path.parent == notebook_builder.FOLDER]
NAMES = vs_course.__all__
each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
each_lesson = pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
OPENING = re.compile(r"(?:exercice|bilan)\(")


def cells(path: Path, kind: str) -> list[str]:
    notebook = nbformat.read(path, as_version=4)
    return [cell.source for cell in notebook.cells if cell.cell_type == kind]


def called(path: Path) -> list[str]:
    return re.findall(r'exercice\("([^"]+)"', "\n".join(cells(path, "code")))


def head(path: Path) -> str:
    """Return the cell that has the title, the objective and the duration."""
    return next(source for source in cells(path, "markdown") if source.startswith("# "))


def prose(source: str) -> str:
    return re.sub(r"`[^`]*`|\]\([^)]*\)|^\|[-:| ]+$", "", source, flags=re.M)


@each_notebook
def test_is_what_make_notebooks_makes(path: Path):
    assert path.read_text("utf-8") == notebook_builder.build(path), "run `make notebooks`"


@each_notebook
def test_the_first_code_cell_begins_with_the_import_line(path: Path):
    first = cells(path, "code")[0].splitlines()[0]
    (statement,) = ast.parse(first).body
    assert isinstance(statement, ast.ImportFrom)
    names = [alias.name for alias in statement.names]
    assert first == f"from vs_course import {', '.join(names)}"
    assert set(names) <= set(NAMES)


@each_lesson
def test_every_code_cell_stands_alone(path: Path):
    """Run by hand, in a kernel that has run nothing, no cell ends in a NameError."""
    for source in cells(path, "code"):
        found = re.fullmatch(r'from vs_course import (\w+)\n(\w+)\((?:"[\w-]+")?\)', source)
        assert found, source
        assert found[1] == found[2]
        assert found[1] in NAMES


@each_notebook
def test_code_is_short_and_plain(path: Path):
    for source in cells(path, "code"):
        assert len(source.splitlines()) <= 5
        assert not re.search(r"^\s*[%!]|sys\.path|import \*", source, re.M)
        for line in source.splitlines():
            if re.search(r"(?:exercice|projeter)\(", line):
                assert re.fullmatch(r'(?:exercice|projeter)\("[a-z0-9-]+"\)', line)


@each_lesson
def test_the_road_stands_at_the_head_and_a_question_before_any_explanation(path: Path):
    notebook = nbformat.read(path, as_version=4)
    first, *others = notebook.cells
    assert first.source == f'from vs_course import parcours\nparcours("{path.stem}")'
    place = next(i for i, cell in enumerate(others) if OPENING.search(cell.source))
    before = "\n".join(cell.source for cell in others[:place])
    assert len(re.findall(r"\w[\w’-]*", prose(before))) <= 60
    opening = others[place].source
    assert f'exercice("{path.stem[:2]}-ouvrir")' in opening or path.stem == "08_bilan"


def test_no_page_opens_with_what_another_exercise_shows_first():
    course = bank.load()
    openings = [e for e in course.exercises if e.id.endswith("-ouvrir")]
    assert [e.id for e in openings] == [f"{path.stem[:2]}-ouvrir" for path in LESSONS[:-1]]
    pairs = [e.pairs for e in openings]
    assert len({pair for (pair,) in pairs}) == len(openings)
    pair_of = {s.id: s.pair for s in course.scenarios}
    faults = []
    for exercise in course.exercises:
        first = {pair_of.get(q.subject) for q in begin(exercise, course, []).questions}
        shown = first & {pair for (pair,) in pairs} - set(exercise.pairs)
        faults += [f"{exercise.id} shows {pair}" for pair in shown]
    assert faults == []


@pytest.mark.parametrize("path", LESSONS[:-1], ids=lambda path: path.stem)
def test_the_lesson_takes_up_the_situation_that_opens_it(path: Path):
    """By its own words: a text of the bank reworded asks for the lesson to follow."""
    course = bank.load()
    exercise = next(e for e in course.exercises if e.id == f"{path.stem[:2]}-ouvrir")
    (question,) = begin(exercise, course, []).questions
    lesson = next(s for s in cells(path, "markdown") if s.startswith("## "))
    quoted = re.findall("«\u00a0(.+?)\u00a0»", lesson.partition("\n")[2])
    assert any(words in question.text for words in quoted[:1]), quoted[:1]


@each_notebook
def test_page_has_its_parts(path: Path):
    text = "\n\n".join(cells(path, "markdown"))
    assert len(re.findall(r"^# ", text, re.M)) == 1
    assert "**Objectif**" in head(path)
    assert re.search(r"\*\*Durée\*\*\u00a0: \d+\s*minutes", head(path))
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
        assert not re.search(r"\w'\w|« | »|\S [:;?!](?:\s|$)|\.\.\.", prose(source)), source


def test_every_exercise_is_called_once_and_every_call_has_its_exercise():
    calls = [name for path in NOTEBOOKS for name in called(path)]
    assert sorted(calls) == sorted(
        [REVISION.id, *(exercise.id for exercise in bank.load().exercises)]
    )


def test_a_link_to_an_exercise_leads_to_its_cell():
    ids = {
        f"{path.name}#cell-id={cell.id}"
        for path in LESSONS
        for cell in nbformat.read(path, as_version=4).cells
    }
    assert {f"{p.name}#cell-id={name}" for p in LESSONS for name in called(p)} <= ids
    shown = [path.read_text("utf-8") for path in LESSONS]
    links = {link for page in shown for link in re.findall(r"\d\d_\w+\.ipynb#cell-id=[\w-]+", page)}
    assert len(links) > 2
    assert links <= ids


def test_pages_follow_one_another():
    for before, after in pairwise(LESSONS):
        assert f"]({after.name})" in cells(before, "markdown")[-1]
        assert f"]({before.name})" in "\n".join(cells(after, "markdown"))


def test_the_pages_are_as_the_data_and_the_readme_list_them():
    rows, listed = [], []
    for path in LESSONS:
        title = re.search(r"^# (.+)$", head(path), re.M)[1]
        objective = re.search(r"\*\*Objectif\*\*\u00a0: (.+?)\.?\s*$", head(path), re.M)[1]
        minutes = re.search(r"\*\*Durée\*\*\u00a0: (\d+)\s*minutes", head(path))[1]
        rows.append(
            f"| [{path.stem[:2]} {title}](notebooks/{path.name}) | {objective} | {minutes} |"
        )
        listed.append(Page(path.stem, title, int(minutes)))
    assert "\n".join(rows) in (ROOT / "README.md").read_text("utf-8")
    assert list(bank.load().pages) == listed


def test_what_a_teacher_and_a_learner_both_changed_is_merged(tmp_path: Path):
    """As nbgitpuller does: the learner's saving is committed, the teacher's change merged in."""
    path = tmp_path / "01_vente.ipynb"

    def git(*command: str) -> None:
        person = ("-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *person, *command], cwd=tmp_path, check=True, capture_output=True)

    def commit() -> None:
        git("add", "-A")
        git("commit", "-m", "x")

    def change(alter: Callable[[nbformat.NotebookNode], None]) -> None:
        notebook = nbformat.read(path, as_version=4)
        alter(notebook)
        nbformat.write(notebook, path)
        commit()

    def answer(notebook: nbformat.NotebookNode) -> None:
        """Save as JupyterLab does: outputs run again, a count, the kernel's own words."""
        for number, cell in enumerate(c for c in notebook.cells if c.cell_type == "code"):
            cell.execution_count = number + 1
            cell.outputs = [new_output("display_data", {"text/plain": f"carte {number}"})]
        notebook.metadata.language_info = {"name": "python", "version": "3.11.7"}
        notebook.cells[-1].source += "\n\nMa note : à revoir."

    def correct(notebook: nbformat.NotebookNode) -> None:
        lesson = next(c for c in notebook.cells if c.source.startswith("## "))
        lesson.source = lesson.source.replace("une question", "une seule question")
        notebook.cells.insert(-1, new_markdown_cell("Une phrase de plus.", id="ajout"))

    git("init", "-b", "main")
    shutil.copy(notebook_builder.FOLDER / path.name, path)
    commit()
    git("branch", "eleve")
    change(correct)
    git("checkout", "eleve")
    change(answer)
    git("merge", "-Xours", "main")
    merged = nbformat.read(path, as_version=4)
    nbformat.validate(merged)
    text = "\n".join(cell.source for cell in merged.cells)
    for kept in ("une seule question", "Une phrase de plus.", "Ma note : à revoir."):
        assert kept in text
    assert merged.cells[0].execution_count == 1
