"""Reads and checks a data folder; each problem names its file, line and column."""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

from vs_course import catalogue, table, texts
from vs_course.model import Bank, Category, CourseError, Criterion, CriterionId, Moment, Scenario
from vs_course.table import Problem, Row

SCENARIO_COLUMNS = (
    "id", "paire", "texte", "categorie", "critere",
    "moment", "niveau", "secteur", "indice", "explication",
)  # fmt: skip
CRITERION_COLUMNS = ("id", "nom", "question", "vente", "service")
SECTOR_COLUMNS = ("id", "nom")
MIN_WORDS, MAX_WORDS = 12, 60

Check = Callable[[str], str | None]


class BankError(CourseError):
    """A data folder that can't be used; its text is what the teacher reads."""

    def __init__(self, folder: Path, problems: list[Problem]):
        self.problems = problems
        lines = "\n".join(map(str, problems))
        super().__init__(texts.BANK_INVALID.format(folder=folder, problems=lines))


def default_folder() -> Path:
    """Return the course's own data folder: in the wheel, or beside the package in a checkout."""
    package = Path(str(files("vs_course")))
    inside = package / "data"
    return inside if inside.is_dir() else package.parent / "data"


def load(folder: str | Path | None = None) -> Bank:
    """Read a data folder (the course's own by default) into a Bank.

    Raises BankError, which lists every problem, when the folder can't be used as it is.
    """
    folder = Path(folder) if folder is not None else default_folder()
    bank, problems = check(folder)
    if bank is None:
        raise BankError(folder, problems)
    return bank


def check(folder: Path) -> tuple[Bank | None, list[Problem]]:
    """Return the folder's Bank, or None with every problem found, in the order of the files."""
    if fault := _folder_fault(folder):
        return None, [Problem(str(folder), None, None, fault)]
    sector_rows, problems = _rows(folder / "secteurs.csv", SECTOR_COLUMNS, _SECTOR_CHECKS)
    criterion_rows, found = _rows(folder / "criteres.csv", CRITERION_COLUMNS, _CRITERION_CHECKS)
    problems += found
    if criterion_rows:
        problems += _missing_criteria(criterion_rows)
    sectors = {row.get("id", ""): row.get("nom", "") for row in sector_rows}
    checks = _scenario_checks(sectors)
    scenario_rows, found = _rows(folder / "scenarios.csv", SCENARIO_COLUMNS, checks)
    problems += found
    problems += _scenario_problems(scenario_rows)
    scenarios = () if problems else tuple(map(_scenario, scenario_rows))
    exercises, found = catalogue.read(folder / "exercices.toml", scenarios, tuple(sectors))
    problems += found
    if problems:
        return None, problems
    criteria = tuple(map(_criterion, criterion_rows))
    content = (scenarios, criteria, sectors, exercises)
    return Bank(*content, hashlib.sha256(repr(content).encode()).hexdigest()[:12]), []


def _folder_fault(folder: Path) -> str | None:
    try:
        if folder.is_dir():
            return None
        return texts.NOT_A_FOLDER if folder.exists() else texts.FOLDER_MISSING
    except OSError as error:
        return texts.FOLDER_UNREADABLE.format(reason=error.strerror)


def _rows(
    path: Path, columns: tuple[str, ...], checks: dict[str, Check]
) -> tuple[list[Row], list[Problem]]:
    rows, problems = table.read(path, columns)
    if not rows and not problems:
        problems.append(Problem(path.name, None, None, texts.NO_ROW))
    first_line: dict[str, int] = {}
    for row in rows:
        for column in filter(row.__contains__, columns):
            value = row[column]
            fault = _cell_fault(value, checks.get(column))
            if column == "id" and not fault and value in first_line:
                fault = texts.ID_TWICE.format(value=value, line=first_line[value])
            if fault:
                problems.append(Problem(path.name, row.line, column, fault))
        first_line.setdefault(row.get("id", ""), row.line)
    return rows, problems


def _cell_fault(value: str, check: Check | None) -> str | None:
    if not value:
        return texts.CELL_EMPTY
    return check(value) if check else None


def _one_of(values: tuple[str, ...]) -> Check:
    """Return a check that says « x » n’est ni « a » ni « b » for anything but the values."""
    expected = " ".join(f"ni « {value} »" for value in values)

    def fault(value: str) -> str | None:
        return None if value in values else texts.NOT_ONE_OF.format(value=value, expected=expected)

    return fault


def _slug(value: str) -> str | None:
    return None if re.fullmatch("[a-z0-9-]+", value) else texts.ID_SHAPE.format(value=value)


def _length(value: str) -> str | None:
    count = len(value.split())
    if count < MIN_WORDS:
        return texts.TEXT_SHORT.format(count=count, limit=MIN_WORDS)
    return texts.TEXT_LONG.format(count=count, limit=MAX_WORDS) if count > MAX_WORDS else None


_SECTOR_CHECKS = {"id": _slug}
_CRITERION_CHECKS = {"id": _one_of(tuple(CriterionId))}


def _scenario_checks(sectors: dict[str, str]) -> dict[str, Check]:
    def sector(value: str) -> str | None:
        # With secteurs.csv itself missing, naming it once is enough.
        known = not sectors or value in sectors
        return None if known else texts.SECTOR_UNKNOWN.format(value=value)

    return {
        "id": _slug,
        "paire": _slug,
        "texte": _length,
        "categorie": _one_of(tuple(Category)),
        "critere": _one_of(tuple(CriterionId)),
        "moment": _one_of(tuple(Moment)),
        "niveau": _one_of(("1", "2", "3")),
        "secteur": sector,
    }


def _missing_criteria(rows: list[Row]) -> Iterator[Problem]:
    present = {row.get("id") for row in rows}
    for criterion in CriterionId:
        if criterion not in present:
            message = texts.CRITERION_MISSING.format(value=criterion)
            yield Problem("criteres.csv", None, "id", message)


def _scenario_problems(rows: list[Row]) -> Iterator[Problem]:
    """Yield what only shows across cells or rows: clues, repeated texts, uneven pairs."""
    seen: dict[str, int] = {}
    pairs: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        text, clue = row.get("texte", ""), row.get("indice", "")
        if clue not in text:
            yield Problem("scenarios.csv", row.line, "indice", texts.CLUE_ABSENT.format(value=clue))
        same = " ".join(text.casefold().split())
        if same and seen.setdefault(same, row.line) != row.line:
            message = texts.TEXT_TWICE.format(line=seen[same])
            yield Problem("scenarios.csv", row.line, "texte", message)
        if row.get("paire"):
            pairs[row["paire"]].append(row)
    for pair, members in pairs.items():
        count = Counter(row.get("categorie") for row in members)
        if not count.keys() <= set(Category):
            continue  # said already, cell by cell
        if len(members) != 2 or count["vente"] != 1 or count["service"] != 1:
            message = texts.PAIR_UNEVEN.format(
                value=pair, vente=count["vente"], service=count["service"]
            )
            yield Problem("scenarios.csv", members[0].line, "paire", message)


def _scenario(row: Row) -> Scenario:
    return Scenario(
        id=row["id"],
        pair=row["paire"],
        text=row["texte"],
        category=Category(row["categorie"]),
        criterion=CriterionId(row["critere"]),
        moment=Moment(row["moment"]),
        level=int(row["niveau"]),
        sector=row["secteur"],
        clue=row["indice"],
        explanation=row["explication"],
    )


def _criterion(row: Row) -> Criterion:
    return Criterion(
        CriterionId(row["id"]), row["nom"], row["question"], row["vente"], row["service"]
    )
