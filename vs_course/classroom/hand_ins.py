"""What learners handed in: the files of a folder or of a zip, in the order of their paths.

A link is never followed, and nothing is unpacked on the disk.
"""

import io
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from vs_course.bank.items import CourseError
from vs_course.classroom import archive, texts

MAX_BYTES = 50_000_000  # a journal of a whole year weighs less than one
_SUFFIXES = frozenset({".jsonl", ".json", ".txt"})
_JUNK = re.compile(r"\.|__MACOSX$|Thumbs\.db$|desktop\.ini$", re.IGNORECASE)

Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class HandIn:
    """One file: its path in the source, and its content or, where there is none, why not.

    `fault` is a key of texts.FAULTS; `reason` says more where an archive was refused.
    """

    place: str
    content: bytes = b""
    fault: str = ""
    reason: str = ""


def walk(source: Path, report: Report) -> Iterator[HandIn]:
    """Yield every file of a folder or a zip, but what the system itself leaves there.

    `report` is told how many of how many have been read. Raises CourseError when the source is
    neither, can't be read, or is a zip that is refused.
    """
    budget = archive.Budget()
    try:
        if source.is_dir():
            yield from _folder(source, budget, report)
        elif source.is_file():
            yield from _zip(source, "", budget, report)
        else:
            raise CourseError(texts.SOURCE_MISSING.format(path=source))
    except archive.ArchiveError as error:
        reason = texts.plain(str(error))
        raise CourseError(texts.SOURCE_REFUSED.format(path=source, reason=reason)) from error
    except OSError as error:
        denied = isinstance(error, PermissionError)
        reason = texts.NOT_ALLOWED if denied else error.strerror or str(error)
        raise CourseError(texts.SOURCE_UNREADABLE.format(path=source, reason=reason)) from error


def _folder(folder: Path, budget: archive.Budget, report: Report) -> Iterator[HandIn]:
    found = list(_paths(os.fspath(folder)))
    for done, (path, fault) in enumerate(found, 1):
        place = Path(path).relative_to(folder).as_posix()
        if not fault and _suffix(place) == ".zip":
            yield from _inner(Path(path), place, budget)
        else:
            yield _file(path, place, fault)
        report(done, len(found))


def _paths(folder: str) -> Iterator[tuple[str, str]]:
    """Yield each path below a folder, and its fault or ""."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if _JUNK.match(entry.name):
            continue
        if entry.is_symlink():
            yield entry.path, "link"
        elif entry.is_dir(follow_symlinks=False):
            try:
                yield from _paths(entry.path)
            except PermissionError:
                yield entry.path, "unreadable"
        else:
            yield entry.path, "" if entry.is_file(follow_symlinks=False) else "foreign"


def _file(path: str, place: str, fault: str) -> HandIn:
    if fault or _suffix(place) not in _SUFFIXES:
        return HandIn(place, fault=fault or "foreign")
    try:
        with open(path, "rb") as stream:  # noqa: PTH123 - 30,000 times over, a Path costs
            content = stream.read(MAX_BYTES + 1)
    except OSError:
        return HandIn(place, fault="unreadable")
    return _sized(place, content)


def _sized(place: str, content: bytes) -> HandIn:
    if len(content) > MAX_BYTES:
        return HandIn(place, fault="large")
    return HandIn(place, content) if content.strip() else HandIn(place, fault="empty")


def _inner(source: Path | io.BytesIO, place: str, budget: archive.Budget) -> Iterator[HandIn]:
    """Yield the files of an archive among others: refused, it does not stop the rest."""
    try:
        yield from _zip(source, place, budget)
    except archive.ArchiveError as error:
        yield HandIn(place, fault="archive", reason=str(error))


def _zip(
    source: Path | io.BytesIO, prefix: str, budget: archive.Budget, report: Report | None = None
) -> Iterator[HandIn]:
    inside = isinstance(source, io.BytesIO)
    with archive.opened(source, _wanted, budget) as found:
        for done, entry in enumerate(found, 1):
            if not any(_JUNK.match(part) for part in PurePosixPath(entry.name).parts):
                yield from _entry(entry, prefix, budget, inside)
            if report:
                report(done, len(found))


def _entry(
    entry: archive.Entry, prefix: str, budget: archive.Budget, inside: bool
) -> Iterator[HandIn]:
    place = f"{prefix}/{entry.name}" if prefix else entry.name
    if not _wanted(entry.name):
        yield HandIn(place, fault="foreign")
    elif entry.size > MAX_BYTES:
        yield HandIn(place, fault="large")
    elif _suffix(entry.name) != ".zip":
        yield _sized(place, entry.read())
    elif inside:
        yield HandIn(place, fault="archive", reason=texts.ZIP_NESTED)
    else:
        yield from _inner(io.BytesIO(entry.read()), place, budget)


def _wanted(name: str) -> bool:
    return _suffix(name) in _SUFFIXES | {".zip"}


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()
