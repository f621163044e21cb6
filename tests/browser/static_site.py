"""The static site, built once by its own command and served as any static host would."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import QUIET
from vs_course import cli

STALE = "ancienne-page.html"
PLAIN_HTTP = "ecole.test"  # to Chromium, a host that is neither https nor this machine


@dataclass
class Site:
    """A built site: its folder, and the address where it is served."""

    folder: Path
    address: str


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


@pytest.fixture(scope="module")
def site(npm: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site, built over an earlier one that had a page more."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "vs-course.json").write_text("{}\n")
    (folder / STALE).write_text("")
    assert cli.main(["site", str(folder)]) == 0
    with served(folder) as address:
        yield Site(folder, address)


@pytest.fixture(scope="module")
def alone(browser: Browser) -> Iterator[Browser]:
    """A Chromium that finds no other machine than this one, whatever it asks for."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    rules = f"--host-resolver-rules=MAP {PLAIN_HTTP} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    chromium = browser.browser_type.launch(executable_path=path, args=[*QUIET, rules])
    yield chromium
    chromium.close()
