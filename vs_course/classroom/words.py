"""The figures of a class put into French words, the same on every support."""

from datetime import date
from statistics import fmean

from vs_course.bank.items import Criterion, Policy
from vs_course.classroom import texts
from vs_course.classroom.statistics import Figures, Mark, Trial
from vs_course.practice.mastery import MASTERED, RECENT, Tally
from vs_course.results import advice as suggestion
from vs_course.results.report_sentences import percent

WEAK = 0.7  # a criterion below this share, once met ENOUGH times, is to work on again
ENOUGH = 5
_FINE = MASTERED / RECENT
_RELIABLE = 0.7  # under this KR-20, a mark says too much


def weak(tally: Tally) -> bool:
    """Say whether a share of right answers is low as it is shown, where enough is known of it."""
    return tally.seen >= ENOUGH and round(tally.share, 2) < WEAK


def headline(figures: Figures) -> str:
    """Return how many pupils and answers there are, and over which days."""
    if not figures.pupils:
        return texts.EMPTY
    count, answers = len(figures.pupils), figures.answers
    return texts.HEADLINE.format(
        pupils=pupils(count),
        answers=texts.several(answers, texts.ANSWERS).format(n=texts.number(answers)),
        period=_period(*figures.period),
    )


def pupils(count: int) -> str:
    """Return « 24 élèves »."""
    return texts.several(count, texts.PUPILS).format(n=texts.number(count))


def _period(first: str, last: str) -> str:
    if not first:
        return ""
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    if start == end:
        return texts.PERIOD_DAY.format(first=_day(start))
    year = "" if start.year == end.year else f" {start.year}"
    month = f" {texts.MONTHS[start.month - 1]}" if year or start.month != end.month else ""
    number = _number(start)
    return texts.PERIOD.format(first=f"{number}{month}{year}", last=_day(end))


def _day(day: date) -> str:
    return f"{_number(day)} {texts.MONTHS[day.month - 1]} {day.year}"


def _number(day: date) -> str:
    return texts.FIRST_OF_MONTH if day.day == 1 else str(day.day)


def priority(figures: Figures) -> str:
    """Return what to work on again first, and the page of the course for it."""
    tallies = [(figures.tally(place), c) for place, c in enumerate(figures.criteria)]
    known = [(tally, c) for tally, c in tallies if tally.seen >= max(ENOUGH, len(figures.pupils))]
    if not known:
        return texts.TOO_SOON
    tally, criterion = min(known, key=lambda one: one[0].share)
    if tally.share >= _FINE:
        return texts.NO_PRIORITY.format(name=inside(criterion), share=percent(tally.share))
    page = suggestion.LESSON[criterion.id] if tally.share < WEAK else "04_differences"
    number, title = page[:2], suggestion.PAGES[page]
    share = percent(tally.share)
    return texts.PRIORITY.format(name=inside(criterion), share=share, number=number, title=title)


def inside(criterion: Criterion) -> str:
    """Return a criterion's name as it stands inside a sentence."""
    return criterion.name[0].lower() + criterion.name[1:]


def state(mark: Mark) -> str:
    """Return « acquis », « à retravailler », or "" in between."""
    if mark.mastered:
        return texts.MARK_GOOD
    return texts.MARK_WEAK if weak(mark.tally) else ""


def trial_name(trial: Trial, figures: Figures) -> str:
    """Return what a teacher calls a trial: its title, where there are several of its sort."""
    policy = trial.exercise.policy
    alone = sum(other.exercise.policy is policy for other in figures.trials) == 1
    return texts.COLUMN_TRIAL[policy] if alone else trial.exercise.title


def gain(figures: Figures) -> list[str]:
    """Return the sentences that set the evaluation against the diagnostic."""
    places = {t.exercise.policy: place for place, t in enumerate(figures.trials)}
    if not {Policy.AUCUN, Policy.FIN} <= places.keys():
        return []
    ends = [
        [
            pupil.trials[places[policy]].score / figures.trials[places[policy]].size
            for policy in (Policy.AUCUN, Policy.FIN)
        ]
        for pupil in figures.pupils
        if all(pupil.trials[places[p]].score is not None for p in (Policy.AUCUN, Policy.FIN))
    ]
    if not ends:
        return [texts.GAIN_NONE]
    before, after = (percent(fmean(side)) for side in zip(*ends, strict=True))
    if len(ends) == 1:
        return [texts.GAIN_MEAN_ONE.format(before=before, after=after), texts.GAIN_CAUTION]
    up = sum(last > first for first, last in ends)
    down = sum(last < first for first, last in ends)
    return [
        texts.GAIN_MEAN.format(pupils=pupils(len(ends)), before=before, after=after),
        texts.GAIN_WAYS.format(up=up, same=len(ends) - up - down, down=down),
        texts.GAIN_CAUTION,
    ]


def kr20(value: float | None) -> str:
    """Return the reliability of a trial, and whether it is enough to give a mark."""
    if value is None:
        return texts.KR20_NONE
    # By what is shown: « 0,70 » is enough.
    verdict = texts.KR20_LOW if round(value, 2) < _RELIABLE else texts.KR20_FINE
    return texts.KR20.format(value=texts.decimal(value), verdict=verdict)


def as_text(figures: Figures) -> str:
    """Return the results as plain lines, for a terminal."""
    lines = [texts.TITLE, headline(figures)]
    if figures.pupils:
        lines.append(priority(figures))
        for place, criterion in enumerate(figures.criteria):
            tally = figures.tally(place)
            share = percent(tally.share)
            lines.append(f"- {criterion.name} : {share} ({tally.right}/{tally.seen})")
    return texts.plain("\n".join([*lines, *figures.notes]))
