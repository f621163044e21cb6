"""Turns scenarios into questions, and an answer into feedback. Pure."""

from vs_course import texts
from vs_course.model import (
    Bank,
    Category,
    Choice,
    CourseError,
    Feedback,
    Policy,
    Question,
    Scenario,
)

_CATEGORIES = tuple(Choice(category, texts.CATEGORY[category]) for category in Category)


def question(scenario: Scenario, bank: Bank) -> Question:
    """Return the question « vente ou service ? » about a scenario, its twin kept for feedback."""
    return Question(
        id=scenario.id,
        prompt=texts.PROMPT_CLASSER,
        text=scenario.text,
        choices=_CATEGORIES,
        key=scenario.category,
        clue=scenario.clue,
        criterion=bank.criterion(scenario.criterion),
        explanation=scenario.explanation,
        twin=bank.twin(scenario),
    )


def offers(question: Question, choice: str) -> bool:
    """Say whether a choice is one of the question's."""
    return any(choice == c.value for c in question.choices)


def grade(question: Question, choice: str) -> bool:
    """Say whether a choice is right.

    Raises CourseError when the question doesn't offer that choice.
    """
    if not offers(question, choice):
        offered = [c.value for c in question.choices]
        raise CourseError(texts.CHOICE_UNKNOWN.format(choice=choice, choices=", ".join(offered)))
    return choice == question.key


def feedback(question: Question, choice: str, policy: Policy = Policy.IMMEDIAT) -> Feedback:
    """Return what to tell the learner of a choice; the twin comes with an error only.

    Raises CourseError when the question doesn't offer that choice.
    """
    correct = grade(question, choice)
    if policy is Policy.FIN:
        return Feedback(choice)
    verdict = texts.VERDICT_RIGHT if correct else texts.VERDICT_WRONG
    return Feedback(
        choice,
        correct,
        verdict.format(answer=texts.CATEGORY_ARTICLE[question.key]),
        question.clue,
        question.criterion,
        question.explanation,
        None if correct else question.twin,
    )
