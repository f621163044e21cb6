"""Learners who go through the real course, each with a way of answering: no card, no file."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from vs_course.bank.items import Bank, Category, Exercise, Scenario
from vs_course.practice import questions as exercise
from vs_course.practice.entries import Answer
from vs_course.practice.questions import Question
from vs_course.practice.series import begin

Chooser = Callable[[Question], str]

_VENTE_WORDS = re.compile(r"prix|vend|vente|offre|pa[iy]e|devis|factur|achet|€", re.I)
_SERVICE_WORDS = re.compile(r"aide|conseil|garanti|service|SAV")


@dataclass
class Learner:
    """One learner, what they have answered so far, and how they choose."""

    bank: Bank
    choose: Chooser
    confidence: str | None = None
    history: list[Answer] = field(default_factory=list)

    def answer(self, what: str, question: str, choice: str, confidence: str | None = None) -> None:
        number = len(self.history)
        self.history.append(
            Answer(
                id=f"evenement-{number}",
                at="2026-01-05T08:00:00.000+00:00",
                learner="eleve-0",
                exercise=what,
                question=question,
                choice=choice,
                correct=None,  # what the file says of itself must not be read
                confidence=confidence,
                attempt=1,
                duration_ms=0,
                bank=self.bank.fingerprint,
            )
        )

    def play(self, what: Exercise, series: int = 1) -> None:
        """Answer whole series of an exercise, as the course draws them."""
        for _ in range(series):
            asked = begin(what, self.bank, self.history, following=True)
            for question in asked.questions:
                sure = self.confidence if what.confidence else None
                self.answer(what.id, question.id, self.choose(question), sure)

    def take_course(self, *, until: str = "99", series: int = 1) -> "Learner":
        """Answer the course's exercises in order, up to the page that begins with `until`."""
        for what in self.bank.exercises:
            if what.id < until:
                self.play(what, series if what.id.startswith("05") else 1)
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
    return next(q for q in exercise.questions("classer", scenario, bank))
