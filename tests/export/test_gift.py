"""GIFT, parsed back by gift-pegjs."""

import json
import subprocess

import pytest

from tests.export.bank import asked, general, shown, tags, told
from vs_course import export
from vs_course.bank.items import Category

_SCRIPT = """
const { parse } = require(process.argv[1] + "/gift-pegjs");
const text = require("fs").readFileSync(process.argv[2], "utf8");
console.log(JSON.stringify(parse(text)));
"""


@pytest.mark.parametrize("which", ["awkward", "course"])
def test_every_question_comes_back_as_it_was(which, selection, course, node_modules, tmp_path):
    chosen = selection if which == "awkward" else course
    path = tmp_path / "questions.gift"
    export.write("gift", chosen, path)
    command = ["node", "-e", _SCRIPT, str(node_modules), str(path)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr
    parsed = json.loads(run.stdout)
    questions = [item for item in parsed if item["type"] != "Category"]
    assert len(questions) == len(chosen.scenarios)
    place = iter(parsed)
    for criterion, scenarios in chosen.by_criterion():
        name = criterion.name.replace("/", "//").replace("\n", " ")  # a category is one line
        title = f"$course$/top/Vente ou service\u00a0?/{name}"
        assert next(place) == {"type": "Category", "title": title}
        for scenario in scenarios:
            check(next(place), scenario, chosen.bank)


def check(question, scenario, bank):
    assert (question["type"], question["title"], question["id"]) == ("MC", scenario.id, scenario.id)
    assert question["tags"] == tags(scenario, "-")
    assert question["stem"] == {
        "format": "plain",
        "text": shown(f"{scenario.text}\n{asked(scenario)}"),
    }
    assert [c["text"]["text"] for c in question["choices"]] == ["Vente", "Service"]
    for choice, category in zip(question["choices"], Category, strict=True):
        assert choice["isCorrect"] is (category == scenario.category)
        assert choice["feedback"] == plain_text(told(bank, scenario, category))
    assert question["globalFeedback"] == plain_text(general(bank, scenario))


def plain_text(text):
    return {"format": "plain", "text": text}
