"""What a record store has acknowledged, kept beside the journal so that nothing is sent twice."""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from vs_course.bank.items import CourseError
from vs_course.bank.texts import SYSTEM_REASON
from vs_course.export import xapi_texts as texts

_VERSION = 1


class Receipts:
    """The ids one store has acknowledged to one user, in a file shared by several stores."""

    def __init__(self, path: Path, url: str, username: str):
        self.path = path
        # Some stores choose where to write by the user; the file need not name them.
        self._store = f"{url} {hashlib.sha256(username.encode()).hexdigest()[:12]}"
        self.ids = set(self._read().get(self._store, ()))

    def add(self, ids: Iterable[str]) -> None:
        """Note ids as acknowledged, on disk when this returns.

        Raises CourseError when the file can't be written.
        """
        self.ids.update(ids)
        stores = {**self._read(), self._store: sorted(self.ids)}
        write(self.path, json.dumps({"v": _VERSION, "stores": stores}, indent=1))

    def _read(self) -> dict[str, list[str]]:
        try:
            content = json.loads(self.path.read_bytes())
            if content["v"] != _VERSION:
                raise ValueError(content["v"])
            return {str(store): list(map(str, ids)) for store, ids in content["stores"].items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise CourseError(texts.STATE_UNREADABLE.format(path=self.path)) from error


def write(path: Path, content: str) -> None:
    """Write a text whole or not at all: a power cut leaves the file as it was.

    Raises CourseError with the reason when it can't be written.
    """
    if path.exists() and not path.is_file():
        raise CourseError(texts.UNWRITABLE.format(path=path, reason=texts.NOT_A_FILE))
    temporary = None
    try:
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(descriptor)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        reason = SYSTEM_REASON.get(error.errno or 0, error.strerror or str(error))
        plain = reason.replace("’", "'")
        raise CourseError(texts.UNWRITABLE.format(path=path, reason=plain)) from error
