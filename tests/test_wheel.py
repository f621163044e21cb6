"""The course as a wheel: an empty environment, an empty folder, and it opens."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
import venv
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.release


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", folder, ROOT]
    subprocess.run(command, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return path


def test_the_wheel_carries_data_notebooks_and_the_extension(wheel: Path):
    names = zipfile.ZipFile(wheel).namelist()
    for part in ("data", "notebooks"):
        tracked = subprocess.run(
            ["git", "ls-files", part], cwd=ROOT, capture_output=True, text=True, check=True
        )
        expected = {f"vs_course/{name}" for name in tracked.stdout.split()}
        assert expected
        assert expected <= set(names)
    assert "vs_course/py.typed" in names
    static = sorted(
        path.name for path in (ROOT / "vs_course/jupyterlab/extension/static").iterdir()
    )
    found = [name for name in names if "/labextensions/vs-course/static/" in name]
    assert sorted(Path(name).name for name in found) == static
    assert any(name.endswith("overrides.d/vs-course.json") for name in names)
    assert not [name for name in names if "mes_reponses" in name or "checkpoint" in name]


def test_installed_in_an_empty_environment_it_opens_in_an_empty_folder(wheel: Path, tmp_path: Path):
    venv.create(tmp_path / "env", with_pip=True)
    binaries = tmp_path / "env" / ("Scripts" if os.name == "nt" else "bin")
    install = [
        binaries / "python",
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ]
    subprocess.run([*install, "-c", ROOT / "constraints.txt", wheel], check=True)
    here = tmp_path / "vide"
    here.mkdir()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        busy = taken.getsockname()[1]
        command = [binaries / "vs-course", "--no-browser", "--port", str(busy)]
        with subprocess.Popen(
            command, cwd=here, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as process:
            try:
                said = read_until_address(process)
                address = re.search(
                    r"(http://127\.0\.0\.1:(\d+))/doc/tree/(\S+)\?token=(\w+)", said
                )
                assert f"Le port {busy} est déjà pris" in said
                assert int(address[2]) > busy
                page = f"{address[1]}/api/contents/{address[3]}?token={address[4]}"
                assert b"00_bienvenue.ipynb" in fetch(page)
            finally:
                process.terminate()
    assert (here / "notebooks/00_bienvenue.ipynb").read_bytes() == (
        ROOT / "notebooks/00_bienvenue.ipynb"
    ).read_bytes()
    verify = subprocess.run([binaries / "vs-course", "verifier"], capture_output=True, text=True)
    assert verify.returncode == 0
    assert "site-packages" in verify.stdout


def read_until_address(process: subprocess.Popen) -> str:
    lines = []
    for line in process.stdout:
        lines.append(line)
        if "token=" in line:
            return "".join(lines)
    raise AssertionError("".join(lines))


def fetch(url: str) -> bytes:
    end = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(url, timeout=10) as response:
                return response.read()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
