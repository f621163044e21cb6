"""The README and the help pages hold to the code: commands parse, links and pictures resolve."""

import re
import shlex

import pytest

from tests.conftest import ROOT
from vs_course import bank, cli, export

HELP = sorted(ROOT.glob("notebooks/enseignant/aide/*.md"))
PAGES = {path: path.read_text("utf-8") for path in (ROOT / "README.md", *HELP)}
CODE = re.compile(r"```.*?```|`[^`]*`", re.S)


def commands(text: str) -> list[str]:
    """Return the whole commands a page shows, on a line or between backquotes."""
    found = re.findall(r"(?:^|`)(vs-course [a-z][^`\n]*)", text, re.M)
    return [command for command in found if "…" not in command]


def fault(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Return what the command line says of a command that it does not understand, or ""."""
    _, name, *options = shlex.split(command)
    try:  # named alone in a sentence, a command must exist
        return "" if cli.parser().parse_args([name, *(options or ["--help"])]).run else "no run"
    except SystemExit as stop:
        return capsys.readouterr().err if stop.code else ""


def test_every_command_is_one(capsys: pytest.CaptureFixture[str]):
    shown = [(path.name, command) for path, text in PAGES.items() for command in commands(text)]
    assert len(shown) > 20
    assert [(*one, said) for one in shown if (said := fault(one[1], capsys))] == []


def test_every_format_has_its_help():
    shown = " ".join(command for text in PAGES.values() for command in commands(text))
    assert [name for name in export.FORMATS if f"exporter {name}" not in shown] == []


def test_the_teacher_s_page_names_every_competence_and_no_other():
    page = (ROOT / "notebooks/enseignant/preparer_la_classe.ipynb").read_text("utf-8")
    named = re.findall(r"`((?:MCV|EPC|MCO|NDRC)-[\w.]+)`", page)
    assert sorted(named) == sorted(one.code for one in bank.load().competences)


def test_links_and_pictures_resolve():
    faults = []
    for path, text in PAGES.items():
        targets = re.findall(r"\]\(([^)]+)\)", CODE.sub("", text))
        if not targets:
            faults.append(f"{path.name}: no link at all")
        for target in targets:
            inside = not target.startswith("https://")
            if inside and not (path.parent / target.split("#")[0]).exists():
                faults.append(f"{path.name}: {target}")
    assert faults == []


def test_a_help_page_is_short_and_has_a_picture():
    faults = []
    for path in HELP:
        text = PAGES[path]
        pictures = re.findall(r"!\[[^\]]{20,}\]\((images/[^)]+\.png)\)", text)
        if len(re.findall(r"^# ", text, re.M)) != 1:
            faults.append(f"{path.name}: not one title")
        if len(text.splitlines()) > 45:
            faults.append(f"{path.name}: more than 45 lines")
        if [(path.parent / picture).stat().st_size <= 200_000 for picture in pictures] != [True]:
            faults.append(f"{path.name}: not one picture, light and described")
    assert faults == []


def test_a_help_page_has_french_typography():
    faults = []
    for path in HELP:
        for line in re.sub(r"\]\([^)]*\)", "", CODE.sub("", PAGES[path])).splitlines():
            prose = line.strip("|*-# ").rstrip()
            if re.search(r"\w'\w|« | »|\S [:;?!](?:\s|$)|\.\.\.", prose):
                faults.append(f"{path.name}: {line}")
    assert faults == []
