"""What a learner meets, and what they answered so far: from the bank and the journal. Pure."""

from collections import Counter
from collections.abc import Iterable
from random import Random

from vs_course import catalogue, exercise, texts
from vs_course.model import Answer, Bank, Category, CourseError, Exercise, Question, Scenario


def plan(what: Exercise, bank: Bank, seed: int | str | None = None) -> list[Scenario]:
    """Return the exercise's scenarios in the order a learner meets them.

    As many ventes as services (one more of either when the size is odd), every pair once before
    any twice, and a twin never right after its twin when another order exists. The same seed gives
    the same plan; without one, the exercise's own id is the seed.
    """
    random = Random(f"{what.id}/{seed}" if seed is not None else what.id)
    pool: dict[str, dict[Category, Scenario]] = {}
    for scenario in catalogue.eligible(what, bank.scenarios):
        pool.setdefault(scenario.pair, {})[scenario.category] = scenario
    pairs = list(pool.values())
    random.shuffle(pairs)
    wanted = list(Category) * (what.size // 2 + 1)
    first, second = [], []
    for members, category in zip(pairs, wanted * len(pairs), strict=False):
        one = members.get(category) or next(iter(members.values()))
        first.append(one)
        second += [s for s in members.values() if s is not one]
    chosen = (first + second)[: what.size]
    random.shuffle(chosen)
    return _apart(chosen)


def _apart(scenarios: list[Scenario]) -> list[Scenario]:
    """Reorder as little as needed for no scenario to follow its twin."""
    waiting, ordered = list(scenarios), []
    while waiting:
        previous = ordered[-1].pair if ordered else None
        following = next((s for s in waiting if s.pair != previous), waiting[0])
        waiting.remove(following)
        ordered.append(following)
    return ordered


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
            if answer.exercise == what.id and answer.question in self._known:
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
        """Count an answer as given; the last one to a question stands."""
        self.answers[answer.question] = answer
        self._attempts[answer.question] += 1
        self._events.add(answer.id)


def begin(
    what: Exercise, bank: Bank, history: Iterable[Answer], seed: int | str | None = None
) -> Session:
    """Return the session of an exercise, taken up where the history left it."""
    questions = [exercise.question(s, bank) for s in plan(what, bank, seed)]
    return Session(what, questions, history)
