"""One learner at one exercise: what is shown, and what becomes of each answer. No widget here.

A host shows `content`, `answers` and `notice`, and hands what its browser sends to `receive`.
"""

import os
import sys
import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar

from vs_course.bank.items import CourseError, Policy
from vs_course.practice import grading, texts
from vs_course.practice.grading import Feedback
from vs_course.practice.journal import Answer, Confidence, Journal, JournalError, new_learner, parse
from vs_course.practice.payload import content
from vs_course.practice.questions import Question
from vs_course.practice.series import Series

# Binder, or a browser: next time nothing may be left here, so a first visit may bring a file.
FORGETFUL = "BINDER_LAUNCH_HOST" in os.environ or sys.platform == "emscripten"
_LONGEST_MS = 24 * 3600 * 1000

Begin = Callable[[Sequence[Answer], bool], Series]
Closing = Callable[[Series, Sequence[Answer]], str]


class Session:
    """An exercise under way: it grades, keeps what it grades, and says what is not kept.

    `begin(history, following)` gives the series under way, or the next one; `closing(session,
    history)` the sentence that ends an exercise that explains nothing before its end. `notice` is
    a warning to the learner, or ""; `owner` the journal's pseudonym, "" while no answer is in it.
    """

    # By any session of this process: a cell run again makes a second card, and the browser sends
    # it what it has not seen the first one acknowledge.
    _written: ClassVar[set[str]] = set()

    def __init__(self, begin: Begin, closing: Closing, journal: Journal, bank: str):
        self._begin = begin
        self._closing = closing
        self.bank = bank
        self._unsaved: dict[str, Answer] = {}
        self.journal = journal
        self.reopen()

    def reopen(self, following: bool = False) -> None:
        """Take the exercise as the journal leaves it; with `following`, its next series."""
        history, self.notice = self._history()
        self.owner = history[-1].learner if history else ""
        self._learner = self.owner or new_learner()
        self._resume = FORGETFUL and not history
        self.series = self._begin(history, following)

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
        over = self.series.complete and self.series.exercise.policy is not Policy.IMMEDIAT
        closing = self._closing(self.series, self._history()[0]) if over else ""
        return content(self.series, closing, self._resume)

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
        event_id: str | None = None,
    ) -> Feedback:
        """Answer a question, as a click does: grade it, keep it, and return the feedback.

        An `event_id` already kept is not kept twice. When the journal can't be written the
        feedback comes all the same, `notice` says that the answer is not saved, and it is tried
        again with the next one. Raises CourseError for a question, a choice or a confidence that
        the exercise doesn't have, and for a second answer where there is only one.
        """
        question = self.series.question(question_id)
        correct = grading.grade(question, choice)
        if confidence is not None and confidence not in list(Confidence):
            raise CourseError(texts.CONFIDENCE_UNKNOWN.format(value=confidence))
        event_id = event_id or str(uuid.uuid4())
        if not self.series.recorded(event_id):
            event = Answer(
                id=event_id,
                at=datetime.now(UTC).isoformat(timespec="milliseconds"),
                learner=self._learner,
                exercise=self.series.exercise.id,
                question=question.id,
                choice=choice,
                correct=correct,
                confidence=confidence,
                attempt=self.series.attempt(question.id),
                duration_ms=duration_ms,
                bank=self.bank,
            )
            self.series.record(event)
            self._unsaved[event_id] = event
        self._save()
        return grading.feedback(question, choice, self.series.exercise.policy)

    def proceed(self) -> bool:
        """Give way to the next series, once this one is on disk; say whether it did."""
        self._save()
        if self._unsaved:
            return False
        self.reopen(following=True)
        return True

    def receive(self, message: object) -> list[dict[str, Any]]:
        """Take what a browser sends and return the replies, for whatever the host is.

        Only an answer now on disk is acknowledged as saved.
        """
        match message:
            case {"kind": "continue"} if self.series.complete:
                waiting = list(self._unsaved)
                self.proceed()
                return [self._acknowledgement(event_id) for event_id in waiting]
            case {
                "kind": "answer",
                "id": str(event_id),
                "question": str(asked),
                "choice": str(choice),
            }:
                return [self._take(event_id, asked, choice, message)]
            case {"kind": "download"}:
                return [self._file()]
            case {"kind": "restore", "text": str(text)}:
                return [self._restore(text)]
        return []

    def _take(
        self, event_id: str, asked: str, choice: str, message: dict[str, Any]
    ) -> dict[str, Any]:
        details = {"confidence": message.get("confidence"), "duration_ms": _duration(message)}
        try:
            uuid.UUID(event_id)
            self.answer(asked, choice, event_id=event_id, **details)
        except ValueError as error:  # a CourseError is one
            return {"kind": "refused", "id": event_id, "reason": str(error)}
        return self._acknowledgement(event_id)

    def _acknowledgement(self, event_id: str) -> dict[str, Any]:
        kind = "unsaved" if event_id in self._unsaved else "saved"
        return {"kind": kind, "id": event_id, "reason": self.notice}

    def _file(self) -> dict[str, Any]:
        """Return the learner's file as it is, with the answers that could not be written to it."""
        text = self.journal.text(self._unsaved.values())
        return {"kind": "file", "name": self.journal.path.name, "text": text}

    def _restore(self, text: str) -> dict[str, Any]:
        """Add the answers of a file the learner kept; those already here are left as they are."""
        try:
            lines = text.encode(errors="replace").splitlines()
            added, known = self.journal.merge(filter(None, map(parse, lines)))
        except JournalError as error:
            return {"kind": "restored", "reason": str(error)}
        if added:
            self.reopen()
            return {"kind": "restored", "reason": texts.RESTORED.format(count=added)}
        reason = texts.RESTORED_ALREADY if known else texts.RESTORED_NOTHING
        return {"kind": "restored", "reason": reason}

    def _history(self) -> tuple[list[Answer], str]:
        """Return the answers so far, and what the learner should know of their file, or ""."""
        history: list[Answer] = []
        try:
            history = self.journal.read()
            self.journal.check()
        except JournalError as error:
            return history, str(error)
        if not self.journal.unreadable:
            return history, self._standing()
        place = {"count": self.journal.unreadable, "path": self.journal.path}
        return history, texts.JOURNAL_TORN.format(**place)

    def _save(self) -> None:
        """Write what is not on disk yet, oldest first; stop at the first that can't be."""
        try:
            for event_id, event in list(self._unsaved.items()):
                if event_id not in self._written:
                    self.journal.append(event)
                    self.owner = event.learner
                self._written.add(event_id)
                del self._unsaved[event_id]
        except JournalError as error:
            self.notice = str(error)
            return
        self.notice = self._standing()

    def _standing(self) -> str:
        """Return the warning that stays, though all is written, or ""."""
        return texts.JOURNAL_FLEETING if self.journal.fleeting else ""


def _duration(message: dict[str, Any]) -> int:
    """Return the milliseconds the browser measured, or 0 for what can't be one."""
    value = message.get("duration_ms")
    return int(min(value, _LONGEST_MS)) if isinstance(value, int | float) and value > 0 else 0
