"""The few pieces of HTML that the bilan and the class report are made of.

A `title`, a `text`, a `caption`, a column's name are text, escaped here; `inner`, `cells`, `rows`
and `parts` are HTML already. `name` is the class of the element, or "".
"""

from collections.abc import Iterable
from html import escape


def paragraph(text: str, name: str = "") -> str:
    """Return a paragraph, or nothing for no text."""
    return f"<p{_class(name)}>{escape(text)}</p>" if text else ""


def marked(text: str, clue: str) -> str:
    """Return a text with the clue highlighted where it first stands."""
    before, found, after = text.partition(clue)
    return f"{escape(before)}<mark>{escape(found)}</mark>{escape(after)}"


def section(title: str, *parts: str) -> str:
    """Return a part of a page under its heading, a page's second; empty parts are left out."""
    inner = "\n".join(filter(None, parts))
    return f'<div class="vs-part">\n<h2>{escape(title)}</h2>\n{inner}\n</div>'


def items(rows: Iterable[str], tag: str = "ul", name: str = "vs-list") -> str:
    """Return a list, `tag` saying of which kind; a row is what stands in one item."""
    inner = "\n".join(f"<li>{row}</li>" for row in rows)
    return f"<{tag}{_class(name)}>\n{inner}\n</{tag}>"


def table(
    columns: Iterable[str], rows: Iterable[str], name: str = "", caption: str = "", foot: str = ""
) -> str:
    """Return a table of figures; `rows` and `foot` are made by `row`, `name` adds a class."""
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    body = "\n".join(rows)
    above = f"<caption>{escape(caption)}</caption>\n" if caption else ""
    below = f"\n<tfoot>\n{foot}\n</tfoot>" if foot else ""
    return (
        f"<table{_class(f'vs-figures {name}'.strip())}>\n{above}<thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{body}\n</tbody>{below}</table>"
    )


def row(title: str, cells: Iterable[str]) -> str:
    """Return a row of a table: what it is about, then its cells, made by `cell`."""
    return f'<tr><th scope="row">{escape(title)}</th>{"".join(cells)}</tr>'


def cell(inner: str, name: str = "") -> str:
    """Return a cell of a table."""
    return f"<td{_class(name)}>{inner}</td>"


def bar(share: float | None) -> str:
    """Return a share from 0 to 1 drawn as a bar, to stand under the number that says it.

    It is drawn with borders, which are printed and stay where a reader imposes their own colours.
    Read aloud it is nothing: the number is beside it.
    """
    if share is None:
        return ""
    return f'<i class="vs-bar" aria-hidden="true"><i style="width: {100 * share:.0f}%"></i></i>'


def _class(name: str) -> str:
    return f' class="{name}"' if name else ""
