"""Files, read and saved whole; when that can't be done, the reason in French."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vs_course.bank import texts
from vs_course.bank.french import plain
from vs_course.bank.items import CourseError

MAX_BYTES = 5_000_000
# What UTF-8, Mac Roman or DOS turn into when read as CP1252; French text never holds these.
_MOJIBAKE = re.compile("Ã[\x80-\xbf€-™©¨ª«§´¹]|â€|[Žˆ˜‚‡]")


def reason(error: OSError) -> str:
    """Return why a file could not be written, as a page says it (`french.plain` for a terminal)."""
    return texts.SYSTEM_REASON.get(error.errno or 0, error.strerror or str(error))


def save(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all, on disk when this returns; a text is written in UTF-8.

    A file of that name is replaced. Raises CourseError, one French sentence, when it can't be
    written; what was there is left as it was.
    """
    with saving(path) as whole:
        whole.write_bytes(content.encode() if isinstance(content, str) else content)


@contextmanager
def saving(path: Path) -> Iterator[Path]:
    """Give another path to write to; what is there at the end becomes `path`, in one step.

    As `save`, for what writes to a path by itself. Raises CourseError, one French sentence, when
    the disk refuses, in the block too; what was there is left as it was.
    """
    from tempfile import TemporaryDirectory  # a learner's page saves no file: it need not wait

    try:
        if path.exists() and not path.is_file():
            raise CourseError(texts.NOT_TO_WRITE.format(path=path))
        if not path.parent.is_dir():
            raise CourseError(texts.NO_FOLDER.format(folder=path.parent))
        # Beside the destination, so that giving the file its name is one step of the disk.
        with TemporaryDirectory(prefix=".vs-course-", dir=path.parent) as folder:
            whole = Path(folder) / path.name
            yield whole
            with whole.open("rb+") as stream:
                os.fsync(stream.fileno())
            whole.replace(path)
    except OSError as error:
        message = texts.UNWRITABLE.format(path=path, reason=plain(reason(error)))
        raise CourseError(message) from error


def read(path: Path, limit: int = MAX_BYTES) -> tuple[str, str | None]:
    """Return a text file's content and None, or "" and one French sentence saying why not.

    UTF-8 with or without BOM, or CP1252; at most `limit` bytes.
    """
    try:
        if not path.exists():
            return "", texts.FILE_MISSING
        if not path.is_file():
            return "", texts.NOT_A_FILE
        if (size := path.stat().st_size) > limit:
            sizes = {"size": size / 1_000_000, "limit": limit // 1_000_000}
            return "", texts.FILE_TOO_LARGE.format(**sizes)
        raw = path.read_bytes()
    except OSError as error:
        return "", texts.FILE_UNREADABLE.format(reason=error.strerror or error)
    return _decode(raw)


def held(path: Path) -> bytes | None:
    """Return what a file holds, as far as `read` may read it; None where it can't be read."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError:
        return None


def _decode(raw: bytes) -> tuple[str, str | None]:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "", texts.ENCODING_UTF16
    if b"\0" in raw:
        return "", texts.NUL_BYTE.format(line=raw.count(b"\n", 0, raw.index(b"\0")) + 1)
    try:
        return raw.decode("utf-8-sig"), None
    except UnicodeDecodeError:
        pass
    try:
        content = raw.decode("cp1252")
    except UnicodeDecodeError:
        return "", texts.ENCODING_UNKNOWN
    return ("", texts.ENCODING_UNKNOWN) if _MOJIBAKE.search(content) else (content, None)
