"""A simulation, run by hand: `python -m tests.simulate_policy`. It claims nothing about humans.

Made-up learners answer 60 questions of « 05-classer », drawn either by the session policy or
uniformly from the same pool, ten at a time. A learner is five probabilities of being right, one a
criterion, and a rule for how an answer moves them. The rules are guesses: what the table shows is
what the policy does to such learners, no more.

The one free number of a learner, its pace, is fixed on the CALIBRATION seeds with uniform draws
alone, so that 60 answers bring it near TARGET; the table comes from the REPORT seeds. Both sides
meet the same learner: intervals are 95 % bootstrap intervals over learners, those of the
difference over pairs. « mastered » is a probability of MASTERED or more.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random
from statistics import fmean

from vs_course import bank
from vs_course.bank import exercises
from vs_course.bank.items import Category, CriterionId, Scenario
from vs_course.practice import series
from vs_course.practice.entries import Answer

CALIBRATION, REPORT = range(40), range(1000, 1060)
ANSWERS, TARGET, MASTERED, RESAMPLES = 60, 0.8, 0.85, 2000
PACES = (0.01, 0.02, 0.03, 0.05, 0.08, 0.12)
GUESS, CEILING = 0.5, 0.95

BANK = bank.load()
EXERCISE = next(each for each in BANK.exercises if each.id == "05-classer")
POOL = exercises.subjects(EXERCISE, BANK)
BY_ID = {scenario.id: scenario for scenario in POOL}


@dataclass
class Learner:
    """The probabilities of one made-up learner: from chance (skill 0) to CEILING (skill 1)."""

    seed: int
    pace: float
    explained: float = 2.0  # an error, once explained, teaches this much more than a success
    forgets: float = 0.0  # the share of skill lost, at each answer, on the four other criteria
    stuck: bool = False  # one criterion, the weakest, never moves
    by_heart: bool = False  # remembers situations once explained, and learns no criterion
    skill: dict[CriterionId, float] = field(init=False)
    known: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        random = Random(f"skill/{self.seed}")
        self.skill = {criterion: random.uniform(0, 0.6) for criterion in CriterionId}
        self.weakest = min(self.skill, key=self.skill.__getitem__)

    def chance(self, criterion: CriterionId) -> float:
        """Return the probability of being right on a situation never met."""
        return GUESS + (CEILING - GUESS) * self.skill[criterion]

    def answer(self, scenario: Scenario, random: Random) -> bool:
        """Answer, read the explanation, and learn or forget."""
        chance = CEILING if scenario.id in self.known else self.chance(scenario.criterion)
        right = random.random() < chance
        if self.by_heart:
            self.known.add(scenario.id)
        elif not (self.stuck and scenario.criterion is self.weakest):
            gain = min(1, self.pace * (1 if right else self.explained))
            self.skill[scenario.criterion] += gain * (1 - self.skill[scenario.criterion])
        for criterion in CriterionId:
            if criterion is not scenario.criterion:
                self.skill[criterion] *= 1 - self.forgets
        return right


class Guesser(Learner):
    """Right half of the time, whatever happens."""

    def chance(self, criterion: CriterionId) -> float:
        return GUESS


MODELS: dict[str, Callable[[int, float], Learner]] = {
    "learns": Learner,
    "learns from errors": lambda seed, pace: Learner(seed, pace, explained=6),
    "learns from successes": lambda seed, pace: Learner(seed, pace, explained=0.5),
    "learns and forgets": lambda seed, pace: Learner(seed, pace, forgets=0.004),
    "stuck on a criterion": lambda seed, pace: Learner(seed, pace, stuck=True),
    "learns by heart": lambda seed, pace: Learner(seed, pace, by_heart=True),
    "never learns": lambda seed, pace: Learner(seed, 0),
    "guesses": lambda seed, pace: Guesser(seed, 0),
}


def by_policy(seed: int, history: list[Answer]) -> list[Scenario]:
    drawn = series.begin(EXERCISE, BANK, history, seed, following=True)
    return [BY_ID[question.id] for question in drawn.questions]


def uniformly(seed: int, history: list[Answer]) -> list[Scenario]:
    return Random(f"uniform/{seed}/{len(history)}").sample(POOL, EXERCISE.size)


def run(learner: Learner, draw: Callable) -> dict[str, float]:
    """Let a learner answer, and return what there is to measure."""
    random = Random(f"answers/{learner.seed}")
    history: list[Answer] = []
    last: dict[str, bool] = {}
    after_miss = after_success = 0
    while len(history) < ANSWERS:
        for scenario in draw(learner.seed, history):
            after_miss += last.get(scenario.id) is False
            after_success += last.get(scenario.id) is True
            last[scenario.id] = right = learner.answer(scenario, random)
            history.append(event(len(history), scenario, right))
    chances = [learner.chance(criterion) for criterion in CriterionId]
    return {
        "mean final probability": fmean(chances),
        "share of criteria mastered": fmean(chance >= MASTERED for chance in chances),
        "spread between criteria": max(chances) - min(chances),
        "right answers given": fmean(answer.correct for answer in history),
        "re-asked after a miss": after_miss,
        "re-asked after a success": after_success,
        "never met before": ANSWERS - after_miss - after_success,
    }


def event(number: int, scenario: Scenario, right: bool) -> Answer:
    """Return an answer as older versions kept it: its choice is all that the draw looks at."""
    at = "2026-01-05T08:00:00.000+00:00"
    other = next(category for category in Category if category is not scenario.category)
    choice = (scenario.category if right else other).value
    return Answer(str(number), at, "l", EXERCISE.id, scenario.id, choice, right, None, 1, 0, "")


def pace_of(model: Callable) -> float:
    """Return the pace that brings uniform draws nearest to TARGET, on the calibration seeds."""

    def gap(pace: float) -> float:
        ends = [run(model(seed, pace), uniformly) for seed in CALIBRATION]
        return abs(fmean(end["mean final probability"] for end in ends) - TARGET)

    return min(PACES, key=gap)


def interval(values: list[float]) -> tuple[float, float, float]:
    """Return a mean and its 95 % bootstrap interval."""
    random = Random("bootstrap")
    means = sorted(fmean(random.choices(values, k=len(values))) for _ in range(RESAMPLES))
    return fmean(values), means[int(0.025 * RESAMPLES)], means[int(0.975 * RESAMPLES) - 1]


def shown(values: list[float]) -> str:
    return "{:7.3f} [{:.3f}, {:.3f}]".format(*interval(values)).ljust(27)


HIGHER_IS_BETTER = {
    "mean final probability": True,
    "share of criteria mastered": True,
    "spread between criteria": False,
    "re-asked after a success": False,
}


def verdict(metric: str, differences: list[float]) -> str:
    """Say which side of zero the difference is on; nothing where no side is better."""
    _, low, high = interval(differences)
    if metric not in HIGHER_IS_BETTER or low <= 0 <= high:
        return ""
    return "better" if (low > 0) is HIGHER_IS_BETTER[metric] else "WORSE"


def lines() -> Iterator[str]:
    head = f"{'metric':<28}{'policy':<27}{'uniform':<27}policy - uniform"
    for name, model in MODELS.items():
        pace = pace_of(model)
        ends = [(run(model(s, pace), by_policy), run(model(s, pace), uniformly)) for s in REPORT]
        yield f"\n{name} (pace {pace})\n{head}"
        for metric in ends[0][0]:
            pairs = [(policy[metric], uniform[metric]) for policy, uniform in ends]
            sides = [list(side) for side in zip(*pairs, strict=True)]
            differences = [policy - uniform for policy, uniform in pairs]
            cells = "".join(map(shown, (*sides, differences)))
            yield f"{metric:<28}{cells}{verdict(metric, differences)}".rstrip()


if __name__ == "__main__":
    print(
        f"SIMULATION, made-up learners: {ANSWERS} answers to « {EXERCISE.id} », {len(REPORT)} "
        f"learners a model,\nmean [95 % bootstrap interval]; pool of {len(POOL)} situations."
    )
    for line in lines():
        print(line, flush=True)
