"""« Vente ou service ? » : the few names a notebook of the course uses."""

from importlib import import_module
from typing import Any

__all__ = ["bilan", "classe", "criteres", "exercice", "parcours", "projeter", "scenarios"]

_HOMES = {
    "exercice": "vs_course.api",
    "parcours": "vs_course.api",
    "projeter": "vs_course.api",
    "bilan": "vs_course.results",
    "criteres": "vs_course.results",
    "scenarios": "vs_course.results",
    "classe": "vs_course.classroom",
}


def __getattr__(name: str) -> Any:
    """Import what a notebook calls when it is called: the core runs where there is no Jupyter."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
