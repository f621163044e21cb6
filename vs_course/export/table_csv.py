"""A table for a spreadsheet, with the columns of scenarios.csv: edited, it can come back."""

import csv
import io

from vs_course.bank import columns as schema
from vs_course.bank.csv_reader import guarded
from vs_course.bank.items import Scenario
from vs_course.export import Selection


def table(selection: Selection) -> bytes:
    """Return the situations as French Excel opens a CSV: `;`, UTF-8 with its mark, CRLF."""
    rows = [schema.scenarios(()).columns, *map(_cells, selection.scenarios)]
    written = io.StringIO()
    csv.writer(written, delimiter=";").writerows(map(guarded, row) for row in rows)
    return written.getvalue().encode("utf-8-sig")


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
