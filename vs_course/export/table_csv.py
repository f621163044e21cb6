"""A table for a spreadsheet, with the columns of scenarios.csv: edited, it can come back."""

import csv
from pathlib import Path

from vs_course.bank import columns as schema
from vs_course.bank.csv_reader import guarded
from vs_course.bank.items import Scenario
from vs_course.export.selection import Selection


def write(selection: Selection, path: Path) -> None:
    """Write the situations as French Excel opens a CSV: `;`, UTF-8 with its mark, CRLF."""
    rows = [schema.scenarios(()).columns, *map(_cells, selection.scenarios)]
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows(map(guarded, row) for row in rows)


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
