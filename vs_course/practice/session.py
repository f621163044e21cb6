"""One learner at one exercise: what is shown, and what becomes of each answer. No widget here.

A host shows `content`, `answers` and `notice`, and hands what its browser sends to `receive`.
"""

import os
import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from vs_course.bank.items import Bank, CourseError, Exercise
from vs_course.practice import exchange, grading, payload, texts
from vs_course.practice.entries import (
    LONGEST_TEXT,
    Answer,
    Confidence,
    Drawn,
    Entry,
    Reason,
    Report,
)
from vs_course.practice.grading import Feedback
from vs_course.practice.journal import Journal, JournalError, new_learner
from vs_course.practice.moments import said
from vs_course.practice.questions import Question
from vs_course.practice.review import REVISION
from vs_course.practice.series import Series, begin


def now() -> datetime:
    """Return the time of day, in UTC."""
    return datetime.now(UTC)


def forgetful() -> bool:
    """Say whether nothing may be left here next time: a first visit may bring a file."""
    return "BINDER_LAUNCH_HOST" in os.environ


class Session:
    """An exercise under way: it grades, keeps what it grades, and says what is not kept.

    `series` is the questions under way; `notice` a warning to the learner, or ""; `owner` the
    journal's pseudonym, "" while no answer is in it.
    """

    def __init__(
        self,
        exercise: Exercise,
        bank: Bank,
        journal: Journal,
        seed: int | str | None = None,
        clock: Callable[[], datetime] = now,
    ):
        self.exercise = exercise
        self.bank = bank
        self.journal = journal
        self._seed = seed
        self._clock = clock
        self._unsaved: dict[str, tuple[Entry, ...]] = {}
        self.reopen()

    def reopen(self, following: bool = False) -> None:
        """Take the exercise as the journal leaves it; with `following`, its next series."""
        self._history, self.notice = self._read()
        self.owner = self._history[-1].learner if self._history else ""
        self.learner = self.owner or new_learner()
        self._resume = forgetful() and not self._history
        if closed := payload.closed(self.exercise, self.bank, self._history):
            self.series = Series(self.exercise, ())
            self.series.closed = closed
            return
        known = (self.exercise, self.bank, self._history, self._seed)
        now = self._clock() if self.exercise is REVISION else None
        self.series = begin(*known, following=following, now=now)

    @property
    def questions(self) -> tuple[Question, ...]:
        """Return the questions of the series under way."""
        return self.series.questions

    @property
    def complete(self) -> bool:
        """Say whether every question of the series has been answered."""
        return self.series.complete

    @property
    def content(self) -> dict[str, Any]:
        """Return what the view shows, as plain JSON."""
        closing = payload.closing(self.series, self.bank, self._history)
        roads = payload.roads(self.series, self.bank, self._history)
        return payload.content(self.series, closing, self._resume, roads)

    @property
    def reached(self) -> str:
        """Return what counts that this series brought, once it is over; a test says it itself."""
        given = [answer.at for answer in self.series.answers.values()]
        over = self.complete and not self.exercise.once
        return said(self.bank, self._history, min(given)) if over else ""

    @property
    def answers(self) -> dict[str, str]:
        """Return the choices made so far, by question id."""
        return {question: answer.choice for question, answer in self.series.answers.items()}

    def answer(
        self,
        question_id: str,
        choice: str,
        *,
        confidence: str | None = None,
        duration_ms: int = 0,
        hints: int = 0,
        event_id: str | None = None,
    ) -> Feedback:
        """Answer a question, as a click does: grade it, keep it, and return the feedback.

        An `event_id` already kept is not kept twice. When the journal can't be written the
        feedback comes all the same, `notice` says that the answer is not saved, and it is tried
        again with the next one. Raises CourseError for a question, a choice or a confidence that
        the exercise doesn't have, and for a second answer where there is only one.
        """
        question = self.series.question(question_id)
        told = grading.feedback(question, choice, self.exercise.policy)
        if confidence is not None and confidence not in list(Confidence):
            raise CourseError(texts.CONFIDENCE_UNKNOWN.format(value=confidence))
        event_id = event_id or str(uuid.uuid4())
        if not self.series.recorded(event_id):
            if not self._history:
                self._catch_up()
            answer = Answer(
                **self._event(event_id),
                question=question.id,
                choice=choice,
                correct=grading.grade(question, choice),
                confidence=confidence,
                attempt=self.series.attempt(question.id),
                duration_ms=duration_ms,
                series=self.series.id,
                hints=hints,
            )
            self._keep(answer)
        self._save()
        if self.exercise.once and self.complete:
            self._catch_up()
        return told

    def proceed(self) -> bool:
        """Give way to the next series, once this one is on disk; say whether it did."""
        self._save()
        if self._unsaved:
            return False
        self.reopen(following=True)
        return True

    def report(self, question_id: str, reason: str, text: str, event_id: str) -> None:
        """Keep what a learner finds wrong in a situation; like an answer, an event once only.

        Raises CourseError for a question the exercise doesn't have, ValueError for a reason that
        is none.
        """
        question = self.series.question(question_id)
        told = {"reason": Reason(reason), "text": text[:LONGEST_TEXT]}
        made = Report(**self._event(event_id), question=question.id, **told)
        self._unsaved.setdefault(event_id, (made,))
        self._save()

    def receive(self, message: Any) -> list[dict[str, Any]]:
        """Take what a browser sends and return the replies, for whatever the host is."""
        return exchange.receive(self, message)

    @property
    def waiting(self) -> dict[str, tuple[Entry, ...]]:
        """Return what is not on disk yet, by the id of its event, oldest first."""
        return dict(self._unsaved)

    def restore(self, text: str) -> str:
        """Add the answers of a file the learner kept; return what to tell of it."""
        try:
            added, known = self.journal.merge(text.encode(errors="replace"))
        except JournalError as error:
            return str(error)
        if added:
            self.reopen()
            return texts.RESTORED.format(count=added)
        return texts.RESTORED_ALREADY if known else texts.RESTORED_NOTHING

    def _event(self, event_id: str) -> dict[str, Any]:
        """Return what every line of the journal says of an event that happens now."""
        return {
            "id": event_id,
            "at": self._clock().isoformat(timespec="milliseconds"),
            "learner": self.learner,
            "exercise": self.exercise.id,
            "bank": self.bank.fingerprint,
        }

    def _read(self) -> tuple[list[Entry], str]:
        """Return the entries so far, and what the learner should know of their file, or ""."""
        history: list[Entry] = []
        try:
            history = self.journal.entries()
            self.journal.check()
        except JournalError as error:
            return history, str(error)
        if not self.journal.unreadable:
            return history, ""
        place = {"count": self.journal.unreadable, "path": self.journal.path}
        return history, texts.JOURNAL_TORN.format(**place)

    def _catch_up(self) -> None:
        """Take what other cards have written since: who the learner is, how a diagnostic ended."""
        waiting = [entry for entries in self._unsaved.values() for entry in entries]
        with suppress(JournalError):
            self._history = [*self.journal.entries(), *waiting]
        if self._history:
            self.learner = self._history[-1].learner

    def _keep(self, answer: Answer) -> None:
        """Count an answer; the series is written down with its first one."""
        entries: tuple[Entry, ...] = (answer,)
        if not self.series.written:
            names = tuple(question.id for question in self.questions)
            since = self.series.since or answer.at
            drawn = Drawn(self.series.id, since, self.learner, self.exercise.id, names, answer.bank)
            entries = (drawn, answer)
            self.series.written = True
        self.series.record(answer)
        self._history += entries
        self._unsaved[answer.id] = entries

    def _save(self) -> None:
        """Write what is not on disk yet, oldest first; stop at the first that can't be.

        A cell run again makes a second card, and the browser sends it what it has not seen the
        first one acknowledge: the file itself says what it holds.
        """
        try:
            for event_id, entries in list(self._unsaved.items()):
                if not self.journal.holds(event_id):
                    self.journal.append(*entries)
                    self.owner = self.learner
                del self._unsaved[event_id]
        except JournalError as error:
            self.notice = str(error)
            return
        self.notice = ""
