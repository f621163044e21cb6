"""The awkward bank, the course's own, and the npm packages that read what is exported."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import browser, page  # noqa: F401
from tests.export.bank import awkward
from vs_course import bank
from vs_course.export import Selection, select

# Read by the tests alone; the course carries none of them.
_NPM = ("gift-pegjs@1.0.2", "@citolab/qti-components@7.27.4")


@pytest.fixture
def selection(folder) -> Selection:
    """Every situation of the awkward bank, the evaluation's with them."""
    return select(bank.load(awkward(folder).path), evaluation=True)


@pytest.fixture(scope="session")
def course() -> Selection:
    """Every situation of the course."""
    return select(bank.load(), evaluation=True)


@pytest.fixture(scope="session")
def node_modules(npm: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The npm packages, installed once for the session."""
    folder = tmp_path_factory.mktemp("npm")
    # In a package of its own rather than with --prefix, which hides npm's global settings.
    (folder / "package.json").write_text('{"private": true}')
    options = ["--no-audit", "--no-fund", "--ignore-scripts"]
    command = [npm, "install", *options, *_NPM]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    yield folder / "node_modules"
    shutil.rmtree(folder)
