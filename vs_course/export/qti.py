"""A QTI 3.0 package: one item a situation, and a test that gathers them (1EdTech)."""

from collections.abc import Iterable
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring
from zipfile import ZIP_DEFLATED, ZipFile

from vs_course.bank.items import Scenario
from vs_course.export import markup, notes
from vs_course.export.selection import Selection
from vs_course.practice import texts as practice_texts
from vs_course.practice.questions import Question

_SCHEMAS = "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd"
_QTI = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
_PACKAGE = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
_SCHEMA = {
    _QTI: f"{_SCHEMAS}/imsqti_asiv3p0p1_v1p0.xsd",
    _PACKAGE: f"{_SCHEMAS}/imsqtiv3p0_imscpv1p2_v1p0.xsd",
}
_TEST = "vente-ou-service"


def write(selection: Selection, path: Path) -> None:
    """Write the package: its manifest, the test, and the items in a folder of their own."""
    with ZipFile(path, "w", ZIP_DEFLATED) as package:
        package.writestr("imsmanifest.xml", _xml(_manifest(selection)))
        package.writestr(f"{_TEST}.xml", _xml(_test(selection)))
        for scenario in selection.scenarios:
            item = _item(scenario, selection.question(scenario))
            package.writestr(_href(scenario), _xml(item))


def _href(scenario: Scenario) -> str:
    return f"items/{scenario.id}.xml"


def _identifier(scenario: Scenario) -> str:
    return f"situation-{scenario.id}"  # an XML name may not begin with a digit


def _item(scenario: Scenario, question: Question) -> Element:
    item = _root("qti-assessment-item", _QTI, identifier=_identifier(scenario), title=scenario.id)
    item.attrib |= {"adaptive": "false", "time-dependent": "false", "xml:lang": "fr"}
    _declare(item, "response", "RESPONSE", "identifier", "correct-response", question.key)
    _declare(item, "outcome", "SCORE", "float", "default-value", "0")
    _declare(item, "outcome", "MAXSCORE", "float", "default-value", "1")
    _declare(item, "outcome", "FEEDBACK", "identifier")
    body = SubElement(item, "qti-item-body")
    _paragraph(body, notes.Note("", question.text))
    asked = SubElement(body, "qti-choice-interaction")
    asked.attrib |= {"response-identifier": "RESPONSE", "shuffle": "false", "max-choices": "1"}
    SubElement(asked, "qti-prompt").text = question.prompt
    for choice in question.choices:
        SubElement(asked, "qti-simple-choice", identifier=choice.value).text = choice.label
    _processing(item)
    for choice in question.choices:
        told = [*notes.on_choice(question, choice.value), *notes.on_question(question)]
        _feedback(item, choice.value, told)
    return item


def _declare(
    item: Element, what: str, name: str, kind: str, holder: str = "", value: str | None = None
) -> None:
    declared = SubElement(item, f"qti-{what}-declaration", identifier=name, cardinality="single")
    declared.set("base-type", kind)
    if value is not None:
        SubElement(SubElement(declared, f"qti-{holder}"), "qti-value").text = value


def _processing(item: Element) -> None:
    """Give one point for the right choice, and choose the feedback of the choice made."""
    processing = SubElement(item, "qti-response-processing")
    condition = SubElement(processing, "qti-response-condition")
    right = SubElement(condition, "qti-response-if")
    match = SubElement(right, "qti-match")
    SubElement(match, "qti-variable", identifier="RESPONSE")
    SubElement(match, "qti-correct", identifier="RESPONSE")
    score = SubElement(right, "qti-set-outcome-value", identifier="SCORE")
    SubElement(score, "qti-variable", identifier="MAXSCORE")
    wrong = SubElement(condition, "qti-response-else")
    score = SubElement(wrong, "qti-set-outcome-value", identifier="SCORE")
    SubElement(score, "qti-base-value", {"base-type": "float"}).text = "0"
    chosen = SubElement(processing, "qti-set-outcome-value", identifier="FEEDBACK")
    SubElement(chosen, "qti-variable", identifier="RESPONSE")


def _feedback(item: Element, choice: str, told: Iterable[notes.Note]) -> None:
    shown = {"outcome-identifier": "FEEDBACK", "identifier": choice, "show-hide": "show"}
    content = SubElement(SubElement(item, "qti-modal-feedback", shown), "qti-content-body")
    for note in told:
        _paragraph(content, note)


def _paragraph(parent: Element, note: notes.Note) -> None:
    paragraph = last = SubElement(parent, "p")
    first, *others = markup.clean(note.text).split("\n")
    if note.title:
        last = SubElement(paragraph, "strong")
        last.text, last.tail = markup.clean(note.title), f" {first}"
    else:
        paragraph.text = first
    for line in others:
        SubElement(paragraph, "br").tail = line


def _test(selection: Selection) -> Element:
    test = _root("qti-assessment-test", _QTI, identifier=_TEST, title=practice_texts.PROMPT_CLASSER)
    part = SubElement(test, "qti-test-part", identifier="situations")
    part.attrib |= {"navigation-mode": "nonlinear", "submission-mode": "individual"}
    SubElement(part, "qti-item-session-control", {"max-attempts": "1", "show-feedback": "true"})
    for criterion, scenarios in selection.mixed().by_criterion():
        place = {"identifier": criterion.id, "title": markup.clean(criterion.name)}
        section = SubElement(part, "qti-assessment-section", place, visible="true")
        for scenario in scenarios:
            item = {"identifier": _identifier(scenario), "href": _href(scenario)}
            SubElement(section, "qti-assessment-item-ref", item)
    return test


def _manifest(selection: Selection) -> Element:
    manifest = _root("manifest", _PACKAGE, identifier=f"{_TEST}-package")
    metadata = SubElement(manifest, "metadata")
    SubElement(metadata, "schema").text = "QTI Package"
    SubElement(metadata, "schemaversion").text = "3.0.1"
    SubElement(manifest, "organizations")
    resources = SubElement(manifest, "resources")
    test = _resource(resources, _TEST, "imsqti_test_xmlv3p0", f"{_TEST}.xml")
    for scenario in selection.scenarios:
        name = _identifier(scenario)
        SubElement(test, "dependency", identifierref=name)
        _resource(resources, name, "imsqti_item_xmlv3p0", _href(scenario))
    return manifest


def _resource(resources: Element, name: str, kind: str, href: str) -> Element:
    resource = SubElement(resources, "resource", identifier=name, type=kind, href=href)
    SubElement(resource, "file", href=href)
    return resource


def _root(name: str, namespace: str, **attributes: str) -> Element:
    place = {
        "xmlns": namespace,
        "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
        "xsi:schemaLocation": f"{namespace} {_SCHEMA[namespace]}",
    }
    return Element(name, place | attributes)


def _xml(root: Element) -> bytes:
    return tostring(root, encoding="utf-8", xml_declaration=True)
