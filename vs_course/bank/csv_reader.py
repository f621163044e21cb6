"""One CSV table in, its rows and its problems out: what Excel saves is read, the rest is said."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vs_course.bank import files, texts

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# A formula made harmless, as an export writes it: one apostrophe more than the text has.
_GUARDED = re.compile("'+[=+@\t\r-]")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a data folder, and where; `str()` gives the line shown to the teacher."""

    file: str
    line: int | None
    column: str | None
    message: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        line = ": ".join(part for part in (place, self.column, self.message) if part)
        return _CONTROL.sub(" ", line)  # a cell may hold line breaks; a problem is one line


class Row(dict[str, str]):
    """The cells of one record by column name, with the line of the file it starts on."""

    def __init__(self, cells: dict[str, str], line: int):
        super().__init__(cells)
        self.line = line


def read(
    path: Path, columns: tuple[str, ...], optional: tuple[str, ...] = ()
) -> tuple[list[Row], list[Problem]]:
    """Read a CSV table (UTF-8 with or without BOM, or CP1252; `,` or `;`).

    Returns the rows whose cells can be told apart, stripped of outer blanks, and every problem
    met on the way: a column that is missing, one that is neither in `columns` nor in `optional`.
    Never raises for what the file holds. The lines of a cell end with \n.
    """
    content, fault = files.read(path)
    if fault:
        return [], [Problem(path.name, None, None, fault)]
    records, problems = _records(path.name, content)
    if not records:
        return [], problems or [Problem(path.name, 1, None, texts.EMPTY_FILE)]
    (line, header), *body = records
    names = [name.strip() for name in header]
    problems += _header_problems(path.name, line, names, columns, optional)
    rows = []
    for line, cells in body:
        # A row of separators alone is what Excel leaves below the last one: it says nothing.
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(names):
            message = texts.CELL_COUNT.format(found=len(cells), expected=len(names))
            problems.append(Problem(path.name, line, None, message))
            continue
        rows.append(Row({n: _plain(c) for n, c in zip(names, cells, strict=True)}, line))
    return rows, problems


def _plain(cell: str) -> str:
    """Return a cell without its outer blanks, nor the apostrophe that keeps it from being run."""
    cell = cell.strip().replace("\r\n", "\n").replace("\r", "\n")
    return cell[1:] if _GUARDED.match(cell) else cell


def _records(name: str, content: str) -> tuple[list[tuple[int, list[str]]], list[Problem]]:
    """Return each record with its starting line; a quote gone astray hides all that follows it."""
    header = re.split("[\r\n]", content.lstrip("\r\n"), maxsplit=1)[0]
    if "\t" in header and not re.search("[,;]", header):
        return [], [Problem(name, 1, None, texts.SEPARATOR)]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter, strict=True)
    records: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            if cells:
                records.append((line, cells))
            line = reader.line_num + 1
    except csv.Error:
        return records, [Problem(name, line, None, texts.QUOTE_OPEN)]
    return records, []


def _header_problems(
    name: str, line: int, names: list[str], columns: tuple[str, ...], optional: tuple[str, ...]
) -> Iterator[Problem]:
    for column in columns:
        if column not in names:
            yield Problem(name, line, column, texts.COLUMN_MISSING)
    for position, column in enumerate(names):
        if column not in columns and column not in optional:
            expected = ", ".join((*columns, *optional))
            message = texts.COLUMN_UNKNOWN.format(expected=expected)
            yield Problem(name, line, column or str(position + 1), message)
        elif column in names[:position]:
            yield Problem(name, line, column, texts.COLUMN_TWICE)
