"""What a learner should do next: one page, and one reason, from what they have shown. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from vs_course.bank.french import inside, plural
from vs_course.bank.items import Bank, Criterion, CriterionId, Policy
from vs_course.practice.mastery import ENOUGH, Progress
from vs_course.practice.review import REVISION, Due
from vs_course.practice.trials import Trial

_READY = (18, 20)  # so many right of the last so many new situations, hard ones met: in reach

# Where each criterion is first met; page 04 has a lesson on each, with an exercise of its own.
_FIRST = {
    "01_vente": (CriterionId.OBJECTIF, CriterionId.CIBLE, CriterionId.CLIENTELE),
    "02_service": (CriterionId.SATISFACTION, CriterionId.INTERACTION),
}
WELCOME = "00_bienvenue"
COMPARED = "04_differences"
_TRAINING = "05_classer"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The page that helps (a notebook's name, without its suffix), and why: a sentence or two.

    `exercise` is the one to go to on that page, "" for its beginning.
    """

    page: str
    reason: str
    exercise: str = ""


_PRACTISE = Suggestion(
    _TRAINING,
    "Pour progresser, classez de nouvelles situations : tous les critères y sont mêlés.",
    "05-classer",
)
_JUSTIFY = Suggestion(
    _TRAINING,
    "Avant l’évaluation, apprenez à dire pourquoi : à quel signe voit-on que c’est une vente, "
    "ou un service ?",
    "05-justifier",
)


def suggest(progress: Progress, due: Due | None = None) -> Suggestion:
    """Return the first thing that is missing, in the order of the course; what is `due` before it.

    It is never the evaluation before both exercises of page 05 have been met; one question opens
    that page, which is not yet to train.
    """
    if not progress.answers:
        return Suggestion(
            WELCOME,
            "Commencez par la page de bienvenue : quelques situations pour essayer, puis dix pour "
            "voir d’où vous partez.",
            "00-ouvrir",
        )
    taken = [t for t in progress.trials if t.answered and t.exercise.policy is Policy.FIN]
    if due and all(trial.complete for trial in taken):
        return _revise(due, progress)
    if taken and taken[-1].complete:
        return _after(taken[-1], progress)
    left = [s for s in (_PRACTISE, _JUSTIFY) if s.exercise not in progress.visited]
    for trial in progress.trials:
        ending = trial.exercise.policy is Policy.FIN
        now = not (left if ending else progress.met)
        if trial.answered and not trial.complete and now:
            return _finish(trial, "07_evaluation" if ending else WELCOME)
    ready = None if left else _ready(progress)
    return _weakness(progress) or _unmet(progress) or ready or next(iter(left), _PRACTISE)


def _revise(due: Due, progress: Progress) -> Suggestion:
    count, told = len(due.missed), []
    if count:
        told.append(plural(count, "une situation manquée", f"{count} situations manquées"))
    if waiting := [c.criterion for c in progress.criteria if c.criterion.id in due.criteria]:
        every = len(waiting) == len(progress.criteria)
        told.append(f"de nouvelles sur {'tous les critères' if every else _names(waiting)}")
    return Suggestion(WELCOME, f"C’est le moment de réviser : {', et '.join(told)}.", REVISION.id)


def title(page: str, bank: Bank) -> str:
    """Return the title of a page, its own name where the course has no such page."""
    return next((known.title for known in bank.pages if known.id == page), page)


def _finish(trial: Trial, page: str) -> Suggestion:
    left = trial.size - trial.answered
    questions = plural(left, "une question", f"{left} questions")
    begun = f"« {trial.exercise.title} » est commencé"
    return Suggestion(page, f"{begun} : il vous reste {questions}.", trial.exercise.id)


def _after(over: Trial, progress: Progress) -> Suggestion:
    """Return what is left to do once the evaluation is over."""
    if over.passed is False:
        short = (over.passing or 0) - (over.score or 0)
        missed = plural(short, "une bonne réponse", f"{short} bonnes réponses")
        advice = _weakness(progress) or _PRACTISE
        lead = f"À l’évaluation, il vous a manqué {missed}."
        return Suggestion(advice.page, f"{lead} {advice.reason}", advice.exercise)
    missing = [c.criterion for c in progress.criteria if not c.mastered]
    if not missing:
        reason = (
            "L’évaluation est réussie et tous les critères sont acquis. Pour garder la main, "
            "classez quelques situations de temps en temps."
        )
    else:
        reason = (
            "L’évaluation est réussie. Pour aller plus loin, il reste à consolider : "
            f"{_names(missing)}."
        )
    return Suggestion(_PRACTISE.page, reason, _PRACTISE.exercise)


def _names(criteria: Iterable[Criterion]) -> str:
    """Return the criteria's names as a list inside a sentence."""
    return ", ".join(inside(c.name) for c in criteria)


def _weakness(progress: Progress) -> Suggestion | None:
    """Return the lesson on the weakest criterion, and its exercise."""
    weak = [c for c in progress.criteria if c.latest.weak]
    if not weak:
        return None
    worst = min(weak, key=lambda c: c.latest.share or 0).criterion
    reason = f"Un critère demande encore du travail : {_names([worst])}."
    return Suggestion(COMPARED, reason, f"04-{worst.id}")


def _unmet(progress: Progress) -> Suggestion | None:
    """Return the first page of the course whose subject has not been met."""
    unseen = [c.criterion for c in progress.criteria if not c.tally.seen]
    for page, lesson in _FIRST.items():
        if here := [criterion for criterion in unseen if criterion.id in lesson]:
            lead = "La prochaine leçon présente ce que vous n’avez pas encore rencontré"
            return Suggestion(page, f"{lead} : {_names(here)}.")
    compared = any(exercise.startswith(COMPARED[:2]) for exercise in progress.visited)
    if compared or sum(m.scenario.level > 1 for m in progress.met) >= ENOUGH:
        return None
    return Suggestion(
        COMPARED,
        "Les bases sont posées. L’étape suivante compare la vente et le service, critère par "
        "critère.",
    )


def _ready(progress: Progress) -> Suggestion | None:
    """Return the evaluation when it is in reach."""
    right, last = _READY
    late = [m.right for m in progress.met[-last:]]
    hardest = progress.levels[max(progress.levels)]
    if all(criterion.mastered for criterion in progress.criteria):
        reason = "Tous les critères sont acquis : l’évaluation est à votre portée."
    elif len(late) == last and sum(late) >= right and hardest.seen >= ENOUGH:
        reason = (
            "L’évaluation est à votre portée : vos dernières situations sont presque toutes justes."
        )
    else:
        return None
    return Suggestion("07_evaluation", reason)
