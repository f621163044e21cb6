"""Reads exercices.toml: what each exercise of the course is made of."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vs_course import table, texts
from vs_course.model import CriterionId, Exercise, Kind, Moment, Policy, Scenario
from vs_course.table import Problem

_REQUIRED = ("id", "titre", "genre", "nombre")
_SELECTION = ("paires", "critere", "niveau", "moment", "secteur")
_HEADER = re.compile(r"\s*\[\[\s*exercice\s*\]\]")
_KEYS = (*_REQUIRED, "retour", *_SELECTION)


def read(
    path: Path, scenarios: tuple[Scenario, ...], sectors: tuple[str, ...]
) -> tuple[tuple[Exercise, ...], list[Problem]]:
    """Return the exercises of a catalogue and every problem in it.

    With `scenarios` empty (their own file has problems), what an exercise selects isn't judged.
    """
    content, fault = table.read_text(path)
    if fault:
        return (), [Problem(path.name, None, None, fault)]
    try:
        document = tomllib.loads(content)
    except (ValueError, RecursionError) as error:  # a number or a nesting out of all measure too
        line = re.search(r"line (\d+)", str(error))
        reason = str(error).split(" (at ")[0]
        message = texts.TOML_SYNTAX.format(reason=reason)
        return (), [Problem(path.name, int(line[1]) if line else None, None, message)]
    blocks = document.pop("exercice", [])
    problems = [Problem(path.name, None, key, texts.TOML_ROOT.format(key=key)) for key in document]
    if not isinstance(blocks, list) or not blocks or not all(isinstance(b, dict) for b in blocks):
        return (), [*problems, Problem(path.name, None, None, texts.TOML_NONE)]
    lines = _lines(content, len(blocks))
    exercises: list[Exercise] = []
    for block, line in zip(blocks, lines, strict=True):
        found = [Problem(path.name, line, *fault) for fault in _faults(block, sectors)]
        if not found:
            exercise = _exercise(block)
            found = [Problem(path.name, line, *f) for f in _misfits(exercise, exercises, scenarios)]
            exercises.append(exercise)
        problems += found
    return tuple(exercises), problems


def _lines(content: str, count: int) -> list[int | None]:
    """Return the line each block starts on; None for all when the file writes them otherwise."""
    lines = [i for i, text in enumerate(content.split("\n"), 1) if _HEADER.match(text)]
    return [*lines] if len(lines) == count else [None] * count


def eligible(exercise: Exercise, scenarios: tuple[Scenario, ...]) -> list[Scenario]:
    """Return the scenarios an exercise may draw from, in the order of the bank."""

    def admits(allowed: tuple[Any, ...], value: Any) -> bool:
        return not allowed or value in allowed

    return [
        s
        for s in scenarios
        if admits(exercise.pairs, s.pair)
        and admits(exercise.criteria, s.criterion)
        and admits(exercise.levels, s.level)
        and admits(exercise.moments, s.moment)
        and admits(exercise.sectors, s.sector)
    ]


def _faults(block: dict[str, Any], sectors: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield (key, sentence) for each thing wrong in one block, read alone."""
    name = block.get("id", "?")
    for key in block:
        if key not in _KEYS:
            yield key, texts.TOML_KEY.format(id=name, key=key, expected=", ".join(_KEYS))
    for key in _REQUIRED:
        if key not in block:
            yield key, texts.TOML_KEY_MISSING.format(id=name, key=key)
    for key, allowed in _expected(sectors).items():
        if key in block and not _fits(block[key], key, allowed):
            expected = texts.TOML_EXPECTED[key].format(values=", ".join(map(str, allowed)))
            yield key, texts.TOML_VALUE.format(id=name, key=key, expected=expected)


def _expected(sectors: tuple[str, ...]) -> dict[str, tuple[Any, ...]]:
    """Return what each key may hold; an empty tuple leaves the value free."""
    return {
        "id": (),
        "titre": (),
        "genre": tuple(Kind),
        "retour": tuple(Policy),
        "nombre": (),
        "paires": (),
        "critere": tuple(CriterionId),
        "niveau": (1, 2, 3),
        "moment": tuple(Moment),
        "secteur": sectors,
    }


def _fits(value: Any, key: str, allowed: tuple[Any, ...]) -> bool:
    if key in _SELECTION:
        kind = int if key == "niveau" else str
        return isinstance(value, list) and all(
            type(item) is kind and (not allowed or item in allowed) for item in value
        )
    if key == "nombre":
        return type(value) is int and value > 0
    if key == "id":
        return isinstance(value, str) and re.fullmatch("[a-z0-9-]+", value) is not None
    return isinstance(value, str) and bool(value.strip()) and (not allowed or value in allowed)


def _misfits(
    exercise: Exercise, others: list[Exercise], scenarios: tuple[Scenario, ...]
) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a sound block once set beside the others and the scenarios."""
    if any(other.id == exercise.id for other in others):
        yield "id", texts.TOML_ID_TWICE.format(id=exercise.id)
    if not scenarios:
        return
    known = {s.pair for s in scenarios}
    for pair in exercise.pairs:
        if pair not in known:
            yield "paires", texts.TOML_PAIR.format(id=exercise.id, value=pair)
    found = len(eligible(exercise, scenarios))
    if found < exercise.size:
        message = texts.TOML_SHORT.format(id=exercise.id, found=found, size=exercise.size)
        yield "nombre", message


def _exercise(block: dict[str, Any]) -> Exercise:
    return Exercise(
        id=block["id"],
        title=block["titre"],
        kind=Kind(block["genre"]),
        policy=Policy(block.get("retour", Policy.IMMEDIAT)),
        size=block["nombre"],
        pairs=tuple(block.get("paires", ())),
        criteria=tuple(CriterionId(c) for c in block.get("critere", ())),
        levels=tuple(block.get("niveau", ())),
        moments=tuple(Moment(m) for m in block.get("moment", ())),
        sectors=tuple(block.get("secteur", ())),
    )
