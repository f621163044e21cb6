"""Questions for a bank of Moodle: Moodle XML, and GIFT, its plain text (docs.moodle.org)."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from vs_course.bank.items import Criterion, Scenario
from vs_course.export import Selection, layout
from vs_course.export.layout import Paragraph
from vs_course.practice import texts as practice_texts
from vs_course.practice.questions import Question

_SETTINGS = {
    "defaultgrade": "1",
    "penalty": "1",  # with two choices, a second try proves nothing
    "hidden": "0",
    "idnumber": "",
    "single": "true",
    "shuffleanswers": "false",
    "answernumbering": "none",
    "showstandardinstruction": "0",
}
# The backslash too, or one before a brace would undo the brace's own.
_GIFT_CONTROL = re.compile(r"[\\~=#{}:]")


def xml(selection: Selection) -> bytes:
    """Return one category a criterion, and one multiple-choice question a situation."""
    quiz = Element("quiz")
    for criterion, scenarios in selection.by_criterion():
        category = SubElement(SubElement(quiz, "question", type="category"), "category")
        _text(category, _category_path(criterion))
        for scenario in scenarios:
            _question(quiz, scenario, selection.question(scenario))
    indent(quiz)
    return tostring(quiz, encoding="utf-8", xml_declaration=True)


def _category_path(criterion: Criterion) -> str:
    """Return the criterion's place among the categories of the course one imports into."""
    names = (practice_texts.PROMPT_CLASSER, criterion.name)
    # A doubled slash is one that doesn't separate.
    return "/".join(["$course$", "top", *(n.replace("/", "//") for n in names)])


def _question(quiz: Element, scenario: Scenario, question: Question) -> None:
    element = SubElement(quiz, "question", type="multichoice")
    _text(SubElement(element, "name"), scenario.id)
    asked = (Paragraph("", question.text), Paragraph(question.prompt, ""))
    _html(element, "questiontext", layout.as_html(asked))
    _html(element, "generalfeedback", layout.as_html(layout.on_question(scenario, question)))
    for name, value in (_SETTINGS | {"idnumber": scenario.id}).items():
        SubElement(element, name).text = value
    for choice in question.choices:
        answer = _html(element, "answer", layout.html(choice.label))
        answer.set("fraction", "100" if choice.value == question.key else "0")
        told = layout.on_choice(question, choice.value)
        _html(answer, "feedback", layout.as_html(told))
    tags = SubElement(element, "tags")
    for tag in layout.tags(scenario, "-"):
        _text(SubElement(tags, "tag"), tag)


def _html(parent: Element, name: str, content: str) -> Element:
    element = SubElement(parent, name, format="html")
    _text(element, content)
    return element


def _text(parent: Element, content: str) -> None:
    SubElement(parent, "text").text = layout.clean(content)


def gift(selection: Selection) -> bytes:
    """Return the same questions and categories in GIFT, a blank line between them."""
    blocks = []
    for criterion, scenarios in selection.by_criterion():
        category = re.sub(r"[\t\n]+", " ", layout.clean(_category_path(criterion)))
        blocks.append(f"$CATEGORY: {category}\n")  # read as it is, with no escape
        blocks += ["\n".join(_gift_lines(s, selection.question(s))) for s in scenarios]
    return "\n".join(blocks).encode()


def _gift_lines(scenario: Scenario, question: Question) -> Iterator[str]:
    marks = "".join(f" [tag:{tag}]" for tag in layout.tags(scenario, "-"))
    yield f"// [id:{scenario.id}]{marks}"
    # « plain » : what looks like HTML in a text is shown, not obeyed.
    asked = "\n".join((question.text, question.prompt))
    yield f"::{_escape(scenario.id)}::[plain]{_escape(asked)}{{"
    for choice in question.choices:
        sign = "=" if choice.value == question.key else "~"
        told = layout.as_text(layout.on_choice(question, choice.value))
        yield f"\t{sign}{_escape(choice.label)}#{_escape(told)}"
    yield f"\t####{_escape(layout.as_text(layout.on_question(scenario, question)))}"
    yield "}\n"


def _escape(text: str) -> str:
    return _GIFT_CONTROL.sub(r"\\\g<0>", layout.clean(text)).replace("\n", r"\n")
