"""The good and bad lines of a journal, the same for every reader, and what the schema says of one.

journal_lines.json has, for each: `line`, `kind` (null for one that no reader may take), `why`.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import jsonschema

import vs_course.practice

FILE = Path(__file__).with_name("journal_lines.json")
LINES: list[dict[str, str | None]] = json.loads(FILE.read_text(encoding="utf-8"))
SCHEMA = json.loads(
    Path(vs_course.practice.__file__).with_name("journal.schema.json").read_text(encoding="utf-8")
)
_VALIDATOR = jsonschema.Draft202012Validator(
    SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)
_HOSTILE = [
    *(None, True, False, 0, 1, -1, 1.0, 1.5, -0.0, 2**53 - 1, 2**53, 10**400),
    *("", " ", "1", "vente", "series", "report", "faute", "\ud83d", "é" * 200, "😀" * 201),
    *("2026-02-30T08:15:30Z", "2026-01-31T24:00:00Z", "2026-01-31T08:15:30Z\n"),
    *([], {}, ["caisse-a"], [""], [None], {"kind": "series"}),
]
_CHARACTERS = '"{}[]:,\\ \t0123456789.eE+-TZ\u2028é😀ntf'


def by_schema(line: str) -> str | None:
    """Return the kind of line that the schema sees, or None for one it refuses."""
    try:
        record = json.loads(line, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None
    if not _VALIDATOR.is_valid(record):
        return None
    kinds = [kind for kind in SCHEMA["$defs"] if kind in ("answer", "series", "report", "unknown")]
    seen = [kind for kind in kinds if _VALIDATOR.evolve(schema=_of(kind)).is_valid(record)]
    (kind,) = seen
    return kind


def mutations(count: int, seed: int) -> Iterator[str]:
    """Yield lines made from good ones by one or two changes, in their values or in their text."""
    random = Random(seed)
    good = [one["line"] for one in LINES if one["kind"]]
    for _ in range(count):
        line = random.choice(good)
        for _ in range(random.randint(1, 2)):
            line = random.choice((_in_values, _in_text))(line, random)
        yield line


def _of(kind: str) -> dict[str, Any]:
    return {**SCHEMA, "oneOf": [{"$ref": f"#/$defs/{kind}"}]}


def _in_values(line: str, random: Random) -> str:
    try:
        record = json.loads(line)
        key = random.choice([*record, "series", "hints", "kind", "questions", "text", "reason"])
    except (ValueError, TypeError):
        return line
    if random.random() < 0.2:
        record.pop(key, None)
    else:
        record[key] = random.choice(_HOSTILE)
    return json.dumps(record)


def _in_text(line: str, random: Random) -> str:
    start = random.randrange(len(line) + 1)
    end = start + random.randint(0, 1)
    return line[:start] + random.choice(["", *_CHARACTERS]) + line[end:]


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")
