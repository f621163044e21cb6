"""One place for the course's addresses, and no page that takes for granted that they answer."""

import json
import re

from tests import addresses
from tests.conftest import ROOT

ONLINE = re.compile(r"https://mybinder\.org/v2/|https://[\w.-]+\.github\.io/")


def test_every_page_shows_the_addresses_of_pyproject():
    told = {path: path.read_text("utf-8") for path in addresses.shown()}
    stale = [path.name for path, text in told.items() if addresses.addressed(text) != text]
    assert stale == [], "python -m tests.addresses"


def test_a_fork_changes_one_place(monkeypatch):
    urls = {"Repository": "https://github.com/lycee/cours", "Site": "https://vente.lycee.fr/"}
    monkeypatch.setattr(addresses, "urls", lambda: urls)
    readme = addresses.addressed((ROOT / "README.md").read_text("utf-8"))
    assert "https://mybinder.org/v2/gh/lycee/cours/HEAD" in readme
    assert "(https://vente.lycee.fr/)" in readme
    assert "vente-ou-service/vente-ou-service" not in readme


def test_what_is_online_only_once_published_is_said_so():
    """A section that links to the site or to Binder says on what condition they answer."""
    faults = []
    for path in addresses.shown():
        text = path.read_text("utf-8")
        if path.suffix == ".ipynb":
            cells = json.loads(text)["cells"]
            sections = ["".join(cell["source"]) for cell in cells]
        else:
            sections = re.split(r"^## ", text, flags=re.MULTILINE)
        for section in sections:
            if ONLINE.search(section) and "une fois le cours publié" not in section.lower():
                faults.append((path.name, section[:60]))
    assert faults == []
