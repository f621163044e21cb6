"""Reads exercices.toml: what each exercise of the course is made of."""

import re
import tomllib
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from vs_course.bank import columns, files, texts
from vs_course.bank.csv_reader import Problem
from vs_course.bank.items import (
    Bank,
    CriterionId,
    Exercise,
    Kind,
    Moment,
    Policy,
    Scenario,
    Subject,
)

FILE = "exercices.toml"
Block = dict[str, Any]
Placed = tuple[Block, int | None]  # a block, and the line it starts on

_REQUIRED = ("id", "titre", "genre", "nombre")
# What chooses among situations: the field of an exercise that holds it, of a situation it reads.
_SELECTION = {
    "paires": ("pairs", "pair"),
    "critere": ("criteria", "criterion"),
    "niveau": ("levels", "level"),
    "moment": ("moments", "moment"),
    "secteur": ("sectors", "sector"),
}
_KEYS = (*_REQUIRED, "retour", "certitude", "reussite", "apres", *_SELECTION)
_DEFAULTS = {"retour": Policy.IMMEDIAT, "certitude": False}
# What chooses among statements, and among debates: neither has all that a situation has.
_CHOOSES = {Kind.ATTRIBUER: ("critere",), Kind.DEBATTRE: ("secteur",)}
_HEADER = re.compile(r"\s*\[\[\s*exercice\s*\]\]")


def blocks(folder: Path) -> tuple[list[Placed], list[Problem]]:
    """Return each [[exercice]] block of a folder, and what keeps them from being read."""
    text, fault = files.read(folder / FILE)
    if fault:
        return [], [Problem(FILE, None, None, fault)]
    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number or a nesting out of all measure too
        line = re.search(r"line (\d+)", str(error))
        message = texts.TOML_SYNTAX.format(reason=str(error).split(" (at ")[0])
        return [], [Problem(FILE, int(line[1]) if line else None, None, message)]
    found = document.pop("exercice", [])
    problems = [Problem(FILE, None, key, texts.TOML_ROOT.format(key=key)) for key in document]
    if not isinstance(found, list) or not found or not all(isinstance(b, dict) for b in found):
        return [], [*problems, Problem(FILE, None, None, texts.TOML_NONE)]
    lines: list[int | None]
    lines = [i for i, row in enumerate(text.split("\n"), 1) if _HEADER.match(row)]
    if len(lines) != len(found):  # the file writes them in another way
        lines = [None] * len(found)
    return list(zip(found, lines, strict=True)), problems


def content(block: Block) -> Block:
    """Return what a block says: a key says nothing where it is as if absent."""
    return {key: value for key, value in block.items() if value and value != _DEFAULTS.get(key)}


def make(placed: list[Placed], bank: Bank) -> tuple[tuple[Exercise, ...], list[Problem]]:
    """Return the exercises that blocks stand for, and every problem in them.

    `bank` is the rest of the folder; with no scenario in it (their own file has problems), what an
    exercise selects isn't judged.
    """
    problems: list[Problem] = []
    made: list[Exercise] = []
    lines: list[int | None] = []
    for block, line in placed:
        found = [Problem(FILE, line, *fault) for fault in _faults(block, tuple(bank.sectors))]
        if not found:
            made.append(_exercise(block))
            lines.append(line)
        problems += found
    whole = replace(bank, exercises=tuple(made))
    for place, line in enumerate(lines):
        problems += [Problem(FILE, line, *fault) for fault in _misfits(place, whole)]
    return whole.exercises, problems


def eligible(
    exercise: Exercise, scenarios: tuple[Scenario, ...], reserved: Container[str] = ()
) -> list[Scenario]:
    """Return the scenarios an exercise may draw from, in the order of the bank.

    `reserved` are pairs kept for a diagnostic or an evaluation: only an exercise that names its
    pairs may have them.
    """
    found = [s for s in scenarios if exercise.pairs or s.pair not in reserved]
    for field, read in _SELECTION.values():
        if allowed := getattr(exercise, field):
            found = [s for s in found if getattr(s, read) in allowed]
    return found


def reserved_pairs(exercises: Iterable[Exercise]) -> frozenset[str]:
    """Return the pairs kept out of practice: those of every diagnostic and evaluation."""
    kept = (exercise.pairs for exercise in exercises if exercise.policy is not Policy.IMMEDIAT)
    return frozenset(pair for pairs in kept for pair in pairs)


def subjects(exercise: Exercise, bank: Bank) -> list[Subject]:
    """Return all that an exercise may ask about; a comparison takes a pair as one subject."""
    if exercise.kind is Kind.ATTRIBUER:
        return [
            s for s in bank.statements if not exercise.criteria or s.criterion in exercise.criteria
        ]
    if exercise.kind is Kind.DEBATTRE:
        return [d for d in bank.debates if not exercise.sectors or d.sector in exercise.sectors]
    found = eligible(exercise, bank.scenarios, reserved_pairs(bank.exercises))
    if exercise.kind is Kind.JUSTIFIER:
        found = [scenario for scenario in found if scenario.id in bank.signs]
    if exercise.kind is Kind.COMPARER:
        return list({scenario.pair: scenario for scenario in found}.values())
    return [*found]


def _faults(block: Block, sectors: tuple[str, ...]) -> Iterator[tuple[str, str]]:
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
        **dict.fromkeys(_KEYS, ()),
        "genre": tuple(Kind),
        "retour": tuple(Policy),
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
        return isinstance(value, str) and columns.slug(value) is None
    return isinstance(value, str) and bool(value.strip()) and (not allowed or value in allowed)


def _misfits(place: int, bank: Bank) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a sound block once set beside the others and the content."""
    exercise, before = bank.exercises[place], bank.exercises[:place]
    name = exercise.id
    if any(other.id == name for other in before):
        yield "id", texts.TOML_ID_TWICE.format(id=name)
    chooses = _CHOOSES.get(exercise.kind, _SELECTION)
    for key, (field, _) in _SELECTION.items():
        if getattr(exercise, field) and key not in chooses:
            useful = ", ".join(chooses)
            yield key, texts.TOML_IGNORED.format(id=name, kind=exercise.kind, useful=useful)
    if exercise.passing and exercise.policy is Policy.IMMEDIAT:
        yield "reussite", texts.TOML_PASSING_IGNORED.format(id=name)
    if (most := exercise.size * exercise.kind.graded) < (exercise.passing or 0):
        yield "reussite", texts.TOML_PASSING.format(id=name, most=most, passing=exercise.passing)
    if exercise.after and not any(other.id == exercise.after and other.passing for other in before):
        yield "apres", texts.TOML_AFTER.format(id=name, value=exercise.after)
    if exercise.policy is not Policy.IMMEDIAT and "paires" in chooses and not exercise.pairs:
        yield "paires", texts.TOML_RESERVE.format(id=name, policy=exercise.policy)
    if not bank.scenarios:
        return
    known = {s.pair for s in bank.scenarios}
    taken = reserved_pairs((*before, *bank.exercises[place + 1 :]))
    for pair in exercise.pairs:
        if pair not in known:
            yield "paires", texts.TOML_PAIR.format(id=name, value=pair)
        elif pair in taken:
            yield "paires", texts.TOML_PAIR_TAKEN.format(id=name, value=pair)
    if (found := len(subjects(exercise, bank))) < exercise.size:
        yield "nombre", texts.TOML_SHORT.format(id=name, found=found, size=exercise.size)


def _exercise(block: Block) -> Exercise:
    return Exercise(
        id=block["id"],
        title=block["titre"],
        kind=Kind(block["genre"]),
        policy=Policy(block.get("retour", Policy.IMMEDIAT)),
        size=block["nombre"],
        confidence=block.get("certitude", False),
        passing=block.get("reussite"),
        after=block.get("apres", ""),
        pairs=tuple(block.get("paires", ())),
        criteria=tuple(CriterionId(c) for c in block.get("critere", ())),
        levels=tuple(block.get("niveau", ())),
        moments=tuple(Moment(m) for m in block.get("moment", ())),
        sectors=tuple(block.get("secteur", ())),
    )
