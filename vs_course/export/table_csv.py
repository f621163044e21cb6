"""A table for a spreadsheet, with the columns of scenarios.csv: edited, it can come back."""

import csv
import io

from vs_course.bank import columns
from vs_course.bank.csv_reader import guarded
from vs_course.bank.items import Scenario
from vs_course.export import Selection

# What fills each column; several values stand between vertical bars.
_FIELDS = {
    "id": "id",
    "paire": "pair",
    "texte": "text",
    "categorie": "category",
    "critere": "criterion",
    "moment": "moment",
    "niveau": "level",
    "secteur": "sector",
    "indice": "clues",
    "explication": "explanation",
    "forme": "form",
    "sujet": "judged",
    "signe": "sign",
    "signe_admis": "other_sign",
    "competence": "competences",
    "source": "source",
}


def table(selection: Selection) -> bytes:
    """Return the situations as French Excel opens a CSV: `;`, UTF-8 with its mark, CRLF.

    An optional column is there where one of them says something in it.
    """
    situations = columns.scenarios(())
    rows = [_row(scenario) for scenario in selection.scenarios]
    said = [
        column
        for column, default in situations.optional.items()
        if any(row[column] != default for row in rows)
    ]
    written = io.StringIO()
    writer = csv.DictWriter(
        written, [*situations.columns, *said], extrasaction="ignore", delimiter=";"
    )
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue().encode("utf-8-sig")


def _row(scenario: Scenario) -> dict[str, str]:
    return {column: _cell(getattr(scenario, field)) for column, field in _FIELDS.items()}


def _cell(value: object) -> str:
    if value is None:
        return ""
    return guarded("|".join(value) if isinstance(value, tuple) else str(value))
