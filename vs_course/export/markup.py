"""A text that comes from data, made safe to stand in HTML or XML."""

import re
from collections.abc import Iterable
from html import escape

from vs_course.export.notes import Note

_BREAK = re.compile("\r\n?|[\x0b\x0c]")  # \x0b is how a word processor ends a line
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # no XML may hold them


def clean(text: str) -> str:
    """Return a text that XML can hold, its line breaks all written the same way."""
    return _FORBIDDEN.sub("", _BREAK.sub("\n", text))


def html(text: str) -> str:
    """Return a text as HTML that shows it as it is, line breaks included."""
    return escape(clean(text)).replace("\n", "<br>")


def paragraphs(notes: Iterable[Note]) -> str:
    """Return notes as HTML, a paragraph each."""
    return "".join(f"<p>{_inside(note)}</p>" for note in notes)


def _inside(note: Note) -> str:
    title = f"<strong>{html(note.title)}</strong>" if note.title else ""
    return " ".join(filter(None, (title, html(note.text))))
