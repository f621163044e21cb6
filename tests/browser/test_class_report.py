"""The class report in a browser: it prints on two pages, and is readable at any width."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.classroom import made
from tests.simulated_class import FOLDER
from vs_course.classroom import Classe, classe, write
from vs_course.practice.journal import Journal


def grown(tmp_path: Path, count: int, group: str = "groupe-1") -> Classe:
    """Return the simulated class with more pupils, of long names, and files at fault."""
    paths = sorted(FOLDER.rglob("*.jsonl"))
    for number in range(count):
        answers = [
            replace(answer, id=f"{number}-{answer.id}", learner=f"eleve-{number}")
            for answer in Journal(paths[number % len(paths)]).read()
        ]
        made.hand_in(tmp_path / group / f"LARTIGUE-BEAUMONT Anne-Lou {number:02}.jsonl", answers)
    made.hand_in(tmp_path / "groupe-2" / "X.jsonl", answers[:1])
    (tmp_path / "photo.png").write_bytes(b"x")
    (tmp_path / "vide.jsonl").write_bytes(b"")
    return classe(tmp_path)


def test_thirty_pupils_print_on_two_pages(tmp_path, browser):
    write(grown(tmp_path / "remis", 30), tmp_path / "rapport.html")
    tab = browser.new_page()
    tab.goto((tmp_path / "rapport.html").as_uri())
    printed = tab.pdf(prefer_css_page_size=True)
    tab.close()
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 2


@pytest.mark.parametrize("width", [1366, 960, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_readable_at_any_width_and_in_both_themes(browser, width, scheme, tmp_path):
    write(grown(tmp_path / "remis", 12, "Terminale MCV 2"), tmp_path / "rapport.html")
    tab = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    tab.goto((tmp_path / "rapport.html").as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    grid = tab.locator(".vs-scroll")
    fits = grid.evaluate("box => box.scrollWidth <= box.clientWidth")
    assert fits is (width > 390)
    found = Axe().run(tab).response["violations"]
    tab.close()
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []
