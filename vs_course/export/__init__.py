"""The bank's situations, or a learner's answers, in the formats of other tools.

Runs on the teacher's machine. Doors: `select` then `write`; `xapi.write`, `xapi_sender.send`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from pkgutil import resolve_name

from vs_course.bank import files
from vs_course.bank.exercises import reserved_pairs
from vs_course.bank.items import Bank, Category, CourseError, Criterion, CriterionId, Kind, Scenario
from vs_course.practice.questions import Question, questions

# Each format of the situations, and the function of this room that makes it.
FORMATS = {
    "moodle": "moodle:xml",
    "gift": "moodle:gift",
    "anki": "anki:package",
    "qti": "qti:package",
    "csv": "scenarios_csv:table",
    "fiche": "printable_sheet:page",
}
_LEVELS = ("1", "2", "3")


@dataclass(frozen=True, slots=True)
class Selection:
    """The situations to export, in the order of the bank they come from."""

    bank: Bank
    scenarios: tuple[Scenario, ...]

    def question(self, scenario: Scenario) -> Question:
        """Return « Vente ou service ? » about one situation, its feedback with it."""
        (question,) = questions(Kind.CLASSER, scenario, self.bank)
        return question

    def by_criterion(self) -> Iterator[tuple[Criterion, list[Scenario]]]:
        """Yield each criterion that decides somewhere, with its situations."""
        for criterion in self.bank.criteria:
            if found := [s for s in self.scenarios if s.criterion == criterion.id]:
                yield criterion, found

    def mixed(self) -> "Selection":
        """Return the same situations, one of each pair before any of their twins.

        Side by side, they would give each other away. Half of the pairs begin with their vente; the
        order is the same at each export.
        """
        pairs = sorted({s.pair for s in self.scenarios}, key=_drawn)
        vente_first = {*sorted(pairs, key=lambda pair: _drawn(pair[::-1]))[::2]}
        order = sorted(
            self.scenarios,
            key=lambda s: (
                (s.category is Category.VENTE) != (s.pair in vente_first),
                _drawn(s.pair),
            ),
        )
        return Selection(self.bank, tuple(order))


def select(
    bank: Bank,
    *,
    criteria: Iterable[str] = (),
    levels: Iterable[int | str] = (),
    sectors: Iterable[str] = (),
    competences: Iterable[str] = (),
    evaluation: bool = False,
) -> Selection:
    """Choose situations by what they are; an empty filter admits everything.

    The pairs of a diagnostic or an evaluation are left out unless `evaluation`. Raises CourseError
    for a value that doesn't exist, and when nothing is left.
    """
    known = tuple(competence.code for competence in bank.competences)
    wanted = {
        "criterion": _known(criteria, tuple(CriterionId), "Le critère", "les critères"),
        "level": _known(levels, _LEVELS, "Le niveau", "les niveaux"),
        "sector": _known(sectors, tuple(bank.sectors), "Le secteur", "les secteurs"),
        "competences": _known(competences, known, "La compétence", "les compétences"),
    }
    admitted = [s for s in bank.scenarios if _admits(wanted, s)]
    reserved = frozenset() if evaluation else reserved_pairs(bank.exercises)
    found = tuple(scenario for scenario in admitted if scenario.pair not in reserved)
    if not found:
        raise CourseError(
            "Les situations de ces choix sont toutes gardées pour le point de départ ou "
            "l'évaluation ; ajoutez --evaluation pour les exporter."
            if admitted
            else "Aucune situation ne réunit ces choix ; retirez-en un ou choisissez-en un autre."
        )
    return Selection(bank, found)


def _drawn(name: str) -> bytes:
    return sha256(name.encode()).digest()


def _admits(wanted: dict[str, list[str]], scenario: Scenario) -> bool:
    def said(name: str) -> tuple[str, ...]:
        value = getattr(scenario, name)
        return value if isinstance(value, tuple) else (str(value),)

    return all(not values or {*values} & {*said(name)} for name, values in wanted.items())


def _known(given: Iterable[int | str], known: tuple[str, ...], one: str, many: str) -> list[str]:
    """Return values as texts; raise CourseError for one that doesn't exist."""
    values = [str(value) for value in given]
    for value in values:
        if value not in known:
            names = ", ".join(known)
            raise CourseError(f"{one} « {value} » n'existe pas ; {many} sont : {names}.")
    return values


def check_format(format: str) -> None:
    """Raise CourseError, which lists the formats, for one that doesn't exist."""
    _known([format], (*FORMATS, "scorm", "xapi"), "Le format", "les formats")


def write(format: str, selection: Selection, destination: Path) -> int:
    """Write the situations to one file; return how many.

    A file of that name is replaced, once the new one is whole. Raises CourseError when the format
    is unknown, when it needs a library that is missing, or when the file can't be written.
    """
    check_format(format)
    try:
        make = resolve_name(f"{__name__}.{FORMATS[format]}")
    except ModuleNotFoundError as error:
        raise CourseError(
            f"Le format « {format} » demande « {error.name} », qui n'est pas installé ; "
            'installez-le avec : pip install "vs-course[enseignant]"'
        ) from error
    with files.saving(destination) as whole:
        whole.write_bytes(make(selection))
    return len(selection.scenarios)
