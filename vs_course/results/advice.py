"""What a learner should do next: one page, and one reason, from what they have shown. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from vs_course.bank.items import Criterion, CriterionId, Policy
from vs_course.practice.mastery import ENOUGH, WEAK, Progress, Trial, latest
from vs_course.results.report_sentences import plural

_READY = (18, 20)  # so many right of the last so many new situations, hard ones met: in reach

LESSON = {
    CriterionId.OBJECTIF: "01_vente",
    CriterionId.CIBLE: "01_vente",
    CriterionId.CLIENTELE: "01_vente",
    CriterionId.SATISFACTION: "02_service",
    CriterionId.INTERACTION: "02_service",
}
PAGES = {
    "00_bienvenue": "Bienvenue",
    "01_vente": "La vente",
    "02_service": "Le service",
    "04_differences": "Les cinq différences",
    "05_classer": "S’entraîner à classer",
    "07_evaluation": "L’évaluation",
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The page that helps (a notebook's name, without its suffix), and why: a sentence or two."""

    page: str
    reason: str


_PRACTISE = Suggestion(
    "05_classer",
    "Pour progresser, classez de nouvelles situations : tous les critères y sont mêlés.",
)


def suggest(progress: Progress) -> Suggestion:
    """Return the first thing that is missing, in the order of the course."""
    if not progress.answers:
        return Suggestion(
            "00_bienvenue",
            "Commencez par la page de bienvenue : trois situations pour essayer, puis dix pour "
            "voir d’où vous partez.",
        )
    for trial in progress.trials:
        if trial.complete and trial.exercise.policy is Policy.FIN:
            return _after(trial, progress)
    for trial in progress.trials:
        ending = trial.exercise.policy is Policy.FIN
        if trial.answered and not trial.complete and (ending or not progress.met):
            return _finish(trial, "07_evaluation" if ending else "00_bienvenue")
    return _weakness(progress) or _unmet(progress) or _ready(progress) or _PRACTISE


def _finish(trial: Trial, page: str) -> Suggestion:
    left = trial.size - trial.answered
    questions = plural(left, f"{left} questions", "une question")
    begun = f"« {trial.exercise.title} » est commencé"
    return Suggestion(page, f"{begun} : il vous reste {questions}.")


def _after(over: Trial, progress: Progress) -> Suggestion:
    """Return what is left to do once the evaluation is over."""
    if over.passed is False:
        short = (over.passing or 0) - (over.score or 0)
        missed = plural(short, f"{short} bonnes réponses", "une bonne réponse")
        advice = _weakness(progress) or _PRACTISE
        lead = f"À l’évaluation, il vous a manqué {missed}."
        return Suggestion(advice.page, f"{lead} {advice.reason}")
    missing = [c.criterion for c in progress.criteria if not c.mastered]
    if not missing:
        return Suggestion(
            "05_classer",
            "L’évaluation est réussie et tous les critères sont acquis. Pour garder la main, "
            "classez quelques situations de temps en temps.",
        )
    return Suggestion(
        "05_classer",
        "L’évaluation est réussie. Pour aller plus loin, il reste à consolider : "
        f"{_names(missing)}.",
    )


def _names(criteria: Iterable[Criterion]) -> str:
    """Return the criteria's names as a list inside a sentence."""
    return ", ".join(c.name[0].lower() + c.name[1:] for c in criteria)


def _weakness(progress: Progress) -> Suggestion | None:
    """Return the page for the weakest criterion: its first lesson, or the one on differences."""
    weak = [c for c in progress.criteria if c.latest.weak]
    if not weak:
        return None
    worst = min(weak, key=lambda c: c.latest.share or 0)
    mine = [m for m in progress.met if m.scenario.criterion == worst.criterion.id]
    simple = latest([m for m in mine if m.scenario.level == 1])
    lacking = simple.share is not None and simple.share < WEAK
    page = LESSON[worst.criterion.id] if lacking else "04_differences"
    return Suggestion(
        page,
        f"Un critère demande encore du travail : {_names([worst.criterion])} (réponses justes : "
        f"{sum(worst.recent)} sur les {len(worst.recent)} dernières situations nouvelles).",
    )


def _unmet(progress: Progress) -> Suggestion | None:
    """Return the first page of the course whose subject has not been met."""
    unseen = [c.criterion for c in progress.criteria if not c.tally.seen]
    for page in dict.fromkeys(LESSON.values()):
        if here := [criterion for criterion in unseen if LESSON[criterion.id] == page]:
            lead = "La prochaine leçon présente ce que vous n’avez pas encore rencontré"
            return Suggestion(page, f"{lead} : {_names(here)}.")
    compared = any(exercise.startswith("04") for exercise in progress.visited)
    if compared or sum(m.scenario.level > 1 for m in progress.met) >= ENOUGH:
        return None
    return Suggestion(
        "04_differences",
        "Les bases sont posées. L’étape suivante compare la vente et le service, critère par "
        "critère.",
    )


def _ready(progress: Progress) -> Suggestion | None:
    """Return the evaluation when it is in reach."""
    if all(criterion.mastered for criterion in progress.criteria):
        reason = "Tous les critères sont acquis : l’évaluation est à votre portée."
        return Suggestion("07_evaluation", reason)
    right, last = _READY
    late = [m.right for m in progress.met[-last:]]
    hardest = progress.levels[max(progress.levels)]
    if len(late) < last or sum(late) < right or hardest.seen < ENOUGH:
        return None
    return Suggestion(
        "07_evaluation",
        f"L’évaluation est à votre portée : {sum(late)} justes sur vos {last} dernières "
        "situations nouvelles.",
    )
