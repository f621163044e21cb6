"""Run by hand: how heavy a site is, and how long who opens it waits. Not a test.

    python -m tests.measures.measure_site _site [ANOTHER_SITE…]

Each visit is a new profile of Chromium, served from this machine by a host that compresses what
GitHub Pages compresses; medians. The phone has 1.6 Mbit/s, 150 ms, a processor four times slower.
"""

import gzip
import json
import shutil
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, sync_playwright

from tests.browser.conftest import QUIET

DESKTOP = {"viewport": {"width": 1366, "height": 768}}
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
LATENCY, BYTES_A_SECOND, PIECE = 0.15, 200_000, 8192
COMPRESSED = {".css", ".html", ".ipynb", ".js", ".json", ".mjs", ".svg", ".wasm", ".webmanifest"}
# When the card, the feedback, the acknowledgement are painted, and the longest task after the card.
WATCH = """
performance.setResourceTimingBufferSize(1000);
globalThis.seen = {};
const note = (name) => {
  seen[name] = null;
  requestAnimationFrame(() => setTimeout(() => (seen[name] = performance.now())));
};
const watch = new MutationObserver(() => {
  if (!("card" in seen) && document.querySelector(".vs-card .vs-choice")) note("card");
  if (!("told" in seen) && document.querySelector(".vs-card .vs-verdict")) note("told");
  if (!("saved" in seen) && document.querySelector(".vs-saving")?.textContent) note("saved");
  if (!("python" in seen) && document.documentElement.dataset?.python) note("python");
});
watch.observe(document, { childList: true, subtree: true, attributes: true });
addEventListener("click", () => (seen.tap ??= performance.now()), true);
new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries()) {
    if (seen.card && startTime > seen.card) seen.task = Math.max(seen.task ?? 0, duration);
  }
}).observe({ type: "longtask", buffered: true });
"""
# A card that has just come takes no press for a third of a second.
PRESS = """() => {
  if (document.querySelector("[data-settling]")) return false;
  document.querySelector(".vs-card .vs-choice").click();
  return true;
}"""


@cache
def body(path: Path) -> bytes:
    content = path.read_bytes()
    return gzip.compress(content, 6) if path.suffix in COMPRESSED else content


class Host(SimpleHTTPRequestHandler):
    """A static host that compresses, and counts."""

    protocol_version = "HTTP/1.1"
    sent: list[int] = []  # noqa: RUF012 - one list for every request
    slow = False
    line = threading.Lock()

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
        if not self.slow:
            self.wfile.write(content)
            return
        time.sleep(LATENCY)
        for start in range(0, len(content), PIECE):
            with self.line:  # one line for all that is asked for at once, a worker's files included
                self.wfile.write(content[start : start + PIECE])
                time.sleep(PIECE / BYTES_A_SECOND)

    def log_message(self, *_arguments: object) -> None:
        pass

    def handle(self) -> None:
        with suppress(ConnectionError):  # the browser has left
            super().handle()


@contextmanager
def hosted(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        if path.is_file():
            body(path)

    def host(*arguments: Any) -> Host:
        return Host(*arguments, directory=str(folder))

    with ThreadingHTTPServer(("127.0.0.1", 0), host) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def tab(context: BrowserContext, slow: bool) -> Page:
    page = context.new_page()
    page.add_init_script(WATCH)
    if slow:
        session = context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    return page


def seen(page: Page, name: str, seconds: float) -> float | None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with suppress(Exception):
            if told := page.evaluate(f"globalThis.seen?.{name}"):
                return told
        time.sleep(0.02)
    return None


def visit(page: Page, address: str, python: bool, anew: bool) -> dict[str, float | None]:
    """Open the page, answer anew as soon as there is a card, and wait for Python.

    What is sent is counted up to the first card: Python then comes of itself.
    """
    Host.sent.clear()
    page.goto(address, wait_until="commit")
    found = {"card": seen(page, "card", 120)}
    found |= {"kB": sum(Host.sent) / 1000, "requests": len(Host.sent)}
    if anew:
        while not page.evaluate(PRESS):
            time.sleep(0.02)
        told, saved = seen(page, "told", 60), seen(page, "saved", 60)
        tap = page.evaluate("seen.tap")
        found |= {"tap → told": told and told - tap, "tap → saved": saved and saved - tap}
    if python:
        found |= {"python": seen(page, "python", 180), "MB": sum(Host.sent) / 1e6}
        found["requests with Python"] = len(Host.sent)
        found["task"] = page.evaluate("seen.task ?? 0")
    return found


def visits(browser: Any, address: str, size: dict, count: int, ours: bool) -> dict[str, list]:
    found: dict[str, list] = {}
    for _ in range(count):
        context = browser.new_context(locale="fr-FR", **size)
        page = tab(context, size is PHONE)
        told = {"first": visit(page, address, ours, True)}
        if ours and size is DESKTOP:
            end = time.monotonic() + 60
            while "✓" not in page.locator("#vs-kept").inner_text() and time.monotonic() < end:
                time.sleep(0.1)
            for name, offline in (("second", False), ("offline", True)):
                context.set_offline(offline)
                told[name] = visit(tab(context, False), address, ours, False)
        for name, figures in told.items():
            for figure, value in figures.items():
                found.setdefault(f"{name}: {figure}", []).append(value)
        context.close()
    return found


def measure(folder: Path, count: int) -> None:
    ours = (folder / "sw.js").is_file() and any(folder.glob("cours-*"))
    with sync_playwright() as playwright, hosted(folder) as address:
        path = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        for name, size in (("desktop", DESKTOP), ("phone", PHONE)):
            Host.slow = size is PHONE
            found = visits(browser, address, size, count if size is DESKTOP else 3, ours)
            medians = {
                figure: round(statistics.median(values), 1) if None not in values else values
                for figure, values in found.items()
            }
            print(folder, name, json.dumps(medians, indent=1, ensure_ascii=False), flush=True)
        browser.close()


if __name__ == "__main__":
    for given in sys.argv[1:]:
        measure(Path(given), 5)
