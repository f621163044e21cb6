"""Who sends to a record store: a name, and a password that is never shown nor typed in clear."""

import os
import sys
from dataclasses import dataclass, field
from getpass import getpass
from pathlib import Path

from vs_course.bank.items import CourseError
from vs_course.export import xapi_texts as texts

VARIABLE = "VS_COURSE_LRS_PASSWORD"


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a record store asks of a client (HTTP Basic); the password stays out of `repr`."""

    username: str
    password: str = field(repr=False)


def ask(username: str, key_file: Path | None = None) -> Credentials:
    """Return the credentials of a user, the password read from a file, else VARIABLE, else asked.

    Raises CourseError when the file can't be read, or when there is nobody to ask.
    """
    if key_file is not None:
        return Credentials(username, _read(key_file))
    if password := os.environ.get(VARIABLE):
        return Credentials(username, password)
    if not sys.stdin.isatty():
        raise CourseError(texts.PASSWORD_MISSING.format(variable=VARIABLE))
    return Credentials(username, getpass(texts.PASSWORD_PROMPT.format(username=username)))


def _read(key_file: Path) -> str:
    try:
        password = key_file.read_text(encoding="utf-8-sig").strip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(texts.KEY_UNREADABLE.format(path=key_file)) from error
    if not password:
        raise CourseError(texts.KEY_EMPTY.format(path=key_file))
    return password
