"""The learner's file of answers: one JSON object a line, appended, read back, never lost."""

import errno
import json
import os
import sys
import uuid
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from vs_course.bank import files
from vs_course.bank.items import CourseError
from vs_course.practice import texts
from vs_course.practice.entries import Answer, Entry, line, once, parse

if sys.platform == "win32":
    import msvcrt

VARIABLE = "VS_COURSE_JOURNAL"
DEFAULT_NAME = "mes_reponses.jsonl"
_OPEN_FLAGS = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
_LOCKED_BYTE = 1 << 30  # far past any journal: locking it keeps no one from reading


class JournalError(CourseError):
    """An answer that could not be written; its text is the warning the learner sees."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a file held, and what its lines say: a file that begins with it is read after it."""

    content: bytes = b""
    entries: tuple[Entry, ...] = ()
    unreadable: int = 0

    def followed_by(self, content: bytes) -> "_Reading":
        """Return the reading of a content that begins with this one."""
        read = [parse(line) for line in _split(content[len(self.content) :])]
        if not read:
            return self
        found = (entry for entry in read if isinstance(entry, Entry))
        known = once((*self.entries, *found))
        return _Reading(content, tuple(known), self.unreadable + read.count(None))


_NOTHING_READ = _Reading()
_MOST_KEPT = 3  # files: a kernel reads one
_readings: dict[Path, _Reading] = {}


class Journal:
    """A learner's file of answers. Several kernels may append to the same one.

    `unreadable` counts the lines the last reading set aside: torn by a power cut, or not ours.
    They stay in the file.
    """

    def __init__(self, path: str | os.PathLike[str] | None = None):
        self.path = Path(path or os.environ.get(VARIABLE) or DEFAULT_NAME).expanduser()
        self.unreadable = 0

    def read(self) -> list[Answer]:
        """Return every answer, in the order given; a missing file holds none.

        Raises JournalError when the path can't be read as a file.
        """
        return [entry for entry in self.entries() if isinstance(entry, Answer)]

    def entries(self) -> list[Entry]:
        """Return every answer, series and report once, the earliest of it, in the order given.

        Raises JournalError when the path can't be read as a file.
        """
        content, place = self._bytes(), self.path.absolute()
        known = _readings.get(place, _NOTHING_READ)
        if not content.startswith(known.content):  # the file is another one, or was edited
            known = _NOTHING_READ
        whole = content[: content.rfind(b"\n") + 1]
        if whole != known.content:
            known = known.followed_by(whole)
            if len(_readings) > _MOST_KEPT:
                _readings.clear()
            _readings[place] = known
        known = known.followed_by(content)  # a last line may still be under way: it is not kept
        self.unreadable = known.unreadable
        return list(known.entries)

    def append(self, *entries: Entry) -> None:
        """Write entries at the end of the file, all of them on disk when this returns.

        Raises JournalError, with the reason in French, when they could not be kept.
        """
        self.write(b"".join(map(line, entries)))

    def holds(self, event_id: str) -> bool:
        """Say whether the file has that event, whoever wrote it: nothing is said saved before.

        A torn line that begins with it does not.
        """
        content, name = self._bytes(), json.dumps(event_id).encode()
        if name not in content:
            return False
        found = (parse(each) for each in _split(content) if name in each)
        return any(isinstance(entry, Entry) and entry.id == event_id for entry in found)

    def merge(self, text: bytes) -> tuple[int, int]:
        """Add the lines of a file that this one doesn't have; return answers added, and known.

        Lines of a later version's kinds come along, and a series that was begun elsewhere too.
        Raises JournalError when the file can't be read, or written: then nothing was added.
        """
        here = {answer.id for answer in self.read()}
        kept = set(_split(self._bytes()))
        added: dict[str, bytes] = {}
        given: set[str] = set()
        for each in _split(text.removeprefix(BOM_UTF8)):
            entry = parse(each)
            if isinstance(entry, Answer):
                given.add(entry.id)
            name = entry.id if isinstance(entry, Answer) else each.decode(errors="replace")
            if entry is not None and name not in here and each not in kept:
                added.setdefault(name, each + b"\n")
        if added:
            self.write(b"".join(added.values()))
        new = given & added.keys()
        return len(new), len(given) - len(new)

    def text(self, more: Iterable[Entry] = ()) -> str:
        """Return the file as it stands, whatever its lines hold, then `more` as lines of it."""
        try:
            kept = self._bytes()
        except JournalError:
            kept = b""
        if kept and not kept.endswith(b"\n"):
            kept += b"\n"
        return (kept + b"".join(map(line, more))).decode(errors="replace")

    def write(self, lines: bytes) -> None:
        """Write whole lines at the end of the file, on disk when this returns.

        Raises JournalError, with the reason in French, when they could not be kept.
        """
        try:
            self._refuse_folder()
            descriptor = os.open(self.path, _OPEN_FLAGS, 0o644)
            try:
                with _alone(descriptor):
                    _append(descriptor, lines)
            finally:
                os.close(descriptor)
        except OSError as error:
            raise self._unwritable(error) from error

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

    def _bytes(self) -> bytes:
        try:
            self._refuse_folder()
            return self.path.read_bytes().removeprefix(BOM_UTF8)
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise self._unwritable(error) from error

    def _refuse_folder(self) -> None:
        if self.path.is_dir():
            raise JournalError(texts.JOURNAL_IS_FOLDER.format(path=self.path))

    def _unwritable(self, error: OSError) -> JournalError:
        reason = files.reason(error)
        return JournalError(texts.JOURNAL_UNWRITABLE.format(path=self.path, reason=reason))


def new_learner() -> str:
    """Return a pseudonym for a learner's first answer: no name, no account, the file tells who."""
    return f"eleve-{uuid.uuid4().hex[:8]}"


def _split(content: bytes) -> Iterator[bytes]:
    """Yield the lines of a file that hold anything, without what an editor leaves around them."""
    return (line.strip() for line in content.splitlines() if line.strip())


@contextmanager
def _alone(descriptor: int) -> Iterator[None]:
    """Keep others from appending meanwhile, where the system doesn't append in one piece."""
    if sys.platform == "win32":
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
        try:
            yield
        finally:
            os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)
    else:
        yield


def _append(descriptor: int, lines: bytes) -> None:
    """Write in one piece, so that two kernels never interleave, and sync.

    After a torn line, the same piece begins with the newline that was lost. What a full disk cuts
    short, or does not sync, is taken back, unless another kernel has written after it.
    """
    record = (b"" if _ends_clean(descriptor) else b"\n") + lines
    written = os.write(descriptor, record)
    try:
        if written != len(record):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.fsync(descriptor)
    except OSError:
        end = os.lseek(descriptor, 0, os.SEEK_CUR)
        if os.fstat(descriptor).st_size == end:
            os.ftruncate(descriptor, end - written)
        raise


def _ends_clean(descriptor: int) -> bool:
    if os.fstat(descriptor).st_size == 0:
        return True
    os.lseek(descriptor, -1, os.SEEK_END)
    return os.read(descriptor, 1) == b"\n"
