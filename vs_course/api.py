"""What a notebook calls: the only place where bank, journal, session and card are wired."""

from difflib import get_close_matches
from os import PathLike
from typing import TYPE_CHECKING

from vs_course import bank
from vs_course.bank import french
from vs_course.bank.items import Bank, CourseError, Exercise
from vs_course.practice.journal import Journal
from vs_course.practice.review import REVISION
from vs_course.practice.series import begin
from vs_course.practice.session import Session, now

if TYPE_CHECKING:
    from vs_course.card.projector import Projection
    from vs_course.card.standalone import StandaloneCard
    from vs_course.card.widget import Card
    from vs_course.results.road import Parcours

_Path = str | PathLike[str] | None
_PROJECTION_RESERVED = (
    "L’exercice « {id} » ne se projette pas : il donnerait à voir des réponses que le cours garde "
    "pour l’évaluation. Projetez par exemple « 05-classer »."
)
_PROJECTION_OWN = (
    "L’exercice « {id} » ne se projette pas : chacun y revoit ce qu’il a manqué. Projetez par "
    "exemple « 05-classer »."
)
_PROJECTION_NO_WIDGETS = (
    "La projection demande ipywidgets, qui n’est pas ici : ouvrez ce carnet dans JupyterLab, ou "
    "sur le site du cours."
)
_EXERCISE_UNKNOWN = "L’exercice « {id} » n’existe pas. {hint}"
_EXERCISE_NEAREST = "Vouliez-vous dire : {ids} ?"
_EXERCISE_ALL = "Les exercices sont : {ids}."


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
        raise CourseError(_PROJECTION_NO_WIDGETS) from error

    content = bank.load(data)
    exercise = _exercise(content, id)
    if exercise is REVISION:
        raise CourseError(_PROJECTION_OWN.format(id=id))
    if exercise.once:
        raise CourseError(_PROJECTION_RESERVED.format(id=id))
    return Projection(begin(exercise, content, [], seed), content.fingerprint)


def parcours(page: str = "", journal: _Path = None, data: _Path = None) -> "Parcours":
    """Return the pages of the course as the learner's road: what is done, where to go on.

    At the head of a `page` it is a thin line. Raises CourseError for a folder that won't do, or a
    journal that can't be read as a file.
    """
    from vs_course.results.road import Parcours

    return Parcours(bank.load(data), Journal(journal).entries(), page, now())


def session(
    id: str, *, data: _Path = None, journal: _Path = None, seed: int | str | None = None
) -> Session:
    """Return an exercise as the learner left it, with nothing to show it (see `exercice`)."""
    content = bank.load(data)
    return Session(_exercise(content, id), content, Journal(journal), seed)


def _view() -> "type[Card | StandaloneCard]":
    """Return what shows a session here: a widget, or a page of its own where none can be made."""
    try:
        from vs_course.card.widget import Card
    except ModuleNotFoundError:
        from vs_course.card.standalone import StandaloneCard

        return StandaloneCard
    return Card


def _exercise(content: Bank, wanted: str) -> Exercise:
    known = {exercise.id: exercise for exercise in (*content.exercises, REVISION)}
    if wanted in known:
        return known[wanted]
    nearest = get_close_matches(str(wanted), known, n=3, cutoff=0.5)
    template = _EXERCISE_NEAREST if nearest else _EXERCISE_ALL
    ids = ", ".join(map(french.quoted, nearest or known))
    raise CourseError(_EXERCISE_UNKNOWN.format(id=wanted, hint=template.format(ids=ids)))
