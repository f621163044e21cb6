"""Reads the files of a zip where they lie, and refuses one that could do harm.

Nothing is ever written to the disk under a name that an archive gives.
"""

import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import BinaryIO

from vs_course.bank.items import CourseError
from vs_course.classroom import texts

MAX_ENTRIES = 100_000
MAX_BYTES = 2 * 1024**3  # of all that is read from archives in one go, once unpacked
MAX_RATIO = 200  # journals shrink by 10 to 20; deflate can't go beyond 1032
_SMALL = 1_000_000  # below this size, no ratio does harm

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


class ArchiveError(CourseError):
    """A zip that is refused; its text says why, in French, as the end of a sentence."""


@dataclass
class Budget:
    """How many bytes may still be unpacked."""

    left: int = MAX_BYTES

    def spend(self, size: int) -> None:
        """Take `size` bytes; raises ArchiveError when there are not so many left."""
        if size > self.left:
            raise ArchiveError(texts.ZIP_BOMB)
        self.left -= size


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a zip: its path there, its size in bytes once unpacked, and what reads it."""

    name: str
    size: int
    read: Callable[[], bytes]


@contextmanager
def opened(
    source: Path | BinaryIO, wanted: Callable[[str], bool], budget: Budget
) -> Iterator[list[Entry]]:
    """Open a zip and give its files, in its order; only those `wanted` by path may be read.

    Raises ArchiveError, here or when a file is read, for a zip that is broken, encrypted, out of
    all measure, or that holds a link or a path that leaves it.
    """
    try:
        archive = zipfile.ZipFile(source)
    except _BROKEN as error:
        raise ArchiveError(texts.ZIP_BROKEN) from error
    with archive:
        files = [info for info in archive.infolist() if not info.is_dir()]
        if len(files) > MAX_ENTRIES:
            raise ArchiveError(texts.ZIP_BOMB)
        for info in files:
            _check(info)
        budget.spend(sum(_weight(info) for info in files if wanted(info.filename)))
        yield [
            Entry(info.filename, info.file_size, partial(_read, archive, info)) for info in files
        ]


def _check(info: zipfile.ZipInfo) -> None:
    # orig_filename: zipfile cuts a name at a null byte, and turns the system's separators.
    for name in (info.filename, info.orig_filename):
        path = PureWindowsPath(name)
        if path.drive or path.root or PurePosixPath(name).is_absolute() or ".." in path.parts:
            raise ArchiveError(texts.ZIP_CLIMBS)
    if stat.S_ISLNK(info.external_attr >> 16):
        raise ArchiveError(texts.ZIP_LINK)
    if info.flag_bits & 0x1:
        raise ArchiveError(texts.ZIP_ENCRYPTED)


def _weight(info: zipfile.ZipInfo) -> int:
    if info.file_size > _SMALL and info.file_size > MAX_RATIO * info.compress_size:
        raise ArchiveError(texts.ZIP_BOMB)
    return info.file_size


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Return a file's content: never more than it says of its own size, which was weighed."""
    try:
        with archive.open(info) as stream:
            return stream.read(info.file_size)
    except _BROKEN as error:
        raise ArchiveError(texts.ZIP_BROKEN) from error
