"""The static site as files: what is in it, and what its command says when it can't be made."""

import re
import shutil
from pathlib import Path
from urllib.parse import unquote

import pytest

from vs_course import cli
from vs_course.publish import static_site

LINK = re.compile(r'(?:href|src)="([^"#]*)(?:#([^"]*))?"')


@pytest.fixture(scope="module")
def pages(site_folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted(site_folder.glob("*.html"))}


def test_the_pages_are_the_course_s_and_nothing_stale_stays(site_folder: Path, pages):
    assert len(pages) == 11
    assert pages["index.html"] == pages["00_bienvenue.html"]
    names = {path.name for path in site_folder.rglob("*")}
    assert not names & {"ancienne-page.html", "enseignant", "mes_reponses.jsonl"}


def test_a_strict_policy_has_nothing_to_refuse_in_them(pages):
    words = ("<style", " style=", "javascript:", ".ipynb", "{{", "://")
    faults = [(name, word) for name, html in pages.items() for word in words if word in html]
    assert faults == []
    handlers = [
        (n, found) for n, html in pages.items() for found in re.findall(r"<[^>]* on\w+=", html)
    ]
    assert handlers == []
    scripts = {s for html in pages.values() for s in re.findall(r"<script ([^>]*)>", html)}
    kinds = {re.match(r'type="(module" src=|application/json")', one)[1] for one in scripts}
    assert kinds == {'module" src=', 'application/json"'}


def test_every_link_leads_somewhere_and_is_relative(site_folder: Path, pages):
    faults = []
    for name, html in pages.items():
        for address, place in LINK.findall(html):
            target = site_folder / unquote(address or name)
            there = target.is_file() and not address.startswith("/")
            if there and place and target.suffix == ".html":
                there = f'id="{place}"' in target.read_text("utf-8")
            if not there and not address.startswith("data:"):
                faults.append(f"{name}: {address}#{place}")
    assert faults == []


def test_nothing_is_taken_out_of_what_others_made(site_folder: Path, npm: str):
    (runtime,) = site_folder.glob("python-*")
    import zipfile

    with zipfile.ZipFile(runtime / "python_stdlib.zip") as library:
        names = library.namelist()
    sources = [name for name in names if name.endswith(".py")]
    compiled = [name for name in names if name.endswith(".pyc")]
    assert len(sources) > 300
    assert 50 < len(compiled) < len(sources)


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path, capsys):
    (tmp_path / "cours.txt").write_text("à garder")
    assert cli.main(["site", str(tmp_path)]) == 1
    assert "n'est pas vide et n'est pas un site du cours" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["cours.txt"]


def test_a_tool_that_is_missing_is_one_sentence(tmp_path: Path, capsys, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert cli.main(["site", str(tmp_path / "site")]) == 1
    assert "npm est introuvable" in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


def test_the_pinned_pyodide_is_the_one_it_asks_for(site_folder: Path):
    (runtime,) = site_folder.glob("python-*")
    assert static_site.PYODIDE in (runtime / "pyodide.mjs").read_text("utf-8")
