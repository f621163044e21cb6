"""The nouns of the course, as frozen data: every other module speaks in these."""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class CourseError(ValueError):
    """A mistake that whoever made it can mend: its text is one French sentence, for them."""

    def _render_traceback_(self) -> list[str]:
        """Let IPython show the sentence alone (see InteractiveShell.showtraceback)."""
        return [str(self)]


class Category(StrEnum):
    """The two answers, always shown in this order."""

    VENTE = "vente"
    SERVICE = "service"


class Reply(StrEnum):
    """The answers to a general statement."""

    VENTE = "vente"
    SERVICE = "service"
    LES_DEUX = "les-deux"


class CriterionId(StrEnum):
    """The five criteria of the source, in its order."""

    OBJECTIF = "objectif"
    CIBLE = "cible"
    CLIENTELE = "clientele"
    SATISFACTION = "satisfaction"
    INTERACTION = "interaction"


# By which of them a category is seen: the objective is the definition itself, and fits any text.
SIGNS = tuple(criterion for criterion in CriterionId if criterion is not CriterionId.OBJECTIF)


class Form(StrEnum):
    """How a situation is told: as prose, or in the lines of a document."""

    RECIT = "recit"
    DIALOGUE = "dialogue"
    MESSAGES = "messages"
    TICKET = "ticket"
    AVIS = "avis"
    AFFICHE = "affiche"
    NOTE = "note"


class Moment(StrEnum):
    """When the situation happens, relative to the purchase it is about."""

    AVANT = "avant"
    PENDANT = "pendant"
    APRES = "apres"


class Kind(StrEnum):
    """What an exercise asks of the learner."""

    CLASSER = "classer"
    COMPARER = "comparer"
    REPERER = "reperer"
    JUSTIFIER = "justifier"
    SITUER = "situer"
    ATTRIBUER = "attribuer"
    DEBATTRE = "debattre"

    @property
    def graded(self) -> int:
        """How many questions about one subject are right or wrong."""
        return {Kind.JUSTIFIER: 2, Kind.SITUER: 2, Kind.DEBATTRE: 0}.get(self, 1)


class Policy(StrEnum):
    """When an exercise explains the answers: at once, at its end, or never (a starting point).

    But for the first, the key stays out of the browser and a question is answered once.
    """

    IMMEDIAT = "immediat"
    FIN = "fin"
    AUCUN = "aucun"


@dataclass(frozen=True, slots=True)
class Scenario:
    """A real situation to classify: one row of scenarios.csv.

    `clues` are the passages that decide, each verbatim in `text`. `judged` says who or what is
    judged where the text leaves room; `sign` is the one readers agree on (see `Bank.signs`),
    `other_sign` one that is accepted too; `competences` are codes of competences.csv.
    """

    id: str
    pair: str
    text: str
    category: Category
    criterion: CriterionId
    moment: Moment
    level: int
    sector: str
    clues: tuple[str, ...]
    explanation: str
    form: Form = Form.RECIT
    judged: str = ""
    sign: CriterionId | None = None
    other_sign: CriterionId | None = None
    competences: tuple[str, ...] = ()
    source: str = ""

    @property
    def clue(self) -> str:
        """The first passage that decides."""
        return self.clues[0]


@dataclass(frozen=True, slots=True)
class Competence:
    """What a diploma asks for, and a situation exercises: one row of competences.csv."""

    code: str
    diploma: str
    bloc: str
    wording: str
    plainly: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the course: a notebook's name without its suffix, its title, how long it takes."""

    id: str
    title: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Criterion:
    """What separates a vente from a service: one row of criteres.csv."""

    id: CriterionId
    name: str
    question: str
    vente: str
    service: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A general statement to attribute: one row of affirmations.csv."""

    id: str
    text: str
    reply: Reply
    criterion: CriterionId | None
    explanation: str


@dataclass(frozen=True, slots=True)
class Debate:
    """A case that is really ambiguous, with the best argument of each side; never scored."""

    id: str
    text: str
    for_vente: str
    for_service: str
    sector: str


Subject = Scenario | Statement | Debate


@dataclass(frozen=True, slots=True)
class Exercise:
    """What exercices.toml says of one exercise; an empty selection field admits everything.

    `size` counts situations, statements or debates: some kinds ask two questions about each.
    `passing` is the number of right answers that passes it, where it can be passed; `after` is the
    evaluation that is taken again here, by who failed it.
    """

    id: str
    title: str
    kind: Kind
    policy: Policy
    size: int
    confidence: bool = False
    passing: int | None = None
    after: str = ""
    pairs: tuple[str, ...] = ()
    criteria: tuple[CriterionId, ...] = ()
    levels: tuple[int, ...] = ()
    moments: tuple[Moment, ...] = ()
    sectors: tuple[str, ...] = ()

    @property
    def once(self) -> bool:
        """Say whether a question is answered once, and its key kept out of the browser."""
        return self.policy is not Policy.IMMEDIAT


@dataclass(frozen=True)
class Bank:
    """All the content of one data folder, checked; `pages` are in the order of the course.

    `fingerprint` changes when the content does, and only then: the pages are no part of it.
    """

    scenarios: tuple[Scenario, ...] = ()
    statements: tuple[Statement, ...] = ()
    debates: tuple[Debate, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    sectors: dict[str, str] = field(default_factory=dict)
    competences: tuple[Competence, ...] = ()
    glossary: dict[str, str] = field(default_factory=dict)
    exercises: tuple[Exercise, ...] = ()
    pages: tuple[Page, ...] = ()
    fingerprint: str = ""

    @cached_property
    def subjects(self) -> dict[str, Subject]:
        """All that may be asked about, by its id; a pair, by its own, is its last scenario."""
        found: dict[str, Subject] = {scenario.pair: scenario for scenario in self.scenarios}
        known: tuple[Subject, ...] = (*self.scenarios, *self.statements, *self.debates)
        return found | {subject.id: subject for subject in known}

    @cached_property
    def signs(self) -> dict[str, CriterionId]:
        """The sign to find in each situation that « Dire pourquoi » asks, by its id.

        A folder that fills in no sign goes by the criteria that are signs.
        """
        given = {s.id: s.sign for s in self.scenarios if s.sign}
        return given or {s.id: s.criterion for s in self.scenarios if s.criterion in SIGNS}

    def twin(self, scenario: Scenario) -> Scenario:
        """Return the other member of the scenario's pair."""
        return next(s for s in self.scenarios if s.pair == scenario.pair and s.id != scenario.id)

    def criterion(self, criterion_id: CriterionId) -> Criterion:
        """Return the criterion of that id."""
        return next(c for c in self.criteria if c.id == criterion_id)

    def page(self, exercise: Exercise) -> Page | None:
        """Return the page an exercise is on, told by its two digits; None for one on no page."""
        return next((page for page in self.pages if page.id[:2] == exercise.id[:2]), None)
