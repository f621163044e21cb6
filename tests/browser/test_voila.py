"""Voila: a notebook of the course as an application, in a real server and a real Chromium."""

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import free_port
from tests.browser.the_card import OTHER, answer, choice, exercise, go_on, shown
from tests.conftest import ROOT
from vs_course.bank.french import sentences

pytestmark = [pytest.mark.browser, pytest.mark.release]

START_SECONDS = 60


@pytest.fixture
def voila(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The address of the welcome page in Voila, and its journal."""
    shutil.copytree(ROOT / "notebooks/images", tmp_path / "images")
    shutil.copy(ROOT / "notebooks/00_bienvenue.ipynb", tmp_path)
    journal = tmp_path / "reponses.jsonl"
    port = free_port()
    command = [sys.executable, "-m", "voila", "00_bienvenue.ipynb", "--no-browser"]
    command += [f"--port={port}", "--Voila.ip=127.0.0.1"]
    environment = {**os.environ, "VS_COURSE_JOURNAL": str(journal)}
    with (tmp_path / "voila.log").open("w") as log:
        process = subprocess.Popen(
            command, cwd=tmp_path, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
    try:
        address = f"http://127.0.0.1:{port}/"
        _wait(f"{address}voila/static/voila.js", process)
        yield address, journal
    finally:
        process.terminate()
        process.wait(20)


def _wait(address: str, process: subprocess.Popen) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("Voila did not start")


# Voila's own page asks for the icons of ipywidgets' buttons, which the card has no use for.
@pytest.mark.asks("https://cdn.jsdelivr.net/npm/@fortawesome/")
def test_answers_are_explained_and_kept(voila: tuple[str, Path], page: Page):
    address, journal = voila
    page.goto(address)
    card = exercise(page, "00-essai")
    first = shown(card)
    answer(card, choice(card, OTHER[first.category]))
    expect(card.locator(".vs-feedback")).to_contain_text(sentences(first.explanation)[0])
    expect(card.locator(".vs-saving")).to_contain_text("Enregistré")
    go_on(card)
    second = shown(card)
    answer(card, choice(card, second.category))
    expect(card.locator(".vs-verdict")).to_contain_text("Juste")
    expect(card.locator(".vs-saving")).to_contain_text("Enregistré")
    lines = map(json.loads, journal.read_text("utf-8").splitlines())
    kept = [line for line in lines if "kind" not in line]
    assert [(a["question"], a["correct"]) for a in kept] == [(first.id, False), (second.id, True)]
