import pytest

from vs_course import bank, exercise
from vs_course.model import Category, Choice, CourseError, CriterionId, Feedback, Policy


@pytest.fixture
def content(folder):
    return bank.load(folder.path)


@pytest.fixture
def question(content):
    """The question of the first vente."""
    return exercise.question(content.scenarios[0], content)


def test_a_question_says_all_of_its_scenario(content, question):
    scenario, twin = content.scenarios[:2]
    assert (question.id, question.text, question.key) == (scenario.id, scenario.text, "vente")
    assert (question.clue, question.explanation) == (scenario.clue, scenario.explanation)
    assert question.criterion == content.criterion(CriterionId.CIBLE)
    assert question.twin is twin
    assert question.prompt == "Vente ou service\u00a0?"


def test_the_choices_stand_in_one_order(content):
    expected = (Choice("vente", "Vente"), Choice("service", "Service"))
    assert {exercise.question(s, content).choices for s in content.scenarios} == {expected}


@pytest.mark.parametrize("choice", Category)
@pytest.mark.parametrize("position", [0, 1])
def test_only_the_scenario_s_category_is_right(content, position, choice):
    scenario = content.scenarios[position]
    asked = exercise.question(scenario, content)
    assert exercise.grade(asked, str(choice)) is (choice is scenario.category)


def test_a_right_answer_is_explained_without_the_twin(question):
    assert exercise.feedback(question, "vente") == Feedback(
        choice="vente",
        correct=True,
        verdict="Oui, c’est une vente.",
        clue=question.clue,
        criterion=question.criterion,
        explanation=question.explanation,
        twin=None,
    )


def test_an_error_is_explained_beside_the_twin(question):
    assert exercise.feedback(question, "service", Policy.IMMEDIAT) == Feedback(
        choice="service",
        correct=False,
        verdict="Non, ici c’est une vente.",
        clue=question.clue,
        criterion=question.criterion,
        explanation=question.explanation,
        twin=question.twin,
    )


def test_the_verdict_names_a_service_too(content):
    asked = exercise.question(content.scenarios[1], content)
    assert exercise.feedback(asked, "service").verdict == "Oui, c’est un service."
    assert exercise.feedback(asked, "vente").verdict == "Non, ici c’est un service."


@pytest.mark.parametrize("choice", Category)
def test_an_evaluation_reveals_nothing(question, choice):
    assert exercise.feedback(question, choice, Policy.FIN) == Feedback(choice)
    assert Feedback(choice).correct is None


@pytest.mark.parametrize("choice", ["Vente", "", "les-deux", "<b>", None, 3, ["vente"], {}])
def test_a_choice_not_offered_is_refused(question, choice):
    assert not exercise.offers(question, choice)
    for policy in Policy:
        with pytest.raises(
            CourseError, match=r"pas une réponse possible\s; il faut\s: vente, service"
        ):
            exercise.feedback(question, choice, policy)
