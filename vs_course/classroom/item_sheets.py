"""A sheet for each situation: what a bank's owner learns of it from a class, by first answers."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import atanh, sqrt, tanh
from statistics import StatisticsError, correlation

from vs_course.bank.items import Scenario
from vs_course.classroom.item_analysis import CONFIDENCE, interval
from vs_course.classroom.statistics import Figures
from vs_course.practice.entries import Confidence
from vs_course.practice.mastery import Meeting, Progress

_CHANCE = 1 / 2  # the share right of who answers anything: there are two choices
_OFTEN = 1 / 3  # the share of « au hasard » where the three words are said alike
_SHARED = 2  # reports, for them not to be one pupil's


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the first answers to a situation say of it, with Wilson's interval for `right`.

    `link` is the correlation of being right with the share right on the others, `between` the ends
    of its interval; None where they can't be told. `guesses` are out of the `rated` answers that
    say how sure they are; `banks` the fingerprints of the content, the oldest first.
    """

    scenario: Scenario
    met: int
    right: int
    link: float | None
    between: tuple[float, float] | None
    rated: int
    guesses: int
    reports: int
    since: str
    banks: tuple[str, ...]

    @property
    def shares(self) -> tuple[float, float]:
        """Return both ends of the interval of the share right."""
        return interval(self.right, self.met)

    @property
    def doubts(self) -> list[str]:
        """Return why to read the situation again, in French; each holds beyond chance (95 %)."""
        below = self.between is not None and self.between[1] < 0
        guessed = self.rated > 0 and interval(self.guesses, self.rated)[0] > _OFTEN
        told = {
            "manquée plus souvent qu’en répondant au hasard": self.shares[1] < _CHANCE,
            "manquée surtout par ceux qui réussissent les autres": below,
            "souvent répondue « au hasard »": guessed,
            f"signalée {self.reports} fois": self.reports >= _SHARED,
        }
        return [words for words, holds in told.items() if holds]


def sheets(figures: Figures) -> list[Sheet]:
    """Return a sheet for each situation the class met, in the order of `situations`."""
    scenarios = {one.scenario.id: one.scenario for one in figures.situations}
    met: defaultdict[str, list[tuple[Meeting, float]]] = defaultdict(list)
    for pupil in figures.pupils:
        first = _first(pupil.progress, scenarios)
        others, right = len(first) - 1, sum(one.right for one in first.values())
        for name, one in first.items():
            met[name].append((one, (right - one.right) / others if others else 0))
    reports = {one.subject: sum(one.reasons.values()) for one in figures.reported}
    return [_sheet(one, met[name], reports.get(name, 0)) for name, one in scenarios.items()]


def _first(progress: Progress, scenarios: dict[str, Scenario]) -> dict[str, Meeting]:
    """Return a pupil's first answers, those of the diagnostic and the evaluation with them."""
    trials = {
        name: Meeting(scenarios[name], right, None, trial.at, trial.bank)
        for trial in progress.trials
        for name, right in trial.marks.items()
        if name in scenarios
    }
    return {one.scenario.id: one for one in progress.met} | trials


def _sheet(scenario: Scenario, pairs: Sequence[tuple[Meeting, float]], reports: int) -> Sheet:
    met = sorted((one for one, _ in pairs), key=lambda one: one.day)
    said = [one.confidence for one in met if one.confidence]
    rights, guesses = sum(one.right for one in met), said.count(Confidence.HASARD)
    link, between = _link([one.right for one, _ in pairs], [rest for _, rest in pairs])
    banks = tuple(dict.fromkeys(one.bank for one in met if one.bank))
    counted = (len(said), guesses, reports, met[0].day, banks)
    return Sheet(scenario, len(met), rights, link, between, *counted)


def _link(
    rights: Sequence[bool], rests: Sequence[float]
) -> tuple[float | None, tuple[float, float] | None]:
    """Return the corrected discrimination and its interval (R. A. Fisher, 1921, Metron 1, 3-32)."""
    try:
        link = correlation(rights, rests)
    except StatisticsError:  # one pupil, or what does not vary
        return None, None
    if len(rights) < 4 or abs(link) > 1 - 1e-9:
        return link, None
    spread = CONFIDENCE / sqrt(len(rights) - 3)
    return link, (tanh(atanh(link) - spread), tanh(atanh(link) + spread))
