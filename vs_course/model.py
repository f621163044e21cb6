"""The nouns of the course, as frozen data: every other module speaks in these."""

from dataclasses import dataclass
from enum import StrEnum


class CourseError(ValueError):
    """A mistake that whoever made it can mend: its text is one French sentence, for them."""

    def _render_traceback_(self) -> list[str]:
        """Let IPython show the sentence alone (see InteractiveShell.showtraceback)."""
        return [str(self)]


class Category(StrEnum):
    """The two answers, always shown in this order."""

    VENTE = "vente"
    SERVICE = "service"


class CriterionId(StrEnum):
    """The five criteria of the source, in its order."""

    OBJECTIF = "objectif"
    CIBLE = "cible"
    CLIENTELE = "clientele"
    SATISFACTION = "satisfaction"
    INTERACTION = "interaction"


class Moment(StrEnum):
    """When the situation happens, relative to the purchase it is about."""

    AVANT = "avant"
    PENDANT = "pendant"
    APRES = "apres"


class Kind(StrEnum):
    """What an exercise asks of the learner."""

    CLASSER = "classer"


class Policy(StrEnum):
    """When an exercise explains the answers: at once, or only at its end."""

    IMMEDIAT = "immediat"
    FIN = "fin"


@dataclass(frozen=True, slots=True)
class Scenario:
    """A real situation to classify: one row of scenarios.csv."""

    id: str
    pair: str
    text: str
    category: Category
    criterion: CriterionId
    moment: Moment
    level: int
    sector: str
    clue: str
    explanation: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """What separates a vente from a service: one row of criteres.csv."""

    id: CriterionId
    name: str
    question: str
    vente: str
    service: str


@dataclass(frozen=True, slots=True)
class Exercise:
    """What exercices.toml says of one exercise; an empty selection field admits everything."""

    id: str
    title: str
    kind: Kind
    policy: Policy
    size: int
    pairs: tuple[str, ...] = ()
    criteria: tuple[CriterionId, ...] = ()
    levels: tuple[int, ...] = ()
    moments: tuple[Moment, ...] = ()
    sectors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bank:
    """All the content of one data folder, checked; `fingerprint` changes when the content does."""

    scenarios: tuple[Scenario, ...]
    criteria: tuple[Criterion, ...]
    sectors: dict[str, str]
    exercises: tuple[Exercise, ...]
    fingerprint: str

    def twin(self, scenario: Scenario) -> Scenario:
        """Return the other member of the scenario's pair."""
        return next(s for s in self.scenarios if s.pair == scenario.pair and s.id != scenario.id)

    def criterion(self, criterion_id: CriterionId) -> Criterion:
        """Return the criterion of that id."""
        return next(c for c in self.criteria if c.id == criterion_id)


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer a question offers."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """What the learner is asked: any kind of exercise comes down to this."""

    id: str
    prompt: str
    text: str
    choices: tuple[Choice, ...]
    key: str
    clue: str
    criterion: Criterion
    explanation: str
    twin: Scenario | None = None


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a learner is told of a choice; `correct` is None where nothing is revealed yet."""

    choice: str
    correct: bool | None = None
    verdict: str = ""
    clue: str = ""
    criterion: Criterion | None = None
    explanation: str = ""
    twin: Scenario | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One event of the journal, in the order and with the names of its keys."""

    id: str
    at: str
    learner: str
    exercise: str
    question: str
    choice: str
    correct: bool
    confidence: str | None
    attempt: int
    duration_ms: int
    bank: str
