"""What a learner sees of their progress, and the data of the course as tables.

pandas and matplotlib are imported only by what needs them: an empty journal needs neither.

The plots are drawn by matplotlib, not altair: an inline SVG is static, so it prints and stays in
the saved notebook as it is; it asks nothing from the network, where altair's page loads three
scripts; its text is text, in the page's own font and colour, and it needs no kernel afterwards.
"""

from dataclasses import dataclass
from os import PathLike
from types import ModuleType
from typing import TYPE_CHECKING

from vs_course import bank
from vs_course.bank.items import CourseError
from vs_course.practice import texts as practice_texts
from vs_course.practice.journal import Journal
from vs_course.practice.mastery import Progress, measure
from vs_course.results import report as page
from vs_course.results import texts

if TYPE_CHECKING:
    from pandas import DataFrame

_Path = str | PathLike[str] | None


@dataclass(frozen=True, repr=False)
class Bilan:
    """A learner's results: a page in a notebook, lines in a terminal, `tableau` to compute with.

    `notice` is what should be known of the file of answers, or "".
    """

    progress: Progress
    notice: str = ""

    @property
    def tableau(self) -> "DataFrame":
        """Return the page's figures, one row each.

        Columns: `par` (category: critere, niveau, categorie, dizaine, exercice), `nom`, `vues` and
        `justes` (Int64, counts; missing while an evaluation goes on), `part` (float64, 0 to 1,
        missing where nothing was seen), `etat` (string: the words of the page, or missing).
        """
        return _tables().results(self.progress)

    def __repr__(self) -> str:
        return page.as_text(self.progress, self.notice)

    def _repr_html_(self) -> str:
        return page.as_html(self.progress, self.notice)


def bilan(journal: _Path = None, data: _Path = None) -> Bilan:
    """Return the learner's results, to show or to compute with.

    `journal` is the file of answers (VS_COURSE_JOURNAL, or mes_reponses.jsonl in the current
    folder, by default), `data` a folder of the same shape as the course's own. Raises CourseError,
    one French sentence, for a folder that won't do or a journal that can't be read as a file.
    """
    content = bank.load(data)
    store = Journal(journal)
    history = store.read()
    return Bilan(measure(content, history), _notice(store, named=journal is not None))


def _notice(store: Journal, named: bool) -> str:
    if store.unreadable:
        return practice_texts.JOURNAL_TORN.format(count=store.unreadable, path=store.path)
    if named and not store.path.exists():
        return texts.RESULTS_NO_FILE.format(path=store.path)
    return ""


def criteres(data: _Path = None) -> "DataFrame":
    """Return the criteria as a table: id, nom, question, vente, service (all strings).

    Raises CourseError for a data folder that won't do, and where there is no pandas.
    """
    return _tables().criteria(bank.load(data))


def scenarios(data: _Path = None, evaluation: bool = False) -> "DataFrame":
    """Return the situations as a table, one row each, with the columns of scenarios.csv.

    `categorie`, `critere`, `moment` and `secteur` are categories, `niveau` an integer from 1 to 3,
    the rest strings. Those kept for the diagnostic and the evaluation are left out unless
    `evaluation` is true. Raises CourseError for a data folder that won't do, and where there is no
    pandas.
    """
    return _tables().scenarios(bank.load(data), evaluation)


def _tables() -> ModuleType:
    try:
        from vs_course.results import report_tables as tables
    except ModuleNotFoundError as error:
        raise CourseError(texts.NO_TABLES) from error
    return tables
