"""The moments that count, and when: a criterion acquired, a page done, a test passed. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vs_course.bank.french import inside
from vs_course.bank.items import Bank, CriterionId
from vs_course.practice.entries import Answer, Drawn, Entry
from vs_course.practice.grading import AnswerKey
from vs_course.practice.mastery import (
    CriterionProgress,
    Meeting,
    first_meetings,
    in_practice,
    latest,
)
from vs_course.practice.trials import trials


@dataclass(frozen=True, slots=True)
class Moment:
    """What was reached, as a sentence says it, by the answer given `at` that instant."""

    at: str
    text: str


def moments(bank: Bank, history: Sequence[Entry], key: AnswerKey | None = None) -> list[Moment]:
    """Return the moments of a history, in its order; each is reached once, whatever comes after."""
    key = key or AnswerKey(bank)
    answers = [entry for entry in history if isinstance(entry, Answer)]
    places = {answer.at: place for place, answer in enumerate(answers)}
    found = [*_acquired(bank, key, answers), *_done(bank, history), *_passed(bank, history, key)]
    return sorted(found, key=lambda moment: places[moment.at])


def said(bank: Bank, history: Sequence[Entry], since: str) -> str:
    """Return the sentences of what was reached from that instant on, "" where nothing was."""
    places = [entry.at for entry in history]
    late = set(places[places.index(since) :]) if since in places else set()
    return " ".join(f"{one.text}." for one in moments(bank, history) if one.at in late)


def _acquired(bank: Bank, key: AnswerKey, answers: Sequence[Answer]) -> Iterator[Moment]:
    mine: dict[CriterionId, list[Meeting]] = {criterion.id: [] for criterion in bank.criteria}
    for one in first_meetings(in_practice(key, answers)):
        if one.scenario.criterion not in mine:
            continue
        here = mine[one.scenario.criterion]
        here.append(one)
        criterion, tally = bank.criterion(one.scenario.criterion), latest(here)
        if CriterionProgress(criterion, tally, tally).mastered:
            del mine[criterion.id]
            yield Moment(one.at, f"Critère acquis\u00a0: {inside(criterion.name)}")


def _done(bank: Bank, history: Sequence[Entry]) -> Iterator[Moment]:
    """Yield the pages of which a series of every exercise was answered to its end."""
    left = {
        page: {e.id for e in bank.exercises if bank.page(e) == page and not e.after}
        for page in bank.pages
    }
    asked: dict[str, set[str]] = {}
    for entry in history:
        if isinstance(entry, Drawn):
            asked.setdefault(entry.id, set(entry.questions))
        elif isinstance(entry, Answer) and entry.series in asked:
            asked[entry.series].discard(entry.question)
            if asked[entry.series]:
                continue
            for page, names in left.items():
                if entry.exercise in names:
                    names.discard(entry.exercise)
                    if not names:
                        yield Moment(entry.at, f"Page {page.id[:2]} terminée\u00a0: {page.title}")


def _passed(bank: Bank, history: Sequence[Entry], key: AnswerKey) -> Iterator[Moment]:
    for trial in trials(bank, history, key):
        if trial.passed:
            mine = [e for e in history if isinstance(e, Answer) and e.exercise == trial.exercise.id]
            score = f"{trial.score} sur {trial.size}"
            yield Moment(mine[-1].at, f"{trial.exercise.title}, réussie\u00a0: {score}")
