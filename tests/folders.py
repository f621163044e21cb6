"""A small, sound data folder to damage: two scenarios a pair, ventes on the even lines."""

import csv
from pathlib import Path

from vs_course import bank
from vs_course.bank import columns
from vs_course.bank.items import CriterionId

SCENARIOS, SECTORS = "scenarios.csv", "secteurs.csv"
CRITERIA, EXERCISES = "criteres.csv", "exercices.toml"
FILES = (SCENARIOS, SECTORS, CRITERIA, EXERCISES)

_OBJECTS = ("une montre", "un vélo", "une théière", "un casque", "une lampe", "un canapé")
_VENTE = "M. Noël regarde {} ; le vendeur dit : « Très bon choix », et en propose un second."
_SERVICE = "M. Noël rapporte {} ; le vendeur dit : « Aucun souci », et montre le réglage."
_TOML = """\
# Les exercices d'un dossier d'essai.
[[exercice]]
id = "essai"
titre = "Un essai à faire"
genre = "classer"
nombre = 4

[[exercice]]
id = "evaluation"
titre = "Une évaluation"
genre = "classer"
retour = "fin"
nombre = 6
paires = ["paire-4", "paire-5", "paire-6"]
"""


class Folder:
    """The folder on disk, and the ways of spoiling it."""

    def __init__(self, path: Path):
        self.path = path
        path.mkdir()
        self.write(SECTORS, [columns.SECTORS.columns, ["loisirs", "Loisirs"], ["maison", "Maison"]])
        criteria = [[c, f"Nom : {c}", "Oui ?", "Un achat", "Un soutien"] for c in CriterionId]
        self.write(CRITERIA, [columns.CRITERIA.columns, *criteria])
        self.write(SCENARIOS, [columns.scenarios(()).columns, *_scenarios()])
        self.file(EXERCISES).write_text(_TOML, encoding="utf-8")

    def file(self, name: str) -> Path:
        return self.path / name

    def rows(self, name: str) -> list[list[str]]:
        with self.file(name).open(encoding="utf-8", newline="") as stream:
            return list(csv.reader(stream))

    def write(self, name: str, rows, *, encoding="utf-8", delimiter=",", newline="\n") -> None:
        with self.file(name).open("w", encoding=encoding, newline="") as stream:
            csv.writer(stream, delimiter=delimiter, lineterminator=newline).writerows(rows)

    def set(self, line: int, column: str, value: str, name: str = SCENARIOS) -> None:
        """Fill one cell; a column that the table doesn't have yet is added, empty."""
        rows = self.rows(name)
        if column not in rows[0]:
            rows = [[*row, "" if row is not rows[0] else column] for row in rows]
        rows[line - 1][rows[0].index(column)] = value
        self.write(name, rows)

    def replace(self, name: str, old: str, new: str) -> None:
        content = self.file(name).read_text(encoding="utf-8")
        assert old in content
        self.file(name).write_text(content.replace(old, new, 1), encoding="utf-8")

    def append(self, name: str, content: str) -> None:
        with self.file(name).open("a", encoding="utf-8") as stream:
            stream.write(content)

    def problems(self) -> list[str]:
        return [str(problem) for problem in bank.check(self.path)[1]]


def _scenarios() -> list[list[str]]:
    rows = []
    for number, thing in enumerate(_OBJECTS, 1):
        pair, criterion = f"paire-{number}", list(CriterionId)[number % 5]
        shared = (criterion, str(number % 3 + 1), "loisirs" if number % 2 else "maison")
        for category, text, moment, clue in (
            ("vente", _VENTE, "pendant", "en propose un second"),
            ("service", _SERVICE, "apres", "montre le réglage"),
        ):
            criterion, level, sector = shared
            why = f'« {clue} » : ici "{category}" ; rien d’autre, même après.'
            row = [f"{pair}-{category}", pair, text.format(thing), category, criterion]
            rows.append([*row, moment, level, sector, clue, why])
    return rows
