"""What one learner has shown, and what to do next: a page, plain lines, tables to compute with.

Its doors are `bilan`, `criteres` and `scenarios`, and `advice.suggest` for what to do next. It runs
anywhere Python does; the tables alone ask for pandas, which is imported only by them.
"""

from dataclasses import dataclass, field
from os import PathLike
from types import ModuleType
from typing import TYPE_CHECKING

from vs_course import bank
from vs_course.bank.items import Bank, CourseError
from vs_course.practice import texts as practice_texts
from vs_course.practice.grading import AnswerKey
from vs_course.practice.journal import Journal
from vs_course.practice.mastery import Progress, measure
from vs_course.practice.review import Due, due
from vs_course.practice.session import now
from vs_course.results import report

if TYPE_CHECKING:
    from pandas import DataFrame

_Path = str | PathLike[str] | None


@dataclass(frozen=True, repr=False)
class Bilan:
    """A learner's results: a page in a notebook, lines in a terminal, `tableau` to compute with.

    `bank` is what they are judged on; `notice` what should be known of the file of answers, or "";
    `journal` that file, to hand in; `due` what there was to review when it was read.
    """

    progress: Progress
    bank: Bank
    notice: str = ""
    journal: Journal | None = field(default=None, compare=False)
    due: Due = field(default=Due(), compare=False)

    @property
    def tableau(self) -> "DataFrame":
        """Return the page's figures, one row each.

        Columns: `par` (category: critere, niveau, categorie, dizaine, exercice), `nom`, `vues` and
        `justes` (Int64, counts; missing while an evaluation goes on), `part` (float64, 0 to 1,
        missing where nothing was seen), `etat` (string: the words of the page, or missing).
        """
        return _tables().results(self.progress)

    def __repr__(self) -> str:
        return report.as_text(self.progress, self.notice, self.due)

    def _repr_html_(self) -> str:
        return report.as_html(self.progress, self.bank, self.notice, self.journal, self.due)


def bilan(journal: _Path = None, data: _Path = None) -> Bilan:
    """Return the learner's results, to show or to compute with.

    `journal` is the file of answers (VS_COURSE_JOURNAL, or mes_reponses.jsonl in the current
    folder, by default), `data` a folder of the same shape as the course's own. Raises CourseError,
    one French sentence, for a folder that won't do or a journal that can't be read as a file.
    """
    content = bank.load(data)
    store = Journal(journal)
    history, key = store.read(), AnswerKey(content)
    notice = _notice(store, named=journal is not None)
    found = due(content, history, now(), key)
    return Bilan(measure(content, history, key), content, notice, store, found)


def _notice(store: Journal, named: bool) -> str:
    if store.unreadable:
        return practice_texts.JOURNAL_TORN.format(count=store.unreadable, path=store.path)
    if named and not store.path.exists():
        return f"Le fichier « {store.path} » n’existe pas : aucune réponse n’a été lue."
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
        from vs_course.results import report_tables
    except ModuleNotFoundError as error:
        raise CourseError(
            "Ce tableau demande pandas, qui n’est pas ici : ouvrez ce carnet dans JupyterLab, sur "
            "un ordinateur ou sur Binder. Les exercices, eux, marchent partout."
        ) from error
    return report_tables
