"""What a learner meets, and what they answered so far: from the bank and the journal. Pure."""

from collections import Counter
from collections.abc import Iterable
from random import Random

from vs_course import catalogue, exercise, texts
from vs_course.model import Answer, Bank, Category, CourseError, Exercise, Question, Scenario


def plan(what: Exercise, bank: Bank, seed: int | str | None = None) -> list[Scenario]:
    """Return the exercise's scenarios in the order a learner meets them.

    As many ventes as services (one vente more when the size is odd) as far as the selection
    allows, every pair once before any twice, and a twin never right after its twin when another
    order exists. The same seed gives the same plan; without one, the exercise's id is the seed.
    """
    random = Random(f"{what.id}/{seed}" if seed is not None else what.id)
    pool: dict[str, dict[Category, Scenario]] = {}
    for scenario in catalogue.eligible(what, bank.scenarios):
        pool.setdefault(scenario.pair, {})[scenario.category] = scenario
    pairs = list(pool.values())
    random.shuffle(pairs)
    first, second = _draw(pairs, what.size)
    random.shuffle(first)
    random.shuffle(second)
    if second and first[-1].pair == second[0].pair:
        first.insert(0, first.pop())
    return first + second


def _draw(
    pairs: list[dict[Category, Scenario]], size: int
) -> tuple[list[Scenario], list[Scenario]]:
    """Return one scenario of each pair, then the twins still needed to reach the size.

    A pair of which the selection keeps one member imposes its category: such pairs are drawn
    while that category has room, then the whole pairs fill what remains.
    """
    room = Counter({Category.VENTE: size - size // 2, Category.SERVICE: size // 2})
    imposed: Counter[Category] = Counter()
    drawn, spare = [], []
    for members in pairs:
        fits = len(members) > 1 or all(imposed[category] < room[category] for category in members)
        (drawn if fits else spare).append(members)
        if len(members) == 1:
            imposed.update(members.keys())

    def take(scenarios: Iterable[Scenario]) -> Scenario:
        taken = max(scenarios, key=lambda s: room[s.category])
        room[taken.category] -= 1
        return taken

    order = sorted(drawn[:size], key=len) + spare
    first = [take(members.values()) for members in order[:size]]
    twins = [s for members in order for s in members.values() if s not in first]
    second = []
    while twins and len(first) + len(second) < size:
        second.append(take(twins))
        twins.remove(second[-1])
    return first, second


class Session:
    """One exercise as one learner meets it: its questions, and the last answer to each."""

    def __init__(self, what: Exercise, questions: Iterable[Question], history: Iterable[Answer]):
        self.exercise = what
        self.questions = tuple(questions)
        self.answers: dict[str, Answer] = {}
        self._known = {question.id: question for question in self.questions}
        self._attempts: Counter[str] = Counter()
        self._events: set[str] = set()
        for answer in history:
            asked = self._known.get(answer.question)
            if answer.exercise == what.id and asked and exercise.offers(asked, answer.choice):
                self.record(answer)

    def question(self, question_id: str) -> Question:
        """Return a question of the session; raises CourseError when it isn't one."""
        if question_id not in self._known:
            raise CourseError(texts.QUESTION_UNKNOWN.format(id=question_id))
        return self._known[question_id]

    def attempt(self, question_id: str) -> int:
        """Return the number, from 1, that the next answer to a question will have."""
        return self._attempts[question_id] + 1

    def recorded(self, event_id: str) -> bool:
        """Say whether an event has been counted, so that one sent twice is kept once."""
        return event_id in self._events

    def record(self, answer: Answer) -> None:
        """Count an answer as given, an event once only; the last one to a question stands."""
        if answer.id in self._events:
            return
        self.answers[answer.question] = answer
        self._attempts[answer.question] += 1
        self._events.add(answer.id)


def begin(
    what: Exercise, bank: Bank, history: Iterable[Answer], seed: int | str | None = None
) -> Session:
    """Return the session of an exercise, taken up where the history left it."""
    questions = [exercise.question(s, bank) for s in plan(what, bank, seed)]
    return Session(what, questions, history)
