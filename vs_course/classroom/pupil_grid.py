"""The table of the report: a row a pupil, or a group where they are many; a column a criterion."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from html import escape
from statistics import fmean

from vs_course.classroom import texts, words
from vs_course.classroom.statistics import Figures, Mark, Pupil, Trial, TrialMark
from vs_course.practice.mastery import MASTERED, RECENT, Tally
from vs_course.results.report_sentences import percent

MOST_PUPILS = 120  # beyond, the page shows groups
MOST_GROUPS = 300
_SIGNS = {
    texts.MARK_GOOD: ("✓", "vs-good"),
    texts.PASSED: ("✓", "vs-good"),
    texts.MARK_WEAK: ("▼", "vs-weak"),
}


def by_pupil(figures: Figures) -> str:
    """Return the table of the pupils, and what its signs mean."""
    grouped = any(pupil.group for pupil in figures.pupils)
    names = [texts.COLUMN_PUPIL, *[texts.COLUMN_GROUP] * grouped]
    rows = [
        _row(
            pupil.name,
            [f'<td class="vs-text">{escape(pupil.group)}</td>'] * grouped,
            [_number(pupil.answers)],
            map(_mark, pupil.marks),
            map(_trial, pupil.trials, figures.trials),
            [_number(pupil.sure_wrong)],
        )
        for pupil in figures.pupils
    ]
    return _table(figures, names, rows, texts.BY_PUPIL)


def by_group(figures: Figures) -> str:
    """Return the table of the groups, for more pupils than a page can show."""
    groups: defaultdict[str, list[Pupil]] = defaultdict(list)
    for pupil in figures.pupils:
        groups[pupil.group or texts.NO_GROUP].append(pupil)
    names = sorted(groups, key=texts.sorting)[:MOST_GROUPS]
    rows = [_sum_row(name, groups[name], figures, [_number(len(groups[name]))]) for name in names]
    cut = ""
    if len(groups) > MOST_GROUPS:
        total = texts.number(len(groups))
        cut = f"<p>{escape(texts.GROUPS_CUT.format(shown=MOST_GROUPS, total=total))}</p>"
    columns = [texts.COLUMN_GROUP, texts.COLUMN_PUPILS]
    return cut + _table(figures, columns, rows, texts.BY_GROUP)


def chosen(
    pupils: Sequence[Pupil], columns: Sequence[str], tallies: Callable[[Pupil], Sequence[Tally]]
) -> str:
    """Return a table of some pupils, and for each the tallies of the columns."""
    names = [texts.COLUMN_PUPIL, texts.COLUMN_GROUP, *columns]
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    rows = [
        _row(
            pupil.name,
            [f'<td class="vs-text">{escape(pupil.group)}</td>'],
            (_mark(Mark(tally, False)) for tally in tallies(pupil)),
        )
        for pupil in pupils
    ]
    body = "\n".join(rows)
    return (
        f'<table class="vs-figures vs-grid">\n<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{body}\n</tbody></table>"
    )


def score(tally: Tally) -> str:
    """Return « 11/14 », or a dash where nothing was met."""
    return f"{texts.number(tally.right)}/{texts.number(tally.seen)}" if tally.seen else "–"


def legend() -> str:
    """Return what the cells and their signs mean."""
    return texts.LEGEND.format(
        mastered=MASTERED, recent=RECENT, weak=percent(words.WEAK), enough=words.ENOUGH
    )


def _table(figures: Figures, names: Sequence[str], rows: Sequence[str], title: str) -> str:
    columns = [
        *names,
        texts.COLUMN_ANSWERS,
        *(criterion.name for criterion in figures.criteria),
        *(words.trial_name(trial, figures) for trial in figures.trials),
        texts.COLUMN_SURE_WRONG,
    ]
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    label = escape(texts.TABLE_LABEL.format(title=title))
    blank = ["<td></td>" if names[1:] == [texts.COLUMN_GROUP] else _number(len(figures.pupils))]
    whole = _sum_row(texts.WHOLE_CLASS, figures.pupils, figures, blank * len(names[1:]))
    body = "\n".join(rows)
    return (
        f'<div class="vs-scroll" role="region" tabindex="0" aria-label="{label}">\n'
        f'<table class="vs-figures vs-grid">\n<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{body}\n</tbody>\n<tfoot>\n{whole}\n</tfoot></table>\n</div>"
    )


def _row(name: str, *cells: Iterable[str]) -> str:
    inner = "".join(cell for group in cells for cell in group)
    return f'<tr><th scope="row">{escape(name)}</th>{inner}</tr>'


def _sum_row(name: str, pupils: Sequence[Pupil], figures: Figures, first: Sequence[str]) -> str:
    tallies = (
        Tally(
            sum(pupil.marks[place].tally.seen for pupil in pupils),
            sum(pupil.marks[place].tally.right for pupil in pupils),
        )
        for place in range(len(figures.criteria))
    )
    means = (_mean(pupils, place, trial) for place, trial in enumerate(figures.trials))
    return _row(
        name,
        first,
        [_number(sum(pupil.answers for pupil in pupils))],
        (_mark(Mark(tally, False)) for tally in tallies),
        means,
        [_number(sum(pupil.sure_wrong for pupil in pupils))],
    )


def _mark(mark: Mark) -> str:
    if not mark.tally.seen:
        return "<td>–</td>"
    if mark.tally.seen < words.ENOUGH:  # a share of so few would say too much
        return f"<td><small>{mark.tally.right}/{mark.tally.seen}</small></td>"
    return _cell(mark.tally, words.state(mark))


def _cell(tally: Tally, state: str) -> str:
    sign, name = _SIGNS.get(state, ("", ""))
    word = f'<i class="vs-hidden"> {state}</i>' if state else ""
    shown = f'<span aria-hidden="true">{sign}</span>' if sign else ""
    attribute = f' class="{name}"' if name else ""
    count = f"{texts.number(tally.right)}/{texts.number(tally.seen)}"
    return f"<td{attribute}><b>{percent(tally.share)}{shown}{word}</b> <small>{count}</small></td>"


def _trial(mark: TrialMark, trial: Trial) -> str:
    if mark.score is not None:
        passing = trial.exercise.passing
        passed = passing is not None and mark.score >= passing
        return _cell(Tally(trial.size, mark.score), texts.PASSED if passed else "")
    if not mark.answered:
        return "<td>–</td>"
    shown = texts.UNDER_WAY.format(answered=mark.answered, size=trial.size)
    return f"<td><small>{shown}</small></td>"


def _mean(pupils: Sequence[Pupil], place: int, trial: Trial) -> str:
    scores = [pupil.trials[place].score for pupil in pupils]
    ended = [score for score in scores if score is not None]
    if not ended:
        return "<td>–</td>"
    return (
        f"<td><b>{percent(fmean(ended) / trial.size)}</b> "
        f"<small>{texts.MEAN_OF.format(n=texts.number(len(ended)))}</small></td>"
    )


def _number(count: int) -> str:
    return f"<td>{texts.number(count)}</td>"
