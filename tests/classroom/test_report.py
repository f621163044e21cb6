"""The report: what it says, that it is one harmless page, and that it prints on two."""

import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.classroom import made
from tests.conftest import ROOT
from tests.simulated_class import FOLDER
from vs_course.classroom import Classe, classe, report, write
from vs_course.classroom.pupil_grid import by_group
from vs_course.practice.journal import Journal

LONGEST_START = 3.0  # seconds for the whole command on 24 files; a third of one when quiet


def text(html: str) -> str:
    found: list[str] = []
    parser = HTMLParser()
    parser.handle_data = found.append
    parser.feed(re.sub("<style>.*?</style>", "", html, flags=re.DOTALL))
    return " ".join(" ".join(found).replace("\u00a0", " ").split())


def test_it_says_what_a_teacher_looks_for(simulated, content):
    html, figures = report.as_page(simulated.figures), simulated.figures
    said = text(html)
    answers = f"{figures.answers:,}".replace(",", " ")
    assert f"24 élèves, {answers} réponses" in said
    assert "du 12 au 20 janvier 2026" in said
    assert "À retravailler en priorité : la cible" in said
    for pupil in figures.pupils:
        assert pupil.name in said
    worst = next(one for one in figures.situations if one.seen >= 5)
    assert f"{worst.wrong} élèves sur {worst.seen} ont répondu" in said
    scenario = worst.scenario
    assert f"<mark>{scenario.clue}</mark>" in html.replace("&#x27;", "'")
    assert text(scenario.text) in said.replace(" .", ".")
    assert text(scenario.explanation) in said
    assert re.search(r"\d+ élèves sont sûrs que c’est une? (vente|service) ; c’est", said)
    assert re.search(r"\d+ élèves ont terminé les deux : de \d+ % .* à \d+ %", said)
    assert said.count("trop peu d’items pour noter") == 2
    assert "pas pour noter" in said
    assert "groupe-2/sofia.jsonl" in said


def test_it_is_one_file_with_no_script_and_no_address(simulated):
    html = report.as_page(simulated.figures)
    assert not re.search(r"<script|<link|<img|src=|href=|https?:|@import|url\(", html)


def test_a_text_is_a_text(content, asked, tmp_path):
    evil = "<img src=x onerror=alert(1)>"
    for number in range(2):
        answers = made.anyhow(content, f"p{number}", 30, asked)
        made.hand_in(tmp_path / f"<b>{number}" / f"{evil[:20]}{number}.jsonl", answers)
    made.hand_in(tmp_path / "x" / f"{evil}.jsonl", [replace(answers[0], question=evil, id="i")])
    (tmp_path / "<script>.png").write_bytes(b"x")
    html = classe(tmp_path)._repr_html_()
    assert not re.search("<(img|script|b>[0-9])", html)
    assert "&lt;script&gt;.png" in html
    assert "&lt;img src=x" in html


def test_a_terminal_reads_plain_lines(simulated):
    said = repr(simulated)
    assert said.splitlines()[0] == "Les résultats de la classe"
    assert not re.search("[’\u00a0\u202f<]", said)
    assert "- L'objectif : " in said


def grown(tmp_path: Path, count: int) -> Classe:
    """Return the simulated class with more pupils, of long names, and a note of every length."""
    paths = sorted(FOLDER.rglob("*.jsonl"))
    for number in range(count):
        answers = [
            replace(answer, id=f"{number}-{answer.id}", learner=f"eleve-{number}")
            for answer in Journal(paths[number % len(paths)]).read()
        ]
        made.hand_in(
            tmp_path / "groupe-1" / f"LARTIGUE-BEAUMONT Anne-Lou {number:02}.jsonl", answers
        )
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


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_readable_at_any_width_and_in_both_themes(
    simulated, browser, width, scheme, tmp_path
):
    write(simulated, tmp_path / "rapport.html")
    tab = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    tab.goto((tmp_path / "rapport.html").as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    grid = tab.locator(".vs-scroll")
    fits = grid.evaluate("box => box.scrollWidth <= box.clientWidth")
    assert fits is (width == 1280)
    found = Axe().run(tab).response["violations"]
    tab.close()
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []


def test_many_pupils_are_shown_by_group(simulated, monkeypatch):
    monkeypatch.setattr("vs_course.classroom.pupil_grid.MOST_PUPILS", 20)
    html = simulated._repr_html_()
    assert "Alice" not in html
    assert html.count('<tr><th scope="row">groupe-') == 2
    monkeypatch.setattr("vs_course.classroom.pupil_grid.MOST_GROUPS", 1)
    assert "1 premiers groupes sur 2" in by_group(simulated.figures)


def test_the_small_case_starts_fast_and_without_pandas(tmp_path):
    code = f"""if True:
        import sys, time
        start = time.perf_counter()
        from pathlib import Path
        from vs_course.classroom import classe, write
        write(classe({str(FOLDER)!r}), Path({str(tmp_path / "r.html")!r}))
        print(time.perf_counter() - start)
        slow = {{"pandas", "IPython", "ipywidgets", "xlsxwriter"}}
        print(slow & {{*sys.modules}})"""
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    took, loaded = run.stdout.splitlines()
    assert loaded == "set()"
    assert float(took) < LONGEST_START
    assert run.stderr == ""
