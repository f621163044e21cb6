"""What a notebook calls: the only place where bank, journal, session and card are wired."""

from difflib import get_close_matches
from os import PathLike

from vs_course import bank, session, texts
from vs_course.card import Card
from vs_course.journal import Journal, JournalError, new_learner
from vs_course.model import Answer, Bank, CourseError, Exercise


def exercice(
    id: str,
    *,
    data: str | PathLike[str] | None = None,
    journal: str | PathLike[str] | None = None,
    seed: int | str | None = None,
) -> Card:
    """Return the card of an exercise, as the learner left it.

    `data` is a folder of the same shape as the course's own; `journal` the file of answers
    (VS_COURSE_JOURNAL, or mes_reponses.jsonl in the current folder, by default); `seed` changes
    the draw. Raises CourseError, one French sentence, for an id or a folder that won't do. A
    journal that can't be used leaves a usable card with a warning.
    """
    content = bank.load(data)
    what = _exercise(content, id)
    store = Journal(journal)
    history, notice = _history(store)
    learner = history[-1].learner if history else new_learner()
    begun = session.begin(what, content, history, seed)
    return Card(begun, store, learner, content.fingerprint, notice)


def _exercise(content: Bank, wanted: str) -> Exercise:
    known = {exercise.id: exercise for exercise in content.exercises}
    if wanted in known:
        return known[wanted]
    nearest = get_close_matches(str(wanted), known, n=3, cutoff=0.5)
    hint, ids = (texts.EXERCISE_NEAREST, nearest) if nearest else (texts.EXERCISE_ALL, known)
    quoted = ", ".join(f"«\u00a0{name}\u00a0»" for name in ids)
    raise CourseError(texts.EXERCISE_UNKNOWN.format(id=wanted, hint=hint.format(ids=quoted)))


def _history(store: Journal) -> tuple[list[Answer], str]:
    """Return the answers so far, and what the learner should know of their file, or ""."""
    history: list[Answer] = []
    try:
        history = store.read()
        store.check()
    except JournalError as error:
        return history, str(error)
    if not store.unreadable:
        return history, ""
    return history, texts.JOURNAL_TORN.format(count=store.unreadable, path=store.path)
