"""Where a learner stands in an exercise, from the bank and the journal. Pure.

An exercise goes by series, each drawn from what the learner did before it: so the journal alone
tells, at any time, which series is under way and how far.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from vs_course.bank import exercises as catalogue
from vs_course.bank.items import Bank, CourseError, Exercise, Policy
from vs_course.practice import choose_questions as series
from vs_course.practice import grading, texts
from vs_course.practice import questions as exercise
from vs_course.practice.journal import Answer
from vs_course.practice.questions import Question


class Series:
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
            asked and grading.offers(asked, answer.choice)
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
) -> Series:
    """Return the series of an exercise that the history leaves under way.

    With `following`, a series that is complete gives way to the next one; a diagnostic or an
    evaluation has one series only.
    """
    start = number = 0
    once = what.policy is not Policy.IMMEDIAT
    while True:
        session = Series(
            what, _ask(what, bank, series.plan(what, bank, history[:start], seed, number))
        )
        last, rest = _replay(session, history, start)
        if once or (rest is None and not (following and session.complete)):
            session.more = _more(what, bank, history, session)
            return session
        # The next series was drawn when this one's last answer was in, and nothing after.
        start, number, following = last + 1, number + 1, following and rest is not None


def _replay(session: Series, history: Sequence[Answer], start: int) -> tuple[int, Answer | None]:
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


def _more(what: Exercise, bank: Bank, history: Iterable[Answer], session: Series) -> bool:
    """Say whether anything is left to meet; a diagnostic or an evaluation is met once."""
    if what.policy is not Policy.IMMEDIAT:
        return False
    met = {series.subject(answer.question) for answer in history}
    met |= {series.subject(question.id) for question in session.questions}
    return any(series.name(what, subject) not in met for subject in catalogue.subjects(what, bank))
