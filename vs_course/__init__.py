"""« Vente ou service ? » : the few names a notebook of the course uses."""

from importlib import import_module
from typing import Any

__all__ = ["exercice"]


def __getattr__(name: str) -> Any:
    """Import what a notebook calls when it is called: the core runs where there is no Jupyter."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("vs_course.api"), name)
