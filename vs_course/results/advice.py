"""What a learner should do next: one page, and one reason, from what they have shown. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vs_course.bank.items import Criterion, CriterionId, Policy
from vs_course.practice.mastery import RECENT, Progress, Trial
from vs_course.results import texts

_WEAK = 0.7  # a criterion below this share, once met _ENOUGH times, is what to work on
_ENOUGH = 5
_READY = (18, 20)  # so many right of the last so many new situations, hard ones met: in reach

LESSON = {
    CriterionId.OBJECTIF: "01_vente",
    CriterionId.CIBLE: "01_vente",
    CriterionId.CLIENTELE: "01_vente",
    CriterionId.SATISFACTION: "02_service",
    CriterionId.INTERACTION: "02_service",
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The page that helps (a notebook's name, without its suffix), and why: a sentence or two."""

    page: str
    reason: str


def suggest(progress: Progress) -> Suggestion:
    """Return the first thing that is missing, in the order of the course."""
    if not progress.answers:
        return Suggestion("00_bienvenue", texts.NEXT_START)
    for trial in progress.trials:
        if trial.complete and trial.exercise.policy is Policy.FIN:
            return _after(trial, progress)
    for trial in progress.trials:
        ending = trial.exercise.policy is Policy.FIN
        if trial.answered and not trial.complete and (ending or not progress.met):
            return _finish(trial, "07_evaluation" if ending else "00_bienvenue")
    return _weakness(progress) or _unmet(progress) or _practise(progress)


def _finish(trial: Trial, page: str) -> Suggestion:
    left = trial.size - trial.answered
    reason = texts.NEXT_FINISH if left > 1 else texts.NEXT_FINISH_ONE
    return Suggestion(page, reason.format(title=trial.exercise.title, left=left))


def _after(over: Trial, progress: Progress) -> Suggestion:
    """Return what is left to do once the evaluation is over."""
    if over.passed is False:
        short = over.exercise.passing - over.score
        lead = (texts.NEXT_FAILED if short > 1 else texts.NEXT_FAILED_ONE).format(short=short)
        what = _weakness(progress) or Suggestion("05_classer", texts.NEXT_PRACTISE)
        return Suggestion(what.page, f"{lead} {what.reason}")
    missing = [c.criterion for c in progress.criteria if not c.mastered]
    if not missing:
        return Suggestion("05_classer", texts.NEXT_NOTHING)
    return Suggestion("05_classer", texts.NEXT_PASSED.format(names=_names(missing)))


def _names(criteria: Iterable[Criterion]) -> str:
    """Return the criteria's names as a list inside a sentence."""
    return texts.LIST_SEPARATOR.join(c.name[0].lower() + c.name[1:] for c in criteria)


def _weakness(progress: Progress) -> Suggestion | None:
    """Return the page for the weakest criterion: its first lesson, or the one on differences."""
    weak = [c for c in progress.criteria if len(c.recent) >= _ENOUGH and _share(c.recent) < _WEAK]
    if not weak:
        return None
    worst = min(weak, key=lambda c: _share(c.recent))
    mine = [m for m in progress.met if m.scenario.criterion == worst.criterion.id]
    simple = [m.right for m in mine if m.scenario.level == 1][-RECENT:]
    page = LESSON[worst.criterion.id] if _share(simple) < _WEAK else "04_differences"
    right, seen = sum(worst.recent), len(worst.recent)
    reason = texts.NEXT_WEAK.format(name=_names([worst.criterion]), right=right, seen=seen)
    return Suggestion(page, reason)


def _share(rights: Sequence[bool]) -> float:
    return sum(rights) / len(rights) if rights else 1.0


def _unmet(progress: Progress) -> Suggestion | None:
    """Return the first page of the course whose subject has not been met."""
    unseen = [c.criterion for c in progress.criteria if not c.tally.seen]
    for page in dict.fromkeys(LESSON.values()):
        here = [criterion for criterion in unseen if LESSON[criterion.id] == page]
        if here:
            return Suggestion(page, texts.NEXT_UNMET.format(names=_names(here)))
    compared = any(exercise.startswith("04") for exercise in progress.visited)
    if compared or sum(m.scenario.level > 1 for m in progress.met) >= _ENOUGH:
        return None
    return Suggestion("04_differences", texts.NEXT_DIFFERENCES)


def _practise(progress: Progress) -> Suggestion:
    """Return the evaluation when it is in reach, more practice before."""
    if all(criterion.mastered for criterion in progress.criteria):
        return Suggestion("07_evaluation", texts.NEXT_ALL_MASTERED)
    right, last = _READY
    late = [m.right for m in progress.met[-last:]]
    hardest = progress.levels[max(progress.levels)]
    if len(late) == last and sum(late) >= right and hardest.seen >= _ENOUGH:
        reason = texts.NEXT_READY.format(right=sum(late), seen=last)
        return Suggestion("07_evaluation", reason)
    return Suggestion("05_classer", texts.NEXT_PRACTISE)
