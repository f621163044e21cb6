"""What a browser sends of an exercise, and what it is replied: the same for every host."""

import re
import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from vs_course.practice.entries import Entry
from vs_course.practice.journal import Journal

if TYPE_CHECKING:
    from vs_course.practice.session import Session

_LONGEST_MS = 24 * 3600 * 1000
_MOST_HINTS = 9
_Message = dict[str, Any]


def receive(session: "Session", message: Any) -> list[_Message]:
    """Take a message and return the replies to it.

    Only an answer or a report that is now on disk is acknowledged as saved.
    """
    match message:
        case {"kind": "continue"} if session.complete:
            waiting = list(session.waiting)
            session.proceed()
            return [_acknowledgement(session, event_id) for event_id in waiting]
        case {"kind": "answer", "id": str(), "question": str(), "choice": str()}:
            over = session.complete
            kept = _keep(session, message)
            reached = "" if over else session.reached
            return [kept, {"kind": "note", "reason": reached}] if reached else [kept]
        case {"kind": "report", "id": str(), "question": str(), "reason": str(), "text": str()}:
            return [_keep(session, message)]
        case {"kind": "download"}:
            return [_file(session)]
        case {"kind": "restore", "text": str(text)}:
            return [{"kind": "restored", "reason": session.restore(text)}]
    return []


def _keep(session: "Session", message: _Message) -> _Message:
    event_id, asked = message["id"], message["question"]
    try:
        uuid.UUID(event_id)
        if message["kind"] == "report":
            session.report(asked, message["reason"], message["text"], event_id)
        else:
            details: dict[str, Any]
            details = {"confidence": message.get("confidence"), "duration_ms": _duration(message)}
            details["hints"] = _hints(message)
            session.answer(asked, message["choice"], event_id=event_id, **details)
    except ValueError as error:  # a CourseError is one
        return {"kind": "refused", "id": event_id, "reason": str(error)}
    return _acknowledgement(session, event_id)


def _acknowledgement(session: "Session", event_id: str) -> _Message:
    kind = "unsaved" if event_id in session.waiting else "saved"
    return {"kind": kind, "id": event_id, "reason": session.notice}


def _file(session: "Session") -> _Message:
    """Return the learner's file as it is, with the answers that could not be written to it."""
    waiting = [entry for entries in session.waiting.values() for entry in entries]
    journal = session.journal
    return {"kind": "file", "name": file_name(journal, waiting), "text": journal.text(waiting)}


def file_name(journal: Journal, more: Iterable[Entry] = ()) -> str:
    """Return the name to hand a journal in under: the day of its last line and the pseudonym."""
    last = next(iter([*journal.entries(), *more][::-1]), None)
    if last is None:
        return journal.path.name
    learner = re.sub(r"[^\w-]", "-", last.learner)[:40]
    return f"reponses_{last.at[:10]}_{learner}.jsonl"


def _duration(message: _Message) -> int:
    """Return the milliseconds the browser measured, or 0 for what can't be one."""
    value = message.get("duration_ms")
    return int(min(value, _LONGEST_MS)) if isinstance(value, int | float) and value > 0 else 0


def _hints(message: _Message) -> int:
    """Return how many hints the browser gave, or 0 for what can't be a count of them."""
    value = message.get("hints")
    return min(value, _MOST_HINTS) if type(value) is int and value > 0 else 0
