"""The page where no Python answers: its script, run by node, reads and writes the same journal."""

import json
import os
import shutil
import subprocess
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.practice.journal_lines import LINES, by_schema, mutations
from vs_course import bank
from vs_course.card import standalone
from vs_course.practice.entries import Answer, in_order, parse
from vs_course.practice.exchange import file_name
from vs_course.practice.journal import Journal
from vs_course.practice.payload import content
from vs_course.practice.series import begin

REAL = bank.load()
EXERCISES = {exercise.id: exercise for exercise in REAL.exercises}
CARD = Path(standalone.__file__).parent
# The modules as they are, and a browser that keeps: what writing is, tests/browser shows.
MODULES = f"""
import {{ Host }} from "{(CARD / "host.js").as_uri()}";
import {{ Store, parse }} from "{(CARD / "store.js").as_uri()}";

class Kept extends Store {{
  base = {{}};
  async shown() {{}}
  async write(lines) {{
    this.add(lines);
    return true;
  }}
}}
const store = new Kept();
const kindOf = (line) => parse(line)?.kind ?? null;
"""


@pytest.fixture(scope="module")
def node() -> str:
    path = shutil.which("node")
    if path is None:
        missing = "node introuvable : le script des pages n'est pas essayé"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    return path


def run(node: str, given: object, code: str) -> object:
    """Run the page's own modules, then `code`, which makes `told` with `store`."""
    lines = [MODULES, f"const given = {json.dumps(given)};", code]
    told = subprocess.run(
        [node, "--input-type=module"],
        input="\n".join([*lines, "console.log(JSON.stringify(told));"]),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert told.returncode == 0, told.stderr[-2000:]
    return json.loads(told.stdout)


def test_every_line_is_what_it_is_for_the_browser_too(node):
    found = run(node, [one["line"] for one in LINES], "const told = given.map(kindOf);")
    faults = [
        f"{one['why']}: {one['kind']}, the browser {kind}"
        for one, kind in zip(LINES, found, strict=True)
        if kind != one["kind"]
    ]
    assert faults == []


def test_what_is_changed_at_random_is_the_same_for_the_schema_and_for_the_browser(node):
    lines = list(mutations(800, seed=20261126))
    found = run(node, lines, "const told = given.map(kindOf);")
    expected = [by_schema(line) for line in lines]
    told = list(zip(lines, expected, found, strict=True))
    assert [one for one in told if one[1] != one[2]] == []
    assert None in found
    assert "answer" in found


ANSWER_ALL = """
const sent = [];
for (const shown of given) {
  const page = { store, alone: true, keeping: {}, hosts: [] };
  const host = await Host.open({ ...shown, bank: "0123", ending: "Fin." }, page);
  host.on("msg:custom", (message) => sent.push(message));
  shown.content.questions.forEach(({ id, choices }, place) => {
    const confidence = [null, "sur"][place % 2];
    const answer = { question: id, choice: choices[0].value, confidence, duration_ms: place };
    for (let time = 0; time < 2; time += 1) {
      host.send({ kind: "answer", id: crypto.randomUUID(), ...answer });
    }
  });
  await host.turn;
}
const told = { sent, text: store.text };
"""


def test_what_the_browser_writes_is_what_the_schema_says(node, tmp_path):
    begun = [begin(exercise, REAL, []) for exercise in REAL.exercises]
    given = [{"content": content(series), "series": series.id} for series in begun]
    told = run(node, given, ANSWER_ALL)
    lines = told["text"].splitlines()
    series = [line for line in lines if by_schema(line) == "series"]
    lines = [line for line in lines if by_schema(line) == "answer"]
    assert len(series) == len(begun)
    assert told["text"].count("\n") == len(series) + len(lines)
    count = {True: 1, False: 2}
    asked = [
        (exercise, len(sent["content"]["questions"]))
        for exercise, sent in zip(REAL.exercises, given, strict=True)
    ]
    assert len(lines) == sum(number * count[exercise.once] for exercise, number in asked)
    kinds = [message["kind"] for message in told["sent"]]
    assert kinds.count("saved") == len(lines)
    assert kinds.count("refused") == sum(number for exercise, number in asked if exercise.once)
    path = tmp_path / "mes_reponses.jsonl"
    path.write_text(told["text"], "utf-8")
    for exercise in REAL.exercises:
        resumed = begin(exercise, REAL, Journal(path).entries())
        assert resumed.complete, exercise.id
    assert [begin(e, REAL, Journal(path).entries()).id for e in REAL.exercises] == [
        one.id for one in begun
    ]


MERGE = """
const merged = [];
for (const text of given.texts) merged.push(await store.merge(text));
const read = store.of("answer").map(({ id }) => id);
const told = { merged, text: store.text, read, name: store.fileName };
"""


def test_a_file_brought_to_a_page_keeps_all_that_it_holds(node):
    """Answers once each, the lines of other kinds too; what is no line of a journal stays out."""
    good = [one["line"] for one in LINES if one["kind"] and one["line"] == one["line"].strip()]
    bad = [one["line"] for one in LINES if not one["kind"] and "\n" not in one["line"]]
    ids = {parse(line.encode()).id for line in good if by_schema(line) == "answer"}
    assert len(ids) == 1  # the shared lines are one answer's
    whole = "\r\n".join([*bad, *good])
    told = run(node, {"texts": [whole, whole, "bonjour\n{}"]}, MERGE)
    others = [line for line in good if by_schema(line) != "answer"]
    kept = told["text"].splitlines()
    assert len(kept) == len(others) + 1
    assert [line for line in kept if by_schema(line) != "answer"] == others
    counts = [(one["added"], one["known"]) for one in told["merged"]]
    assert counts == [(1, 0), (0, 1), (0, 0)]


def test_the_browser_too_goes_by_the_instant(node, tmp_path):
    first = parse(next(one["line"] for one in LINES if one["kind"] == "answer").encode())
    instants = [
        "2026-01-31T08:00:00.500000000+00:00",
        "2026-01-31T08:00:00Z",
        "2026-01-31T09:30:00+02:00",
        "2026-01-31T07:00:01-01:00",
        "9999-12-31T23:59:59-23:59",
        "0001-01-01T00:00:00+23:59",
    ]
    made = [
        {**asdict(first), "v": 1, "id": f"{place}", "at": at} for place, at in enumerate(instants)
    ]
    told = run(node, {"texts": ["\n".join(map(json.dumps, made))]}, MERGE)
    read = told["read"]
    answers = [Answer(**{k: v for k, v in one.items() if k != "v"}) for one in made]
    assert read == [answer.id for answer in in_order(answers)] == ["5", "2", "1", "0", "3", "4"]
    path = tmp_path / "mes_reponses.jsonl"
    path.write_text("\n".join(map(json.dumps, made)), "utf-8")
    assert told["name"] == file_name(Journal(path))
