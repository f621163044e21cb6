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
    columns, rows = ["Élève", *_columns(figures)], []
    for pupil in figures.pupils:
        progress = pupil.progress
        cells = [Cell(number(progress.answers)), *map(mark, progress.criteria)]
        cells += [*map(_trial, progress.trials), Cell(number(len(progress.sure_wrong)))]
        rows.append((pupil.name, cells))
    whole = _sums(figures.pupils, figures)
    if any(pupil.group for pupil in figures.pupils):
        columns.insert(1, "Groupe")
        whole.insert(0, Cell())
        for pupil, (_, cells) in zip(figures.pupils, rows, strict=True):
            cells.insert(0, Cell(pupil.group, kind="vs-text"))
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


def _sums(pupils: Sequence[Pupil], figures: Figures) -> list[Cell]:
    shown = [pupil.progress for pupil in pupils]
    marks = [mark(together(pupils, place)) for place in range(len(figures.bank.criteria))]
    means = [
        _mean([progress.trials[place] for progress in shown])
        for place in range(len(figures.trials))
    ]
    answers = Cell(number(sum(progress.answers for progress in shown)))
    sure_wrong = Cell(number(sum(len(progress.sure_wrong) for progress in shown)))
    return [answers, *marks, *means, sure_wrong]


def mark(shown: CriterionProgress | Mark) -> Cell:
    """Return the cell of what was shown on a criterion."""
    if not shown.tally.seen:
        return _NOTHING
    if shown.tally.seen < ENOUGH:  # a share of so few would say too much
        return Cell(count=_score(shown.tally))
    if shown.mastered:
        return _share(shown.tally, "✓", "acquis", "vs-good")
    if shown.latest.weak:
        return _share(shown.tally, "▼", "à retravailler", "vs-weak")
    return _share(shown.tally)


def _score(tally: Tally) -> str:
    return f"{number(tally.right)}/{number(tally.seen)}"


def _share(tally: Tally, sign: str = "", word: str = "", kind: str = "") -> Cell:
    return Cell("", percent(tally.share), _score(tally), sign, word, kind)


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
