"""The README and the help pages hold to the code: commands parse, links and pictures resolve."""

import re
import shlex
from pathlib import Path

import pytest

from tests.conftest import ROOT
from vs_course import cli

HELP = sorted(ROOT.glob("notebooks/enseignant/aide/*.md"))
PAGES = [ROOT / "README.md", *HELP]
each_page = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
each_help = pytest.mark.parametrize("path", HELP, ids=lambda path: path.stem)


def commands(text: str) -> list[str]:
    """Return the whole commands a page shows, on a line or between backquotes."""
    found = re.findall(r"(?:^|`)(vs-course [a-z][^`\n]*)", text, re.M)
    return [command for command in found if "…" not in command]


@each_page
def test_every_command_is_one(path: Path):
    for command in commands(path.read_text("utf-8")):
        _, name, *options = shlex.split(command)
        if options:
            assert cli.parser().parse_args([name, *options]).run, command
        else:  # named in a sentence: it must exist
            with pytest.raises(SystemExit, match="0"):
                cli.parser().parse_args([name, "--help"])


@each_page
def test_links_and_pictures_resolve(path: Path):
    text = re.sub(r"```.*?```|`[^`]*`", "", path.read_text("utf-8"), flags=re.S)
    targets = re.findall(r"\]\(([^)]+)\)", text)
    assert targets
    for target in targets:
        assert target.startswith("https://") or (path.parent / target.split("#")[0]).exists(), (
            target
        )


@each_help
def test_a_help_page_is_short_and_has_a_picture(path: Path):
    text = path.read_text("utf-8")
    assert len(re.findall(r"^# ", text, re.M)) == 1
    assert len(text.splitlines()) <= 45
    (picture,) = re.findall(r"!\[[^\]]{20,}\]\((images/[^)]+\.png)\)", text)
    assert (path.parent / picture).stat().st_size <= 200_000


@each_help
def test_a_help_page_has_french_typography(path: Path):
    text = re.sub(r"```.*?```|`[^`]*`|\]\([^)]*\)", "", path.read_text("utf-8"), flags=re.S)
    for line in text.splitlines():
        prose = line.strip("|*-# ").rstrip()
        assert not re.search(r"\w'\w|« | »|\S [:;?!](?:\s|$)|\.\.\.", prose), line
