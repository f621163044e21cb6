"""The table of the report: a row a pupil, or a group where they are many; a column a criterion."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean

from vs_course.classroom import sentences
from vs_course.classroom.pupils import sorting
from vs_course.classroom.sentences import number
from vs_course.classroom.statistics import Figures, Mark, Pupil, together
from vs_course.practice.mastery import ENOUGH, CriterionProgress, Tally
from vs_course.practice.trials import Trial


@dataclass(frozen=True, slots=True)
class State:
    """What a share amounts to: a sign, a word for it, the class of its colour."""

    sign: str
    word: str
    kind: str


MASTERED = State("✓", "acquis", "vs-good")
PASSED = State("✓", "réussie", "vs-good")
WEAK = State("▼", "à retravailler", "vs-weak")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: a text or a number; or a count, and its share (0 to 1) where it is large enough."""

    text: str | int = ""
    share: float | None = None
    count: str = ""
    state: State | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the names of the columns, rows of a name and its cells, and the row of the whole."""

    columns: list[str]
    rows: list[tuple[str, list[Cell]]]
    whole: tuple[str, list[Cell]] | None = None


_NOTHING = Cell("–")


def grid(figures: Figures, most_pupils: int = 120, most_groups: int = 300) -> tuple[Grid, int]:
    """Return the table of the pupils, and 0; where they are many, of groups, and how many exist."""
    if len(figures.pupils) > most_pupils:
        return _by_group(figures, most_groups)
    return _by_pupil(figures), 0


def _by_pupil(figures: Figures) -> Grid:
    columns, rows = ["Élève", *_columns(figures)], []
    begun = _begun(figures)
    for pupil in figures.pupils:
        progress = pupil.progress
        cells = [Cell(progress.answers), *map(mark, progress.criteria)]
        cells += [*(_trial(progress.trials[n]) for n in begun), Cell(len(progress.sure_wrong))]
        rows.append((pupil.name, cells))
    whole = _sums(figures.pupils, figures)
    if any(pupil.group for pupil in figures.pupils):
        columns.insert(1, "Groupe")
        whole.insert(0, Cell())
        for pupil, (_, cells) in zip(figures.pupils, rows, strict=True):
            cells.insert(0, Cell(pupil.group))
    return Grid(columns, rows, (sentences.WHOLE_CLASS, whole))


def _by_group(figures: Figures, most: int) -> tuple[Grid, int]:
    groups: defaultdict[str, list[Pupil]] = defaultdict(list)
    for pupil in figures.pupils:
        groups[pupil.group or "Sans groupe"].append(pupil)

    def cells(pupils: Sequence[Pupil]) -> list[Cell]:
        return [Cell(len(pupils)), *_sums(pupils, figures)]

    rows = [(name, cells(groups[name])) for name in sorted(groups, key=sorting)[:most]]
    columns = ["Groupe", "Élèves", *_columns(figures)]
    return Grid(columns, rows, (sentences.WHOLE_CLASS, cells(figures.pupils))), len(groups)


def _columns(figures: Figures) -> Iterator[str]:
    yield "Réponses"
    yield from (criterion.name for criterion in figures.bank.criteria)
    yield from (sentences.trial_name(figures.trials[n], figures) for n in _begun(figures))
    yield "Sûr mais faux"


def _begun(figures: Figures) -> list[int]:
    """Return the places of the trials that somebody began; the others have no column."""
    shown = [pupil.progress.trials for pupil in figures.pupils]
    return [n for n in range(len(figures.trials)) if any(trials[n].answered for trials in shown)]


def _sums(pupils: Sequence[Pupil], figures: Figures) -> list[Cell]:
    shown = [pupil.progress for pupil in pupils]
    marks = [mark(together(pupils, place)) for place in range(len(figures.bank.criteria))]
    means = [_mean([progress.trials[n] for progress in shown]) for n in _begun(figures)]
    sure_wrong = sum(len(progress.sure_wrong) for progress in shown)
    return [Cell(sum(progress.answers for progress in shown)), *marks, *means, Cell(sure_wrong)]


def mark(shown: CriterionProgress | Mark) -> Cell:
    """Return the cell of what was shown on a criterion."""
    if not shown.tally.seen:
        return _NOTHING
    if shown.tally.seen < ENOUGH:  # a share of so few would say too much
        return Cell(count=_score(shown.tally))
    state = MASTERED if shown.mastered else WEAK if shown.latest.weak else None
    return Cell(share=shown.tally.share, count=_score(shown.tally), state=state)


def _score(tally: Tally) -> str:
    return f"{number(tally.right)}/{number(tally.seen)}"


def _trial(trial: Trial) -> Cell:
    if not trial.answered:
        return _NOTHING
    if trial.score is None:
        return Cell(count=f"en cours {trial.answered}/{trial.size}")
    tally = Tally(trial.size, trial.score)
    return Cell(share=tally.share, count=_score(tally), state=PASSED if trial.passed else None)


def _mean(trials: Iterable[Trial]) -> Cell:
    shares = [trial.score / trial.size for trial in trials if trial.score is not None]
    if not shares:
        return _NOTHING
    return Cell(share=fmean(shares), count=f"moy. de {number(len(shares))}")
