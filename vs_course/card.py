"""The card: one widget for every exercise. The browser shows, Python grades and keeps."""

import uuid
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from vs_course import exercise, reading, texts
from vs_course.journal import Journal, JournalError
from vs_course.model import Answer, CourseError, Feedback, Policy, Question
from vs_course.session import Session

_STATIC = Path(__file__).parent / "static"
_LONGEST_MS = 24 * 3600 * 1000


class Card(anywidget.AnyWidget):
    """An exercise in the page, and the same exercise to drive with no browser.

    `content` is what the view shows; `answers` holds {question id: choice} for what was answered;
    `notice` is a warning to the learner, or "".
    """

    _esm = _STATIC / "card.js"
    _css = _STATIC / "card.css"

    content = traitlets.Dict().tag(sync=True)
    answers = traitlets.Dict().tag(sync=True)
    notice = traitlets.Unicode().tag(sync=True)

    def __init__(
        self, session: Session, journal: Journal, learner: str, bank: str, notice: str = ""
    ):
        self.session = session
        self._journal = journal
        self._learner = learner
        self._bank = bank
        given = {question: answer.choice for question, answer in session.answers.items()}
        super().__init__(content=content(session), answers=given, notice=notice)
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
        feedback comes all the same, and `notice` says that the answer is not saved. Raises
        CourseError for a question or a choice that the exercise doesn't have.
        """
        question = self.session.question(question_id)
        event_id = event_id or str(uuid.uuid4())
        if not self.session.recorded(event_id):
            event = Answer(
                id=event_id,
                at=datetime.now(UTC).isoformat(timespec="milliseconds"),
                learner=self._learner,
                exercise=self.session.exercise.id,
                question=question.id,
                choice=choice,
                correct=exercise.grade(question, choice),
                confidence=confidence,
                attempt=self.session.attempt(question.id),
                duration_ms=duration_ms,
                bank=self._bank,
            )
            self._keep(event)
        return exercise.feedback(question, choice, self.session.exercise.policy)

    def _keep(self, event: Answer) -> None:
        try:
            self._journal.append(event)
        except JournalError as error:
            self.notice = str(error)
            return
        self.notice = ""
        self.session.record(event)
        self.answers = {**self.answers, event.question: event.choice}

    def _receive(self, _widget: object, message: object, _buffers: object) -> None:
        """Take an answer from the browser; only what is now on disk is acknowledged."""
        match message:
            case {
                "kind": "answer",
                "id": str(event_id),
                "question": str(asked),
                "choice": str(choice),
            }:
                pass
            case _:
                return
        try:
            self.answer(asked, choice, duration_ms=_duration(message), event_id=event_id)
        except CourseError as error:
            self.send({"kind": "refused", "id": event_id, "reason": str(error)})
            return
        saved = self.session.recorded(event_id)
        self.send({"kind": "saved" if saved else "unsaved", "id": event_id, "reason": self.notice})

    def __repr__(self) -> str:
        return reading.as_text(self.session)

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is not None:
            bundle[0].update({"text/plain": repr(self), "text/html": reading.as_html(self.session)})
        return bundle


def content(session: Session) -> dict[str, Any]:
    """Return what the view needs, as plain JSON; the key of an evaluation is not in it."""
    return {
        "exercise": session.exercise.id,
        "title": session.exercise.title,
        "texts": texts.CARD,
        "questions": [_question(q, session.exercise.policy) for q in session.questions],
    }


def _question(question: Question, policy: Policy) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "id": question.id,
        "prompt": question.prompt,
        "text": question.text,
        "choices": [asdict(choice) for choice in question.choices],
    }
    if policy is Policy.IMMEDIAT:
        shown["reveal"] = _reveal(question)
    return shown


def _reveal(question: Question) -> dict[str, Any]:
    """Return what lets the browser explain any choice at once."""
    verdicts = {c.value: exercise.feedback(question, c.value).verdict for c in question.choices}
    twin = question.twin and {
        "text": question.twin.text,
        "clue": question.twin.clue,
        "answer": texts.CATEGORY_ARTICLE[question.twin.category],
    }
    return {
        "key": question.key,
        "verdicts": verdicts,
        "clue": question.clue,
        "criterion": {"name": question.criterion.name, "question": question.criterion.question},
        "explanation": question.explanation,
        "twin": twin,
    }


def _duration(message: dict[str, Any]) -> int:
    """Return the milliseconds the browser measured, or 0 for what can't be one."""
    value = message.get("duration_ms")
    return int(min(value, _LONGEST_MS)) if isinstance(value, int | float) and value > 0 else 0
