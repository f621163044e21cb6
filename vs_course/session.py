"""What a learner meets next, from the bank and the journal. Pure.

An exercise goes by series. A series is drawn from what the learner has done before it: what they
missed comes back, what they have not seen comes first, more of it on the criteria they miss. So the
journal alone tells, at any time, which series is under way and how far.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from random import Random

from vs_course import catalogue, exercise, texts
from vs_course.model import (
    Answer,
    Bank,
    Category,
    CourseError,
    CriterionId,
    Exercise,
    Kind,
    Policy,
    Question,
    Scenario,
)

_REVIEW_SHARE = 3  # at most one scenario in three of a series is there because it was missed
_RECENT = 10  # the answers by which a criterion is judged

Group = dict[Category, Scenario]


class Session:
    """One series of an exercise as one learner meets it: its questions, the last answer to each.

    `more` says whether the exercise has something the learner has never met, for a next series.
    """

    def __init__(
        self, what: Exercise, questions: Iterable[Question], history: Iterable[Answer] = ()
    ):
        self.exercise = what
        self.more = False
        self.questions = tuple(questions)
        self.answers: dict[str, Answer] = {}
        self._known = {question.id: question for question in self.questions}
        self._attempts: Counter[str] = Counter()
        self._events: set[str] = set()
        for answer in history:
            if self.fits(answer):
                self.record(answer)

    @property
    def complete(self) -> bool:
        """Say whether every question has been answered."""
        return len(self.answers) == len(self.questions)

    def question(self, question_id: str) -> Question:
        """Return a question of the session; raises CourseError when it isn't one."""
        if question_id not in self._known:
            raise CourseError(texts.QUESTION_UNKNOWN.format(id=question_id))
        return self._known[question_id]

    def fits(self, answer: Answer) -> bool:
        """Say whether an answer is one to a question of this session."""
        asked = self._known.get(answer.question)
        return answer.exercise == self.exercise.id and bool(
            asked and exercise.offers(asked, answer.choice)
        )

    def attempt(self, question_id: str) -> int:
        """Return the number, from 1, that the next answer to a question will have.

        Raises CourseError where a question is answered once, and has been.
        """
        made = self._attempts[question_id]
        if made and self.exercise.policy is not Policy.IMMEDIAT:
            raise CourseError(texts.ANSWERED_ONCE)
        return made + 1

    def recorded(self, event_id: str) -> bool:
        """Say whether an event has been counted, so that one sent twice is kept once."""
        return event_id in self._events

    def record(self, answer: Answer) -> None:
        """Count an answer as given, an event once only.

        The last one to a question stands; the first, where a question is answered once.
        """
        if answer.id in self._events:
            return
        if self.exercise.policy is Policy.IMMEDIAT or answer.question not in self.answers:
            self.answers[answer.question] = answer
        self._attempts[answer.question] += 1
        self._events.add(answer.id)


def begin(
    what: Exercise,
    bank: Bank,
    history: Sequence[Answer],
    seed: int | str | None = None,
    *,
    following: bool = False,
) -> Session:
    """Return the series of an exercise that the history leaves under way.

    With `following`, a series that is complete gives way to the next one; a diagnostic or an
    evaluation has one series only.
    """
    start = number = 0
    once = what.policy is not Policy.IMMEDIAT
    while True:
        session = Session(what, _ask(what, bank, plan(what, bank, history[:start], seed, number)))
        last, rest = _replay(session, history, start)
        if once or (rest is None and not (following and session.complete)):
            session.more = _more(what, bank, history, session)
            return session
        # The next series was drawn when this one's last answer was in, and nothing after.
        start, number, following = last + 1, number + 1, following and rest is not None


def _replay(session: Session, history: Sequence[Answer], start: int) -> tuple[int, Answer | None]:
    """Record the series' answers from `start`; return the last one's place and what follows it.

    What follows is the first answer of the next series, or None when there is no next one. A
    series may ask again what the one before it did: once a series is complete, a first attempt
    belongs to the next.
    """
    last = start - 1
    for place in range(start, len(history)):
        answer = history[place]
        fits = session.fits(answer)
        ended = session.complete and (answer.attempt == 1 or not fits)
        if ended and answer.exercise == session.exercise.id:
            return last, answer
        if fits:
            session.record(answer)
            last = place
    return last, None


def _ask(what: Exercise, bank: Bank, subjects: Iterable) -> list[Question]:
    return [q for subject in subjects for q in exercise.questions(what.kind, subject, bank)]


def _more(what: Exercise, bank: Bank, history: Iterable[Answer], session: Session) -> bool:
    """Say whether anything is left to meet; a diagnostic or an evaluation is met once."""
    if what.policy is not Policy.IMMEDIAT:
        return False
    met = {_subject(answer) for answer in history}
    met |= {question.id.split("/")[0] for question in session.questions}
    return any(_name(what, subject) not in met for subject in catalogue.subjects(what, bank))


def plan(
    what: Exercise,
    bank: Bank,
    history: Iterable[Answer] = (),
    seed: int | str | None = None,
    number: int = 0,
) -> list:
    """Return the scenarios, statements or debates of a series, in the order they are met.

    Unseen before seen, what was missed again (a third at most), more of the criteria missed;
    as many ventes as services as far as that allows, a twin never right after its twin when
    another order exists. The same seed, history and number give the same plan; without a seed,
    the exercise's id is the seed.
    """
    random = Random("/".join(str(part) for part in (what.id, seed, number) if part is not None))
    subjects = catalogue.subjects(what, bank)
    past = [] if what.policy is not Policy.IMMEDIAT else list(history)
    if what.kind in (Kind.ATTRIBUER, Kind.DEBATTRE, Kind.COMPARER):
        return _unseen_first(what, subjects, past, random)[: what.size]
    groups = _groups(subjects, past, what.size, random)
    first, second = _draw(groups, what.size)
    random.shuffle(first)
    random.shuffle(second)
    _part(first)
    if second and first[-1].pair == second[0].pair:
        first.insert(0, first.pop())
    return first + second


def _part(scenarios: list[Scenario]) -> None:
    """Move a scenario that follows its twin to the first place that is beside neither."""
    for place in range(1, len(scenarios)):
        if scenarios[place].pair == scenarios[place - 1].pair:
            moved = scenarios.pop(place)
            pairs = [scenario.pair for scenario in scenarios]
            places = range(len(pairs) + 1)
            free = (i for i in places if moved.pair not in pairs[max(0, i - 1) : i + 1])
            scenarios.insert(next(free, place), moved)


def _unseen_first(what: Exercise, subjects: list, past: list[Answer], random: Random) -> list:
    random.shuffle(subjects)
    last = {_subject(answer): place for place, answer in enumerate(past)}
    return sorted(subjects, key=lambda subject: last.get(_name(what, subject), -1))


def _name(what: Exercise, subject: object) -> str:
    """Return what stands for a subject in the answers to it."""
    return subject.pair if what.kind is Kind.COMPARER else subject.id


def _subject(answer: Answer) -> str:
    return answer.question.split("/")[0]


def _groups(
    scenarios: list[Scenario], past: list[Answer], size: int, random: Random
) -> list[Group]:
    """Return groups of twins to draw from, the first ones first.

    What was missed last time it was met, then the unseen, then the rest, longest unseen first.
    """
    last = {_subject(answer): place for place, answer in enumerate(past)}
    unseen = [s for s in scenarios if s.id not in last]
    seen = sorted((s for s in scenarios if s.id in last), key=lambda s: last[s.id])
    wrong = _missed(past)
    missed = [s for s in seen if s.id in wrong][: max(1, size // _REVIEW_SHARE)]
    weights = _weights(scenarios, past)
    # Efraimidis and Spirakis (2006): weighted draw without replacement, by one key a group.
    fresh = sorted(_twins(unseen), key=lambda g: -(random.random() ** (1 / weights[_criterion(g)])))
    again = [{s.category: s} for s in seen if s not in missed]
    taken = {s.pair for s in missed}
    rest = sorted(fresh + again, key=lambda g: next(iter(g.values())).pair in taken)
    return [{s.category: s} for s in missed] + rest


def _missed(past: list[Answer]) -> set[str]:
    """Return the subjects of which a question was missed, in the last exercise that met them."""
    met: dict[str, tuple[str, dict[str, bool | None]]] = {}
    for answer in past:
        subject = _subject(answer)
        if subject not in met or met[subject][0] != answer.exercise:
            met[subject] = (answer.exercise, {})
        met[subject][1][answer.question] = answer.correct
    return {subject for subject, (_, marks) in met.items() if False in marks.values()}


def _twins(scenarios: Iterable[Scenario]) -> list[Group]:
    pool: dict[str, Group] = {}
    for scenario in scenarios:
        pool.setdefault(scenario.pair, {})[scenario.category] = scenario
    return list(pool.values())


def _criterion(group: Group) -> CriterionId:
    return next(iter(group.values())).criterion


def _weights(scenarios: list[Scenario], past: list[Answer]) -> dict[CriterionId, float]:
    """Return 1 for a criterion always right of late, up to 4 for one always missed."""
    known = {scenario.id: scenario.criterion for scenario in scenarios}
    recent: dict[CriterionId, list[bool]] = {criterion: [] for criterion in CriterionId}
    for answer in past:
        if answer.question in known and answer.correct is not None:
            recent[known[answer.question]].append(answer.correct)
    weights = {}
    for criterion, given in recent.items():
        late = given[-_RECENT:]
        weights[criterion] = 1 + 3 * late.count(False) / max(1, len(late))
    return weights


def _draw(groups: list[Group], size: int) -> tuple[list[Scenario], list[Scenario]]:
    """Return one scenario of each group, then the twins still needed to reach the size.

    A group of one imposes its category: such groups are drawn while that category has room, then
    the whole pairs fill what remains.
    """
    room = Counter({Category.VENTE: size - size // 2, Category.SERVICE: size // 2})
    imposed: Counter[Category] = Counter()
    drawn, spare = [], []
    for group in groups:
        fits = len(group) > 1 or all(imposed[category] < room[category] for category in group)
        (drawn if fits else spare).append(group)
        if len(group) == 1:
            imposed.update(group.keys())

    def take(scenarios: Iterable[Scenario]) -> Scenario:
        taken = max(scenarios, key=lambda s: room[s.category])
        room[taken.category] -= 1
        return taken

    order = sorted(drawn[:size], key=len) + spare
    first = [take(group.values()) for group in order[:size]]
    twins = [s for group in order for s in group.values() if s not in first]
    second = []
    while twins and len(first) + len(second) < size:
        second.append(take(twins))
        twins.remove(second[-1])
    return first, second
