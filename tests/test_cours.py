"""`python cours.py`: a Python alone, a folder, and the course is set up and opened once."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

# A course in miniature, which builds itself: nothing is asked of the network.
PROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
"""
BACKEND = """
from pathlib import Path
from zipfile import ZipFile

def build_editable(folder, config_settings=None, metadata_directory=None):
    about = "Metadata-Version: 2.1\\nName: vs-course\\nVersion: 1\\nProvides-Extra: enseignant\\n"
    wheel = "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n"
    with ZipFile(Path(folder) / "vs_course-1-py3-none-any.whl", "w") as archive:
        archive.writestr("vs_course.pth", str(Path.cwd()))
        archive.writestr("vs_course-1.dist-info/METADATA", about)
        archive.writestr("vs_course-1.dist-info/WHEEL", wheel)
        archive.writestr("vs_course-1.dist-info/RECORD", "")
    return "vs_course-1-py3-none-any.whl"
"""
PREPARED = "Préparation (une à trois minutes, la première fois seulement)…\n"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A folder whose name has an accent and a space, with a course that prints its arguments."""
    folder = tmp_path / "mon cours d'été"
    (folder / "vs_course").mkdir(parents=True)
    (folder / "vs_course/__init__.py").write_text("")
    (folder / "vs_course/cli.py").write_text("import sys; print(sys.argv[1:]); sys.exit(3)")
    (folder / "pyproject.toml").write_text(PROJECT)
    (folder / "backend.py").write_text(BACKEND)
    (folder / "constraints.txt").write_text("")
    shutil.copy(ROOT / "cours.py", folder)
    return folder


def run(course: Path, *arguments: str, before: str = "") -> subprocess.CompletedProcess[str]:
    """Run cours.py from another folder, after some lines of Python that change its world."""
    program = (
        "import runpy, sys; sys.argv = sys.argv[1:]\n"
        f"{before}\nrunpy.run_path(sys.argv[0], run_name='__main__')"
    )
    world = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-c", program, course / "cours.py", *arguments],
        cwd=course.parent,
        env={**world, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=240,
    )


@pytest.mark.release
def test_it_is_set_up_once_then_again_when_what_it_is_made_from_changes(course: Path):
    first = run(course, "verifier", "mon dossier")
    assert (first.stderr, first.returncode) == ("", 3)
    assert first.stdout == PREPARED + "['verifier', 'mon dossier']\n"
    assert run(course, "--no-browser").stdout == "['--no-browser']\n"
    (course / "constraints.txt").write_text("# autre\n")
    assert run(course).stdout == PREPARED + "[]\n"
    (course / "pyproject.toml").write_text("pas du TOML")
    failed = run(course)
    assert failed.returncode == 1
    assert "La préparation a échoué. Vérifiez la connexion à Internet" in failed.stderr
    assert "ERROR:" in failed.stderr
    (course / "pyproject.toml").write_text(PROJECT)
    assert run(course).stdout == PREPARED + "[]\n"


@pytest.mark.release
def test_of_a_first_set_up_that_fails_nothing_is_left(course: Path):
    (course / "constraints.txt").write_text("ceci n'est pas une contrainte")
    failed = run(course)
    assert failed.returncode == 1
    assert "La préparation a échoué." in failed.stderr
    assert "WARNING" not in failed.stderr
    assert not (course / ".venv").exists()


def test_an_old_python_can_read_that_it_is_too_old(course: Path):
    ast.parse((ROOT / "cours.py").read_text("utf-8"), feature_version=(3, 7))
    told = run(course, before="sys.version_info, sys.version = (3, 9, 2), '3.9.2 (main)'")
    assert told.returncode == 1
    assert "Il faut Python 3.11 ou plus récent ; celui-ci est Python 3.9.2." in told.stderr
    assert "« make cours PYTHON=python3.12 »" in told.stderr
    assert not (course / ".venv").exists()


def test_a_debian_without_venv_is_told_what_to_install(course: Path):
    hidden = "import importlib.util; importlib.util.find_spec = lambda name: None"
    told = run(course, before=hidden)
    assert told.returncode == 1
    assert told.stderr == (
        "Il manque le module venv de Python (Debian, Ubuntu : apt install python3-venv).\n"
    )
    assert not (course / ".venv").exists()
