"""What a class has understood, from the files its learners handed in.

DuckDB, pandas and XlsxWriter are imported only by what needs them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from vs_course import bank
from vs_course.bank import texts as bank_texts
from vs_course.bank.items import CourseError
from vs_course.classroom import excel as sheet
from vs_course.classroom import report as page
from vs_course.classroom import texts, words
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
        from vs_course.classroom import frame

        return frame.pupils(self.figures)

    def filtres(self) -> "Filters":
        """Return the pupils' table under three menus: group, criterion, level."""
        from vs_course.classroom.filters import Filters

        return Filters(self.figures)

    def __repr__(self) -> str:
        return words.as_text(self.figures)

    def _repr_html_(self) -> str:
        return page.as_html(self.figures)


def classe(source: _Path, data: _Path | None = None, *, progress: bool | None = None) -> Classe:
    """Return the results of the class whose files are in a folder or a zip.

    `data` is a folder of the same shape as the course's own. `progress` shows a bar on the error
    stream, or not; by default in a terminal, when it takes more than two seconds. Raises
    CourseError, one French sentence, for a source or a data folder that won't do, and when DuckDB
    is missing.
    """
    from vs_course.classroom.overview import survey

    return Classe(survey(Path(source), bank.load(data), progress))


def write(classe: Classe, destination: Path) -> None:
    """Write the report to one file: .html, .csv (the pupils) or .xlsx (four sheets), by its name.

    A file of that name is replaced, once the new one is whole. Raises CourseError for another
    suffix, when the file can't be written, and when XlsxWriter is missing.
    """
    writer = _WRITERS.get(destination.suffix.lower())
    if writer is None:
        raise CourseError(texts.SUFFIX_UNKNOWN.format(path=destination))
    if destination.exists() and not destination.is_file():
        raise CourseError(texts.NOT_A_FILE.format(path=destination))
    if not destination.parent.is_dir():
        raise CourseError(texts.NO_FOLDER.format(folder=destination.parent))
    try:
        # Beside the destination, so that giving the file its name is one step of the disk.
        with TemporaryDirectory(prefix=".vs-course-", dir=destination.parent) as folder:
            whole = Path(folder) / destination.name
            writer(classe.figures, whole)
            whole.replace(destination)
    except OSError as error:
        reason = bank_texts.SYSTEM_REASON.get(error.errno or 0, error.strerror or str(error))
        message = texts.UNWRITABLE.format(path=destination, reason=texts.plain(reason))
        raise CourseError(message) from error


def _write_html(figures: Figures, path: Path) -> None:
    path.write_text(page.as_page(figures), encoding="utf-8", newline="\n")


_WRITERS: dict[str, Callable[[Figures, Path], None]] = {
    ".html": _write_html,
    ".csv": sheet.write_csv,
    ".xlsx": sheet.write_xlsx,
}
