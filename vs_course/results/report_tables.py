"""The tables a notebook computes with; the only module of the report that imports pandas."""

from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from vs_course.bank.exercises import reserved_pairs
from vs_course.bank.items import Bank, Category, CriterionId, Form, Moment, Scenario
from vs_course.practice.mastery import Progress
from vs_course.results import report_sentences as words

_STYLE = (
    "<style>.vs-table table.dataframe :is(td, th) { text-align: left; vertical-align: top; "
    "white-space: normal; }</style>"
)
_KINDS = ("critere", "niveau", "categorie", "dizaine", "exercice")


class ReadableFrame(pd.DataFrame):
    """A DataFrame that a notebook shows with its texts whole, aligned as prose.

    pandas cuts a cell at 50 characters unless a global option says otherwise; changing it would
    change every table of the notebook, so the option is set while this one is drawn. What is
    selected or sorted from it stays readable. An index that only numbers the rows is not shown.
    """

    @property
    def _constructor(self) -> type["ReadableFrame"]:
        return ReadableFrame

    def _repr_html_(self) -> str:
        numbered = self.index.name is None and pd.api.types.is_integer_dtype(self.index)
        cut = len(self) > pd.get_option("display.max_rows")
        with pd.option_context("display.max_colwidth", None, "display.precision", 2):
            table = self.to_html(
                index=not numbered,
                max_rows=pd.get_option("display.min_rows") if cut else None,
                border=0,
                na_rep="",
                decimal=",",
            )
        size = f"<p>Un extrait : le tableau entier a {len(self)} lignes.</p>" if cut else ""
        return f'<div class="vs-table" lang="fr">{_STYLE}\n{table}\n{size}</div>'


def criteria(bank: Bank) -> ReadableFrame:
    """Return the criteria, with the columns of criteres.csv (strings)."""
    rows = [(c.id.value, c.name, c.question, c.vente, c.service) for c in bank.criteria]
    return ReadableFrame(rows, columns=["id", "nom", "question", "vente", "service"], dtype="str")


def scenarios(bank: Bank, evaluation: bool) -> ReadableFrame:
    """Return the situations, with the columns of scenarios.csv, typed.

    Without `evaluation`, the pairs kept for a diagnostic or an evaluation are left out.
    """
    kept = frozenset() if evaluation else reserved_pairs(bank.exercises)
    return situations([s for s in bank.scenarios if s.pair not in kept], bank)


def situations(shown: Sequence[Scenario], bank: Bank) -> ReadableFrame:
    """Return some situations of a bank, with the columns of scenarios.csv, typed."""
    return ReadableFrame(
        {
            "id": _strings(s.id for s in shown),
            "paire": _strings(s.pair for s in shown),
            "texte": _strings(s.text for s in shown),
            "categorie": _categories((s.category for s in shown), Category),
            "critere": _categories((s.criterion for s in shown), CriterionId),
            "signe": _strings(s.sign or "" for s in shown),
            "signe_admis": _strings(s.other_sign or "" for s in shown),
            "moment": _categories((s.moment for s in shown), Moment),
            "niveau": pd.Series([s.level for s in shown], dtype="int64"),
            "secteur": _categories((s.sector for s in shown), bank.sectors),
            "forme": _categories((s.form for s in shown), Form),
            "sujet": _strings(s.judged for s in shown),
            "indice": _strings("|".join(s.clues) for s in shown),
            "competence": _strings("|".join(s.competences) for s in shown),
            "source": _strings(s.source for s in shown),
            "explication": _strings(s.explanation for s in shown),
        }
    )


def results(progress: Progress) -> ReadableFrame:
    """Return the figures of a learner's page, one row each (see Bilan.tableau)."""
    kinds, names, seen, right, states = zip(*_figures(progress), strict=True)
    counts = pd.DataFrame({"vues": seen, "justes": right}, dtype="Int64")
    return ReadableFrame(
        {
            "par": _categories(kinds, _KINDS),
            "nom": _strings(names),
            "vues": counts["vues"],
            "justes": counts["justes"],
            "part": (counts["justes"] / counts["vues"].replace(0, pd.NA)).astype("float64"),
            "etat": _strings(states),
        }
    )


def _figures(progress: Progress) -> Iterator[tuple[str, str, int, int | None, str | None]]:
    """Yield par, nom, vues, justes, etat."""
    for c in progress.criteria:
        yield "critere", c.criterion.name, c.tally.seen, c.tally.right, words.mastery(c)
    for number, tally in progress.levels.items():
        yield "niveau", words.level(number), tally.seen, tally.right, None
    for category, tally in progress.categories.items():
        yield "categorie", category.value, tally.seen, tally.right, None
    for name, tally in zip(words.tens(progress), progress.tens, strict=True):
        yield "dizaine", name, tally.seen, tally.right, None
    for trial in progress.told:
        title = trial.exercise.title
        yield "exercice", title, trial.answered, trial.score, words.trial_state(trial)


def _strings(values: Iterable[str | None]) -> pd.Series:
    return pd.Series(list(values), dtype="str")


def _categories(values: Iterable[str], known: Iterable[str]) -> pd.Categorical:
    return pd.Categorical([str(v) for v in values], categories=[str(k) for k in known])
