"""The table of the report: a row a pupil, or a group where they are many; a column a criterion."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean

from vs_course.classroom import sentences
from vs_course.classroom.pupils import sorting
from vs_course.classroom.sentences import number
from vs_course.classroom.statistics import Figures, Mark, Pupil, together
from vs_course.practice.mastery import ENOUGH, CriterionProgress, Tally, Trial
from vs_course.results.report_sentences import percent


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: a text, or a share with its count, and the sign of its state with a word for it."""

    text: str = ""
    share: str = ""
    count: str = ""
    sign: str = ""
    word: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the names of the columns, rows of a name and its cells, and the row of the whole."""

    columns: list[str]
    rows: list[tuple[str, list[Cell]]]
    whole: tuple[str, list[Cell]] | None = None


_NOTHING = Cell("–")


def by_pupil(figures: Figures) -> Grid:
    """Return the table of the pupils."""
    grouped = any(pupil.group for pupil in figures.pupils)
    rows = [
        (
            pupil.name,
            [
                *[Cell(pupil.group, kind="vs-text")] * grouped,
                Cell(number(pupil.progress.answers)),
                *map(mark, pupil.progress.criteria),
                *map(_trial, pupil.progress.trials),
                Cell(number(len(pupil.progress.sure_wrong))),
            ],
        )
        for pupil in figures.pupils
    ]
    whole = [*[Cell()] * grouped, *_sums(figures.pupils, figures)]
    columns = ["Élève", *["Groupe"] * grouped, *_columns(figures)]
    return Grid(columns, rows, (sentences.WHOLE_CLASS, whole))


def by_group(figures: Figures, most: int) -> tuple[Grid, int]:
    """Return the table of the first `most` groups, and how many there are."""
    groups: defaultdict[str, list[Pupil]] = defaultdict(list)
    for pupil in figures.pupils:
        groups[pupil.group or "Sans groupe"].append(pupil)

    def cells(pupils: Sequence[Pupil]) -> list[Cell]:
        return [Cell(number(len(pupils))), *_sums(pupils, figures)]

    rows = [(name, cells(groups[name])) for name in sorted(groups, key=sorting)[:most]]
    columns = ["Groupe", "Élèves", *_columns(figures)]
    return Grid(columns, rows, (sentences.WHOLE_CLASS, cells(figures.pupils))), len(groups)


def _columns(figures: Figures) -> Iterator[str]:
    yield "Réponses"
    yield from (criterion.name for criterion in figures.bank.criteria)
    yield from (sentences.trial_name(exercise, figures) for exercise in figures.trials)
    yield "Sûr mais faux"


def _sums(pupils: Sequence[Pupil], figures: Figures) -> Iterator[Cell]:
    yield Cell(number(sum(pupil.progress.answers for pupil in pupils)))
    yield from (mark(together(pupils, place)) for place in range(len(figures.bank.criteria)))
    for place in range(len(figures.trials)):
        yield _mean(pupil.progress.trials[place] for pupil in pupils)
    yield Cell(number(sum(len(pupil.progress.sure_wrong) for pupil in pupils)))


def mark(shown: CriterionProgress | Mark) -> Cell:
    """Return the cell of what was shown on a criterion."""
    if not shown.tally.seen:
        return _NOTHING
    if shown.tally.seen < ENOUGH:  # a share of so few would say too much
        return Cell(count=score(shown.tally))
    if shown.mastered:
        return _share(shown.tally, "✓", "acquis", "vs-good")
    if shown.latest.weak:
        return _share(shown.tally, "▼", "à retravailler", "vs-weak")
    return _share(shown.tally)


def score(tally: Tally) -> str:
    """Return « 11/14 », or a dash where nothing was met."""
    return f"{number(tally.right)}/{number(tally.seen)}" if tally.seen else "–"


def _share(tally: Tally, sign: str = "", word: str = "", kind: str = "") -> Cell:
    return Cell("", percent(tally.share), score(tally), sign, word, kind)


def _trial(trial: Trial) -> Cell:
    if not trial.answered:
        return _NOTHING
    if trial.score is None:
        return Cell(count=f"en cours {trial.answered}/{trial.size}")
    passed = ("✓", "réussie", "vs-good") if trial.passed else ()
    return _share(Tally(trial.size, trial.score), *passed)


def _mean(trials: Iterable[Trial]) -> Cell:
    shares = [trial.score / trial.size for trial in trials if trial.score is not None]
    if not shares:
        return _NOTHING
    return Cell(share=percent(fmean(shares)), count=f"moy. de {number(len(shares))}")
