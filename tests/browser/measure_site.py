"""Run by hand: how heavy the static site is, and how long a first visit waits. Not a test.

    python -m pytest -p no:nbval -o addopts= tests/browser/measure_site.py -s
    SITE=_site python -m pytest … measures a site that is already built.

A first visit is a new browser context, served from this machine by a host that compresses what
GitHub Pages compresses. Five visits at most, four minutes at most.
"""

import gzip
import json
import os
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.static_site import need_npm
from vs_course import site

VISITS = 5
TIME_LIMIT = 240
COMPRESSED = {".css", ".html", ".ipynb", ".js", ".json", ".mjs", ".svg", ".txt", ".wasm"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if built := os.environ.get("SITE"):
        return Path(built)
    need_npm()
    target = tmp_path_factory.mktemp("site")
    site.build(target)
    return target


@cache
def body(path: Path) -> bytes:
    content = path.read_bytes()
    return gzip.compress(content, 6) if path.suffix in COMPRESSED else content


class Host(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    sent: list[int] = []  # noqa: RUF012 - one list for every request

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        content = body(path)
        self.sent.append(len(content))
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=600")
        if path.suffix in COMPRESSED:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_arguments: object) -> None:
        pass

    def handle(self) -> None:
        with suppress(ConnectionError):  # the browser has left
            super().handle()


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        if path.is_file():
            body(path)

    def host(*arguments: object) -> Host:
        return Host(*arguments, directory=str(folder))

    with ThreadingHTTPServer(("127.0.0.1", 0), host) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_measure(browser: Browser, folder: Path, address: str):
    begun = time.monotonic()
    shown, told, loads = [], [], []
    while len(shown) < VISITS and time.monotonic() - begun < TIME_LIMIT:
        Host.sent.clear()
        context = browser.new_context(locale="fr-FR")
        page = context.new_page()
        start = time.monotonic()
        page.goto(address)
        card = page.locator(".vs-card").first
        card.wait_for(timeout=60_000)
        shown.append(time.monotonic() - start)
        card.locator(".vs-choice").first.click()
        card.locator(".vs-verdict").wait_for()
        told.append(time.monotonic() - start)
        transfer, requests = sum(Host.sent), len(Host.sent)
        loads.append(os.getloadavg()[0])
        context.close()
    files = [path for path in folder.rglob("*") if path.is_file()]
    report = {
        "files": len(files),
        "on disk, MB": round(sum(path.stat().st_size for path in files) / 1e6, 1),
        "first visit, MB transferred": round(transfer / 1e6, 2),
        "first visit, requests": requests,
        "seconds to the first exercise": [round(t, 1) for t in sorted(shown)],
        "seconds to the first feedback": [round(t, 1) for t in sorted(told)],
        "median": round(statistics.median(told), 1),
        "load of the machine": [round(load, 1) for load in loads],
    }
    print("\n" + json.dumps(report, indent=1, ensure_ascii=False))
