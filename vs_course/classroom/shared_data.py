"""A class's figures to hand on to a colleague or a researcher: no name, no hour, a codebook."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import SystemRandom
from zipfile import ZIP_DEFLATED, ZipFile

from vs_course.bank import files
from vs_course.bank.items import CourseError
from vs_course.classroom.item_sheets import Sheet, sheets
from vs_course.classroom.statistics import Figures
from vs_course.practice.entries import Answer, Confidence
from vs_course.practice.grading import AnswerKey

_LEAST = 5  # pupils behind a figure
_RIGHT = {True: "1", False: "0", None: ""}
_Rows = Iterable[Sequence[object]]


def write(
    figures: Figures, destination: Path, histories: Sequence[Sequence[Answer]] | None = None
) -> None:
    """Write the counts as a zip of tables with their codebook; with `histories`, every answer too.

    Raises CourseError for another suffix, a class too small to be anonymous, and a file that can't
    be written.
    """
    if destination.suffix.lower() != ".zip":
        raise CourseError(f"« {destination} » : ces tableaux vont dans une archive .zip.")
    if len(figures.pupils) < _LEAST:
        raise CourseError(f"Il faut au moins {_LEAST} élèves : on reconnaîtrait chacun.")
    seen = [one for one in sheets(figures) if one.met >= _LEAST]
    tables = {"situations": _situations(seen)}
    tables |= {"criteres": _by("criterion", seen), "niveaux": _by("level", seen)}
    name = "anonyme" if histories is None else "pseudonyme"
    if histories is not None:
        tables["reponses"] = _lines(histories, figures)
    codebook = (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8")
    with files.saving(destination) as whole, ZipFile(whole, "w", ZIP_DEFLATED) as archive:
        told = {"eleves": len(figures.pupils), "least": _LEAST, "bank": figures.bank.fingerprint}
        archive.writestr("LISEZ-MOI.txt", codebook.format(**told))
        for table, rows in tables.items():
            text = io.StringIO()
            csv.writer(text, delimiter=";").writerows(rows)
            archive.writestr(f"{table}.csv", text.getvalue().encode("utf-8-sig"))


def _situations(seen: Iterable[Sheet]) -> _Rows:
    yield "situation", "critere", "niveau", "categorie", "eleves", "justes", "certitudes", "hasard"
    for one in sorted(seen, key=lambda one: one.scenario.id):
        told = one.scenario
        yield told.id, told.criterion, told.level, told.category, one.met, one.right, *_rated(one)


def _rated(one: Sheet) -> tuple[int, int] | tuple[str, str]:
    return (one.rated, one.guesses) if one.rated >= _LEAST else ("", "")


def _by(name: str, seen: Sequence[Sheet]) -> _Rows:
    """Add up what the situations show, and that alone: a difference would tell what they don't."""
    yield {"criterion": "critere", "level": "niveau"}[name], "situations", "reponses", "justes"
    for value in sorted({getattr(one.scenario, name) for one in seen}):
        those = [one for one in seen if getattr(one.scenario, name) == value]
        yield value, len(those), sum(one.met for one in those), sum(one.right for one in those)


def _lines(histories: Sequence[Sequence[Answer]], figures: Figures) -> _Rows:
    """Yield each answer the bank knows: a number drawn for the pupil, the day, no hour, no order.

    Nothing is copied from a file but what the bank, or a number, can say.
    """
    key, exercises = AnswerKey(figures.bank), {one.id for one in figures.bank.exercises}
    names = SystemRandom().sample(range(1, len(histories) + 1), len(histories))
    yield "eleve", "jour", "exercice", "question", "tentative", "choix", "juste", "certitude"
    for name, answers in sorted(zip(names, histories, strict=True), key=lambda one: one[0]):
        yield from sorted(
            (name, one.at[:10], one.exercise if one.exercise in exercises else "", one.question,
             one.attempt, one.choice, _RIGHT[key.right(one)],
             one.confidence if one.confidence in list(Confidence) else "")
            for one in filter(key.offers, answers)
        )  # fmt: skip
