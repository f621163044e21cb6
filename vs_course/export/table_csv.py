"""A table for a spreadsheet, with the columns of scenarios.csv: edited, it can come back."""

import csv
import re
from pathlib import Path

from vs_course.bank import columns as schema
from vs_course.bank.items import Scenario
from vs_course.export.selection import Selection

# What a spreadsheet would run as a formula, and what already looks like its remedy.
_FORMULA = re.compile("'*[=+@\t\r-]")


def write(selection: Selection, path: Path) -> None:
    """Write the situations as French Excel opens a CSV: `;`, UTF-8 with its mark, CRLF."""
    rows = [schema.scenarios(()).columns, *map(_cells, selection.scenarios)]
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows(
            [_harmless(cell) for cell in row] for row in rows
        )


def _cells(scenario: Scenario) -> tuple[str, ...]:
    return (
        scenario.id,
        scenario.pair,
        scenario.text,
        scenario.category,
        scenario.criterion,
        scenario.moment,
        str(scenario.level),
        scenario.sector,
        scenario.clue,
        scenario.explanation,
    )


def _harmless(cell: str) -> str:
    """Return a cell that no spreadsheet runs: one apostrophe more, which reading takes off."""
    return f"'{cell}" if _FORMULA.match(cell) else cell
