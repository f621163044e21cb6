"""The pinned lists: complete, of one mind, and without an address. `make pins` writes them."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests import pins
from tests.conftest import ROOT

HASH = r" +--hash=sha256:[0-9a-f]{64}(?: \\)?"


def pinned(name: str) -> dict[str, set[str]]:
    """Return the versions a list gives to each package: more than one, if Pythons need them."""
    found: dict[str, set[str]] = {}
    for line in (ROOT / name).read_text("utf-8").splitlines():
        if not re.fullmatch(HASH, line):
            requirement = Requirement(line.removesuffix("\\"))
            (exact,) = requirement.specifier
            assert (exact.operator, requirement.url) == ("==", None), line
            found.setdefault(canonicalize_name(requirement.name), set()).add(exact.version)
    return found


@pytest.mark.parametrize("name", pins.LISTS)
def test_a_list_pins_all_that_pyproject_asks_for(name):
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    extras = settings["project"]["optional-dependencies"]
    asked = {
        "constraints.txt": [
            *settings["project"]["dependencies"],
            *extras["enseignant"],
            *extras["test"],
        ],
    }
    names = {canonicalize_name(Requirement(text).name) for text in asked[name]} - {"vs-course"}
    assert names - set(pinned(name)) == set(), "run `make pins`"


def test_the_lists_agree():
    versions = pinned("constraints.txt")
    for name in pins.LISTS:
        for package, found in pinned(name).items():
            assert found <= versions.get(package, found), package
