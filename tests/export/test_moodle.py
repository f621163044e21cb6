"""Moodle XML, read as its documentation describes it."""

import pytest
from lxml import etree

from tests.export.bank import elements, general, plain, shown, tags, told
from vs_course import export
from vs_course.bank.items import Category

# In the order Moodle itself writes them.
SETTINGS = {
    "defaultgrade": "1",
    "penalty": "1",
    "hidden": "0",
    "single": "true",
    "shuffleanswers": "false",
    "answernumbering": "none",
    "showstandardinstruction": "0",
}
CHILDREN = {"name", "questiontext", "generalfeedback", "idnumber", "answer", "tags", *SETTINGS}


@pytest.fixture(params=["awkward", "course"])
def exported(request, tmp_path, selection, course):
    chosen = selection if request.param == "awkward" else course
    path = tmp_path / "questions.xml"
    export.write("moodle", chosen, path)
    return chosen, etree.parse(path).getroot()


def html(element) -> str:
    assert element.get("format") == "html"
    return element.findtext("text")


def test_every_question_is_whole(exported):
    selection, quiz = exported
    scenarios = {scenario.id: scenario for scenario in selection.scenarios}
    questions = quiz.findall("question[@type='multichoice']")
    assert [q.findtext("idnumber") for q in questions] == [
        s.id for _, found in selection.by_criterion() for s in found
    ]
    assert len(questions) == len(scenarios)
    for question in questions:
        scenario = scenarios[question.findtext("idnumber")]
        assert {child.tag for child in question} == CHILDREN
        assert {name: question.findtext(name) for name in SETTINGS} == SETTINGS
        assert question.findtext("name/text") == scenario.id
        asked, prompt = plain(html(question.find("questiontext"))).rsplit("\n", 1)
        assert asked == shown(scenario.text)
        judged = f"{scenario.judged}\u00a0: vente ou service\u00a0?"
        assert prompt == (judged if scenario.judged else "Vente ou service\u00a0?")
        assert plain(html(question.find("generalfeedback"))) == general(selection.bank, scenario)
        assert [tag.text for tag in question.findall("tags/tag/text")] == tags(scenario, "-")


def test_one_answer_is_right_and_each_is_explained(exported):
    selection, quiz = exported
    scenarios = {scenario.id: scenario for scenario in selection.scenarios}
    for question in quiz.findall("question[@type='multichoice']"):
        scenario = scenarios[question.findtext("idnumber")]
        answers = question.findall("answer")
        assert [html(answer) for answer in answers] == ["Vente", "Service"]
        for answer, choice in zip(answers, Category, strict=True):
            assert answer.get("fraction") == ("100" if choice == scenario.category else "0")
            feedback = html(answer.find("feedback"))
            assert plain(feedback) == told(selection.bank, scenario, choice)
            assert elements(feedback) <= {"p", "strong", "br"}


def test_a_category_comes_before_its_questions(exported):
    selection, quiz = exported
    names = {c.id: c.name for c in selection.bank.criteria}
    criterion = {scenario.id: scenario.criterion for scenario in selection.scenarios}
    seen = []
    for question in quiz:
        if question.get("type") == "category":
            seen.append(question.findtext("category/text"))
        else:
            name = names[criterion[question.findtext("idnumber")]].replace("/", "//")
            assert seen[-1] == f"$course$/top/Vente ou service\u00a0?/{name}"
    assert len(seen) == len(set(seen)) == 5
