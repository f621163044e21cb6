"""What a browser is given of the card: one module and one style sheet, whatever the host."""

import re
from pathlib import Path

_HERE = Path(__file__).parent
VIEW = ("card", "choices", "feedback", "situations", "projection")
HOST = ("store", "host")
# What links modules, where each is a file: in one script, spaces stand in its place.
_LINKS = re.compile(r"^(?:import .*;|export (?:default \{.*\};)?)", re.MULTILINE)


def module() -> str:
    """Return the card's scripts as one module."""
    return "\n".join(map(read, (f"{name}.js" for name in VIEW)))


def script(start: str = "standalone") -> str:
    """Return a whole page's script: the card, the modules that stand where Python is, the start."""
    parts = [module(), *(read(f"{name}.js") for name in (*HOST, start))]
    return "\n".join(map(unlinked, parts))


def unlinked(part: str) -> str:
    """Return a module without its links to others, each character at its place."""
    alone = _LINKS.sub(lambda found: " " * len(found[0]), part)
    return alone.replace("card.render", f"{'render':>11}")


def style() -> str:
    """Return the card's style sheet."""
    return read("card.css")


def read(name: str) -> str:
    """Return one of the card's files."""
    return (_HERE / name).read_text(encoding="utf-8")
