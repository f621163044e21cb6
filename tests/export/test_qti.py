"""The package, played by @citolab/qti-components in a real browser."""

import shutil
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from zipfile import ZipFile

import pytest
from lxml import etree

from tests.export.bank import general, shown, told
from vs_course import export
from vs_course.bank.items import Category

QTI = {"q": "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"}
PACKAGE = {"p": "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"}
LOM = {"l": "http://ltsc.ieee.org/xsd/LOM"}
_PAGE = """<!doctype html>
<html lang="fr"><meta charset="utf-8"><title>QTI</title>
<script type="module" src="/player.js"></script>
<body></body></html>
"""
_OPEN = """url => {
  const container = document.createElement("item-container");
  container.setAttribute("item-url", url);
  const item = document.createElement("qti-item");
  item.append(container);
  document.body.replaceChildren(item);
}"""
_TEST = """() => {
  document.body.innerHTML = `<qti-test navigate="item"><test-navigation>
    <test-container test-url="vente-ou-service.xml"></test-container><test-next>Suite</test-next>
  </test-navigation></qti-test>`;
}"""
_LINES = """element => [...element.querySelectorAll("p")].map(paragraph => {
  const copy = paragraph.cloneNode(true);
  copy.querySelectorAll("br").forEach(line => line.replaceWith("\\n"));
  return copy.textContent;
}).join("\\n")"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def package(selection, tmp_path):
    path = tmp_path / "questions.zip"
    export.write("qti", selection, path)
    with ZipFile(path) as archive:
        archive.extractall(tmp_path / "site")
    return tmp_path / "site"


@pytest.fixture
def address(package, node_modules):
    shutil.copy(node_modules / "@citolab/qti-components/cdn/index.js", package / "player.js")
    (package / "index.html").write_text(_PAGE, encoding="utf-8")
    handler = partial(_Quiet, directory=package)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


def test_the_package_lists_what_it_holds(package, selection):
    files = {str(p.relative_to(package)) for p in package.rglob("*.xml")} - {"imsmanifest.xml"}
    manifest = etree.parse(package / "imsmanifest.xml")
    resources = manifest.findall(".//p:resource", PACKAGE)
    assert {r.get("href") for r in resources} == files
    assert {f.get("href") for f in manifest.iterfind(".//p:file", PACKAGE)} == files
    assert len(files) == len(selection.scenarios) + 1
    kinds = {r.get("identifier"): r.get("type") for r in resources}
    (test,) = (r for r in resources if r.get("type") == "imsqti_test_xmlv3p0")
    needed = {d.get("identifierref") for d in test.iterfind("p:dependency", PACKAGE)}
    assert needed == {name for name, kind in kinds.items() if kind == "imsqti_item_xmlv3p0"}
    words = {
        r.get("identifier"): [word.text for word in r.iterfind(".//l:keyword/l:string", LOM)]
        for r in resources
        if r.find("p:metadata", PACKAGE) is not None
    }
    assert words == {"situation-paire-1-vente": ["competence-C1.2", "competence-MCV-B3"]}
    items = etree.parse(package / test.get("href")).findall(".//q:qti-assessment-item-ref", QTI)
    assert {item.get("identifier") for item in items} == needed
    for item in items:
        root = etree.parse(package / item.get("href")).getroot()
        assert root.tag == f"{{{QTI['q']}}}qti-assessment-item"
        assert root.get("identifier") == item.get("identifier")


def test_every_item_plays_scores_and_explains(address, selection, page):
    problems = []
    page.on("pageerror", lambda error: problems.append(error))
    page.goto(address)
    for scenario in selection.scenarios:
        for choice in Category:
            play(page, scenario, choice)
            feedback = page.locator(f"qti-modal-feedback[identifier={choice}]")
            feedback.get_by_role("dialog").wait_for()
            assert page.get_by_role("dialog").count() == 1
            expected = [told(selection.bank, scenario, choice), general(selection.bank, scenario)]
            assert feedback.evaluate(_LINES) == "\n".join(expected)
    assert problems == []


def test_the_test_leads_from_one_item_to_the_next(address, selection, page):
    page.goto(address)
    page.evaluate(_TEST)
    order = [s.id for _, found in selection.mixed().by_criterion() for s in found]
    for name in order[:3]:
        page.locator(f"qti-assessment-item[identifier='situation-{name}']").wait_for()
        assert page.locator("qti-assessment-item").count() == 1
        page.locator("test-next").click()


def play(page, scenario, choice):
    page.evaluate(_OPEN, f"items/{scenario.id}.xml")
    item = page.locator(f"qti-assessment-item[identifier='situation-{scenario.id}']")
    item.wait_for()
    body = item.locator("qti-item-body")
    assert body.locator("> p").evaluate(
        "p => { p.querySelectorAll('br').forEach(b => b.replaceWith('\\n')); return p.textContent }"
    ) == shown(scenario.text)
    choices = body.locator("qti-simple-choice")
    assert [text.strip() for text in choices.all_inner_texts()] == ["Vente", "Service"]
    choices.nth(list(Category).index(choice)).click()
    item.evaluate("element => element.processResponse()")
    score = item.evaluate("element => element.getOutcome('SCORE').value")
    assert float(score) == (1 if choice == scenario.category else 0)
