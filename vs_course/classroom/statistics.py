"""What is known of a class, as frozen data."""

from dataclasses import dataclass

from vs_course.bank.items import Criterion, Exercise, Scenario
from vs_course.practice.mastery import Tally


@dataclass(frozen=True, slots=True)
class Mark:
    """One criterion for one pupil: the new situations met, and whether it is mastered."""

    tally: Tally
    mastered: bool


@dataclass(frozen=True, slots=True)
class TrialMark:
    """One pupil's diagnostic or evaluation; `score` is None until every question is answered."""

    answered: int
    score: int | None


@dataclass(frozen=True, slots=True)
class Pupil:
    """One learner of the class: `marks` in the order of the criteria, `trials` of the trials.

    `first` and `last` are the days of the answers (ISO 8601), or "". `names` are all those under
    which the same answers were handed in.
    """

    number: int
    name: str
    group: str
    names: tuple[str, ...]
    answers: int
    first: str
    last: str
    marks: tuple[Mark, ...]
    levels: tuple[Tally, ...]
    trials: tuple[TrialMark, ...]
    sure: int
    sure_wrong: int

    @property
    def whole(self) -> Tally:
        """Return the count of all the new situations."""
        return Tally(
            sum(mark.tally.seen for mark in self.marks),
            sum(mark.tally.right for mark in self.marks),
        )


@dataclass(frozen=True, slots=True)
class Trial:
    """A diagnostic or an evaluation, and how many questions it asks."""

    exercise: Exercise
    size: int


@dataclass(frozen=True, slots=True)
class Situation:
    """A situation the class met: by how many pupils, and by how many it was missed at first.

    `sure_wrong` counts the pupils who were sure, wrong, and have not put it right since.
    """

    scenario: Scenario
    seen: int
    wrong: int
    sure_wrong: int


@dataclass(frozen=True, slots=True)
class Item:
    """A question of a trial: the share right, and its link with the rest of the score, or None."""

    question: str
    right: float
    link: float | None


@dataclass(frozen=True, slots=True)
class Reliability:
    """The items of a trial, over the `pupils` who ended it with the same questions.

    `kr20` is None where it can't be computed; `others` ended it with other questions.
    """

    trial: Trial
    pupils: int
    others: int
    items: tuple[Item, ...]
    kr20: float | None


@dataclass(frozen=True, slots=True)
class File:
    """A file handed in: its lines, counted by what they are worth.

    `answers` are lines that can be read, whatever they answer; `torn` those that can't; `repeated`
    say again what another of the file says; `unknown` are about a question the bank doesn't have,
    `elsewhere` make a choice it doesn't offer; `other_bank` were given with other data, `regraded`
    call right what is wrong, or wrong what is right.
    """

    place: str
    pupil: int | None
    fault: str = ""
    reason: str = ""
    answers: int = 0
    torn: int = 0
    repeated: int = 0
    unknown: int = 0
    elsewhere: int = 0
    other_bank: int = 0
    regraded: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """All that is known of a class; `pupils` by name, `situations` the most missed first.

    `levels` are the levels of the bank, in the order of a pupil's. `notes` say in French what must
    be known of the files.
    """

    pupils: tuple[Pupil, ...]
    criteria: tuple[Criterion, ...]
    levels: tuple[int, ...]
    trials: tuple[Trial, ...]
    situations: tuple[Situation, ...]
    reliabilities: tuple[Reliability, ...]
    files: tuple[File, ...]
    notes: tuple[str, ...]

    @property
    def answers(self) -> int:
        """Return how many answers the class gave."""
        return sum(pupil.answers for pupil in self.pupils)

    @property
    def period(self) -> tuple[str, str]:
        """Return the first and the last day (ISO 8601), or two empty texts."""
        days = [day for pupil in self.pupils for day in (pupil.first, pupil.last) if day]
        return (min(days), max(days)) if days else ("", "")

    def tally(self, place: int) -> Tally:
        """Return what the whole class did on the criterion of that place."""
        tallies = [pupil.marks[place].tally for pupil in self.pupils]
        return Tally(sum(t.seen for t in tallies), sum(t.right for t in tallies))
