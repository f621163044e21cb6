"""The card: one widget for every exercise. The browser shows, Python grades and keeps."""

import uuid
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from vs_course import exercise, reading, texts
from vs_course.journal import Journal, JournalError
from vs_course.model import Answer, Confidence, CourseError, Feedback, Policy, Question
from vs_course.session import Session

_STATIC = Path(__file__).parent / "static"
_LONGEST_MS = 24 * 3600 * 1000


class Card(anywidget.AnyWidget):
    """An exercise in the page, and the same exercise to drive with no browser.

    `content` is what the view shows; `answers` holds {question id: choice} for what was answered;
    `notice` is a warning to the learner, or "". The session comes from `begin(following)`, which
    reads the journal: the series under way, or the next one. `closing(session)` is the sentence
    that ends an exercise that explains nothing before its end.
    """

    _esm = _STATIC / "card.js"
    _css = _STATIC / "card.css"

    content = traitlets.Dict().tag(sync=True)
    answers = traitlets.Dict().tag(sync=True)
    notice = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        begin: Callable[[bool], Session],
        closing: Callable[[Session], str],
        journal: Journal,
        learner: str,
        bank: str,
        notice: str = "",
    ):
        self._begin = begin
        self._closing = closing
        self._journal = journal
        self._learner = learner
        self._bank = bank
        self._unsaved: dict[str, Answer] = {}
        self.session = begin(False)
        super().__init__(notice=notice, **self._shown())
        self.on_msg(self._receive)

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
        question = self.session.question(question_id)
        correct = exercise.grade(question, choice)
        if confidence is not None and confidence not in list(Confidence):
            raise CourseError(texts.CONFIDENCE_UNKNOWN.format(value=confidence))
        event_id = event_id or str(uuid.uuid4())
        if not self.session.recorded(event_id):
            event = Answer(
                id=event_id,
                at=datetime.now(UTC).isoformat(timespec="milliseconds"),
                learner=self._learner,
                exercise=self.session.exercise.id,
                question=question.id,
                choice=choice,
                correct=correct,
                confidence=confidence,
                attempt=self.session.attempt(question.id),
                duration_ms=duration_ms,
                bank=self._bank,
            )
            self.session.record(event)
            self._unsaved[event_id] = event
        self._save()
        self.set_trait("answers", self._given())
        if self.session.complete and self.session.exercise.policy is not Policy.IMMEDIAT:
            self.content = self._shown()["content"]
        return exercise.feedback(question, choice, self.session.exercise.policy)

    def proceed(self) -> None:
        """Give way to the next series, once this one is complete and on disk."""
        self._save()
        if self._unsaved:
            return
        self.session = self._begin(True)
        with self.hold_sync():
            for name, value in self._shown().items():
                self.set_trait(name, value)

    def _save(self) -> None:
        """Write what is not on disk yet, oldest first; stop at the first that can't be."""
        try:
            for event_id, event in list(self._unsaved.items()):
                self._journal.append(event)
                del self._unsaved[event_id]
        except JournalError as error:
            self.notice = str(error)
            return
        self.notice = ""

    def _given(self) -> dict[str, str]:
        return {question: answer.choice for question, answer in self.session.answers.items()}

    def _shown(self) -> dict[str, Any]:
        over = self.session.complete and self.session.exercise.policy is not Policy.IMMEDIAT
        closing = self._closing(self.session) if over else ""
        return {"content": content(self.session, closing), "answers": self._given()}

    def _receive(self, _widget: object, message: object, _buffers: object) -> None:
        """Take what the browser sends; only an answer now on disk is acknowledged as saved."""
        match message:
            case {"kind": "continue"} if self.session.complete:
                waiting = list(self._unsaved)
                self.proceed()
                for event_id in waiting:
                    self._acknowledge(event_id)
            case {
                "kind": "answer",
                "id": str(event_id),
                "question": str(asked),
                "choice": str(choice),
            }:
                self._take(event_id, asked, choice, message)

    def _take(self, event_id: str, asked: str, choice: str, message: dict[str, Any]) -> None:
        details = {"confidence": message.get("confidence"), "duration_ms": _duration(message)}
        try:
            uuid.UUID(event_id)
            self.answer(asked, choice, event_id=event_id, **details)
        except ValueError as error:  # a CourseError is one
            self.send({"kind": "refused", "id": event_id, "reason": str(error)})
            return
        self._acknowledge(event_id)

    def _acknowledge(self, event_id: str) -> None:
        kind = "unsaved" if event_id in self._unsaved else "saved"
        self.send({"kind": kind, "id": event_id, "reason": self.notice})

    def __repr__(self) -> str:
        return reading.as_text(self.session)

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is not None:
            bundle[0].update({"text/plain": repr(self), "text/html": reading.as_html(self.session)})
        return bundle


def content(session: Session, closing: str = "") -> dict[str, Any]:
    """Return what the view needs, as plain JSON.

    The key of a diagnostic or an evaluation is not in it; an evaluation's comes with its end.
    """
    what = session.exercise
    ended = closing and what.policy is Policy.FIN
    revealed = what.policy is Policy.IMMEDIAT or bool(ended)
    levels = [{"value": c, "label": texts.CONFIDENCE[c]} for c in Confidence]
    return {
        "exercise": what.id,
        "title": what.title,
        "texts": texts.CARD,
        "confidence": levels if what.confidence else None,
        "once": what.policy is not Policy.IMMEDIAT,
        "more": session.more,
        "closing": closing,
        "questions": [_question(q, revealed, what.policy) for q in session.questions],
    }


def _question(question: Question, revealed: bool, policy: Policy) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "id": question.id,
        "prompt": question.prompt,
        "text": question.text,
        "layout": question.layout,
        "choices": [asdict(choice) for choice in question.choices],
        "hints": _hints(question) if policy is Policy.IMMEDIAT else [],
    }
    if revealed:
        shown["reveal"] = {
            "key": question.key,
            "verdicts": question.verdicts,
            "clue": question.clue,
            "criterion": question.criterion
            and {"name": question.criterion.name, "question": question.criterion.question},
            "explanation": question.explanation,
            "asides": [asdict(aside) for aside in question.asides],
        }
    return shown


def _hints(question: Question) -> list[dict[str, str]]:
    """Return the steps of help: the criterion's question, then the clue where it can be shown."""
    hints = []
    if question.criterion:
        hints.append({"text": texts.HINT_CRITERION.format(question=question.criterion.question)})
    if question.clue and question.clue in question.text:
        hints.append({"clue": question.clue})
    return hints


def _duration(message: dict[str, Any]) -> int:
    """Return the milliseconds the browser measured, or 0 for what can't be one."""
    value = message.get("duration_ms")
    return int(min(value, _LONGEST_MS)) if isinstance(value, int | float) and value > 0 else 0
