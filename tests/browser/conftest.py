"""A real JupyterLab, a real Chromium, the course's own notebooks in a temporary folder."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession, Locator, Page, sync_playwright

from tests.browser.coverage_js import Coverage
from tests.conftest import ROOT

START_SECONDS = 60
COVERAGE = Coverage()
LOCAL = re.compile(r"(?:data|blob|about|file):|(?:http|ws)://(?:127\.0\.0\.1|localhost)[:/]")
# Without these Chromium looks for its maker's servers at every start.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        missing = "Chromium introuvable : les tests dans le navigateur ne sont pas faits"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield chromium
        chromium.close()


def free_port() -> int:
    """Return a port that nothing listens to: several of these tests may run at once."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Server:
    """A running `vs-course`, and what a test asks of it from outside the browser."""

    address: str
    folder: Path
    journal: Path

    @property
    def root(self) -> str:
        return self.address.split("/doc/")[0]

    @property
    def token(self) -> str:
        return self.address.split("token=")[1]

    def url(self, notebook: str, app: str = "lab/tree") -> str:
        """Return a notebook's address, in a workspace of its own for JupyterLab."""
        place = app.replace("/tree", f"/workspaces/{time.monotonic_ns()}/tree")
        return f"{self.root}/{place}/{quote(notebook)}?token={self.token}"

    def request(self, path: str, method: str = "GET", body: object = None) -> object:
        headers = {"Authorization": f"token {self.token}"}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.root}/{path}", data, headers, method=method)
        with urllib.request.urlopen(request, timeout=30) as response:
            text = response.read()
        return json.loads(text) if text else None

    def theme(self, name: str) -> None:
        setting = {"raw": json.dumps({"theme": name})}
        self.request("lab/api/settings/@jupyterlab/apputils-extension:themes", "PUT", setting)

    def kernels(self) -> int:
        return len(self.request("api/sessions"))

    def stop_kernels(self) -> None:
        for session in self.request("api/sessions"):
            self.request(f"api/sessions/{session['id']}", "DELETE")

    def lines(self) -> list[dict]:
        if not self.journal.exists():
            return []
        return [json.loads(line) for line in self.journal.read_text("utf-8").splitlines()]

    def answers(self) -> list[dict]:
        return [line for line in self.lines() if "kind" not in line]


@pytest.fixture(scope="package")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The course opened by its own command, once for all the browser tests."""
    folder = tmp_path_factory.mktemp("cours")
    ignored = shutil.ignore_patterns(".ipynb_checkpoints", "mes_reponses*")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks", ignore=ignored)
    journal = folder / "reponses.jsonl"
    log = folder / "lab.log"
    command = [sys.executable, "-m", "vs_course.cli", "--no-browser", "--port", str(free_port())]
    command += ["--", f"--ServerApp.root_dir={folder}"]
    # The extension is this checkout's, whatever copy is installed.
    share = folder / "share"
    shutil.copytree(ROOT / "vs_course/jupyterlab/extension", share / "labextensions/vs-course")
    environment = {
        **os.environ,
        "VS_COURSE_JOURNAL": str(journal),
        "JUPYTER_PATH": str(share),
        "PYTHONPATH": str(ROOT),
    }
    with log.open("w") as output:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        server = Server(_address(log, process), folder, journal)
        _wait_until_up(server, process, log)
        yield server
    finally:
        process.terminate()
        process.wait(20)


def _address(log: Path, process: subprocess.Popen) -> str:
    return _eventually(lambda: re.search(r"http://\S+token=\w+", log.read_text()), process, log)[0]


def _wait_until_up(server: Server, process: subprocess.Popen, log: Path) -> None:
    def up() -> bool:
        try:
            return server.request("api/status") is not None
        except OSError:
            return False

    _eventually(up, process, log)


def _eventually(found, process: subprocess.Popen, log: Path):
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        if result := found():
            return result
        time.sleep(0.1)
    raise AssertionError(f"vs-course did not start:\n{log.read_text()}")


@pytest.fixture
def server(running: Server) -> Iterator[Server]:
    """The running course, with no answer, no kernel and the light theme."""
    running.journal.unlink(missing_ok=True)
    running.theme("JupyterLab Light")
    yield running
    running.stop_kernels()


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A tab of its own; whatever the test does in it, nothing is asked of another machine.

    The mark `asks(prefix)` names the addresses that a host can't be kept from asking for: they
    get no answer.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="fr-FR")
    context.set_default_timeout(30_000)
    asks = request.node.get_closest_marker("asks")
    admitted = asks.args if asks else ()
    for prefix in admitted:
        context.route(f"{prefix}**", lambda route: route.abort())
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    with counted(context):
        yield context.new_page()
    context.close()
    assert [url for url in asked if not LOCAL.match(url) and not url.startswith(admitted)] == []


@contextmanager
def counted(context: BrowserContext) -> Iterator[BrowserContext]:
    """Count which lines of our scripts the pages of a context run."""
    sessions: list[CDPSession] = []
    context.on("page", lambda opened: sessions.append(COVERAGE.start(opened)))
    yield context
    for session in sessions:
        COVERAGE.take(session)


def open_card(page: Page, address: str) -> Locator:
    """Open a notebook and return its first card, which must come by itself."""
    page.goto(address)
    card = page.locator(".vs-card").first
    card.wait_for(timeout=60_000)
    card.scroll_into_view_if_needed()
    return card


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how much of the hand-written JavaScript was run."""
    if told := COVERAGE.report():
        terminalreporter.section("JavaScript")
        for line in told:
            terminalreporter.write_line(line)
