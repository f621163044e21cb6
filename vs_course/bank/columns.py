"""The tables of a data folder: their columns, and what each cell may hold."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from vs_course.bank import csv_reader, french, texts
from vs_course.bank.csv_reader import Problem, Row
from vs_course.bank.items import SIGNS, Category, CriterionId, Form, Moment, Reply

Check = Callable[[str], str | None]


@dataclass(frozen=True)
class Table:
    """One CSV file of a data folder; `key` is the column whose values are unique.

    `blank` names the columns that may be empty, `optional` those that may be missing too, with what
    an empty cell of theirs stands for; `across` yields (column, sentence) for what only shows
    across the cells of a row; `required` says whether the file may be missing; `held` makes of some
    cells more than text.
    """

    name: str
    columns: tuple[str, ...]
    checks: dict[str, Check] = field(default_factory=dict)
    key: str = "id"
    blank: tuple[str, ...] = ()
    optional: dict[str, str] = field(default_factory=dict)
    across: Callable[[Row], Iterable[tuple[str, str]]] = lambda _row: ()
    required: bool = True
    held: dict[str, Callable[[str], Any]] = field(default_factory=dict)

    def read(self, folder: Path) -> tuple[list[Row], list[Problem]]:
        """Return the table's rows and every problem that shows in a row taken alone."""
        path = folder / self.name
        if not self.required and not path.exists():
            return [], []
        rows, problems = csv_reader.read(path, self.columns, tuple(self.optional))
        if not rows and not problems:
            problems.append(Problem(self.name, None, None, texts.NO_ROW))
        first_line: dict[str, int] = {}
        for row in rows:
            filled = [column for column in self.optional if row.get(column)]
            row.update({c: default for c, default in self.optional.items() if c not in filled})
            for column in (*self.columns, *filled):
                if fault := self._fault(column, row.get(column), first_line):
                    problems.append(Problem(self.name, row.line, column, fault))
            problems += [Problem(self.name, row.line, *fault) for fault in self.across(row)]
            first_line.setdefault(row.get(self.key, ""), row.line)
        return rows, problems

    def content(self, row: Row) -> dict[str, str]:
        """Return what a row says: an optional column says nothing where it is as if empty."""
        return {
            column: value
            for column, value in row.items()
            if column not in self.optional or value != self.optional[column]
        }

    def items(self, made: Callable[..., Any], rows: Iterable[Row]) -> tuple[Any, ...]:
        """Return what rows stand for; the fields of what is made follow the columns in order."""
        held = [(column, self.held.get(column, str)) for column in (*self.columns, *self.optional)]
        return tuple(made(*(make(row[column]) for column, make in held)) for row in rows)

    def _fault(self, column: str, value: str | None, first_line: dict[str, int]) -> str | None:
        if not value:  # a missing column was already blamed
            return None if value is None or column in self.blank else texts.CELL_EMPTY
        check = self.checks.get(column)
        if check and (fault := check(value)):
            return fault
        if column == self.key and value in first_line:
            return texts.ID_TWICE.format(value=value, line=first_line[value])
        return None


def unless(fine: Callable[[str], object], message: str) -> Check:
    """Return a check that says `message`, with the value in it, of a value that isn't fine."""
    return lambda value: None if fine(value) else message.format(value=value)


def one_of(values: Iterable[str]) -> Check:
    """Return a check that says « x » n'est ni « a » ni « b » for anything but the values."""
    allowed = tuple(values)
    expected = " ".join(f"ni « {value} »" for value in allowed)
    return unless(allowed.__contains__, texts.NOT_ONE_OF.replace("{expected}", expected))


def listed(known: Iterable[str], file: str) -> Check:
    """Return a check for what a file lists; where it lists nothing, there is nothing to judge."""
    values = set(known)
    return unless(lambda v: not values or v in values, texts.NOT_LISTED.replace("{file}", file))


def parts(cell: str) -> tuple[str, ...]:
    """Return what a cell holds between its vertical bars."""
    return tuple(map(str.strip, cell.split("|")))


def _perhaps(make: Callable[[str], Any], nothing: Any = None) -> Callable[[str], Any]:
    return lambda cell: make(cell) if cell else nothing


def each(check: Check) -> Check:
    """Return a check for every part of a cell, none of which may be empty."""

    def fault(value: str) -> str | None:
        return _no_part_empty(value) or next(filter(None, map(check, parts(value))), None)

    return fault


def length(low: int, high: int) -> Check:
    """Return a check for a text of so many words."""

    def fault(value: str) -> str | None:
        count = len(french.words(value))
        if count < low:
            return texts.TEXT_SHORT.format(count=count, limit=low)
        return texts.TEXT_LONG.format(count=count, limit=high) if count > high else None

    return fault


_no_part_empty = unless(lambda cell: all(parts(cell)), texts.PART_EMPTY)
slug = unless(re.compile("[a-z0-9-]+").fullmatch, texts.ID_SHAPE)
_situation = length(12, 60)

SECTORS = Table("secteurs.csv", ("id", "nom"), {"id": slug})
CRITERIA = Table(
    "criteres.csv",
    ("id", "nom", "question", "vente", "service"),
    {"id": one_of(CriterionId)},
    held={"id": CriterionId},
)
STATEMENTS = Table(
    "affirmations.csv",
    ("id", "texte", "reponse", "critere", "explication"),
    {"id": slug, "reponse": one_of(Reply), "critere": one_of(CriterionId)},
    blank=("critere",),
    required=False,
    held={"reponse": Reply, "critere": _perhaps(CriterionId)},
)
GLOSSARY = Table("glossaire.csv", ("terme", "definition"), key="terme", required=False)
COMPETENCES = Table(
    "competences.csv",
    ("code", "diplome", "bloc", "intitule"),
    {"code": unless(re.compile("[A-Za-z0-9.-]+").fullmatch, texts.CODE_SHAPE)},
    key="code",
    optional={"en_clair": ""},
    required=False,
)
PAGES = Table(
    "pages.csv",
    ("id", "titre", "minutes"),
    {
        "id": unless(re.compile("[0-9]{2}_[a-z0-9_]+").fullmatch, texts.PAGE_SHAPE),
        "minutes": unless(re.compile("[1-9][0-9]{0,2}").fullmatch, texts.MINUTES),
    },
    required=False,
)


def scenarios(sectors: Iterable[str], competences: Iterable[str] = ()) -> Table:
    """Return the table of situations, whose sectors and competences are listed elsewhere."""
    columns = "id paire texte categorie critere moment niveau secteur indice explication"
    checks = {
        "id": slug,
        "paire": slug,
        "texte": _situation,
        "categorie": one_of(Category),
        "critere": one_of(CriterionId),
        "moment": one_of(Moment),
        "niveau": one_of("123"),
        "secteur": listed(sectors, "secteurs.csv"),
        "indice": _no_part_empty,
        "forme": one_of(Form),
        "signe": one_of(SIGNS),
        "signe_admis": one_of(SIGNS),
        "competence": each(listed(competences, "competences.csv")),
    }
    optional = dict.fromkeys(("sujet", "signe", "signe_admis", "competence", "source"), "")
    held: dict[str, Callable[[str], Any]] = {
        "categorie": Category,
        "critere": CriterionId,
        "moment": Moment,
        "niveau": int,
        "indice": parts,
        "forme": Form,
        "signe": _perhaps(CriterionId),
        "signe_admis": _perhaps(CriterionId),
        "competence": _perhaps(parts, ()),
    }
    return Table(
        "scenarios.csv",
        tuple(columns.split()),
        checks,
        optional={"forme": Form.RECIT, **optional},
        across=_situation_faults,
        held=held,
    )


def _situation_faults(row: Row) -> Iterator[tuple[str, str]]:
    text, sign, other = row.get("texte", ""), row["signe"], row["signe_admis"]
    for clue in parts(row.get("indice", "")):
        if clue not in text:
            yield "indice", texts.CLUE_ABSENT.format(value=clue)
    if "\n" in text and row["forme"] == Form.RECIT:
        yield "texte", texts.LINES_IN_PROSE
    if other and other == sign:
        yield "signe_admis", texts.SIGN_TWICE.format(value=sign)
    elif other and not sign:
        yield "signe_admis", texts.SIGN_ALONE.format(value=other)


def debates(sectors: Iterable[str]) -> Table:
    """Return the table of ambiguous cases, whose sectors are those of secteurs.csv."""
    columns = ("id", "texte", "pour_vente", "pour_service", "secteur")
    checks = {"id": slug, "texte": _situation, "secteur": listed(sectors, "secteurs.csv")}
    return Table("debats.csv", columns, checks, required=False)


_TABLES = (SECTORS, COMPETENCES, CRITERIA, scenarios(()), STATEMENTS, debates(()), GLOSSARY, PAGES)
FILES = tuple(table.name for table in _TABLES)
