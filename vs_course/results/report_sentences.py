"""The figures of a learner's progress put into French words, the same on every support."""

from vs_course.bank.items import Category
from vs_course.practice.mastery import MASTERED, RECENT, CriterionProgress, Progress, Tally, Trial
from vs_course.results import texts

SHOWN_TENS = 8  # the latest groups of ten that a plot and its table show
_MANY_ERRORS = 4  # below, which way the errors go is chance
_MOSTLY = 2 / 3


def plural(count: int, many: str, one: str) -> str:
    """Return the text for that count; in French, zero is singular too."""
    return many if count > 1 else one


def percent(share: float | None) -> str:
    """Return a share from 0 to 1 as « 86 % », or a dash where there is none."""
    return texts.NO_SHARE if share is None else texts.PERCENT.format(value=int(100 * share + 0.5))


def headline(progress: Progress) -> str:
    """Return the sentence or two that sum everything up."""
    whole = progress.whole
    if not progress.answers:
        return texts.RESULTS_EMPTY
    if not whole.seen:
        return texts.RESULTS_NOTHING_MET
    shape = plural(whole.seen, texts.RESULTS_HEADLINE, texts.RESULTS_HEADLINE_ONE)
    right = plural(whole.right, texts.RIGHT_MANY, texts.RIGHT_ONE).format(right=whole.right)
    mastered = sum(criterion.mastered for criterion in progress.criteria)
    return " ".join(
        [
            shape.format(seen=whole.seen, right=right, share=percent(whole.share)),
            texts.RESULTS_MASTERED.format(count=mastered, total=len(progress.criteria)),
        ]
    )


def score(tally: Tally) -> str:
    """Return « 12 sur 14 (86 %) », or « pas encore » where nothing was seen."""
    if not tally.seen:
        return texts.TALLY_NONE
    return texts.TALLY.format(right=tally.right, seen=tally.seen, share=percent(tally.share))


def level(number: int) -> str:
    """Return the name of a level of difficulty."""
    return texts.LEVEL.get(number) or texts.LEVEL_OTHER.format(level=number)


def tens(progress: Progress) -> list[str]:
    """Return the name of each group of ten: « 1 à 10 », « 11 à 20 »…"""
    names = []
    for place, tally in enumerate(progress.tens):
        first, last = place * RECENT + 1, place * RECENT + tally.seen
        shape = texts.TENS if last > first else texts.TENS_ONE
        names.append(shape.format(first=first, last=last))
    return names


def mastery(criterion: CriterionProgress) -> str:
    """Return how far a criterion is from being mastered."""
    if criterion.mastered:
        return texts.STATE_MASTERED
    if missing := criterion.to_meet:
        shape = plural(missing, texts.STATE_TO_MEET, texts.STATE_TO_MEET_ONE)
        return shape.format(count=missing)
    right = sum(criterion.recent)
    shape = plural(right, texts.STATE_SHORT, texts.STATE_SHORT_ONE)
    return shape.format(right=right, last=RECENT)


def mastery_rule() -> str:
    """Return what makes a criterion mastered, in a sentence."""
    return texts.MASTERY_RULE.format(right=MASTERED, last=RECENT)


def trial_state(trial: Trial) -> str:
    """Return how far a diagnostic or an evaluation is."""
    if not trial.answered:
        return texts.TRIAL_NOT_BEGUN
    if not trial.complete:
        shape = plural(trial.answered, texts.TRIAL_UNDER_WAY, texts.TRIAL_UNDER_WAY_ONE)
        return shape.format(answered=trial.answered, total=trial.size)
    if trial.passed is None:
        return texts.TRIAL_DONE
    outcome = texts.TRIAL_PASSED if trial.passed else texts.TRIAL_NOT_PASSED
    return outcome.format(passing=trial.exercise.passing)


def trial_score(trial: Trial) -> str:
    """Return a complete trial's score, « 13 sur 15 (87 %) », or when it will be told."""
    if trial.score is None:
        return texts.TRIAL_HIDDEN if trial.answered else texts.NO_SHARE
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
    return texts.ERRORS_TOWARDS[towards].format(most=missed[towards], total=total)
