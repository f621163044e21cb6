"""The rows of the spreadsheets: pupils, situations, questions, files; the first line names them."""

from collections.abc import Iterator

from vs_course.classroom import texts, words
from vs_course.classroom.statistics import Figures, Pupil

Cell = str | int | float | None
Row = tuple[Cell, ...]


def pupils(figures: Figures) -> Iterator[Row]:
    """Yield one row a pupil: all the counts of the page, and those by level."""
    named = [criterion.name for criterion in figures.criteria]
    named += [texts.HEAD_LEVEL.format(level=level) for level in figures.levels]
    counts = [shape.format(name=n) for n in named for shape in (texts.HEAD_SEEN, texts.HEAD_RIGHT)]
    titles = [words.trial_name(trial, figures) for trial in figures.trials]
    shapes = (texts.HEAD_ANSWERED, texts.HEAD_SCORE)
    trials = [shape.format(title=title) for title in titles for shape in shapes]
    yield (*texts.HEAD_PUPILS, *counts, *trials, *texts.HEAD_SURE)
    for pupil in figures.pupils:
        yield (pupil.name, pupil.group, *counted(pupil))


def counted(pupil: Pupil) -> Iterator[Cell]:
    """Yield what is known of one pupil, but the name and the class."""
    whole = pupil.whole
    mastered = sum(mark.mastered for mark in pupil.marks)
    yield from (pupil.answers, pupil.first or None, pupil.last or None)
    yield from (whole.seen, whole.right, whole.share, mastered)
    for tally in (*(mark.tally for mark in pupil.marks), *pupil.levels):
        yield from (tally.seen, tally.right)
    for trial in pupil.trials:
        yield from (trial.answered, trial.score)
    yield from (pupil.sure, pupil.sure_wrong)


def situations(figures: Figures) -> Iterator[Row]:
    """Yield one row a situation met, the most missed first."""
    names = {criterion.id: criterion.name for criterion in figures.criteria}
    yield texts.HEAD_SITUATIONS
    for one in figures.situations:
        s = one.scenario
        head = (s.id, s.text, str(s.category), names[s.criterion], s.level)
        yield (*head, one.seen, one.wrong, one.wrong / one.seen, one.sure_wrong)


def items(figures: Figures) -> Iterator[Row]:
    """Yield one row a question of a diagnostic or an evaluation."""
    known = {one.scenario.id: one.scenario.text for one in figures.situations}
    yield texts.HEAD_ITEMS
    for one in figures.reliabilities:
        title = words.trial_name(one.trial, figures)
        for item in one.items:
            text = known.get(item.question, "")
            yield (title, item.question, text, one.pupils, item.right, item.link, one.kr20)


def files(figures: Figures) -> Iterator[Row]:
    """Yield one row a file handed in."""
    names = {pupil.number: pupil.name for pupil in figures.pupils}
    yield texts.HEAD_FILES
    for file in figures.files:
        counts = (file.answers, file.torn, file.repeated, file.unknown, file.elsewhere)
        remark = texts.FILE_FAULT[file.fault].format(reason=file.reason) if file.fault else ""
        name = names.get(file.pupil, "")
        yield (file.place, name, *counts, file.other_bank, file.regraded, remark)
