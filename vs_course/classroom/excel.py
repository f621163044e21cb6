"""The class in a spreadsheet: one table as CSV, four as XLSX. Nothing in them is ever a formula."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from vs_course.bank.csv_reader import guarded
from vs_course.bank.items import CourseError
from vs_course.classroom import tables, texts
from vs_course.classroom.statistics import Figures

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_WIDE, _WIDEST = 12, 60  # characters
_LONGEST_CELL = 32_767  # characters, XLSX's own limit


def write_csv(figures: Figures, path: Path) -> None:
    """Write the pupils as French Excel opens a CSV: `;`, UTF-8 with its mark, CRLF."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        for row in tables.pupils(figures):
            csv.writer(stream, delimiter=";").writerow(map(_harmless, row))


def _harmless(cell: tables.Cell) -> str:
    """Return a cell as text that no spreadsheet runs: one apostrophe more."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.4f}".replace(".", ",")
    return guarded(str(cell))


def write_xlsx(figures: Figures, path: Path) -> None:
    """Write four sheets: pupils, situations, questions, files.

    Raises CourseError when XlsxWriter is missing.
    """
    try:
        import xlsxwriter
    except ModuleNotFoundError as error:
        raise CourseError(texts.LIBRARY_MISSING.format(library=error.name)) from error
    sheets = {
        texts.SHEET_PUPILS: tables.pupils(figures),
        texts.SHEET_SITUATIONS: tables.situations(figures),
        texts.SHEET_ITEMS: tables.items(figures),
        texts.SHEET_FILES: tables.files(figures),
    }
    # Row by row, so that a hundred thousand of them fit in memory.
    options = {"constant_memory": True, "tmpdir": str(path.parent)}
    with xlsxwriter.Workbook(str(path), options) as workbook:
        bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        for name, rows in sheets.items():
            _sheet(workbook.add_worksheet(name), rows, bold)


def _sheet(sheet: "Worksheet", rows: Iterable[tables.Row], bold: "Format") -> None:
    for number, row in enumerate(rows):
        if number == 0:
            for column, title in enumerate(row):
                wide = _WIDEST if title in texts.WIDE_COLUMNS else _WIDE
                sheet.set_column(column, column, wide)
            sheet.freeze_panes(1, 1)
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                # write_string, never write: a text is not a formula, a link or a number.
                sheet.write_string(number, column, cell[:_LONGEST_CELL], *[bold] * (number == 0))
            elif cell is not None:
                sheet.write_number(number, column, cell)
