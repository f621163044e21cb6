"""Is a choice right, and what to tell the learner of it. Pure."""

from dataclasses import dataclass

from vs_course.bank.items import CourseError, Criterion, Policy
from vs_course.practice import texts
from vs_course.practice.questions import Aside, Question


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a learner is told of a choice; all but the choice is empty where nothing is revealed.

    `correct` is None there too, and where nothing is right or wrong.
    """

    choice: str
    correct: bool | None = None
    verdict: str = ""
    clue: str = ""
    criterion: Criterion | None = None
    explanation: str = ""
    asides: tuple[Aside, ...] = ()


def offers(question: Question, choice: str) -> bool:
    """Say whether the question has that choice."""
    return any(c.value == choice for c in question.choices)


def grade(question: Question, choice: str) -> bool | None:
    """Say whether a choice is right; None where nothing is right or wrong.

    Raises CourseError when the question doesn't offer that choice.
    """
    if not offers(question, choice):
        choices = ", ".join(c.value for c in question.choices)
        raise CourseError(texts.CHOICE_UNKNOWN.format(choice=choice, choices=choices))
    return None if question.key is None else choice == question.key


def feedback(question: Question, choice: str, policy: Policy = Policy.IMMEDIAT) -> Feedback:
    """Return what to tell the learner of a choice; the twin comes with an error only.

    Raises CourseError when the question doesn't offer that choice.
    """
    correct = grade(question, choice)
    if policy is not Policy.IMMEDIAT:
        return Feedback(choice)
    return Feedback(
        choice,
        correct,
        question.verdicts[choice],
        question.clue,
        question.criterion,
        question.explanation,
        tuple(aside for aside in question.asides if aside.always or correct is False),
    )
