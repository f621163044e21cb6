"""Journals of invented pupils, answering anything at all, to count two ways."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from tests.learners import careful, guesser, keyword_spotter
from vs_course.bank.items import Bank, Kind
from vs_course.practice.entries import Answer, Confidence, Entry, line
from vs_course.practice.questions import Question, questions

START, PACE = datetime(2026, 2, 1, 9, tzinfo=UTC), timedelta(minutes=9)


def everything(bank: Bank) -> list[Question]:
    """Return every question the bank can ask, of every kind."""
    subjects = {Kind.ATTRIBUER: bank.statements, Kind.DEBATTRE: bank.debates}
    return [
        question
        for kind in Kind
        for subject in subjects.get(kind, bank.scenarios)
        for question in questions(kind, subject, bank)
    ]


def anyhow(
    bank: Bank, name: str, count: int, asked: list[Question], nonsense: float = 0.02
) -> list[Answer]:
    """Return answers in no order that the course would follow: other trials, repeats.

    `nonsense` is the share of questions, and of choices, that the bank does not have; with none,
    what a line says of itself is empty, not made up.
    """
    random = Random(name)
    trials = {e.id: e for e in bank.exercises if e.policy != "immediat"}
    reserved = {pair for trial in trials.values() for pair in trial.pairs}
    kept = [s.id for s in bank.scenarios if s.pair in reserved]
    few = [question for question in asked if question.id not in kept][:: len(asked) // 90]
    own = [question for question in asked if question.id in kept]
    made = []
    for number in range(count):
        question = random.choice(random.choice((few, own, own)))
        known = [str(choice.value) for choice in question.choices]
        inside = [name for name, t in trials.items() if question.id.startswith(t.pairs)]
        made.append(
            Answer(
                id=f"{name}-{number}",
                at=(START + number * PACE).isoformat(timespec="milliseconds"),
                learner=f"eleve-{name}",
                exercise=random.choice([*inside, *inside, *trials, "05-classer", "ailleurs"]),
                question=question.id if random.random() >= nonsense else "jamais-vue",
                choice=random.choice(known) if random.random() >= nonsense else "peut-etre",
                correct=random.choice([True, False, None]) if nonsense else None,
                confidence=random.choice([None, *map(str, Confidence)]),
                attempt=1,
                duration_ms=1000,
                bank=bank.fingerprint,
            )
        )
    return made


def answers(name: str, given: list[tuple[str, str]], exercise: str = "05-classer") -> list[Answer]:
    """Return the answers of a pupil to some questions, one after the other."""
    return [
        Answer(
            id=f"{name}-{number}",
            at=(START + number * PACE).isoformat(timespec="milliseconds"),
            learner=f"eleve-{name}",
            exercise=exercise,
            question=question,
            choice=choice,
            correct=None,
            confidence=None,
            attempt=1,
            duration_ms=0,
            bank="",
        )
        for number, (question, choice) in enumerate(given)
    ]


def course(bank: Bank) -> dict[str, list[Answer]]:
    """Return the answers of three learners who took the whole course, by name."""
    learners = {"soigneuse": careful(bank), "hasard": guesser(bank), "mots": keyword_spotter(bank)}
    return {
        name: [
            replace(answer, id=f"{name}-{number}", learner=f"eleve-{name}")
            for number, answer in enumerate(learner.take_course(series=7).history)
        ]
        for name, learner in learners.items()
    }


def lines(answers: Sequence[Entry]) -> bytes:
    """Return the content of a journal."""
    return b"".join(map(line, answers))


def hand_in(path: Path, answers: Sequence[Entry]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(lines(answers))
    return path
