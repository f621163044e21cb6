"""Statements, each checked by the models of the Ralph record store."""

import json
import uuid
from pathlib import Path
from zipfile import ZipFile

import pytest
from ralph.models.xapi.base.statements import BaseXapiStatement
from ralph.models.xapi.base.unnested_objects import BaseXapiActivityInteractionDefinition
from ralph.models.xapi.concepts.verbs.adl_vocabulary import AnsweredVerb

from tests.export.xapi.conftest import answer, asked
from tests.folders import Folder
from vs_course import bank
from vs_course.bank.items import Bank, CourseError
from vs_course.export import xapi
from vs_course.practice.entries import Drawn, Report
from vs_course.practice.grading import AnswerKey
from vs_course.practice.journal import Journal

AWKWARD = '« L’offre à 5 % » & <b>"net"</b> {x} ~ # \\ 🙂\u00a0!'


def check(statement: dict) -> dict:
    """Hold a statement to Ralph's models, as it stands once written."""
    written = json.loads(json.dumps(statement))
    BaseXapiStatement.model_validate(written)
    AnsweredVerb.model_validate(written["verb"])
    BaseXapiActivityInteractionDefinition.model_validate(written["object"]["definition"])
    return written


def one(course: Bank, **changes: object) -> dict:
    return check(xapi.statement(answer(course, 0, **changes), AnswerKey(course), course))


def test_every_choice_of_every_question_is_a_valid_statement_graded_by_the_key(course):
    known = asked(course)
    kinds = {question.id.partition("/")[2] for question in known}
    assert kinds == {"", "comparer", "reperer", "justifier", "situer"}
    key = AnswerKey(course)
    for number, question in enumerate(known):
        for place, choice in enumerate(question.choices):
            event = str(uuid.UUID(int=number * 100 + place, version=4))
            given = answer(course, 0, id=event, question=question.id, choice=choice.value)
            made = xapi.statement(given, key, course)
            if place == 0:  # the models are slow, and the choices differ by one word
                check(made)
            definition, result = made["object"]["definition"], made["result"]
            assert made["id"] == event
            assert result["response"] == choice.value
            assert result["response"] in [c["id"] for c in definition["choices"]]
            if question.key is None:
                assert "success" not in result
                assert "correctResponsesPattern" not in definition
            else:
                assert definition["correctResponsesPattern"] == [question.key]
                assert result["success"] is (choice.value in question.right)
    assert any(question.key is None for question in known)


def test_a_statement_says_who_what_and_how(course):
    scenario = course.scenarios[0]
    made = one(course, choice=str(scenario.category))
    base = xapi.BASE
    assert made["actor"] == {
        "objectType": "Agent",
        "account": {"homePage": xapi.HOME_PAGE, "name": "eleve-1a2b3c4d"},
    }
    assert made["object"]["id"] == f"{base}question/{scenario.id}"
    assert made["object"]["definition"]["description"] == {"fr-FR": scenario.text}
    assert made["result"] == {
        "response": str(scenario.category),
        "success": True,
        "duration": "PT4.200S",
        "extensions": {f"{base}certitude": "sur"},
    }
    assert made["timestamp"] == "2026-01-05T08:00:00.000Z"
    context = made["context"]
    (parent,), (course_activity,) = context["contextActivities"].values()
    assert parent["id"] == f"{base}exercice/05-classer"
    title = next(e.title for e in course.exercises if e.id == "05-classer")
    assert parent["definition"]["name"] == {"fr-FR": title}
    assert course_activity["id"] == f"{base}cours"
    assert context["extensions"] == {
        f"{base}tentative": 1,
        f"{base}empreinte-des-donnees": course.fingerprint,
    }


def test_what_the_file_says_of_itself_is_not_believed(course):
    wrong = next(c for c in ("vente", "service") if c != course.scenarios[0].category)
    assert one(course, choice=wrong, correct=True)["result"]["success"] is False
    right = str(course.scenarios[0].category)
    assert one(course, choice=right, correct=False)["result"]["success"] is True


@pytest.mark.parametrize("learner", ["camille@lycee.fr", "Camille Martin", "", "\ud800", "a" * 65])
def test_no_email_and_no_full_name_leaves(course, learner):
    made = one(course, learner=learner)
    name = made["actor"]["account"]["name"]
    assert name.startswith("eleve-")
    assert name == one(course, learner=learner)["actor"]["account"]["name"]
    text = json.dumps(made)
    assert "mbox" not in text
    assert "@" not in text
    assert "Camille" not in text


def test_fields_that_make_no_sense_are_left_out_of_a_valid_statement(course):
    odd = one(
        course,
        at="0001-01-01T00:00:00+14:00",
        confidence="très",
        attempt=10**9,
        duration_ms=10**300,
        bank="<b>",
        exercise="été \ud800/é",
    )
    assert set(odd) == {"id", "actor", "verb", "object", "result", "context"}
    assert set(odd["result"]) == {"response", "success"}
    assert "extensions" not in odd["context"]
    assert one(course, at="2026-01-05T09:00:00+01:00")["timestamp"] == "2026-01-05T08:00:00.000Z"
    assert one(course, at="2026-01-05T09:00:00.1Z")["timestamp"] == "2026-01-05T09:00:00.100Z"


def test_an_id_that_is_no_uuid_gives_a_stable_one_of_its_own(course):
    first = one(course, id="evenement-0")["id"]
    assert first == one(course, id="evenement-0")["id"]
    assert uuid.UUID(first).version == 5
    others = [one(course, id="evenement-1"), one(course, id="evenement-0", learner="eleve-2")]
    assert len({first, *(other["id"] for other in others)}) == 3


def test_what_the_bank_does_not_know_is_left_aside_and_counted(course, tmp_path):
    path, out = tmp_path / "mes_reponses.jsonl", tmp_path / "traces.json"
    journal = Journal(path)
    known = answer(course, 0)
    for given in (
        known,
        known,
        answer(course, 1, question="disparue"),
        answer(course, 2, choice="les-deux"),
        answer(course, 3, exercise="retire"),
    ):
        journal.append(given)
    with path.open("ab") as stream:
        stream.write(b'{"v": 1, "id": "cou')
    report = xapi.write(path, course, out)
    written = json.loads(out.read_text(encoding="utf-8"))
    assert [check(made)["id"][:8] for made in written] == ["00000000", "00000003"]
    assert report == (
        f"2 réponses écrites dans « {out} ». "
        "2 réponses laissées de côté : ce dossier de données n'a pas la question ou le choix. "
        "1 ligne illisible du journal laissée de côté."
    )


def test_what_a_journal_keeps_beside_answers_is_not_sent(course, tmp_path):
    path, out = tmp_path / "mes_reponses.jsonl", tmp_path / "traces.json"
    Journal(path).append(answer(course, 0))
    said = {"id": "1", "at": "2026-01-05T08:00:00Z", "learner": "a", "exercise": "05-classer"}
    name = course.scenarios[0].id
    Journal(path).append(
        Drawn(**said, questions=(name,), bank="b"),
        Report(**{**said, "id": "2"}, question=name, reason="faute", text="", bank="b"),
    )
    with path.open("a", encoding="utf-8") as stream:
        stream.write('{"v": 1, "kind": "demain"}\n')
    assert xapi.write(path, course, out) == f"1 réponse écrite dans « {out} »."
    assert len(json.loads(out.read_bytes())) == 1


def test_awkward_texts_come_through_whole(folder: Folder, tmp_path: Path):
    text = folder.rows("scenarios.csv")[1][2]
    folder.set(2, "texte", f"={AWKWARD} {text}")
    data = bank.load(folder.path)
    Journal(tmp_path / "j.jsonl").append(answer(data, 0, exercise="essai"))
    xapi.write(tmp_path / "j.jsonl", data, tmp_path / "traces.json")
    (made,) = json.loads((tmp_path / "traces.json").read_text(encoding="utf-8"))
    assert check(made)["object"]["definition"]["description"]["fr-FR"] == f"={AWKWARD} {text}"


@pytest.mark.parametrize(
    ("journal", "destination", "said"),
    [
        ("absent.jsonl", "traces.json", "introuvable"),
        (".", "traces.json", "est un dossier"),
        ("devoirs.zip", "traces.json", "est une archive"),
        ("j.jsonl", "nulle/part.json", "n'existe pas ; créez-le"),
        ("j.jsonl", ".", "existe déjà et n'est pas un fichier"),
    ],
)
def test_a_path_that_cannot_be_used_is_said(course, tmp_path, journal, destination, said):
    Journal(tmp_path / "j.jsonl").append(answer(course, 0))
    with ZipFile(tmp_path / "devoirs.zip", "w") as archive:
        archive.write(tmp_path / "j.jsonl", "j.jsonl")
    with pytest.raises(CourseError, match=said):
        xapi.write(tmp_path / journal, course, tmp_path / destination)
    assert {path.name for path in tmp_path.iterdir()} == {"j.jsonl", "devoirs.zip"}
