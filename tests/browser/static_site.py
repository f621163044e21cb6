"""The static site as any static host would serve it, under a sub-path, and who visits it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

COLD_MS = 90_000
_KEPT = """async () => {
  const open = indexedDB.open("vs-course");
  await new Promise((resolve) => (open.onsuccess = resolve));
  const all = open.result.transaction("lines").objectStore("lines").getAll();
  await new Promise((resolve) => (all.onsuccess = resolve));
  open.result.close();
  return all.result.sort((one, other) => one.rank - other.rank).map(({ line }) => line);
}"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine; give its address."""
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()


def python_there(page: Page, state: str = "there") -> None:
    """Wait until Python is the host of the page's exercises, or until it is known not to come."""
    expect(page.locator("html")).to_have_attribute("data-python", state, timeout=COLD_MS)


def kept_offline(page: Page) -> None:
    """Wait until the course is kept whole on this device."""
    expect(page.locator("#vs-kept")).to_contain_text("il s’ouvre sans connexion", timeout=COLD_MS)


def saved(card: Locator) -> None:
    """Wait until the answer just given is acknowledged."""
    expect(card.locator(".vs-saving")).to_have_text("✓ Enregistré")


def kept(page: Page) -> list[str]:
    """Return the lines that the browser keeps, in the order they came."""
    return page.evaluate(_KEPT)
