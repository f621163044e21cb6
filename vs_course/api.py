"""What a notebook calls: the only place where bank, journal, session and card are wired."""

from collections.abc import Sequence
from difflib import get_close_matches
from os import PathLike
from typing import TYPE_CHECKING

from vs_course import bank
from vs_course.bank import french
from vs_course.bank.items import Bank, CourseError, Exercise, Policy
from vs_course.practice import grading, series
from vs_course.practice import texts as practice_texts
from vs_course.practice.journal import Answer, Journal
from vs_course.practice.series import Series
from vs_course.practice.session import Session

if TYPE_CHECKING:
    from vs_course.card.projector import Projection
    from vs_course.card.standalone import StandaloneCard
    from vs_course.card.widget import Card

_Path = str | PathLike[str] | None


def exercice(
    id: str, *, data: _Path = None, journal: _Path = None, seed: int | str | None = None
) -> "Card | StandaloneCard":
    """Return the card of an exercise, as the learner left it.

    Without ipywidgets (Basthon, Capytale) it is a page of its own, with the same view.

    `data` is a folder of the same shape as the course's own; `journal` the file of answers
    (VS_COURSE_JOURNAL, or mes_reponses.jsonl in the current folder, by default); `seed` changes
    the draw. Raises CourseError, one French sentence, for an id or a folder that won't do. A
    journal that can't be used leaves a usable card with a warning.
    """
    return _view()(session(id, data=data, journal=journal, seed=seed))


def projeter(id: str, *, data: _Path = None, seed: int | str | None = None) -> "Projection":
    """Return an exercise to project to a class, which votes by a show of hands.

    The votes go to votes_de_la_classe.jsonl in the current folder, apart from any learner's
    answers. `data` and `seed` are those of `exercice`. Raises CourseError for an id or a folder
    that won't do, for a diagnostic or an evaluation, whose key is not to be shown, and where no
    widget can be made.
    """
    try:
        from vs_course.card.projector import Projection
    except ModuleNotFoundError as error:
        raise CourseError(practice_texts.PROJECTION_NO_WIDGETS) from error

    content = bank.load(data)
    what = _exercise(content, id)
    if what.policy is not Policy.IMMEDIAT:
        raise CourseError(practice_texts.PROJECTION_RESERVED.format(id=id))
    return Projection(series.begin(what, content, [], seed), content.fingerprint)


def session(
    id: str, *, data: _Path = None, journal: _Path = None, seed: int | str | None = None
) -> Session:
    """Return an exercise as the learner left it, with nothing to show it (see `exercice`)."""
    content = bank.load(data)
    what = _exercise(content, id)

    def begin(history: Sequence[Answer], following: bool) -> Series:
        return series.begin(what, content, history, seed, following=following)

    def closing(ended: Series, history: Sequence[Answer]) -> str:
        return _closing(ended, content, history)

    return Session(begin, closing, Journal(journal), content.fingerprint)


def _view() -> "type[Card | StandaloneCard]":
    """Return what shows a session here: a widget, or a page of its own where none can be made."""
    try:
        from vs_course.card.widget import Card
    except ModuleNotFoundError:
        from vs_course.card.standalone import StandaloneCard

        return StandaloneCard
    return Card


def _exercise(content: Bank, wanted: str) -> Exercise:
    known = {exercise.id: exercise for exercise in content.exercises}
    if wanted in known:
        return known[wanted]
    nearest = get_close_matches(str(wanted), known, n=3, cutoff=0.5)
    hint, ids = (
        (practice_texts.EXERCISE_NEAREST, nearest)
        if nearest
        else (practice_texts.EXERCISE_ALL, known)
    )
    quoted = ", ".join(map(french.quoted, ids))
    raise CourseError(
        practice_texts.EXERCISE_UNKNOWN.format(id=wanted, hint=hint.format(ids=quoted))
    )


def _closing(ended: Series, content: Bank, history: Sequence[Answer]) -> str:
    """Return the sentences that end a diagnostic or an evaluation."""
    what = ended.exercise
    if what.policy is Policy.AUCUN:
        return practice_texts.STARTING_POINT
    right = _right(ended)
    sentences = [f"{_score(right, ended)}."]
    if what.passing:
        outcome = practice_texts.PASSED if right >= what.passing else practice_texts.NOT_PASSED
        sentences.append(outcome.format(passing=what.passing))
    for other in content.exercises:
        if other.policy is Policy.AUCUN:
            before = series.begin(other, content, history)
            if before.complete:
                score = _score(_right(before), before)
                sentences.append(practice_texts.COMPARED.format(score=score))
    return " ".join(sentences)


def _right(ended: Series) -> int:
    given = ended.answers.values()
    return sum(bool(grading.grade(ended.question(a.question), a.choice)) for a in given)


def _score(right: int, ended: Series) -> str:
    template = practice_texts.SCORE if right > 1 else practice_texts.SCORE_ONE
    return template.format(right=right, total=len(ended.questions))
