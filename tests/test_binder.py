"""Binder, as far as it can be tried without Docker: what repo2docker makes of the repository."""

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.conftest import ROOT


def dockerfile(folder: Path) -> str:
    """Return the recipe repo2docker writes for a clean copy of what git tracks."""
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    for name in tracked.stdout.splitlines():
        if "/" not in name and (ROOT / name).is_file():
            (folder / name).write_bytes((ROOT / name).read_bytes())
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug"]
    command += ["--user-id=1000", "--user-name=jovyan", str(folder)]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    return told.stdout + told.stderr


@pytest.mark.release
def test_repo2docker_installs_the_course_from_the_repository(tmp_path: Path):
    recipe = dockerfile(tmp_path)
    copied = recipe.index("COPY --chown=1000:1000 src/ ${REPO_DIR}/")
    # environment.yml names the repository itself, so it must be there before pip reads it.
    assert copied < recipe.index('env update -p ${NB_PYTHON_PREFIX} --file "environment.yml"')
    assert "postBuild" not in recipe[copied:]
    assert "Building conda environment for python=3.12" in recipe


def test_the_badge_opens_the_first_page():
    readme = (ROOT / "README.md").read_text("utf-8")
    (address,) = re.findall(r"https://mybinder\.org/v2/[^)\s]+", readme)
    (place,) = parse_qs(urlsplit(address).query)["urlpath"]
    assert place.startswith("doc/tree/")
    assert (ROOT / place.removeprefix("doc/tree/")).is_file()
