"""What is taught: a data folder, checked, as frozen data; each problem names its file and line.

Runs in Python anywhere. Doors: `load`, `check`, `admitted_words`; `items` has the nouns every room
speaks in, `exercises` what an exercise may ask about, `files` and `french` what all rooms share.
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import Any

from vs_course.bank import columns, exercises, files, texts
from vs_course.bank.csv_reader import Problem, Row
from vs_course.bank.items import (
    Bank,
    Category,
    Competence,
    CourseError,
    Criterion,
    CriterionId,
    Debate,
    Page,
    Scenario,
    Statement,
)

_FILES = (*columns.FILES, exercises.FILE)
_MOST_KEPT = 3  # folders: a kernel uses one, or two
_made: dict[Path, tuple[list[bytes | None], Bank]] = {}


class BankError(CourseError):
    """A data folder that can't be used; its text is what the teacher reads."""

    def __init__(self, folder: Path, problems: list[Problem]):
        self.problems = problems
        lines = "\n".join(map(str, problems))
        super().__init__(texts.BANK_INVALID.format(folder=folder, problems=lines))


def default_folder() -> Path:
    """Return the course's own data folder: in the wheel, or beside the package in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "data"
    return inside if inside.is_dir() else package.parent / "data"


def load(folder: str | PathLike[str] | None = None) -> Bank:
    """Read a data folder (the course's own by default) into a Bank.

    One whose files hold what they held is the same Bank: it is made again only after a change.
    Raises BankError, which lists every problem, when the folder can't be used as it is.
    """
    folder = Path(folder) if folder is not None else default_folder()
    place, held = folder.absolute(), _held(folder)
    if place in _made and _made[place][0] == held:
        return _made[place][1]
    bank, problems = check(folder)
    if bank is None:
        raise BankError(folder, problems)
    if held == _held(folder):  # what is written meanwhile may have been read in part
        if len(_made) > _MOST_KEPT:
            _made.clear()
        _made[place] = held, bank
    return bank


def _held(folder: Path) -> list[bytes | None]:
    """Return what a folder's files hold: a date or a size would miss some of the changes."""
    paths = [folder / name for name in _FILES]
    return [files.held(path) for path in (*paths, default_folder() / columns.PAGES.name)]


def check(folder: Path) -> tuple[Bank | None, list[Problem]]:
    """Return the folder's Bank, or None with every problem found, in the order of the files."""
    if fault := _folder_fault(folder):
        return None, [Problem(str(folder), None, None, fault)]
    tables: dict[str, columns.Table] = {}
    rows: dict[str, list[Row]] = {}
    problems: list[Problem] = []

    def read(table: columns.Table) -> list[Row]:
        tables[table.name] = table
        rows[table.name], found = table.read(folder)
        problems.extend(found)
        return rows[table.name]

    def items(name: str, made: Callable[..., Any]) -> tuple[Any, ...]:
        return tables[name].items(made, rows[name])

    sectors = {row.get("id", ""): row.get("nom", "") for row in read(columns.SECTORS)}
    codes = [row.get("code", "") for row in read(columns.COMPETENCES)]
    problems += _missing_criteria(read(columns.CRITERIA))
    situations = read(columns.scenarios(sectors, codes))
    for table in (columns.STATEMENTS, columns.debates(sectors), columns.GLOSSARY):
        read(table)
    problems += [*_repeated_texts(situations), *_uneven_pairs(situations), *_shared_ids(rows)]
    pages, found = _pages(folder)
    problems += found
    blocks, found = exercises.blocks(folder)
    bank = Bank(sectors=sectors)
    if not problems:
        glossary = {row["terme"]: row["definition"] for row in rows["glossaire.csv"]}
        bank = Bank(
            scenarios=items("scenarios.csv", Scenario),
            statements=items("affirmations.csv", Statement),
            debates=items("debats.csv", Debate),
            criteria=items("criteres.csv", Criterion),
            sectors=sectors,
            competences=items("competences.csv", Competence),
            glossary=glossary,
        )
    made, misfits = exercises.make(blocks, bank)
    if problems := [*problems, *found, *misfits]:
        return None, problems
    content: dict[str, Iterable[dict[str, Any]]]
    content = {name: map(table.content, rows[name]) for name, table in tables.items()}
    content[exercises.FILE] = (exercises.content(block) for block, _ in blocks)
    fingerprint = _fingerprint(content)
    return replace(bank, exercises=made, pages=pages, fingerprint=fingerprint), []


def _pages(folder: Path) -> tuple[tuple[Page, ...], list[Problem]]:
    """Return the pages; a folder that lists none goes with the course's own."""
    listed = (folder / columns.PAGES.name).exists()
    rows, problems = columns.PAGES.read(folder if listed else default_folder())
    pages = [] if problems else [Page(r["id"], r["titre"], int(r["minutes"])) for r in rows]
    return tuple(sorted(pages, key=lambda page: page.id)), problems


def _fingerprint(content: dict[str, Iterable[dict[str, Any]]]) -> str:
    """Return what stands for a content: neither our classes nor how the files are written count."""
    said = {name: things for name, found in content.items() if (things := list(found))}
    canonical = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()[:12]


def admitted_words(folder: Path) -> list[str]:
    """Return the words a folder admits that no dictionary has: one a line in mots_admis.txt.

    Raises BankError when the file is there and can't be read.
    """
    path = folder / "mots_admis.txt"
    content, fault = files.read(path) if path.exists() else ("", None)
    if fault:
        raise BankError(folder, [Problem(path.name, None, None, fault)])
    lines = map(str.strip, content.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def _folder_fault(folder: Path) -> str | None:
    try:
        if folder.is_dir():
            return None
        return texts.NOT_A_FOLDER if folder.exists() else texts.FOLDER_MISSING
    except OSError as error:
        return texts.FOLDER_UNREADABLE.format(reason=error.strerror)


def _missing_criteria(rows: list[Row]) -> Iterator[Problem]:
    present = {row.get("id") for row in rows}
    for criterion in CriterionId:
        if rows and criterion not in present:  # without a row, the file itself was already blamed
            message = texts.CRITERION_MISSING.format(value=criterion)
            yield Problem("criteres.csv", None, "id", message)


def _repeated_texts(rows: list[Row]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for row in rows:
        same = " ".join(row.get("texte", "").casefold().split())
        if same and seen.setdefault(same, row.line) != row.line:
            message = texts.TEXT_TWICE.format(line=seen[same])
            yield Problem("scenarios.csv", row.line, "texte", message)


def _uneven_pairs(rows: list[Row]) -> Iterator[Problem]:
    pairs: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.get("paire"):
            pairs[row["paire"]].append(row)
    for pair, members in pairs.items():
        count = Counter(row.get("categorie") for row in members)
        if not count.keys() <= set(Category):
            continue  # said already, cell by cell
        first, *others = members
        if len(members) != 2 or count["vente"] != 1 or count["service"] != 1:
            message = texts.PAIR_UNEVEN.format(
                value=pair, vente=count["vente"], service=count["service"]
            )
            yield Problem("scenarios.csv", first.line, "paire", message)
            continue
        for column in ("forme", "sujet"):
            if others[0][column] != first[column]:
                message = texts.PAIR_UNLIKE.format(line=first.line)
                yield Problem("scenarios.csv", others[0].line, column, message)


def _shared_ids(rows: dict[str, list[Row]]) -> Iterator[Problem]:
    """Yield the ids that stand for two things: an answer names what it is about by its id alone."""
    first: dict[str, tuple[str, str, int]] = {}
    for file, column in (
        ("scenarios.csv", "id"),
        ("scenarios.csv", "paire"),
        ("affirmations.csv", "id"),
        ("debats.csv", "id"),
    ):
        for row in rows[file]:
            value = row.get(column, "")
            other, place, line = first.setdefault(value, (file, column, row.line))
            if value and (other, place) != (file, column):
                message = texts.ID_SHARED.format(value=value, file=other, line=line, column=place)
                yield Problem(file, row.line, column, message)
