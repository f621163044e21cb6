"""What a browser is given of the card: one module and one style sheet, whatever the host."""

from pathlib import Path

_HERE = Path(__file__).parent
VIEW = ("card", "choices", "feedback", "situations", "projection")


def module(*more: str) -> str:
    """Return the card's scripts as one module; `more` are the names of others to add."""
    return "\n".join(_read(f"{name}.js") for name in (*VIEW, *more))


def style() -> str:
    """Return the card's style sheet."""
    return _read("card.css")


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")
