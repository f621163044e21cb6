"""A sheet for each situation: what a bank's owner learns of it from a class, by first answers."""

from collections import defaultdict
from dataclasses import dataclass, replace
from math import atanh, sqrt, tanh
from statistics import StatisticsError, correlation

from vs_course.bank.french import plural
from vs_course.bank.items import Scenario
from vs_course.classroom.item_analysis import CONFIDENCE, interval
from vs_course.classroom.statistics import Figures
from vs_course.practice.entries import Confidence
from vs_course.practice.mastery import Progress

_CHANCE = 1 / 2  # the share right of who answers anything: there are two choices
_OFTEN = 1 / 3  # the share of « au hasard » where the three words are said alike
_ENOUGH = 4  # pupils, for a correlation to have an interval
_SHARED = 2  # reports, for them not to be one pupil's


@dataclass(frozen=True, slots=True)
class Met:
    """A pupil's first answer to a situation; `rest` is their share right on all the others."""

    right: bool
    rest: float | None
    confidence: str | None
    day: str
    bank: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the first answers to a situation say of it.

    `link` is the correlation of being right with the share right on the others, `between` the ends
    of its interval; None where they can't be told. `guesses` are out of the `rated` answers that
    say how sure they are; `banks` the fingerprints of the content, the oldest first.
    """

    scenario: Scenario
    met: int
    right: int
    shares: tuple[float, float]
    link: float | None
    between: tuple[float, float] | None
    rated: int
    guesses: int
    reports: int
    since: str
    banks: tuple[str, ...]

    @property
    def doubts(self) -> list[str]:
        """Return why to read the situation again, in French; each holds beyond chance (95 %)."""
        reported = f"signalée {self.reports} {plural(self.reports, 'fois', 'fois')}"
        told = {
            "manquée plus souvent qu’en répondant au hasard": self.shares[1] < _CHANCE,
            "manquée surtout par ceux qui réussissent les autres": self.between is not None
            and self.between[1] < 0,
            "souvent répondue « au hasard »": self.rated > 0
            and interval(self.guesses, self.rated)[0] > _OFTEN,
            reported: self.reports >= _SHARED,
        }
        return [words for words, holds in told.items() if holds]


def sheets(figures: Figures) -> list[Sheet]:
    """Return a sheet for each situation the class met, in the order of `situations`."""
    met: defaultdict[str, list[Met]] = defaultdict(list)
    for pupil in figures.pupils:
        _meet(pupil.progress, met)
    reports = {one.subject: sum(one.reasons.values()) for one in figures.reported}
    names = (one.scenario for one in figures.situations)
    return [_sheet(one, met[one.id], reports.get(one.id, 0)) for one in names]


def _meet(progress: Progress, met: dict[str, list[Met]]) -> None:
    """Add a pupil's first answers, those of the diagnostic and the evaluation with them."""
    first = {
        name: Met(right, None, None, trial.day, trial.bank)
        for trial in progress.trials
        for name, right in trial.marks.items()
    }
    for one in progress.met:
        told = Met(one.right, None, one.confidence, one.day, one.bank)
        first.setdefault(one.scenario.id, told)
    others, total = len(first) - 1, sum(one.right for one in first.values())
    for name, told in first.items():
        rest = (total - told.right) / others if others else None
        met[name].append(replace(told, rest=rest))


def _sheet(scenario: Scenario, met: list[Met], reports: int) -> Sheet:
    said = [one.confidence for one in met if one.confidence]
    right = sum(one.right for one in met)
    link, between = _link(met)
    banks = dict.fromkeys(one.bank for one in sorted(met, key=lambda one: one.day) if one.bank)
    return Sheet(
        scenario,
        len(met),
        right,
        interval(right, len(met)),
        link,
        between,
        len(said),
        said.count(Confidence.HASARD),
        reports,
        min(one.day for one in met),
        tuple(banks),
    )


def _link(met: list[Met]) -> tuple[float | None, tuple[float, float] | None]:
    """Return the corrected discrimination and its interval (R. A. Fisher, 1921, Metron 1, 3-32)."""
    pairs = [(one.right, one.rest) for one in met if one.rest is not None]
    try:
        link = correlation(*zip(*pairs, strict=True)) if pairs else None
    except StatisticsError:  # one pupil, or what does not vary
        link = None
    if link is None or len(pairs) < _ENOUGH or abs(link) > 1 - 1e-9:
        return link, None
    spread = CONFIDENCE / sqrt(len(pairs) - 3)
    return link, (tanh(atanh(link) - spread), tanh(atanh(link) + spread))
