"""CONTRIBUTING.md is held to the tree: its map has every room, its paths and commands are there."""

import re
import tomllib
from pathlib import Path

import vs_course
from tests.conftest import ROOT

TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
NOT_KEPT = {"_site/", "mes_reponses.jsonl", "__init__.py", "texts.py"}  # made, or one in each room


def test_the_map_has_every_room():
    package = Path(vs_course.__file__).parent
    rooms = {path.parent.name for path in package.glob("*/__init__.py")}
    lines = [line.split("|")[1] for line in TEXT.splitlines() if line.startswith("| `")]
    named = set(re.findall(r"`(\w+)`", " ".join(lines)))
    assert rooms | {"api", "cli"} <= named
    assert {name for name in named if not name.startswith("make")} <= rooms | {"api", "cli"}


def test_every_path_is_there():
    quoted = re.findall(r"`([\w./-]+)`", TEXT)
    paths = [text for text in quoted if "/" in text or text.endswith((".py", ".md", ".txt"))]
    assert len(paths) > 15
    assert [path for path in set(paths) - NOT_KEPT if not (ROOT / path).exists()] == []


def test_every_make_command_is_there():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = re.search(r"^\.PHONY: (.+)$", makefile, re.M)[1].split()
    assert set(re.findall(r"`make ([\w-]+)", TEXT)) <= set(targets)


def test_the_changelog_tells_of_this_version():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert f"\n## [{settings['project']['version']}] - " in changelog
