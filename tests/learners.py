"""Learners who go through the real course, each with a way of answering: no card, no file."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from vs_course.bank.items import Bank, Category, Exercise, Scenario
from vs_course.practice.entries import Answer, Drawn, Entry, in_order
from vs_course.practice.questions import Question, questions
from vs_course.practice.series import begin

Chooser = Callable[[Question], str]

_START = datetime(2026, 1, 5, 8, tzinfo=UTC)

_VENTE_WORDS = re.compile(r"prix|vend|vente|offre|pa[iy]e|devis|factur|achet|€", re.I)
_SERVICE_WORDS = re.compile(r"aide|conseil|garanti|service|SAV")


@dataclass
class Learner:
    """One learner, what they have answered so far, and how they choose."""

    bank: Bank
    choose: Chooser
    confidence: str | None = None
    history: list[Answer] = field(default_factory=list)
    drawn: list[Drawn] = field(default_factory=list)

    @property
    def entries(self) -> list[Entry]:
        """Return what their journal holds: the answers, each series just before its first."""
        begun = {answer.series for answer in self.history}
        return in_order([*(d for d in self.drawn if d.id in begun), *self.history])

    def answer(
        self,
        exercise: str,
        question: str,
        choice: str,
        confidence: str | None = None,
        series: str | None = None,
    ) -> None:
        """Answer a question; outside a series, as the journals of older versions have it."""
        self.history.append(
            Answer(
                id=f"evenement-{len(self.history)}",
                at=self._now(),
                learner="eleve-0",
                exercise=exercise,
                question=question,
                choice=choice,
                correct=None,  # what the file says of itself must not be read
                confidence=confidence,
                attempt=1,
                duration_ms=0,
                bank=self.bank.fingerprint,
                series=series,
            )
        )

    def play(self, exercise: Exercise, series: int = 1) -> None:
        """Answer whole series of an exercise, as the course draws them."""
        for _ in range(series):
            asked = begin(exercise, self.bank, self.entries, following=True)
            names = tuple(question.id for question in asked.questions)
            told = (asked.id, self._now(), "eleve-0", exercise.id, names, self.bank.fingerprint)
            self.drawn.append(Drawn(*told))
            for question in asked.questions:
                sure = self.confidence if exercise.confidence else None
                self.answer(exercise.id, question.id, self.choose(question), sure, asked.id)

    def _now(self) -> str:
        """Return when the next answer is given: one every ten seconds."""
        return (_START + timedelta(seconds=10 * len(self.history))).isoformat()

    def take_course(self, *, until: str = "99", series: int = 1) -> "Learner":
        """Answer the course's exercises in order, up to the page that begins with `until`."""
        for exercise in self.bank.exercises:
            if exercise.id < until and not exercise.after:
                self.play(exercise, series if exercise.id.startswith("05") else 1)
        return self


def careful(bank: Bank, seed: int = 0) -> Learner:
    """Nearly always right: one error in twenty-five."""
    random = Random(seed)

    def choose(question: Question) -> str:
        wrong = [c.value for c in question.choices if c.value != question.key]
        slips = question.key is None or random.random() < 0.04
        return random.choice(wrong) if slips else question.key

    return Learner(bank, choose, "sur")


def guesser(bank: Bank, seed: int = 0) -> Learner:
    """Chooses at random, and says so."""
    random = Random(seed)
    return Learner(bank, lambda q: random.choice(q.choices).value, "hasard")


def keyword_spotter(bank: Bank) -> Learner:
    """Takes the words of a text for its meaning, and is sure of it."""

    def choose(question: Question) -> str:
        offered = [c.value for c in question.choices]
        return spot(question.text) if offered == list(Category) else offered[0]

    return Learner(bank, choose, "sur")


def spot(text: str) -> str:
    """Return what the words of a text seem to say."""
    if _VENTE_WORDS.search(text):
        return "vente"
    return "service" if _SERVICE_WORDS.search(text) else "vente"


def classify(scenario: Scenario, bank: Bank) -> Question:
    """Return the « vente ou service » question of a situation."""
    return next(q for q in questions("classer", scenario, bank))
