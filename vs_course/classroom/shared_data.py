"""A class's figures to hand on to a colleague or a researcher: no name, no hour, a codebook."""

from pathlib import Path
from random import SystemRandom
from zipfile import ZIP_DEFLATED, ZipFile

import pandas as pd

from vs_course.bank import files
from vs_course.bank.items import CourseError
from vs_course.classroom.item_sheets import sheets
from vs_course.classroom.overview import histories
from vs_course.classroom.statistics import Figures
from vs_course.practice.entries import Confidence
from vs_course.practice.grading import AnswerKey

_LEAST = 5  # pupils behind a figure
_RIGHT = {True: "1", False: "0", None: ""}
_COUNTS = ["situation", "critere", "niveau", "categorie"]
_COUNTS += ["eleves", "justes", "certitudes", "hasard"]
_LINES = ["eleve", "jour", "exercice", "question", "tentative", "choix", "juste", "certitude"]


def write(figures: Figures, destination: Path, source: Path | None = None) -> None:
    """Write the counts as a zip of tables with their codebook; from `source`, every answer too.

    Raises CourseError for another suffix, a class too small to be anonymous, and a file that can't
    be written.
    """
    if destination.suffix.lower() != ".zip":
        raise CourseError(f"« {destination} » : ces tableaux vont dans une archive .zip.")
    if len(figures.pupils) < _LEAST:
        raise CourseError(f"Il faut au moins {_LEAST} élèves : on reconnaîtrait chacun.")
    tables = _counts(figures)
    if source:
        tables["reponses"] = _lines(figures, source)
    name = "pseudonyme" if source else "anonyme"
    codebook = (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8")
    told = {"eleves": len(figures.pupils), "least": _LEAST, "bank": figures.bank.fingerprint}
    with files.saving(destination) as whole, ZipFile(whole, "w", ZIP_DEFLATED) as archive:
        archive.writestr("LISEZ-MOI.txt", codebook.format(**told))
        for table, frame in tables.items():
            archive.writestr(f"{table}.csv", frame.to_csv(sep=";", index=False).encode("utf-8-sig"))


def _counts(figures: Figures) -> dict[str, pd.DataFrame]:
    """Add up what the situations show, and that alone: a difference would tell what they don't."""
    rows = [
        (s.id, str(s.criterion), s.level, str(s.category), one.met, one.right,
         *((one.rated, one.guesses) if one.rated >= _LEAST else ("", "")))
        for one in sheets(figures) if one.met >= _LEAST for s in [one.scenario]
    ]  # fmt: skip
    found = pd.DataFrame(sorted(rows), columns=_COUNTS)
    added = {"situations": ("situation", "count"), "reponses": ("eleves", "sum")}
    added["justes"] = ("justes", "sum")
    sums = {column: found.groupby(column, as_index=False).agg(**added) for column in _COUNTS[1:3]}
    return {"situations": found, "criteres": sums["critere"], "niveaux": sums["niveau"]}


def _lines(figures: Figures, source: Path) -> pd.DataFrame:
    """Return each answer the bank knows: a number drawn for the pupil, the day, no hour, no order.

    Nothing is copied from a file but what the bank, or a number, can say.
    """
    key, exercises = AnswerKey(figures.bank), {one.id for one in figures.bank.exercises}
    names = SystemRandom().sample(range(1, len(figures.pupils) + 1), len(figures.pupils))
    rows = [
        (name, one.at[:10], one.exercise if one.exercise in exercises else "", one.question,
         one.attempt, one.choice, _RIGHT[key.right(one)],
         one.confidence if one.confidence in list(Confidence) else "")
        for name, answers in zip(names, histories(source, figures), strict=True)
        for one in filter(key.offers, answers)
    ]  # fmt: skip
    return pd.DataFrame(sorted(rows), columns=_LINES)
