"""Writes the course's addresses wherever they are shown: pyproject.toml's [project.urls] has them.

    python -m tests.addresses

A fork changes them there, then runs this; `make notebooks` does.
"""

import re
import tomllib
from pathlib import Path
from urllib.parse import quote

from tests.conftest import ROOT

_OWNED = r"[\w-]+(?:/|%2F)[\w-]+"


def urls() -> dict[str, str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return settings["project"]["urls"]


def shown() -> list[Path]:
    """Return the files that people read and that name the repository or the site."""
    notebooks = (ROOT / "notebooks").rglob("*")
    read = [path for path in notebooks if path.suffix in {".ipynb", ".md"}]
    return [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(read)]


def addressed(text: str) -> str:
    """Return a text with each address of the repository and of the site as they are today."""
    repository, site = urls()["Repository"], urls()["Site"]
    slug = repository.removeprefix("https://github.com/")
    text = re.sub(rf"https://github\.com/{_OWNED}", repository, text)
    text = re.sub(rf"https%3A%2F%2Fgithub\.com%2F{_OWNED}", quote(repository, safe=""), text)
    text = re.sub(rf"(mybinder\.org/v2/gh/){_OWNED}", rf"\1{slug}", text)
    return re.sub(r"https://[\w-]+\.github\.io/[\w-]+/", site, text)


def write() -> None:
    for path in shown():
        text = path.read_text("utf-8")
        if (new := addressed(text)) != text:
            path.write_text(new, "utf-8")
            print(path.relative_to(ROOT), flush=True)


if __name__ == "__main__":
    write()
