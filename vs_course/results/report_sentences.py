"""The figures of a learner's progress put into French words, the same on every support."""

from vs_course.bank.french import plural
from vs_course.bank.items import Category
from vs_course.practice.mastery import MASTERED, RECENT, CriterionProgress, Progress, Tally
from vs_course.practice.trials import Trial

SHOWN_TENS = 8  # the latest groups of ten that the page shows
NO_SHARE = "–"
LEVEL = {
    1: "Niveau 1 : les signes sont clairs",
    2: "Niveau 2 : un détail décide",
    3: "Niveau 3 : les mots trompent",
}
MASTERY_RULE = (
    f"Un critère est acquis quand au moins {MASTERED} réponses sont justes parmi vos {RECENT} "
    "dernières situations nouvelles de ce critère. Seule compte la première réponse à une "
    "situation ; le point de départ et l’évaluation sont comptés à part."
)
AT_RANDOM = f"au hasard : {RECENT // len(Category)} sur {RECENT}"
_MANY_ERRORS = 4  # below, which way the errors go is chance
_MOSTLY = 2 / 3
_TAKEN_FOR = {
    Category.VENTE: "services pris pour des ventes",
    Category.SERVICE: "ventes prises pour des services",
}


def percent(share: float | None) -> str:
    """Return a share from 0 to 1 as « 86 % », or a dash where there is none."""
    return NO_SHARE if share is None else f"{int(100 * share + 0.5)} %"


def headline(progress: Progress) -> str:
    """Return the sentence or two that sum everything up."""
    whole = progress.whole
    if not progress.answers:
        return (
            "Votre bilan est encore vide, et c’est normal : vous n’avez pas encore répondu. Il se "
            "remplira tout seul, réponse après réponse."
        )
    if not whole.seen:
        return (
            "Vous avez commencé, bravo. Le bilan se remplit dès que vous classez des situations "
            "dans les exercices du cours."
        )
    right = plural(whole.right, "situation classée juste", "situations classées juste")
    seen = plural(whole.seen, "rencontrée", "rencontrées")
    return f"{whole.right} {right} du premier coup, sur {whole.seen} {seen}."


def score(tally: Tally) -> str:
    """Return « 12 sur 14 (86 %) », or « pas encore » where nothing was seen."""
    if not tally.seen:
        return "pas encore"
    return f"{tally.right} sur {tally.seen} ({percent(tally.share)})"


def level(number: int) -> str:
    """Return the name of a level of difficulty."""
    return LEVEL.get(number) or f"Niveau {number}"


def tens(progress: Progress) -> list[str]:
    """Return the name of each group of ten: « 1 à 10 », « 11 à 20 »…"""
    names = []
    for place, tally in enumerate(progress.tens):
        first, last = place * RECENT + 1, place * RECENT + tally.seen
        names.append(f"{first} à {last}" if last > first else f"{first}")
    return names


def mastery(criterion: CriterionProgress) -> str:
    """Return how far a criterion is from being mastered."""
    if criterion.mastered:
        return "Acquis"
    if missing := criterion.to_meet:
        met = plural(missing, "situation nouvelle", "situations nouvelles")
        return f"Encore {missing} {met}"
    right = criterion.latest.right
    return f"{right} {plural(right, 'juste', 'justes')} sur les {RECENT} dernières"


def helped(tally: Tally) -> str:
    """Return how many of the right answers came after a hint, or ""."""
    if not tally.helped:
        return ""
    return f"dont {tally.helped} avec un indice"


def trial_state(trial: Trial) -> str:
    """Return how far a diagnostic or an evaluation is."""
    if not trial.answered:
        return "Pas commencé"
    if not trial.complete:
        answers = plural(trial.answered, "réponse", "réponses")
        return f"En cours : {trial.answered} {answers} sur {trial.size}"
    if trial.passed is None:
        return "Terminé"
    outcome = "Réussi" if trial.passed else "Pas encore réussi"
    return f"{outcome} (il en fallait {trial.passing})"


def trial_score(trial: Trial) -> str:
    """Return a complete trial's score, « 13 sur 15 (87 %) », or when it will be told."""
    if trial.score is None:
        return "À la fin" if trial.answered else NO_SHARE
    return score(Tally(trial.size, trial.score))


def errors(progress: Progress) -> str:
    """Return which way most errors go, or "" when they are few or go both ways."""
    missed = {
        towards: progress.categories[other].seen - progress.categories[other].right
        for towards, other in zip(Category, reversed(Category), strict=True)
    }
    total, towards = sum(missed.values()), max(missed, key=missed.__getitem__)
    if total < _MANY_ERRORS or missed[towards] < _MOSTLY * total:
        return ""
    return (
        f"Vos erreurs vont surtout dans un sens : {missed[towards]} {_TAKEN_FOR[towards]}, sur "
        f"{total} erreurs."
    )


def other_version(trial: Trial, today: str) -> str:
    """Return on which version of the situations a trial was passed, "" where it is today's."""
    if not trial.complete or trial.bank == today:
        return ""
    return (
        f"« {trial.exercise.title} » a été passé sur une autre version des situations "
        f"(« {trial.bank} » ; celle d’aujourd’hui est « {today} »)."
    )
