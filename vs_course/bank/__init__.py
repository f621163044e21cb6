"""Reads and checks a data folder; each problem names its file, line and column."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from vs_course.bank import columns as schema
from vs_course.bank import exercises as catalogue
from vs_course.bank import texts
from vs_course.bank.csv_reader import Problem, Row
from vs_course.bank.items import (
    Bank,
    Category,
    CourseError,
    Criterion,
    CriterionId,
    Debate,
    Moment,
    Reply,
    Scenario,
    Statement,
)


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
    sector_rows, problems = schema.SECTORS.read(folder)
    sectors = {row.get("id", ""): row.get("nom", "") for row in sector_rows}
    tables = (
        schema.CRITERIA,
        schema.scenarios(sectors),
        schema.STATEMENTS,
        schema.debates(sectors),
        schema.GLOSSARY,
    )
    rows: dict[str, list[Row]] = {}
    for table in tables:
        rows[table.name], found = table.read(folder)
        problems += found
    problems += _missing_criteria(rows["criteres.csv"])
    problems += _scenario_problems(rows["scenarios.csv"])
    bank = _assemble(rows, sectors) if not problems else Bank(sectors=sectors)
    exercises, found = catalogue.read(folder / "exercices.toml", bank)
    problems += found
    if problems:
        return None, problems
    bank = replace(bank, exercises=exercises)
    return replace(bank, fingerprint=hashlib.sha256(repr(bank).encode()).hexdigest()[:12]), []


def _assemble(rows: dict[str, list[Row]], sectors: dict[str, str]) -> Bank:
    return Bank(
        scenarios=tuple(map(_scenario, rows["scenarios.csv"])),
        statements=tuple(map(_statement, rows["affirmations.csv"])),
        debates=tuple(map(_debate, rows["debats.csv"])),
        criteria=tuple(map(_criterion, rows["criteres.csv"])),
        sectors=sectors,
        glossary={row["terme"]: row["definition"] for row in rows["glossaire.csv"]},
    )


def admitted_words(folder: Path) -> list[str]:
    """Return the words a folder admits that no dictionary has: one a line in mots_admis.txt."""
    path = folder / "mots_admis.txt"
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _folder_fault(folder: Path) -> str | None:
    try:
        if folder.is_dir():
            return None
        return texts.NOT_A_FOLDER if folder.exists() else texts.FOLDER_MISSING
    except OSError as error:
        return texts.FOLDER_UNREADABLE.format(reason=error.strerror)


def _missing_criteria(rows: list[Row]) -> Iterator[Problem]:
    present = {row.get("id") for row in rows}
    if not rows:
        return  # the file itself was already blamed
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


def _statement(row: Row) -> Statement:
    criterion = CriterionId(row["critere"]) if row["critere"] else None
    return Statement(row["id"], row["texte"], Reply(row["reponse"]), criterion, row["explication"])


def _debate(row: Row) -> Debate:
    return Debate(row["id"], row["texte"], row["pour_vente"], row["pour_service"], row["secteur"])
