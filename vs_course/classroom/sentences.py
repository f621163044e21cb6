"""The figures of a class put into French words, the same on every support."""

from datetime import date
from statistics import fmean

from vs_course.bank.french import inside, plural, quoted
from vs_course.bank.items import Exercise, Policy
from vs_course.classroom.statistics import Figures, together
from vs_course.practice import texts as practice_texts
from vs_course.practice.mastery import ENOUGH, MASTERED, RECENT, WEAK
from vs_course.results.advice import COMPARED, title
from vs_course.results.report_sentences import percent

WHOLE_CLASS = "Ensemble"
_REASONS: dict[str, str] = practice_texts.CARD["reasons"]  # type: ignore[assignment]
_TRIALS = {Policy.AUCUN: "Point de départ", Policy.FIN: "Évaluation"}
_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_FINE = MASTERED / RECENT
_RELIABLE = 0.7  # under this KR-20, a mark says too much
_TELLS = 0.2  # a question whose link with the rest is smaller tells little


def number(count: int) -> str:
    """Return a count with a narrow no-break space between its thousands."""
    return f"{count:,}".replace(",", "\u202f")


def decimal(value: float | None) -> str:
    """Return a number from -1 to 1 with two decimals, or a dash where there is none."""
    if value is None:
        return "–"
    return f"{round(value, 2) + 0:.2f}".replace(".", ",").replace("-", "\u2212")


def pupils(count: int) -> str:
    """Return « 24 élèves »."""
    return f"{number(count)} {plural(count, 'élève', 'élèves')}"


def answers(count: int) -> str:
    """Return « 1 226 réponses »."""
    return f"{number(count)} {plural(count, 'réponse', 'réponses')}"


def headline(figures: Figures) -> str:
    """Return how many pupils and answers there are, and over which days."""
    if figures.pupils:
        days = sorted(day for pupil in figures.pupils for day in (pupil.first, pupil.last))
        period = _period(date.fromisoformat(days[0]), date.fromisoformat(days[-1]))
        return f"{pupils(len(figures.pupils))}, {answers(figures.answers)}{period}."
    return (
        "Aucune réponse du cours n’a été trouvée dans ces fichiers : vérifiez que c’est bien le "
        "dossier ou l’archive où vous avez réuni les fichiers « mes_reponses.jsonl » de vos élèves."
    )


def _period(start: date, end: date) -> str:
    if start == end:
        return f", le {_day(start)}"
    words = _day(start).split(" ")
    if start.year == end.year:
        words = words[:1] if start.month == end.month else words[:2]
    return f", du {' '.join(words)} au {_day(end)}"


def _day(day: date) -> str:
    return f"{'1er' if day.day == 1 else day.day} {_MONTHS[day.month - 1]} {day.year}"


def priority(figures: Figures) -> str:
    """Return what to work on again first, by each one's last situations, and the page for it."""
    marks = [(together(figures.pupils, n).latest, c) for n, c in enumerate(figures.bank.criteria)]
    known = [(one, c) for one, c in marks if one.seen >= max(ENOUGH, len(figures.pupils))]
    if not known:
        return (
            "Il est trop tôt pour dire ce qu’il faut retravailler : la classe n’a pas encore "
            "rencontré assez de situations nouvelles."
        )
    tally, criterion = min(known, key=lambda one: one[0].share or 0)
    share = f"{percent(tally.share)} de réponses justes du premier coup"
    told = f"{inside(criterion.name)} ({share}, sur les {RECENT} dernières situations de chacun)"
    if (tally.share or 0) >= _FINE:
        return f"Aucun critère ne met la classe en difficulté. Le plus fragile est {told}."
    page = quoted(title(COMPARED, figures.bank))
    return f"À retravailler en priorité : {told}, avec la page {COMPARED[:2]}, {page}."


def trial_name(exercise: Exercise, figures: Figures) -> str:
    """Return what a teacher calls a trial: its title, where there are several of its sort."""
    alone = sum(other.policy is exercise.policy for other in figures.trials) == 1
    return _TRIALS[exercise.policy] if alone else exercise.title


def gain(figures: Figures) -> str:
    """Return what sets the evaluation against the diagnostic, "" where one of them is missing."""
    sorts = [exercise.policy for exercise in figures.trials]
    places = {policy: sorts.index(policy) for policy in sorts}  # of two evaluations, the first
    if not {Policy.AUCUN, Policy.FIN} <= places.keys():
        return ""
    both = [
        [pupil.progress.trials[places[policy]] for policy in (Policy.AUCUN, Policy.FIN)]
        for pupil in figures.pupils
    ]
    ended = [pair for pair in both if all(trial.complete for trial in pair)]
    ends = [[(trial.score or 0) / trial.size for trial in pair] for pair in ended]
    if not ends:
        return "Aucun élève n’a encore terminé le point de départ et l’évaluation."
    before, after = (percent(fmean(side)) for side in zip(*ends, strict=True))
    caution = (
        "Les situations ne sont pas les mêmes aux deux moments : un écart de quelques points "
        "peut venir d’elles."
    )
    if len(ends) == 1:
        return (
            f"Un seul élève a terminé les deux : de {before} de réponses justes au point de départ "
            f"à {after} à l’évaluation. {caution}"
        )
    up = sum(last > first for first, last in ends)
    down = sum(last < first for first, last in ends)
    return (
        f"{pupils(len(ends))} ont terminé les deux : de {before} de réponses justes en moyenne au "
        f"point de départ à {after} à l’évaluation. En hausse : {up} ; au même point : "
        f"{len(ends) - up - down} ; en baisse : {down}. {caution}"
    )


def reasons(given: dict[str, int]) -> str:
    """Return « Une faute (2) ; je ne comprends pas (1) », in the order the card offers them."""
    told = [f"{said} ({given[reason]})" for reason, said in _REASONS.items() if reason in given]
    return " ; ".join([*told[:1], *map(inside, told[1:])])


def since(day: str) -> str:
    """Return « depuis le 12 janvier 2026 »."""
    return f"depuis le {_day(date.fromisoformat(day))}"


def reliability(value: float | None) -> str:
    """Return whether a trial is reliable enough to give a mark, by its KR-20."""
    if value is None:
        return (
            "On ne peut pas dire si une note serait fiable (KR-20) : il faut au moins deux "
            "questions, et deux élèves dont les scores diffèrent."
        )
    # By what is shown: « 0,70 » is enough.
    if round(value, 2) >= _RELIABLE:
        fine = "Assez fiable pour noter avec prudence : les questions s’accordent entre elles"
        return f"{fine} (KR-20 : {decimal(value)})."
    short = "Trop peu fiable pour noter : les questions s’accordent mal entre elles"
    return f"{short} (KR-20 : {decimal(value)}, il faudrait {decimal(_RELIABLE)})."


def tells(link: float | None) -> str:
    """Return whether a question tells who knows from who doesn't, by its link with the rest."""
    if link is None:
        return "–"
    shown = round(link, 2)
    said = "non" if shown < 0 else "bien" if shown >= _TELLS else "peu"
    return f"{said} ({decimal(link)})"


def legend() -> str:
    """Return how to read the table of the pupils."""
    return (
        "Part de réponses justes du premier coup, situations nouvelles justes / rencontrées. "
        f"✓ : acquis, au moins {MASTERED} justes sur les {RECENT} dernières (ou évaluation "
        f"réussie). ▼ : à retravailler, moins de {percent(WEAK)} des {RECENT} dernières, dès "
        f"{ENOUGH} rencontrées. Le point de départ et l’évaluation sont comptés à part ; – : rien "
        "encore."
    )
