"""What is known of a class, as frozen data."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from vs_course.bank.items import Bank, Exercise
from vs_course.classroom.item_analysis import Reliability, Reported, Situation
from vs_course.practice.mastery import Meeting, Progress, Tally, latest


@dataclass(frozen=True, slots=True)
class File:
    """A file handed in: its path, and what is in it, or `fault`, one of report.FAULTS.

    `reason` says why an archive was refused. `learners` are the pseudonyms in it, `events` has a
    number for each of its answers, `lines` counts those that are something else than one good
    answer: a key of report.LINES for each sort.
    """

    place: str
    fault: str = ""
    reason: str = ""
    answers: int = 0
    learners: frozenset[str] = frozenset()
    events: frozenset[int] = frozenset()
    lines: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mark:
    """What several pupils have shown on a criterion, or one on more: as a CriterionProgress."""

    tally: Tally
    latest: Tally
    mastered: bool = False


@dataclass(frozen=True, slots=True)
class Pupil:
    """One learner of the class; `progress` is what their own page shows.

    `names` are all those under which the same answers were handed in, in `files`. `first` and
    `last` are the days of the answers (ISO 8601).
    """

    name: str
    group: str
    names: tuple[str, ...]
    files: tuple[File, ...]
    first: str
    last: str
    progress: Progress

    @property
    def whole(self) -> Mark:
        """Return the mark on all the new situations."""
        return _mark(self.progress.met)

    def level(self, number: int) -> Mark:
        """Return the mark on the new situations of one level."""
        return _mark([one for one in self.progress.met if one.scenario.level == number])


def _mark(met: Sequence[Meeting]) -> Mark:
    return Mark(Tally(len(met), sum(one.right for one in met)), latest(met))


def together(pupils: Iterable[Pupil], place: int) -> Mark:
    """Return the mark of several pupils on the criterion of that place.

    Its last situations are the last of each.
    """
    marks = [pupil.progress.criteria[place] for pupil in pupils]
    return Mark(_sum(mark.tally for mark in marks), _sum(mark.latest for mark in marks))


def _sum(tallies: Iterable[Tally]) -> Tally:
    tallies = list(tallies)
    return Tally(sum(one.seen for one in tallies), sum(one.right for one in tallies))


@dataclass(frozen=True, slots=True)
class Shared:
    """Answers that several pupils have, given at one instant; `alike`: by one pseudonym too."""

    pupils: tuple[str, ...]
    answers: int
    alike: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """All that is known of a class; `pupils` by name, `situations` the most missed first.

    `reported` is what learners find wrong in the texts, the most reported first.
    `left_out` counts the files that come with the course, by what they are.
    """

    bank: Bank
    pupils: tuple[Pupil, ...]
    situations: tuple[Situation, ...]
    reliabilities: tuple[Reliability, ...]
    reported: tuple[Reported, ...]
    files: tuple[File, ...]
    shared: tuple[Shared, ...]
    left_out: dict[str, int]

    @property
    def trials(self) -> list[Exercise]:
        """Return the diagnostics and evaluations, in the order of a pupil's."""
        return [exercise for exercise in self.bank.exercises if exercise.once]

    @property
    def levels(self) -> list[int]:
        """Return the levels of difficulty, in the order of a pupil's."""
        return sorted({scenario.level for scenario in self.bank.scenarios})

    @property
    def answers(self) -> int:
        """Return how many answers the class gave."""
        return sum(pupil.progress.answers for pupil in self.pupils)
