"""The tables of a data folder: their columns, and what each cell may hold."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from vs_course.bank import csv_reader as table
from vs_course.bank import texts
from vs_course.bank.csv_reader import Problem, Row
from vs_course.bank.items import Category, CriterionId, Moment, Reply

MIN_WORDS, MAX_WORDS = 12, 60

Check = Callable[[str], str | None]


@dataclass(frozen=True)
class Table:
    """One CSV file of a data folder; `key` is the column whose values are unique.

    `blank` names the columns that may be empty, `required` says whether the file may be missing.
    """

    name: str
    columns: tuple[str, ...]
    checks: dict[str, Check] = field(default_factory=dict)
    key: str = "id"
    blank: tuple[str, ...] = ()
    required: bool = True

    def read(self, folder: Path) -> tuple[list[Row], list[Problem]]:
        """Return the table's rows and every problem that shows in a row taken alone."""
        path = folder / self.name
        if not self.required and not path.exists():
            return [], []
        rows, problems = table.read(path, self.columns)
        if not rows and not problems:
            problems.append(Problem(self.name, None, None, texts.NO_ROW))
        first_line: dict[str, int] = {}
        for row in rows:
            for column in filter(row.__contains__, self.columns):
                if fault := self._fault(column, row[column], first_line):
                    problems.append(Problem(self.name, row.line, column, fault))
            first_line.setdefault(row.get(self.key, ""), row.line)
        return rows, problems

    def _fault(self, column: str, value: str, first_line: dict[str, int]) -> str | None:
        if not value:
            return None if column in self.blank else texts.CELL_EMPTY
        check = self.checks.get(column)
        if check and (fault := check(value)):
            return fault
        if column == self.key and value in first_line:
            return texts.ID_TWICE.format(value=value, line=first_line[value])
        return None


def one_of(values: Iterable[str]) -> Check:
    """Return a check that says « x » n'est ni « a » ni « b » for anything but the values."""
    allowed = tuple(values)
    expected = " ".join(f"ni « {value} »" for value in allowed)

    def fault(value: str) -> str | None:
        if value in allowed:
            return None
        return texts.NOT_ONE_OF.format(value=value, expected=expected)

    return fault


def sector_of(sectors: Iterable[str]) -> Check:
    """Return a check for the sectors of secteurs.csv; without any, that file was already blamed."""
    known = set(sectors)

    def fault(value: str) -> str | None:
        if not known or value in known:
            return None
        return texts.SECTOR_UNKNOWN.format(value=value)

    return fault


def _slug(value: str) -> str | None:
    return None if re.fullmatch("[a-z0-9-]+", value) else texts.ID_SHAPE.format(value=value)


def _length(value: str) -> str | None:
    count = len(value.split())
    if count < MIN_WORDS:
        return texts.TEXT_SHORT.format(count=count, limit=MIN_WORDS)
    return texts.TEXT_LONG.format(count=count, limit=MAX_WORDS) if count > MAX_WORDS else None


SECTORS = Table("secteurs.csv", ("id", "nom"), {"id": _slug})
CRITERIA = Table(
    "criteres.csv", ("id", "nom", "question", "vente", "service"), {"id": one_of(CriterionId)}
)
STATEMENTS = Table(
    "affirmations.csv",
    ("id", "texte", "reponse", "critere", "explication"),
    {"id": _slug, "reponse": one_of(Reply), "critere": one_of(CriterionId)},
    blank=("critere",),
    required=False,
)
GLOSSARY = Table("glossaire.csv", ("terme", "definition"), key="terme", required=False)


def scenarios(sectors: Iterable[str]) -> Table:
    """Return the table of situations, whose sectors are those of secteurs.csv."""
    columns = "id paire texte categorie critere moment niveau secteur indice explication"
    checks = {
        "id": _slug,
        "paire": _slug,
        "texte": _length,
        "categorie": one_of(Category),
        "critere": one_of(CriterionId),
        "moment": one_of(Moment),
        "niveau": one_of("123"),
        "secteur": sector_of(sectors),
    }
    return Table("scenarios.csv", tuple(columns.split()), checks)


def debates(sectors: Iterable[str]) -> Table:
    """Return the table of ambiguous cases, whose sectors are those of secteurs.csv."""
    columns = ("id", "texte", "pour_vente", "pour_service", "secteur")
    checks = {"id": _slug, "texte": _length, "secteur": sector_of(sectors)}
    return Table("debats.csv", columns, checks, required=False)
