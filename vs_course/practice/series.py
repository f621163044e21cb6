"""The series of an exercise: its questions, and the answers given to them. Pure.

A series is drawn once, then written in the journal with its first answer: a bank edited since, a
new way of drawing, two files merged change nothing that is begun.
"""

import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from vs_course.bank import exercises
from vs_course.bank.items import Bank, CourseError, Exercise, Subject
from vs_course.practice import choose_questions, grading, review, texts
from vs_course.practice.entries import Answer, Drawn, Entry
from vs_course.practice.questions import Question, per_subject, questions, recall
from vs_course.practice.review import REVISION

_NAMESPACE = uuid.UUID("5f0c6a5e-2c6b-4d55-9a57-0d5c1a3c8e11")


class Series:
    """Questions to answer in turn, and the last answer to each.

    `id` is the same wherever the same questions are drawn after as many series (`number`), so that
    two cards of one exercise go on together. `since` is when it began, "" before its first answer;
    `size` how many questions it had when it was drawn; `more` says whether the exercise has
    something never met, for a next series; `closed` why it asks nothing yet, "" where it does.
    """

    def __init__(
        self,
        exercise: Exercise,
        asked: Iterable[Question],
        given: Iterable[Answer] = (),
        *,
        id: str = "",
        since: str = "",
        size: int | None = None,
        number: int = 0,
    ):
        self.exercise = exercise
        self.questions = tuple(asked)
        self.more = False
        self.closed = ""
        self.written = bool(id)
        told = (exercise.id, since or str(number), *(question.id for question in self.questions))
        self.id = id or str(uuid.uuid5(_NAMESPACE, "\n".join(told)))
        self.since = since
        self.size = len(self.questions) if size is None else size
        self.answers: dict[str, Answer] = {}
        self._known = {question.id: question for question in self.questions}
        self._attempts: Counter[str] = Counter()
        self._events: set[str] = set()
        for answer in given:
            if self.fits(answer):
                self.record(answer)

    @property
    def complete(self) -> bool:
        """Say whether every question has been answered."""
        return 0 < len(self.questions) == len(self.answers)

    @property
    def right(self) -> int:
        """Return how many answers are right."""
        given = self.answers.values()
        return sum(bool(grading.grade(self.question(a.question), a.choice)) for a in given)

    def question(self, question_id: str) -> Question:
        """Return a question of the series; raises CourseError when it isn't one."""
        if question_id not in self._known:
            raise CourseError(self.closed or texts.QUESTION_UNKNOWN.format(id=question_id))
        return self._known[question_id]

    def fits(self, answer: Answer) -> bool:
        """Say whether an answer is one to a question of this series."""
        asked = self._known.get(answer.question)
        return answer.exercise == self.exercise.id and bool(
            asked and grading.offers(asked, answer.choice)
        )

    def attempt(self, question_id: str) -> int:
        """Return the number, from 1, that the next answer to a question will have.

        Raises CourseError where a question is answered once, and has been.
        """
        made = self._attempts[question_id]
        if made and self.exercise.once:
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
        if not (self.exercise.once and answer.question in self.answers):
            self.answers[answer.question] = answer
        self._attempts[answer.question] += 1
        self._events.add(answer.id)


def begin(
    exercise: Exercise,
    bank: Bank,
    history: Sequence[Entry],
    seed: int | str | None = None,
    *,
    following: bool = False,
    now: datetime | None = None,
) -> Series:
    """Return the series of an exercise that the history, in order, leaves under way.

    With `following`, a series that is complete gives way to the next one; a diagnostic or an
    evaluation has one series only. A revision does so by itself, once something is due `now`.
    """
    if exercise is REVISION:
        return _revision(bank, history, seed, now)
    series = under_way(exercise, bank, history, seed)
    if series is None or (following and series.complete and not exercise.once):
        number = _number(exercise, history)
        asked = review.block(exercise, bank, history, seed, number) if number else []
        asked = asked or _ask(exercise, bank, _subjects(exercise, bank, history, seed))
        series = Series(exercise, asked, number=number)
    if not exercise.once:
        met = [entry.question for entry in history if isinstance(entry, Answer)]
        met += [question.id for question in series.questions]
        about = set(map(choose_questions.subject, met))
        left = exercises.subjects(exercise, bank)
        series.more = any(choose_questions.name(exercise, one) not in about for one in left)
    return series


def _revision(
    bank: Bank,
    history: Sequence[Entry],
    seed: int | str | None,
    now: datetime | None,
) -> Series:
    """Return the revision under way, or what is due; the last one, on the day it is over."""
    series = under_way(REVISION, bank, history, seed)
    found = review.due(bank, history, now) if now else review.Due()
    if series and not series.complete:
        series.more = found.beyond(REVISION.size)
        return series
    number = _number(REVISION, history)
    subjects = review.plan(bank, history, found, seed, number) if found else []
    over = max(map(review.day, series.answers.values())) if series else None
    if series is None or subjects or (now and over != now.date()):
        series = Series(REVISION, _ask(REVISION, bank, subjects), number=number)
        series.more = found.beyond(REVISION.size)
        series.closed = "" if subjects else review.told(found, now)
    return series


def under_way(
    exercise: Exercise, bank: Bank, history: Sequence[Entry], seed: int | str | None = None
) -> Series | None:
    """Return the series last written for an exercise, or None where none was begun.

    What the bank no longer has is left out. A diagnostic or an evaluation stays the first begun
    that has anything left.
    """
    mine = [entry for entry in history if entry.exercise == exercise.id]
    answers = [entry for entry in mine if isinstance(entry, Answer)]
    drawn = [entry for entry in mine if isinstance(entry, Drawn)]
    if not drawn:
        return _unwritten(exercise, bank, answers, history, seed)
    for begun in drawn if exercise.once else drawn[-1:]:
        recalled = (recall(question_id, bank) for question_id in begun.questions)
        if asked := list(filter(None, recalled)):
            given = answers if exercise.once else [a for a in answers if _belongs(a, begun)]
            size = len(begun.questions)
            return Series(exercise, asked, given, id=begun.id, since=begun.at, size=size)
    return None


def ended(exercise: Exercise, bank: Bank, history: Sequence[Entry]) -> bool:
    """Say whether one of the series of an exercise was answered to its end."""
    mine = [entry for entry in history if entry.exercise == exercise.id]
    others = [place for place, entry in enumerate(mine) if isinstance(entry, Drawn)][1:]
    found = (under_way(exercise, bank, mine[:end]) for end in [*others, len(mine)])
    return any(series.complete for series in found if series)


def _belongs(answer: Answer, drawn: Drawn) -> bool:
    """Say whether an answer was given in a series; one of an older version does not tell."""
    if answer.series is not None:
        return answer.series == drawn.id
    return datetime.fromisoformat(answer.at) >= datetime.fromisoformat(drawn.at)


def _unwritten(
    exercise: Exercise,
    bank: Bank,
    answers: list[Answer],
    history: Sequence[Entry],
    seed: int | str | None,
) -> Series | None:
    """Return the series that the answers of an older version, which wrote none, were given in.

    Each question has one first attempt a series: counted, they tell how far the last series is.
    What is left of it is drawn anew, nothing answered in it asked again.
    """
    firsts = [answer for answer in answers if answer.attempt == 1]
    if not firsts:
        return None
    size = exercise.size * per_subject(exercise.kind)
    latest = firsts if exercise.once else firsts[-(len(firsts) % size or size) :]
    names = dict.fromkeys(choose_questions.subject(answer.question) for answer in latest)
    taken = [bank.subjects[name] for name in names if name in bank.subjects]
    rest = [s for s in _subjects(exercise, bank, history, seed) if s not in taken]
    left = max(0, exercise.size - len(names))
    asked = _ask(exercise, bank, [*taken, *rest[:left]])
    given = answers[answers.index(latest[0]) :]
    series = Series(exercise, asked, given, since=latest[0].at, size=size)
    return series if series.answers else None


def _subjects(
    exercise: Exercise, bank: Bank, history: Sequence[Entry], seed: int | str | None
) -> list[Subject]:
    """Return what the next series asks about; the first one is drawn as if nothing was answered.

    A page opened all at once then always shows the same, whatever its other exercises hold.
    """
    number = _number(exercise, history)
    past = [entry for entry in history if isinstance(entry, Answer)] if number else []
    return choose_questions.plan(exercise, bank, past, seed, number)


def _number(exercise: Exercise, history: Iterable[Entry]) -> int:
    """Return how many series of an exercise came before, those of older versions included."""
    mine = [entry for entry in history if entry.exercise == exercise.id]
    written = {entry.id for entry in mine if isinstance(entry, Drawn)}
    firsts = sum(isinstance(e, Answer) and e.series is None and e.attempt == 1 for e in mine)
    return len(written) + firsts // (exercise.size * per_subject(exercise.kind))


def _ask(exercise: Exercise, bank: Bank, subjects: Iterable[Subject]) -> list[Question]:
    return [q for subject in subjects for q in questions(exercise.kind, subject, bank)]
