"""A simulation, run by hand: `python -m tests.simulate_days`. It claims nothing about humans.

Made-up learners come on VISITS and answer a series of ten, drawn by the course (what is due is
reviewed, else « 05-classer »), uniformly, or in blocks of one criterion, then uniformly. A learner
is a skill for each criterion, from chance to CEILING, a half-life, and a rule for how an answer
moves the skill: the rules are guesses, and what the table shows is what is done to such learners.
A criterion met again after a day or more is forgotten more slowly: as much whatever the wait or,
with `--gap`, the more so the more had been forgotten; nobody knows which is nearer. What is
measured is the mean probability of being right on the real evaluation, on the last visit and LATER
days after it.

`--schedules` compares, on the CHOICE seeds, the days on which a criterion comes back. The table
comes from the REPORT seeds, which nothing was chosen on: paired differences, their intervals at
95 % for all of them together (Bonferroni).
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from statistics import NormalDist, fmean, stdev

from tests.learners import spot
from vs_course import bank
from vs_course.bank import exercises, french
from vs_course.bank.items import Category, CriterionId, Scenario
from vs_course.practice import review, series
from vs_course.practice.entries import Answer, Drawn, Entry

CHOICE, REPORT = range(30), range(20000, 20060)
STEPS = "1, 3, 7, 21 days"
VISITS = (0, 0, 1, 1, 2, 3, 4, 7, 8, 11, 14, 15, 21)
SPACING = "gap" if "--gap" in sys.argv else "day"
LATER, SERIES, GUESS, CEILING = 14, 10, 0.5, 0.95
START = datetime(2026, 1, 5, 8, tzinfo=UTC)

BANK = bank.load()
MIXED = next(each for each in BANK.exercises if each.id == "05-classer")
EVALUATION = next(each for each in BANK.exercises if each.id == "07-evaluation")
POOL = exercises.subjects(MIXED, BANK)
BY_ID = {scenario.id: scenario for scenario in BANK.scenarios}
ASKED = exercises.subjects(EVALUATION, BANK)


@dataclass
class Part:
    """What is left to ask of a series, and the line that says it, where it is not written yet."""

    exercise: str
    series: str
    questions: list[str]
    drawn: Drawn | None = None


Draw = Callable[[int, int, list[Entry]], Part]


@dataclass
class Learner:
    """The skills of one made-up learner, and how they move."""

    seed: int
    pace: float = 0.06
    explained: float = 2.0  # an error, once explained, teaches this much more than a success
    half_life: float = 60.0  # days
    stuck: bool = False  # the weakest criterion moves only right after another of its situations
    patience: int = 99  # errors in a row before leaving
    longest: int = SERIES  # answers in a visit
    skill: dict[CriterionId, float] = field(init=False)

    def __post_init__(self) -> None:
        random = Random(f"skill/{self.seed}")
        self.skill = {criterion: random.uniform(0, 0.6) for criterion in CriterionId}
        self.weakest = min(self.skill, key=self.skill.__getitem__)
        self.lasts = dict.fromkeys(CriterionId, self.half_life)
        self.met = dict.fromkeys(CriterionId, 0)
        self.before: CriterionId | None = None

    def known(self, scenario: Scenario, day: int) -> float:
        """Return what is left of the skill on a day, for the level of a situation."""
        criterion = scenario.criterion
        left = 0.5 ** ((day - self.met[criterion]) / self.lasts[criterion])
        return (self.skill[criterion] * left) ** (1 + 0.3 * (scenario.level - 1))

    def chance(self, scenario: Scenario, day: int) -> float:
        """Return the probability of being right on a situation never met."""
        return GUESS + (CEILING - GUESS) * self.known(scenario, day)

    def answer(self, scenario: Scenario, day: int, random: Random) -> bool:
        """Answer, read the explanation, learn."""
        criterion = scenario.criterion
        right = random.random() < self.chance(scenario, day)
        waited = day - self.met[criterion]
        skill = self.skill[criterion] * 0.5 ** (waited / self.lasts[criterion])
        blocked = self.before is criterion
        if not (self.stuck and criterion is self.weakest) or blocked:
            skill += self.pace * (1 if right else self.explained) * (1 - skill)
        if waited >= 1:
            forgotten = 1 - 0.5 ** (waited / self.lasts[criterion])
            self.lasts[criterion] *= 1.5 if SPACING == "day" else 1 + 2 * forgotten
        self.skill[criterion], self.met[criterion], self.before = skill, day, criterion
        return right


class LastSentence(Learner):
    """Reads the end only: elsewhere, what decides is not seen."""

    def chance(self, scenario: Scenario, day: int) -> float:
        seen = scenario.clue in french.sentences(scenario.text)[-1]
        return super().chance(scenario, day) if seen else GUESS


class Spotter(Learner):
    """Goes by the words, the less so the more is known."""

    def chance(self, scenario: Scenario, day: int) -> float:
        known = self.known(scenario, day)
        return CEILING * known + (1 - known) * (spot(scenario.text) == scenario.category)


class Guesser(Learner):
    """Right half of the time, whatever happens."""

    def chance(self, scenario: Scenario, day: int) -> float:
        return GUESS


class Knows(Learner):
    """Knew it all before."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.skill = dict.fromkeys(CriterionId, 0.95)


MODELS: dict[str, Callable[[int], Learner]] = {
    "stuck on a criterion": lambda seed: Learner(seed, stuck=True),
    "forgets, 7 days": lambda seed: Learner(seed, half_life=7),
    "forgets, 30 days": lambda seed: Learner(seed, half_life=30),
    "learns from errors": lambda seed: Learner(seed, explained=6),
    "learns from successes": lambda seed: Learner(seed, explained=0.5),
    "reads the last sentence": LastSentence,
    "spots keywords": Spotter,
    "guesses": Guesser,
    "knows already": Knows,
    "gives up after 3 errors": lambda seed: Learner(seed, patience=3),
    "reads slowly": lambda seed: Learner(seed, longest=SERIES // 2),
}


def by_course(seed: int, day: int, history: list[Entry]) -> Part:
    """Return what the course asks, as it writes it: what is due, then the mixed exercise."""
    now = START + timedelta(day)
    begun = series.begin(review.REVISION, BANK, history, seed, now=now)
    if begun.complete or not begun.questions:
        begun = series.begin(MIXED, BANK, history, seed, following=True)
    names = tuple(question.id for question in begun.questions)
    told = (begun.id, now.isoformat(), "l", begun.exercise.id, names, "")
    left = [name for name in names if name not in begun.answers]
    return Part(begun.exercise.id, begun.id, left, None if begun.written else Drawn(*told))


def uniformly(seed: int, day: int, history: list[Entry]) -> Part:
    random = Random(f"uniform/{seed}/{len(history)}")
    return Part(MIXED.id, "", [scenario.id for scenario in random.sample(POOL, SERIES)])


def in_blocks(seed: int, day: int, history: list[Entry]) -> Part:
    done = len({entry.at for entry in history if isinstance(entry, Answer)}) // SERIES
    if done >= len(CriterionId):
        return uniformly(seed, day, history)
    own = [scenario for scenario in POOL if scenario.criterion is list(CriterionId)[done]]
    drawn = Random(f"blocks/{seed}/{done}").sample(own, SERIES)
    return Part(MIXED.id, "", [scenario.id for scenario in drawn])


def run(learner: Learner, draw: Draw) -> tuple[float, float]:
    """Let a learner come and answer; return the probability at the evaluation, and later."""
    random = Random(f"answers/{learner.seed}")
    history: list[Entry] = []
    for day in VISITS:
        given = wrong = 0
        while given < learner.longest and wrong < learner.patience:
            part = draw(learner.seed, day, history)
            for question in part.questions[: learner.longest - given]:
                if part.drawn:
                    history.append(part.drawn)
                    part.drawn = None
                history.append(answered(learner, question, day, random, part, len(history)))
                given, wrong = given + 1, 0 if history[-1].correct else wrong + 1
                if wrong == learner.patience:
                    break
    last = VISITS[-1]
    ends = [fmean(learner.chance(s, when) for s in ASKED) for when in (last, last + LATER)]
    return ends[0], ends[1]


def answered(
    learner: Learner, question: str, day: int, random: Random, part: Part, place: int
) -> Answer:
    """Return a learner's answer, as the journal keeps it."""
    subject, _, asked = question.partition("/")
    scenario = BANK.subjects[subject]
    right = learner.answer(scenario, day, random)
    other = next(category for category in Category if category is not scenario.category)
    choice = (scenario.category if right else other).value
    if asked:  # a pair to compare: its answer is the situation that is the vente
        pair = {s.category: s.id for s in BANK.scenarios if s.pair == subject}
        choice = pair[Category.VENTE if right else Category.SERVICE]
    at = (START + timedelta(day, place)).isoformat()
    told = (str(place), at, "l", part.exercise, question, choice, right, None, 1, 0, "")
    return Answer(*told, part.series)


def knowledge(marks: review.Marks) -> date:
    """Return when a criterion comes back by a model of what is known, where half is guessed."""
    known, lasts, last = 0.3, 2.0, next(iter(marks))
    for day, right in marks.items():
        known *= 0.5 ** ((day - last).days / lasts)
        if day > last:
            lasts *= 1.5
        for mark in right:
            odds = known * (0.95 if mark else 0.05)
            known = odds / (odds + (1 - known) * 0.5)
            known += 0.06 * (1 - known)
        last = day
    days = 1
    while known * 0.5 ** (days / lasts) > 0.7 and days < 60:
        days += 1
    return last + timedelta(days)


def by_fsrs(marks: review.Marks) -> date:
    """Return when a criterion comes back by FSRS, a day's answers being one review of a card."""
    from fsrs import Card, Rating, Scheduler

    scheduler, card = Scheduler(enable_fuzzing=False), Card(card_id=1)
    for day, right in marks.items():
        held = len(right) >= review.PROVES and right.count(True) >= 0.7 * len(right)
        at = datetime(day.year, day.month, day.day, tzinfo=UTC)
        card, _ = scheduler.review_card(card, Rating.Good if held else Rating.Again, at)
    return max(card.due.date(), day + timedelta(1))


def never(marks: review.Marks) -> date:
    """Return a day that does not come: only what was missed comes back."""
    return date(2100, 1, 1)


def difference(pairs: list[tuple[float, float]], comparisons: int) -> tuple[float, float, float]:
    """Return the mean difference, and its interval at 95 % for so many comparisons together."""
    differences = [ours - theirs for ours, theirs in pairs]
    z = NormalDist().inv_cdf(1 - 0.025 / comparisons)
    half = z * stdev(differences) / len(differences) ** 0.5
    mean = fmean(differences)
    return mean, mean - half, mean + half


def schedules() -> Iterator[str]:
    """Yield, for each way to choose the days, the two probabilities, and what it gains on STEPS."""
    kept = review.returns
    ways = {STEPS: kept, "knowledge": knowledge, "fsrs": by_fsrs, "none": never}
    for name, model in MODELS.items():
        found = {}
        for way, returns in ways.items():
            review.returns = returns
            found[way] = [run(model(seed), by_course) for seed in CHOICE]
        review.returns = kept
        yield name
        for way, ends in found.items():
            cells = []
            for moment in (0, 1):
                pairs = [(a[moment], b[moment]) for a, b in zip(ends, found[STEPS], strict=True)]
                gain = (
                    ""
                    if way == STEPS
                    else "{:+.3f} [{:+.3f}, {:+.3f}]".format(*difference(pairs, 6 * len(MODELS)))
                )
                cells.append(f"{fmean(end[moment] for end in ends):.3f} {gain:<26}")
            yield f"  {way:<18}" + "".join(cells)


def table() -> Iterator[str]:
    """Yield, for each kind of learner, the course against uniform draws and against blocks."""
    others = {"uniform": uniformly, "blocks, mixed": in_blocks}
    comparisons = len(MODELS) * len(others) * 2
    for name, model in MODELS.items():
        ours = [run(model(seed), by_course) for seed in REPORT]
        for other, draw in others.items():
            theirs = [run(model(seed), draw) for seed in REPORT]
            cells = []
            for moment in (0, 1):
                pairs = [(a[moment], b[moment]) for a, b in zip(ours, theirs, strict=True)]
                mean, low, high = difference(pairs, comparisons)
                verdict = "better" if low > 0 else "WORSE" if high < 0 else ""
                start = fmean(end[moment] for end in ours)
                cells.append(f"{start:.3f} {mean:+.3f} [{low:+.3f}, {high:+.3f}] {verdict:<7}")
            yield f"{name:<25}{other:<15}" + "".join(cells)


if __name__ == "__main__":
    print(
        f"SIMULATION, made-up learners, {len(VISITS)} visits over {VISITS[-1]} days; the course's"
    )
    print(f"probability and its gain, at the evaluation, then {LATER} days later.")
    for told in schedules() if "--schedules" in sys.argv else table():
        print(told, flush=True)
