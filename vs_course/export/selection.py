"""What is exported: a bank, and the situations chosen in it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from vs_course.bank.exercises import reserved_pairs
from vs_course.bank.items import Bank, CourseError, Criterion, CriterionId, Kind, Scenario
from vs_course.export import texts
from vs_course.practice import questions as exercise
from vs_course.practice.questions import Question
from vs_course.results import report_sentences


@dataclass(frozen=True, slots=True)
class Selection:
    """The situations to export, in the order of the bank they come from."""

    bank: Bank
    scenarios: tuple[Scenario, ...]

    def question(self, scenario: Scenario) -> Question:
        """Return « Vente ou service ? » about one situation, its feedback with it."""
        (question,) = exercise.questions(Kind.CLASSER, scenario, self.bank)
        return question

    def by_criterion(self) -> Iterator[tuple[Criterion, list[Scenario]]]:
        """Yield each criterion that decides somewhere, with its situations."""
        for criterion in self.bank.criteria:
            if found := [s for s in self.scenarios if s.criterion == criterion.id]:
                yield criterion, found

    def mixed(self) -> "Selection":
        """Return the same situations with twins, side by side in a bank, apart from each other.

        Side by side, they would give each other away. The order is the same at each export.
        """
        order = sorted(self.scenarios, key=lambda s: sha256(s.id.encode()).digest())
        return Selection(self.bank, tuple(order))


def select(
    bank: Bank,
    *,
    criteria: Iterable[str] = (),
    levels: Iterable[int | str] = (),
    sectors: Iterable[str] = (),
    evaluation: bool = False,
) -> Selection:
    """Choose situations by criterion, level and sector; an empty filter admits everything.

    The pairs of a diagnostic or an evaluation are left out unless `evaluation`. Raises CourseError
    for a value that doesn't exist, and when nothing is left.
    """
    wanted = {
        "criterion": _known("criterion", criteria, tuple(CriterionId)),
        "level": _known("level", levels, [str(level) for level in report_sentences.LEVEL]),
        "sector": _known("sector", sectors, bank.sectors),
    }
    admitted = [
        scenario
        for scenario in bank.scenarios
        if all(
            not values or str(getattr(scenario, name)) in values for name, values in wanted.items()
        )
    ]
    reserved = frozenset() if evaluation else reserved_pairs(bank.exercises)
    found = tuple(scenario for scenario in admitted if scenario.pair not in reserved)
    if not found:
        raise CourseError(texts.ONLY_RESERVED if admitted else texts.NOTHING_FOUND)
    return Selection(bank, found)


def _known(name: str, given: Iterable[int | str], known: Collection[str]) -> frozenset[str]:
    values = [str(value) for value in given]
    for value in values:
        if value not in known:
            raise CourseError(texts.UNKNOWN[name].format(value=value, known=", ".join(known)))
    return frozenset(values)
