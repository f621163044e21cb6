"""Shared by every test: nothing may touch the user's own HOME, settings or answers."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BROWSER = ROOT / "tests" / "browser"
RECORD_STORE = ROOT / "tests" / "export" / "xapi"
_HOME = pytest.StashKey[tempfile.TemporaryDirectory]()


def pytest_configure(config: pytest.Config) -> None:
    home = tempfile.TemporaryDirectory(prefix="vs-course-tests-", ignore_cleanup_errors=True)
    config.stash[_HOME] = home
    for variable in [name for name in os.environ if name.startswith(("JUPYTER", "IPYTHON"))]:
        del os.environ[variable]
    os.environ["HOME"] = os.environ["USERPROFILE"] = home.name
    os.environ["OMP_NUM_THREADS"] = "1"  # on small data, more threads only wait for each other
    os.environ["VS_COURSE_JOURNAL"] = str(Path(home.name) / "reponses.jsonl")


def pytest_unconfigure(config: pytest.Config) -> None:
    config.stash[_HOME].cleanup()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark by place, or by what a test asks for: `browser` for a browser, `release` for the rest.

    What is marked so neither here nor in its module is the core.
    """
    for item in items:
        asked = getattr(item, "fixturenames", ())
        if BROWSER in item.path.parents or "browser" in asked:
            item.add_marker("browser")
        if RECORD_STORE in item.path.parents or "npm" in asked:
            item.add_marker("release")


@pytest.fixture
def folder(tmp_path: Path):
    """A sound data folder, to use or to damage."""
    from tests.folders import Folder  # only now: nothing is imported before HOME is set

    return Folder(tmp_path / "donnees")


@pytest.fixture(scope="session")
def site_folder(npm: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The static site, built once by its own command over an earlier one that had a page more."""
    from vs_course import cli

    folder = tmp_path_factory.mktemp("site") / "cours"
    folder.mkdir()
    (folder / "vs-course.json").write_text("{}\n")
    (folder / "ancienne-page.html").write_text("")
    assert cli.main(["site", str(folder)]) == 0
    return folder


@pytest.fixture(scope="session")
def npm() -> str:
    """The path of npm, for what is tried with the npm packages of others."""
    path = shutil.which("npm")
    if path is None:
        missing = "npm introuvable : ce qui se lit avec un paquet npm n'est pas essayé"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    return path
