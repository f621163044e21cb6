"""What a line of the journal is: an answer, a series begun, a report. Pure.

journal.schema.json says it for every reader and writer, in any language; tests hold `parse` to it.
"""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from enum import StrEnum
from operator import call
from typing import Any, ClassVar, TypeVar

VERSION = 1
LONGEST_TEXT = 200
_MOST = 2**53 - 1  # beyond it, other languages don't count exactly
_INSTANT = re.compile(
    r"(?!0000)\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d"
    r"(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)",
    re.ASCII,
)


class Confidence(StrEnum):
    """How sure a learner says they are; never counts in a score."""

    SUR = "sur"
    PLUTOT = "plutot"
    HASARD = "hasard"


class Reason(StrEnum):
    """Why a learner reports a situation."""

    INCOMPRIS = "incompris"
    AUTRE_REPONSE = "autre-reponse"
    INVRAISEMBLABLE = "invraisemblable"
    FAUTE = "faute"


@dataclass(frozen=True, slots=True)
class Entry:
    """What every line of the journal says of an event, `at` an instant with its time zone."""

    KIND: ClassVar[str | None] = None

    id: str
    at: str
    learner: str
    exercise: str


@dataclass(frozen=True, slots=True)
class Answer(Entry):
    """One answer, in the order and with the names of its keys.

    `series` is the id of the series it was asked in, `hints` how many were used; both are left
    out of the line where they say nothing, as in the lines of older versions.
    """

    question: str
    choice: str
    correct: bool | None
    confidence: str | None
    attempt: int
    duration_ms: int
    bank: str
    series: str | None = None
    hints: int = 0


@dataclass(frozen=True, slots=True)
class Drawn(Entry):
    """The questions of a series, written down with its first answer."""

    KIND: ClassVar[str | None] = "series"

    questions: tuple[str, ...]
    bank: str


@dataclass(frozen=True, slots=True)
class Report(Entry):
    """What a learner finds wrong in a situation, in at most 200 characters of their own."""

    KIND: ClassVar[str | None] = "report"

    question: str
    reason: str
    text: str
    bank: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A line of a kind that a later version writes: passed over, and kept."""

    kind: str


_Dated = TypeVar("_Dated", bound=Entry)


def decode(text: bytes) -> Any:
    """Return what JSON says; raises ValueError where it says nothing."""
    return _DECODER.decode(text.decode())


def parse(text: bytes, decode: Callable[[bytes], Any] = decode) -> Entry | Unknown | None:
    """Return what a line of a journal holds; None for a line that journal.schema.json refuses.

    `decode` reads its JSON, for who knows a faster way.
    """
    try:
        record = decode(text)
        if record["v"] != VERSION or record["v"] is True:
            return None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    kind = record.get("kind")
    if "kind" in record and not isinstance(kind, str):
        return None
    if kind not in _KEYS:
        return Unknown(kind)
    names, defaults, sound = _KEYS[kind]
    values = list(map(record.get, names, defaults))
    if not all(map(call, sound, values)):
        return None
    if kind == Drawn.KIND:
        values = [tuple(value) if isinstance(value, list) else value for value in values]
    return _KINDS[kind](*values)


def line(entry: Entry) -> bytes:
    """Return the line of a journal that holds an entry, its end included."""
    record = {"v": VERSION, **({"kind": entry.KIND} if entry.KIND else {}), **asdict(entry)}
    if isinstance(entry, Answer):
        for name in ("series", "hints"):
            if not record[name]:
                del record[name]
    # Half a surrogate pair has no UTF-8; its backslash escape is JSON for the same character.
    return json.dumps(record, ensure_ascii=False).encode(errors="backslashreplace") + b"\n"


def in_order(entries: Iterable[_Dated]) -> list[_Dated]:
    """Return entries in the order they were given: by the clock of whoever gave them.

    Files are merged and restored, so the place in the file says nothing; at the same instant, and
    only there, it decides. A clock that was set back is believed: nothing better is known.
    """
    return sorted(entries, key=lambda entry: datetime.fromisoformat(entry.at))


def once(entries: Iterable[Entry]) -> list[Entry]:
    """Return entries in the order they were given, each once: of one id, the first is the one."""
    first: dict[str, Entry] = {}
    for entry in in_order(entries):
        first.setdefault(entry.id, entry)
    return list(first.values())


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


_DECODER = json.JSONDecoder(parse_constant=_refuse)


def _is_name(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _is_instant(value: object) -> bool:
    try:  # a 30 February passes the pattern only
        return bool(_INSTANT.fullmatch(value) and datetime.fromisoformat(value))  # type: ignore
    except (TypeError, ValueError):
        return False


def _is_count(least: int) -> Callable[[object], bool]:
    def is_sound(value: object) -> bool:
        whole = type(value) is int or (isinstance(value, float) and value.is_integer())
        return whole and least <= value <= _MOST  # type: ignore[operator]

    return is_sound


def _is(*kinds: type) -> Callable[[object], bool]:
    return lambda value: isinstance(value, kinds)


_NOTHING = type(None)
_SOUND: dict[str, Callable[[Any], bool]] = {
    **dict.fromkeys(("id", "learner", "exercise", "question", "choice"), _is_name),
    "at": _is_instant,
    "correct": _is(bool, _NOTHING),
    "confidence": _is(str, _NOTHING),
    "attempt": _is_count(1),
    "duration_ms": _is_count(0),
    "bank": _is(str),
    "series": _is(str, _NOTHING),
    "hints": _is_count(0),
    "questions": lambda value: (
        isinstance(value, list) and value != [] and all(map(_is_name, value))
    ),
    "reason": lambda value: isinstance(value, str) and value in list(Reason),
    "text": lambda value: isinstance(value, str) and len(value) <= LONGEST_TEXT,
}
_KINDS: dict[str | None, type[Entry]] = {made.KIND: made for made in (Answer, Drawn, Report)}
# Of each kind, in its order: the keys, what they are where they are left out, what they must be.
_KEYS = {
    kind: tuple(zip(*((f.name, f.default, _SOUND[f.name]) for f in fields(made)), strict=True))
    for kind, made in _KINDS.items()
}
