"""Is a choice right, and what to tell the learner of it. Pure."""

from dataclasses import dataclass

from vs_course.bank.exercises import reserved_pairs
from vs_course.bank.items import Bank, CourseError, Criterion, Policy
from vs_course.practice import texts
from vs_course.practice.entries import Answer
from vs_course.practice.questions import Aside, Question, recall


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


class AnswerKey:
    """The right choice to every question of a bank, each worked out once for all learners.

    `practised` are the situations that no diagnostic or evaluation keeps for itself, by their ids,
    `once` the ids of these exercises, `levels` those of all the situations.
    """

    def __init__(self, bank: Bank):
        self._bank = bank
        self._questions: dict[str, Question | None] = {}
        self._grades: dict[tuple[str, str], tuple[bool, bool | None]] = {}
        reserved = reserved_pairs(bank.exercises)
        self.practised = {s.id: s for s in bank.scenarios if s.pair not in reserved}
        self.once = {exercise.id for exercise in bank.exercises if exercise.once}
        self.levels = sorted({scenario.level for scenario in bank.scenarios})

    def knows(self, answer: Answer) -> bool:
        """Say whether the bank still has what an answer is about."""
        return answer.question.partition("/")[0] in self._bank.subjects

    def question(self, question_id: str) -> Question | None:
        """Return the question of that id, or None where the bank no longer has it."""
        if question_id not in self._questions:
            self._questions[question_id] = recall(question_id, self._bank)
        return self._questions[question_id]

    def offers(self, answer: Answer) -> bool:
        """Say whether the bank still has the answer's question, with that choice."""
        return self._grade(answer)[0]

    def right(self, answer: Answer) -> bool | None:
        """Say whether an answer is right, whatever its line says of itself.

        None where nothing is right or wrong, and where the bank has no such question or choice.
        """
        return self._grade(answer)[1]

    def _grade(self, answer: Answer) -> tuple[bool, bool | None]:
        asked = answer.question, answer.choice
        if asked not in self._grades:
            question = self.question(answer.question)
            offered = question is not None and offers(question, answer.choice)
            right = grade(question, answer.choice) if question and offered else None
            self._grades[asked] = offered, right
        return self._grades[asked]


def offers(question: Question, choice: str) -> bool:
    """Say whether the question has that choice, or had it."""
    return any(c.value == choice for c in question.known)


def grade(question: Question, choice: str) -> bool | None:
    """Say whether a choice is right; None where nothing is right or wrong.

    Raises CourseError when the question doesn't offer that choice.
    """
    if not offers(question, choice):
        choices = ", ".join(c.value for c in question.choices)
        raise CourseError(texts.CHOICE_UNKNOWN.format(choice=choice, choices=choices))
    return None if question.key is None else choice in question.right


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
