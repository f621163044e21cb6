"""Reads exercices.toml: what each exercise of the course is made of."""

import re
import tomllib
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from vs_course.bank import files, texts
from vs_course.bank.csv_reader import Problem
from vs_course.bank.items import (
    Bank,
    CriterionId,
    Debate,
    Exercise,
    Kind,
    Moment,
    Policy,
    Scenario,
    Statement,
)

_REQUIRED = ("id", "titre", "genre", "nombre")
_SELECTION = ("paires", "critere", "niveau", "moment", "secteur")
_HEADER = re.compile(r"\s*\[\[\s*exercice\s*\]\]")
_KEYS = (*_REQUIRED, "retour", "certitude", "reussite", *_SELECTION)


def read(path: Path, bank: Bank) -> tuple[tuple[Exercise, ...], list[Problem]]:
    """Return the exercises of a catalogue and every problem in it.

    `bank` is the rest of the folder; with no scenario in it (their own file has problems), what an
    exercise selects isn't judged.
    """
    blocks, problems = _blocks(path)
    placed: list[tuple[Exercise, int | None]] = []
    for block, line in blocks:
        found = [Problem(path.name, line, *fault) for fault in _faults(block, tuple(bank.sectors))]
        if not found:
            placed.append((_exercise(block), line))
        problems += found
    whole = replace(bank, exercises=tuple(exercise for exercise, _ in placed))
    for exercise, line in placed:
        problems += [Problem(path.name, line, *fault) for fault in _misfits(exercise, whole)]
    return whole.exercises, problems


def _blocks(path: Path) -> tuple[list[tuple[dict[str, Any], int | None]], list[Problem]]:
    """Return each [[exercice]] block with the line it starts on."""
    content, fault = files.read(path)
    if fault:
        return [], [Problem(path.name, None, None, fault)]
    try:
        document = tomllib.loads(content)
    except (ValueError, RecursionError) as error:  # a number or a nesting out of all measure too
        line = re.search(r"line (\d+)", str(error))
        reason = str(error).split(" (at ")[0]
        message = texts.TOML_SYNTAX.format(reason=reason)
        return [], [Problem(path.name, int(line[1]) if line else None, None, message)]
    blocks = document.pop("exercice", [])
    problems = [Problem(path.name, None, key, texts.TOML_ROOT.format(key=key)) for key in document]
    if not isinstance(blocks, list) or not blocks or not all(isinstance(b, dict) for b in blocks):
        return [], [*problems, Problem(path.name, None, None, texts.TOML_NONE)]
    return list(zip(blocks, _lines(content, len(blocks)), strict=True)), problems


def _lines(content: str, count: int) -> list[int | None]:
    """Return the line each block starts on; None for all when the file writes them otherwise."""
    lines = [i for i, text in enumerate(content.split("\n"), 1) if _HEADER.match(text)]
    return [*lines] if len(lines) == count else [None] * count


def eligible(
    exercise: Exercise, scenarios: tuple[Scenario, ...], reserved: Container[str] = ()
) -> list[Scenario]:
    """Return the scenarios an exercise may draw from, in the order of the bank.

    `reserved` are pairs kept for a diagnostic or an evaluation: only an exercise that names its
    pairs may have them.
    """

    def admits(allowed: tuple[Any, ...], value: Any) -> bool:
        return not allowed or value in allowed

    return [
        s
        for s in scenarios
        if (s.pair in exercise.pairs if exercise.pairs else s.pair not in reserved)
        and admits(exercise.criteria, s.criterion)
        and admits(exercise.levels, s.level)
        and admits(exercise.moments, s.moment)
        and admits(exercise.sectors, s.sector)
    ]


def reserved_pairs(exercises: Iterable[Exercise]) -> frozenset[str]:
    """Return the pairs kept out of practice: those of every diagnostic and evaluation."""
    kept = (exercise.pairs for exercise in exercises if exercise.policy is not Policy.IMMEDIAT)
    return frozenset(pair for pairs in kept for pair in pairs)


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
        "certitude": (),
        "reussite": (),
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
    if key == "certitude":
        return isinstance(value, bool)
    if key in ("nombre", "reussite"):
        return type(value) is int and value > 0
    if key == "id":
        return isinstance(value, str) and re.fullmatch("[a-z0-9-]+", value) is not None
    return isinstance(value, str) and bool(value.strip()) and (not allowed or value in allowed)


def _misfits(exercise: Exercise, bank: Bank) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a sound block once set beside the others and the content."""
    name = exercise.id
    place = next(i for i, other in enumerate(bank.exercises) if other is exercise)
    others = bank.exercises[:place] + bank.exercises[place + 1 :]
    if any(other.id == name for other in bank.exercises[:place]):
        yield "id", texts.TOML_ID_TWICE.format(id=name)
    if exercise.policy is not Policy.IMMEDIAT and not exercise.pairs:
        yield "paires", texts.TOML_RESERVE.format(id=name, policy=exercise.policy)
    if not bank.scenarios:
        return
    known = {s.pair for s in bank.scenarios}
    taken = reserved_pairs(others)
    for pair in exercise.pairs:
        if pair not in known:
            yield "paires", texts.TOML_PAIR.format(id=name, value=pair)
        elif pair in taken:
            yield "paires", texts.TOML_PAIR_TAKEN.format(id=name, value=pair)
    if (found := len(subjects(exercise, bank))) < exercise.size:
        yield "nombre", texts.TOML_SHORT.format(id=name, found=found, size=exercise.size)


def subjects(exercise: Exercise, bank: Bank) -> list[Scenario] | list[Statement] | list[Debate]:
    """Return all that an exercise may ask about; a comparison takes a pair as one subject."""
    if exercise.kind is Kind.ATTRIBUER:
        return [
            s for s in bank.statements if not exercise.criteria or s.criterion in exercise.criteria
        ]
    if exercise.kind is Kind.DEBATTRE:
        return [d for d in bank.debates if not exercise.sectors or d.sector in exercise.sectors]
    found = eligible(exercise, bank.scenarios, reserved_pairs(bank.exercises))
    if exercise.kind is Kind.COMPARER:
        return list({scenario.pair: scenario for scenario in found}.values())
    return found


def _exercise(block: dict[str, Any]) -> Exercise:
    return Exercise(
        id=block["id"],
        title=block["titre"],
        kind=Kind(block["genre"]),
        policy=Policy(block.get("retour", Policy.IMMEDIAT)),
        size=block["nombre"],
        confidence=block.get("certitude", False),
        passing=block.get("reussite"),
        pairs=tuple(block.get("paires", ())),
        criteria=tuple(CriterionId(c) for c in block.get("critere", ())),
        levels=tuple(block.get("niveau", ())),
        moments=tuple(Moment(m) for m in block.get("moment", ())),
        sectors=tuple(block.get("secteur", ())),
    )
