"""What learners handed in: the files of a folder or of a zip, in the order of their paths.

A link is never followed, nothing is unpacked on the disk, and a zip that could do harm is refused.
"""

import io
import os
import posixpath
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import BinaryIO

from vs_course.bank.french import plain
from vs_course.bank.items import CourseError

_READ = frozenset({".jsonl", ".json", ".txt", ".zip"})
_JUNK = re.compile(r"\.|__MACOSX$|Thumbs\.db$|desktop\.ini$", re.IGNORECASE)
_SMALL = 1_000_000  # bytes: below, no ratio does harm
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)
_SPOILT = "elle est abîmée ou n’est pas une archive zip"

# What a copy of the course holds that no pupil wrote.
_FIRST_PAGE = "00_bienvenue.ipynb"
_SIMULATED = "classe_simulee"
_OWN_FILES = {"LISEZ-MOI.md", "votes_de_la_classe.jsonl"}

Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class HandIn:
    """One file: its path in the source, and its content or, where there is none, why not.

    `fault` is one of report.FAULTS, or « course » for a file of the course itself; `reason` says
    more: why an archive was refused, which part of the course it is.
    """

    place: str
    content: bytes = b""
    fault: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """What is too much: in bytes for a file and for all that is unpacked, in files for a zip."""

    file: int = 50_000_000  # a journal of a whole year weighs less than one
    unpacked: int = 2 * 1024**3
    entries: int = 100_000
    ratio: int = 200  # journals shrink by 10 to 20; deflate can't go beyond 1032


@dataclass(frozen=True, slots=True)
class _Found:
    """A file before it is read: its path or what unpacks it, its bytes, or why it isn't read."""

    name: str
    source: str | Callable[[], bytes] = ""
    size: int = 0
    fault: str = ""

    def content(self) -> bytes:
        if not isinstance(self.source, str):
            return self.source()
        with open(self.source, "rb") as stream:  # noqa: PTH123 - 30,000 times over, a Path costs
            return stream.read(self.size)  # no more: what is read is made room for


class _Refused(Exception):
    """A zip that is refused; its text says why, in French, as the end of a sentence."""


def walk(source: Path, report: Report, limits: Limits | None = None) -> Iterator[HandIn]:
    """Yield every file of a folder or a zip, but what the system itself leaves there.

    `report` is told how many of how many have been read. Raises CourseError when the source is
    neither, can't be read, or is a zip that is refused.
    """
    reader = _Reader(limits or Limits())
    try:
        if source.is_dir():
            yield from reader.folder(source, report)
        elif source.is_file():
            yield from reader.archive(os.fspath(source), report=report)
        else:
            raise CourseError(
                f"« {source} » n'existe pas ; donnez le dossier ou l'archive zip où sont les "
                "fichiers des élèves."
            )
    except _Refused as error:
        reason = plain(str(error))
        raise CourseError(f"L'archive « {source} » a été refusée : {reason}.") from error
    except OSError as error:
        denied = "vous n'avez pas le droit de le lire"
        reason = denied if isinstance(error, PermissionError) else error.strerror or str(error)
        raise CourseError(f"« {source} » ne peut pas être lu : {reason}.") from error


class _Reader:
    """Reads the files of one source, within limits that hold for all of it."""

    def __init__(self, limits: Limits):
        self._limits = limits
        self._left = limits.unpacked

    def folder(self, folder: Path, report: Report) -> Iterator[HandIn]:
        yield from self._all(list(_below(os.fspath(folder), "")), report)

    def archive(
        self, source: str | BinaryIO, prefix: str = "", report: Report = lambda done, total: None
    ) -> Iterator[HandIn]:
        """Yield the files of a zip; raises _Refused, when it is opened or when a file is read."""
        try:
            opened = zipfile.ZipFile(source)
        except _BROKEN as error:
            raise _Refused(_SPOILT) from error
        with opened:
            infos = [info for info in opened.infolist() if not info.is_dir()]
            self._weigh(infos)
            found = [
                _Found(info.filename, partial(_unpack, opened, info), info.file_size)
                for info in infos
                if not any(map(_JUNK.match, PurePosixPath(info.filename).parts))
            ]
            yield from self._all(found, report, prefix, nested=not isinstance(source, str))

    def _weigh(self, infos: Sequence[zipfile.ZipInfo]) -> None:
        for info in infos:
            _check(info)
        wanted = [i for i in infos if posixpath.splitext(i.filename)[1].lower() in _READ]
        size = sum(info.file_size for info in wanted)
        ratio = self._limits.ratio
        bombs = any(i.file_size > max(_SMALL, ratio * i.compress_size) for i in wanted)
        if bombs or size > self._left or len(infos) > self._limits.entries:
            raise _Refused("son contenu est démesuré une fois décompressé")
        self._left -= size

    def _all(
        self, found: Sequence[_Found], report: Report, prefix: str = "", nested: bool = False
    ) -> Iterator[HandIn]:
        own = _own([one.name for one in found])
        for done, one in enumerate(found, 1):
            place, suffix = prefix + one.name, posixpath.splitext(one.name)[1].lower()
            if one.fault or one.name in own:
                yield HandIn(place, fault=one.fault or "course", reason=own.get(one.name, ""))
            elif suffix not in _READ:
                yield HandIn(place, fault="foreign")
            elif suffix == ".zip" and isinstance(one.source, str):
                yield from self._inner(one.source, place)
            elif one.size > self._limits.file:
                yield HandIn(place, fault="large")
            elif suffix != ".zip":
                yield _held(place, one)
            elif nested:
                reason = "elle est dans une archive qui est elle-même dans une archive"
                yield HandIn(place, fault="archive", reason=reason)
            else:
                yield from self._inner(io.BytesIO(one.content()), place)
            report(done, len(found))

    def _inner(self, source: str | BinaryIO, place: str) -> Iterator[HandIn]:
        """Yield the files of an archive among others: refused, it does not stop the rest."""
        try:
            yield from self.archive(source, f"{place}/")
        except _Refused as error:
            yield HandIn(place, fault="archive", reason=str(error))


def _held(place: str, one: _Found) -> HandIn:
    try:
        content = one.content()
    except OSError:
        return HandIn(place, fault="unreadable")
    return HandIn(place, content) if content.strip() else HandIn(place, fault="empty")


def _below(folder: str, place: str) -> Iterator[_Found]:
    """Yield each file below a folder, by its place there."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        own = place + entry.name
        if _JUNK.match(entry.name):
            continue
        if entry.is_symlink():
            yield _Found(own, fault="link")
        elif entry.is_dir(follow_symlinks=False):
            try:
                yield from _below(entry.path, f"{own}/")
            except PermissionError:
                yield _Found(own, fault="unreadable")
        elif entry.is_file(follow_symlinks=False):
            yield _Found(own, entry.path, entry.stat().st_size)
        else:
            yield _Found(own, fault="foreign")


def _own(places: Collection[str]) -> dict[str, str]:
    """Return the files that come with the course, each with what to call it; they are no hand-in.

    What holds every file was asked for, be it the simulated class.
    """
    paths = {place: PurePosixPath(place) for place in places}
    folders = [str(path.parent) for path in paths.values()]
    asked = posixpath.commonpath(folders).split("/") if folders else []
    known = set(paths.values())
    copies = {path.parent for path in known if path.name == _FIRST_PAGE}
    copies |= {one.parent for one in copies if one.parent / "pyproject.toml" in known}
    own = {}
    for place, path in paths.items():
        if _SIMULATED in path.parts[:-1] and _SIMULATED not in asked:
            own[place] = _SIMULATED
        elif path.name in _OWN_FILES:
            own[place] = path.name
        elif path.suffix.lower() == ".jsonl" or path.name.startswith("mes_reponses"):
            continue  # beside the pages, a pupil's journal
        elif copies.intersection(path.parents):
            own[place] = "pages et programmes du cours"
    return own


def _check(info: zipfile.ZipInfo) -> None:
    # orig_filename: zipfile cuts a name at a null byte, and turns the system's separators.
    for name in (info.filename, info.orig_filename):
        path = PureWindowsPath(name)
        if path.drive or path.root or PurePosixPath(name).is_absolute() or ".." in path.parts:
            raise _Refused("elle contient un chemin qui sort de son dossier")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise _Refused("elle contient un lien vers un autre endroit")
    if info.flag_bits & 0x1:
        raise _Refused("elle est protégée par un mot de passe")


def _unpack(opened: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Return a file's content: never more than it says of its own size, which was weighed."""
    try:
        with opened.open(info) as stream:
            return stream.read(info.file_size)
    except _BROKEN as error:
        raise _Refused(_SPOILT) from error
