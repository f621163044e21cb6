"""The learner's answers on disk: one JSON object a line, appended, read back, never lost."""

import errno
import json
import os
import sys
import uuid
from codecs import BOM_UTF8
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from vs_course.bank import texts as bank_texts
from vs_course.bank.items import CourseError
from vs_course.practice import texts

VERSION = 1
VARIABLE = "VS_COURSE_JOURNAL"
_DRIVE = "/drive"  # JupyterLite's files, where its service worker works
DEFAULT_NAME = "mes_reponses.jsonl"

_OPEN_FLAGS = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)


class Confidence(StrEnum):
    """How sure a learner says they are; never counts in a score."""

    SUR = "sur"
    PLUTOT = "plutot"
    HASARD = "hasard"


@dataclass(frozen=True, slots=True)
class Answer:
    """One event of the journal, in the order and with the names of its keys."""

    id: str
    at: str
    learner: str
    exercise: str
    question: str
    choice: str
    correct: bool | None
    confidence: str | None
    attempt: int
    duration_ms: int
    bank: str


_TYPES = {field.name: field.type for field in fields(Answer)}


class JournalError(CourseError):
    """An answer that could not be written; its text is the warning the learner sees."""


class Journal:
    """A learner's file of answers. Several kernels may append to the same one.

    `unreadable` counts the lines the last `read` set aside: torn by a power cut, or not ours.
    They stay in the file.
    """

    def __init__(self, path: str | os.PathLike[str] | None = None):
        self.path = Path(path or os.environ.get(VARIABLE) or DEFAULT_NAME)
        self.unreadable = 0

    def read(self) -> list[Answer]:
        """Return every answer in the order of the file; a missing file holds none.

        Raises JournalError when the path can't be read as a file.
        """
        try:
            self._refuse_folder()
            lines = self.path.read_bytes().removeprefix(BOM_UTF8).splitlines()
        except FileNotFoundError:
            lines = []
        except OSError as error:
            raise self._unwritable(error) from error
        answers = [parse(line) for line in lines if line.strip()]
        self.unreadable = answers.count(None)
        return [answer for answer in answers if answer is not None]

    def append(self, answer: Answer) -> None:
        """Write one answer at the end of the file, on disk when this returns.

        Raises JournalError, with the reason in French, when it could not be kept.
        """
        self.write(_line(answer))

    def merge(self, answers: Iterable[Answer]) -> tuple[int, int]:
        """Add the answers the file doesn't have yet; return how many were added, and were known.

        Raises JournalError when the file can't be read, or written: then none was added.
        """
        known = {answer.id for answer in self.read()}
        given = {answer.id: answer for answer in answers}
        added = [answer for event, answer in given.items() if event not in known]
        if added:
            self.write(b"".join(map(_line, added)))
        return len(added), len(given) - len(added)

    def text(self, more: Iterable[Answer] = ()) -> str:
        """Return the file as it stands, whatever its lines hold, then `more` as lines of it."""
        try:
            kept = self.path.read_bytes().removeprefix(BOM_UTF8)
        except OSError:
            kept = b""
        if kept and not kept.endswith(b"\n"):
            kept += b"\n"
        return (kept + b"".join(map(_line, more))).decode(errors="replace")

    def write(self, lines: bytes) -> None:
        """Write whole lines at the end of the file, on disk when this returns.

        Raises JournalError, with the reason in French, when they could not be kept.
        """
        try:
            self._refuse_folder()
            descriptor = os.open(self.path, _OPEN_FLAGS, 0o644)
            try:
                # One write, so that two kernels never interleave. After a torn line, the same
                # write begins with the newline that was lost.
                record = (b"" if _ends_clean(descriptor) else b"\n") + lines
                if os.write(descriptor, record) != len(record):
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        except OSError as error:
            raise self._unwritable(error) from error

    @property
    def fleeting(self) -> bool:
        """Say whether the file goes with the page: JupyterLite keeps nothing out of its drive."""
        return sys.platform == "emscripten" and not self.path.absolute().is_relative_to(_DRIVE)

    def check(self) -> None:
        """Raise the JournalError that appending would meet: a folder, a right to write missing."""
        try:
            self._refuse_folder()
            if not self.path.exists() and not self.path.parent.is_dir():
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
            if not os.access(self.path if self.path.exists() else self.path.parent, os.W_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        except OSError as error:
            raise self._unwritable(error) from error

    def _refuse_folder(self) -> None:
        if self.path.is_dir():
            raise JournalError(texts.JOURNAL_IS_FOLDER.format(path=self.path))

    def _unwritable(self, error: OSError) -> JournalError:
        reason = bank_texts.SYSTEM_REASON.get(error.errno or 0, error.strerror or str(error))
        return JournalError(texts.JOURNAL_UNWRITABLE.format(path=self.path, reason=reason))


def _line(answer: Answer) -> bytes:
    text = json.dumps({"v": VERSION, **asdict(answer)}, ensure_ascii=False)
    # Half a surrogate pair has no UTF-8; its backslash escape is JSON for the same character.
    return text.encode(errors="backslashreplace") + b"\n"


def _ends_clean(descriptor: int) -> bool:
    if os.fstat(descriptor).st_size == 0:
        return True
    os.lseek(descriptor, -1, os.SEEK_END)
    return os.read(descriptor, 1) == b"\n"


def parse(line: bytes) -> Answer | None:
    """Return the answer a line of a journal holds; None for a line that isn't one."""
    try:
        record = json.loads(line)
        if record.pop("v") != VERSION:
            return None
        answer = Answer(**{name: record[name] for name in _TYPES})
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return answer if all(isinstance(getattr(answer, n), t) for n, t in _TYPES.items()) else None


def in_order(answers: Iterable[Answer]) -> list[Answer]:
    """Return answers in the order they were given: by the clock of whoever gave them.

    Files are merged and restored, so the place in the file says nothing; at the same instant, and
    only there, it decides. A clock that was set back is believed: nothing better is known.
    """
    return sorted(answers, key=lambda answer: datetime.fromisoformat(answer.at))


def new_learner() -> str:
    """Return a pseudonym for a learner's first answer: no name, no account, the file tells who."""
    return f"eleve-{uuid.uuid4().hex[:8]}"
