"""What a class has shown, from the files its learners handed in: a report, tables, menus.

Its doors are `classe`, `write` and `shared_data.write`. It runs on the teacher's machine, with the
« enseignant » extra; pandas, XlsxWriter and ipywidgets are imported only by what needs them.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from vs_course import bank
from vs_course.bank import files
from vs_course.bank.french import plain
from vs_course.bank.items import CourseError
from vs_course.classroom import report
from vs_course.classroom.statistics import Figures

if TYPE_CHECKING:
    from pandas import DataFrame

    from vs_course.classroom.filters import Filters

__all__ = ["Classe", "classe", "write"]

_Path = str | PathLike[str]


@dataclass(frozen=True, repr=False)
class Classe:
    """A class's results: a report in a notebook, lines in a terminal, `tableau` to compute."""

    figures: Figures

    @property
    def tableau(self) -> "DataFrame":
        """Return one row a pupil, by name.

        Columns: `eleve`, `groupe` (str, "" where there is none); `reponses` (Int64, like every
        count); `premier_jour`, `dernier_jour` (str, ISO 8601, or missing); `vues`, `justes` and
        `part` (float64, 0 to 1, or missing) for the new situations; `acquis` (criteria mastered);
        `{critere}_vues`, `{critere}_justes`, `niveau_{n}_vues`, `niveau_{n}_justes`;
        `{exercice}_reponses` and `{exercice}_justes` (missing until it is ended) for each
        diagnostic or evaluation, by its id; `sur`, `sur_mais_faux`.
        """
        from vs_course.classroom import pupil_table

        return pupil_table.pupils(self.figures)

    @property
    def left_out(self) -> str:
        """Return which files were left out, and why, a sentence a line; "" for none."""
        told = (report.left_out(self.figures), report.set_aside(self.figures))
        return plain("\n".join(filter(None, told)))

    def filtres(self) -> "Filters":
        """Return the pupils' table under three menus: group, criterion, level."""
        from vs_course.classroom.filters import Filters

        return Filters(self.figures)

    def __repr__(self) -> str:
        return report.as_text(self.figures)

    def _repr_html_(self) -> str:
        return report.as_html(self.figures)


def classe(source: _Path, data: _Path | None = None, *, progress: bool | None = None) -> Classe:
    """Return the results of the class whose files are in a folder or a zip.

    `data` is a folder of the same shape as the course's own. `progress` shows a bar on the error
    stream, or not; by default in a terminal, when it takes more than two seconds. Raises
    CourseError, one French sentence, for a source or a data folder that won't do, and when a
    library of the extra is missing.
    """
    with _extra(), _uncollected():
        from vs_course.classroom.overview import survey

        return Classe(survey(Path(source), bank.load(data), progress))


def write(classe: Classe, destination: Path) -> None:
    """Write the report to one file: .html, .csv (the pupils) or .xlsx (four sheets), by its name.

    A file of that name is replaced, once the new one is whole. Raises CourseError for another
    suffix, when the file can't be written, and when XlsxWriter is missing.
    """
    suffix = destination.suffix.lower()
    if suffix == ".html":
        with _uncollected():
            page = report.as_page(classe.figures)
        files.save(destination, page)
    elif suffix in (".csv", ".xlsx"):
        from vs_course.classroom import excel, pupil_table

        writer = pupil_table.write_csv if suffix == ".csv" else excel.write_xlsx
        with files.saving(destination) as whole, _extra():
            writer(classe.figures, whole)
    else:
        raise CourseError(
            f"« {destination} » : la fin du nom dit ce que sera le fichier ; il faut .html, .csv "
            "ou .xlsx."
        )


@contextmanager
def _extra() -> Iterator[None]:
    try:
        yield
    except ModuleNotFoundError as error:
        raise CourseError(
            f"Les résultats de la classe demandent « {error.name} », qui n'est pas installé ; "
            'installez-le avec : pip install "vs-course[enseignant]"'
        ) from error


@contextmanager
def _uncollected() -> Iterator[None]:
    """Hold back the garbage collector, which would go through a million answers again and again.

    Nothing here is cyclic. What was made meanwhile is old at once.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.freeze()
            gc.enable()
            gc.unfreeze()
