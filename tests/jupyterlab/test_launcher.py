"""Where the course opens: its folder, its port, the address it gives."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests import learners
from tests.conftest import ROOT
from vs_course import bank
from vs_course.bank.items import CourseError
from vs_course.jupyterlab import launcher
from vs_course.practice.entries import line


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package outside any checkout, with two files in its notebooks."""
    package = tmp_path / "site-packages" / "vs_course"
    (package / "notebooks" / "images").mkdir(parents=True)
    (package / "notebooks" / "00_bienvenue.ipynb").write_text("du cours")
    (package / "notebooks" / "images" / "carte.png").write_text("image")
    return package


def test_a_checkout_is_opened_where_it_stands(tmp_path: Path):
    assert launcher.course_folder(tmp_path) == ROOT
    assert list(tmp_path.iterdir()) == []


def test_an_installed_course_copies_its_notebooks(package: Path, tmp_path: Path, capsys):
    here = tmp_path / "ici"
    here.mkdir()
    assert launcher.course_folder(here, package) == here
    assert (here / "notebooks/00_bienvenue.ipynb").read_text() == "du cours"
    assert (here / "notebooks/images/carte.png").exists()
    assert capsys.readouterr().out == (
        f"2 fichier(s) du cours copié(s) dans {here / 'notebooks'} "
        "(ce qui y était déjà n'a pas changé).\n"
    )


def test_a_learner_s_own_file_stays(package: Path, tmp_path: Path, capsys):
    own = tmp_path / "notebooks" / "00_bienvenue.ipynb"
    own.parent.mkdir()
    own.write_text("à moi")
    launcher.course_folder(tmp_path, package)
    launcher.course_folder(tmp_path, package)
    assert own.read_text() == "à moi"
    assert capsys.readouterr().out.count("copié") == 1


def test_a_folder_in_the_way_is_said(package: Path, tmp_path: Path):
    (tmp_path / "notebooks").write_text("un fichier")
    with pytest.raises(CourseError, match="ne peut pas être copié"):
        launcher.course_folder(tmp_path, package)


@contextmanager
def opened(folder: Path, *arguments: str) -> Iterator[str]:
    """The course opened by its own command; what it says, up to how to stop it."""
    command = [sys.executable, "-m", "vs_course.cli", "--no-browser", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        try:
            said = ""
            while "Pour arrêter" not in said and (line := process.stdout.readline()):
                said += line
            yield said
        finally:
            process.terminate()


def test_a_busy_port_gives_another_and_the_address_is_the_right_one(tmp_path: Path):
    (tmp_path / "ici.txt").write_text("")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        busy = taken.getsockname()[1]
        # An option given to JupyterLab wins over the course's own.
        options = ("--port", str(busy), "--", f"--ServerApp.root_dir={tmp_path}")
        with opened(tmp_path, *options) as said:
            address = re.search(
                r"\n    (http://127\.0\.0\.1:(\d+)/)doc/tree/notebooks/00_bienvenue\.ipynb"
                r"\?(token=\w+)\n",
                said,
            )
            root, port, token = address.groups()
            assert int(port) != busy
            lead = f"Le port {busy} est déjà pris ; le cours s'ouvre sur le port {port}.\n"
            assert said.startswith(f"{lead}Ouvrez cette adresse dans votre navigateur :\n")
            listed = ask(f"{root}api/contents?{token}")["content"]
    assert "ici.txt" in [entry["name"] for entry in listed]


def test_it_opens_where_one_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    content = bank.load()
    learner = learners.careful(content)
    for exercise in content.exercises[:2]:
        learner.play(exercise)
    journal = tmp_path / "reponses.jsonl"
    journal.write_bytes(b"".join(map(line, learner.entries)))
    for kept, page in (
        (journal, r"00_bienvenue\.ipynb\?token=\w+#cell-id=00-diagnostic\n"),
        (tmp_path, r"00_bienvenue\.ipynb\?token=\w+\n"),  # no file: the card will say it
    ):
        monkeypatch.setenv("VS_COURSE_JOURNAL", str(kept))
        with opened(tmp_path, "--port", "8800") as said:
            assert re.search(rf"/doc/tree/notebooks/{page}", said)


def ask(address: str) -> dict:
    """Return what a server answers, once it does: its address is said just before it listens."""
    end = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(address, timeout=60) as response:
                return json.load(response)
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
