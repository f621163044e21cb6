"""The table of the pupils: its columns, as a table to compute with and as CSV for a spreadsheet."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from vs_course.bank.csv_reader import guarded
from vs_course.classroom import sentences
from vs_course.classroom.statistics import Figures, Pupil
from vs_course.results.report_tables import ReadableFrame

# Of each sort of column: its width in characters at least, how its cells look, their pandas type.
SORTS: dict[str, tuple[int, dict[str, Any], str]] = {
    "name": (16, {"text_wrap": True}, "str"),
    "day": (10, {"num_format": "dd/mm/yyyy", "align": "left"}, "str"),
    "count": (5, {"align": "left"}, "Int64"),
    "share": (7, {"num_format": "0 %", "align": "left"}, "float64"),
    "link": (12, {"num_format": "0.00", "align": "left"}, "float64"),
    "words": (40, {"text_wrap": True}, "str"),
    "text": (90, {"text_wrap": True}, "str"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the name to compute with, its title, its sort, the group of columns it is in."""

    name: str
    title: str
    sort: str = "count"
    group: str = ""


def pupils(figures: Figures) -> ReadableFrame:
    """Return one row a pupil (see Classe.tableau)."""
    columns = list(columns_of(figures))
    rows = list(map(cells_of, figures.pupils))
    frame = pd.DataFrame(rows, columns=[one.name for one in columns])
    return ReadableFrame(frame.astype({one.name: SORTS[one.sort][2] for one in columns}))


def cells_of(pupil: Pupil) -> tuple[Any, ...]:
    """Return what stands in each column for a pupil."""
    seen = pupil.progress
    tallies = [*(criterion.tally for criterion in seen.criteria), *seen.levels.values()]
    return (
        *(pupil.name, pupil.group, seen.answers, pupil.first, pupil.last),
        *(seen.whole.seen, seen.whole.right, seen.whole.share),
        sum(criterion.mastered for criterion in seen.criteria),
        *(count for tally in tallies for count in (tally.seen, tally.right)),
        *(count for trial in seen.trials for count in (trial.answered, trial.score)),
        *(seen.sure, len(seen.sure_wrong)),
    )


def columns_of(figures: Figures) -> Iterator[Column]:
    """Yield the columns of the table, in order."""
    yield Column("eleve", "élève", "name")
    yield Column("groupe", "groupe", "name")
    yield Column("reponses", "réponses")
    yield Column("premier_jour", "premier jour", "day")
    yield Column("dernier_jour", "dernier jour", "day")
    yield Column("vues", "situations")
    yield Column("justes", "justes")
    yield Column("part", "part juste", "share")
    yield Column("acquis", "critères acquis")
    counted = [(criterion.id.value, criterion.name) for criterion in figures.bank.criteria]
    counted += [(f"niveau_{level}", f"niveau {level}") for level in figures.levels]
    for name, group in counted:
        yield Column(f"{name}_vues", "vues", group=group)
        yield Column(f"{name}_justes", "justes", group=group)
    for exercise in figures.trials:
        group = sentences.trial_name(exercise, figures)
        yield Column(f"{exercise.id}_reponses", "réponses", group=group)
        yield Column(f"{exercise.id}_justes", "justes", group=group)
    yield Column("sur", "réponses « Sûr »")
    yield Column("sur_mais_faux", "sûr mais faux")


def write_csv(figures: Figures, path: Path) -> None:
    """Write the pupils as French Excel opens a CSV: `;`, UTF-8 with its mark, CRLF."""
    titles = [" : ".join(filter(None, (one.group, one.title))) for one in columns_of(figures)]
    frame = pupils(figures).set_axis(titles, axis=1)
    for column in frame.select_dtypes("str"):
        frame[column] = frame[column].map(guarded)
    shape = {"sep": ";", "decimal": ",", "float_format": "%.4f", "lineterminator": "\r\n"}
    frame.to_csv(path, index=False, encoding="utf-8-sig", **shape)
