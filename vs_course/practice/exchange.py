"""What a browser sends of an exercise, and what it is replied: the same for every host."""

import uuid
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vs_course.practice.session import Session

_LONGEST_MS = 24 * 3600 * 1000
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
            return [_keep(session, message)]
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
    return {"kind": "file", "name": journal.path.name, "text": journal.text(waiting)}


def _duration(message: _Message) -> int:
    """Return the milliseconds the browser measured, or 0 for what can't be one."""
    value = message.get("duration_ms")
    return int(min(value, _LONGEST_MS)) if isinstance(value, int | float) and value > 0 else 0
