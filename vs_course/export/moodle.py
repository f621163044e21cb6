"""Moodle XML, for a question bank (docs.moodle.org, « Moodle XML format »)."""

from pathlib import Path
from xml.etree.ElementTree import Element, ElementTree, SubElement, indent

from vs_course.bank.items import Criterion, Scenario
from vs_course.export import markup, notes
from vs_course.export.selection import Selection
from vs_course.practice import texts as practice_texts
from vs_course.practice.questions import Question


def write(selection: Selection, path: Path) -> None:
    """Write one category a criterion, and one multiple-choice question a situation."""
    quiz = Element("quiz")
    for criterion, scenarios in selection.by_criterion():
        category = SubElement(SubElement(quiz, "question", type="category"), "category")
        _text(category, category_path(criterion))
        for scenario in scenarios:
            _question(quiz, scenario, selection.question(scenario))
    indent(quiz)
    ElementTree(quiz).write(path, encoding="utf-8", xml_declaration=True)


def category_path(criterion: Criterion) -> str:
    """Return the criterion's place among the categories of the course one imports into."""
    names = (practice_texts.PROMPT_CLASSER, criterion.name)
    # A doubled slash is one that doesn't separate.
    return "/".join(["$course$", "top", *(n.replace("/", "//") for n in names)])


def _question(quiz: Element, scenario: Scenario, question: Question) -> None:
    element = SubElement(quiz, "question", type="multichoice")
    _text(SubElement(element, "name"), scenario.id)
    asked = (notes.Note("", question.text), notes.Note(question.prompt, ""))
    _html(element, "questiontext", markup.paragraphs(asked))
    _html(element, "generalfeedback", markup.paragraphs(notes.on_question(question)))
    settings = {
        "defaultgrade": "1",
        "penalty": "1",  # with two choices, a second try proves nothing
        "hidden": "0",
        "idnumber": scenario.id,
        "single": "true",
        "shuffleanswers": "false",
        "answernumbering": "none",
        "showstandardinstruction": "0",
    }
    for name, value in settings.items():
        SubElement(element, name).text = value
    for choice in question.choices:
        right = choice.value == question.key
        answer = _html(element, "answer", markup.html(choice.label))
        answer.set("fraction", "100" if right else "0")
        _html(answer, "feedback", markup.paragraphs(notes.on_choice(question, choice.value)))
    tags = SubElement(element, "tags")
    for tag in notes.tags(scenario, "-"):
        _text(SubElement(tags, "tag"), tag)


def _html(parent: Element, name: str, content: str) -> Element:
    element = SubElement(parent, name, format="html")
    _text(element, content)
    return element


def _text(parent: Element, content: str) -> None:
    SubElement(parent, "text").text = markup.clean(content)
