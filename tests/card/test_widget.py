"""The card driven with no browser: by `answer`, and by the very messages a browser sends."""

import json
import uuid
from pathlib import Path

import pytest

from vs_course import bank, exercice
from vs_course.bank.items import CourseError, Kind, Policy
from vs_course.card.static_html import as_html
from vs_course.card.widget import Card

REAL = bank.load()
# All but the evaluation to take again, which opens once the first is failed.
EXERCISES = {exercise.id: exercise for exercise in REAL.exercises if not exercise.after}
SAID = {"id", "text", "prompt", "form", "formName"}
ONCE = [name for name, exercise in EXERCISES.items() if exercise.policy is not Policy.IMMEDIAT]
PRACTICE = [name for name in EXERCISES if name not in ONCE]
SEALED = (
    "key",
    "right",
    "reveal",
    "verdicts",
    "leads",
    "sentences",
    "clues",
    "criterion",
    "asides",
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "reponses.jsonl"


def records(path: Path) -> list[dict]:
    """Return the answers of a journal, without the lines that say what a series asks."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if "kind" not in line]


def wrong(question) -> str:
    return next(c.value for c in question.choices if c.value != question.key)


def finish(card: Card, right: bool = True) -> None:
    for question in card.session.questions:
        if question.id not in card.answers:
            card.answer(question.id, question.key if right else wrong(question))


def strings(value) -> list[str]:
    """Return every key and every text of a JSON value."""
    if isinstance(value, dict):
        return [s for k, v in value.items() for s in (k, *strings(v))]
    if isinstance(value, list | tuple):
        return [s for item in value for s in strings(item)]
    return [value] if isinstance(value, str) else []


# --- Every exercise of the course ------------------------------------------------------------


@pytest.mark.parametrize("right", [True, False])
def test_every_exercise_is_played_to_its_end(right, tmp_path):
    for name, exercise in EXERCISES.items():
        debate = exercise.kind is Kind.DEBATTRE
        path = tmp_path / f"{name}.jsonl"
        card = exercice(name, journal=path)
        asked = card.session.questions
        for place, question in enumerate(asked, 1):
            choice = question.key if right and question.key else wrong(question)
            told = card.answer(question.id, choice, duration_ms=place)
            if name in ONCE or debate:
                assert told.correct is None, name
            else:
                assert told.correct is right, name
                assert told.explanation == question.explanation, name
                assert bool(told.asides) is (not right and bool(question.asides)), name
            assert card.answers[question.id] == choice, name
            assert card.session.complete is (place == len(asked)), name
        kept = [(r["question"], r["choice"], r["correct"], r["duration_ms"]) for r in records(path)]
        grade = None if debate else right
        assert [row[0] for row in kept] == [question.id for question in asked], name
        assert [row[2:] for row in kept] == [(grade, n) for n in range(1, len(asked) + 1)], name
        assert {r["attempt"] for r in records(path)} == {1}, name
        assert card.notice == "", name


def test_what_the_browser_gets_is_json_and_shows_every_question(path):
    for name in EXERCISES:
        card = exercice(name, journal=path)
        shown = json.loads(json.dumps(card.content))
        asked = card.session.questions
        assert [q["id"] for q in shown["questions"]] == [q.id for q in asked], name
        for sent, question in zip(shown["questions"], asked, strict=True):
            choices = [c.value for c in question.choices]
            assert [c["value"] for c in sent["choices"]] == choices, question.id
            assert (sent["text"], sent["prompt"]) == (question.text, question.prompt), question.id
            assert ("reveal" in sent) is (name in PRACTICE), question.id
        assert shown["once"] is (name in ONCE), name
        assert (shown["confidence"] is not None) is (name == "05-classer"), name


def test_practice_sends_its_key_and_helps_by_steps(path):
    for name in PRACTICE:
        card = exercice(name, journal=path)
        for sent, question in zip(card.content["questions"], card.session.questions, strict=True):
            assert sent["reveal"]["key"] == question.key, question.id
            assert sent["reveal"]["right"] == question.right, question.id
            assert " ".join(sent["reveal"]["sentences"]) == question.explanation, question.id
            assert sent["reveal"]["clues"] == question.clues, question.id
            # The criterion's question, then the clue where it stands; never the sign asked for.
            asked_by = question.criterion and question.criterion.question
            steps = {Kind.CLASSER: [asked_by, ""], Kind.JUSTIFIER: [""]}.get(
                EXERCISES[name].kind, [asked_by] if asked_by else []
            )
            if EXERCISES[name].kind is Kind.SITUER and asked_by:
                steps = [asked_by, ""]
            assert [hint["text"] for hint in sent["hints"]] == steps, question.id


def test_debates_are_never_right_or_wrong(path):
    card = exercice("06-debattre", journal=path)
    debates = {debate.id: debate for debate in REAL.debates}
    for place, question in enumerate(card.session.questions):
        told = card.answer(question.id, ("vente", "service")[place % 2])
        assert told.correct is None
        sides = [debates[question.id].for_vente, debates[question.id].for_service]
        assert [aside.text for aside in told.asides] == sides
    assert {r["correct"] for r in records(path)} == {None}
    assert {q["reveal"]["key"] for q in card.content["questions"]} == {None}


# --- A diagnostic and an evaluation ----------------------------------------------------------


@pytest.mark.parametrize("right", [True, False])
@pytest.mark.parametrize("name", ONCE)
def test_nothing_of_the_key_is_sent_before_the_end(name, right, path):
    card = exercice(name, journal=path)
    scenarios = {s.id: s for s in REAL.scenarios}
    for question in card.session.questions:
        sent = json.dumps(card.get_state()["content"], ensure_ascii=False)
        shown = set(strings(card.content["questions"]))
        assert not shown & set(SEALED)
        for other in card.session.questions:
            assert other.explanation not in sent
            told = {verdict for verdict in other.verdicts.values() if verdict.endswith(".")}
            assert not shown & {*told, *other.clues}
            assert REAL.twin(scenarios[other.subject]).text not in sent
        assert card.content["closing"] == ""
        told = card.answer(question.id, question.key if right else wrong(question))
        assert (told.correct, told.verdict, told.explanation, told.asides) == (None, "", "", ())


@pytest.mark.parametrize("name", ONCE)
def test_questions_look_the_same_whatever_their_key(name, path):
    # What a situation says, and how: twins say it alike, whatever the key.
    card = exercice(name, journal=path)
    rest = {
        json.dumps({k: v for k, v in sent.items() if k not in SAID}, sort_keys=True)
        for sent in card.content["questions"]
    }
    assert len(rest) == 1
    pairs = EXERCISES[name].pairs  # any member of which may be drawn
    ends = {(s.id[-2:], s.category) for s in REAL.scenarios if s.pair in pairs}
    assert len(ends) == 4, "the end of an id gives its key away"


@pytest.mark.parametrize("name", ONCE)
def test_a_second_answer_is_refused(name, path):
    card = exercice(name, journal=path)
    asked = card.session.questions[0]
    card.answer(asked.id, "vente")
    for again in (card, exercice(name, journal=path)):
        for choice in ("vente", "service"):
            with pytest.raises(CourseError, match="une réponse est définitive"):
                again.answer(asked.id, choice)
        assert again.answers == {asked.id: "vente"}
    assert len(records(path)) == 1


@pytest.mark.parametrize("name", ONCE)
def test_there_is_no_second_series(name, path):
    card = exercice(name, journal=path)
    finish(card, right=False)
    before = dict(card.content)
    card.proceed()
    press(card, {"kind": "continue"})
    assert card.content == before
    assert card.session.complete
    assert exercice(name, journal=path).content == before


def test_the_browser_is_told_whose_journal_it_is_once_it_is_someone_s(path):
    path.mkdir()
    card = exercice("05-classer", journal=path)
    one, two = card.session.questions[:2]
    card.answer(one.id, "vente")
    assert card.owner == ""  # that answer is not on disk: nobody will know this pseudonym
    path.rmdir()
    card.answer(two.id, "vente")
    assert {card.owner} == {record["learner"] for record in records(path)}
    assert exercice("00-essai", journal=path).owner == card.owner


def test_the_starting_point_ends_without_a_key(path):
    card = exercice("00-diagnostic", journal=path)
    finish(card)
    assert card.content["closing"].startswith("Merci. Vos réponses sont gardées")
    assert not any(character.isdigit() for character in card.content["closing"])
    assert not set(strings(card.content["questions"])) & set(SEALED)


def test_an_evaluation_ends_with_its_key_and_its_result(path):
    card = exercice("07-evaluation", journal=path)
    finish(card, right=False)
    assert "0 bonne réponse sur 15" in plain(card.content["closing"])
    assert "Il en fallait 13 pour réussir" in plain(card.content["closing"])
    assert "point de départ" not in card.content["closing"]
    for reopened in (card, exercice("07-evaluation", journal=path)):
        sent = reopened.content["questions"]
        assert [q["reveal"]["key"] for q in sent] == [q.key for q in card.session.questions]
        told = [" ".join(q["reveal"]["sentences"]) for q in sent]
        assert told == [q.explanation for q in card.session.questions]
        assert all(q["hints"] == [] for q in sent)


@pytest.mark.parametrize(("missed", "passed"), [(0, True), (2, True), (3, False), (14, False)])
def test_the_result_is_compared_with_the_starting_point(path, missed, passed):
    before = exercice("00-diagnostic", journal=path)
    for place, question in enumerate(before.session.questions):
        before.answer(question.id, question.key if place < 4 else wrong(question))
    card = exercice("07-evaluation", journal=path)
    for place, question in enumerate(card.session.questions):
        card.answer(question.id, wrong(question) if place < missed else question.key)
    said = plain(card.content["closing"])
    count = "1 bonne réponse" if missed == 14 else f"{15 - missed} bonnes réponses"
    assert said.startswith(f"{count} sur 15. ")
    assert ("C’est réussi : il en fallait 13." in said) is passed
    assert ("Il en fallait 13 pour réussir" in said) is not passed
    assert said.endswith("Au point de départ, vous aviez 4 bonnes réponses sur 10.")


def test_a_starting_point_left_halfway_is_not_compared(path):
    before = exercice("00-diagnostic", journal=path)
    before.answer(before.session.questions[0].id, "vente")
    card = exercice("07-evaluation", journal=path)
    finish(card)
    assert "point de départ" not in card.content["closing"]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


# --- An evaluation taken again -----------------------------------------------------------------


def test_the_card_of_what_is_taken_again_opens_once_what_was_missed_is_reviewed(path):
    first = exercice("07-evaluation", journal=path)
    second = exercice("07-evaluation-2", journal=path)
    assert "Passez d’abord" in repr(second)
    assert "Passez d’abord" in as_html(second.series)
    for question in first.session.questions:
        assert second.content["questions"] == []
        press(
            first,
            {
                "kind": "answer",
                "id": str(uuid.uuid4()),
                "question": question.id,
                "choice": wrong(question),
            },
        )
    assert "Revoyez d’abord" in repr(second)
    for name in ("01-objectif", "01-chercher-des-acheteurs", "02-aider"):
        assert second.content["questions"] == []
        card = exercice(name, journal=path)
        for question in card.session.questions:
            told = {"kind": "answer", "id": str(uuid.uuid4()), "choice": "vente"}
            press(card, {**told, "question": question.id})
    assert len(second.content["questions"]) == 15
    assert all("reveal" not in question for question in second.content["questions"])


# --- Series ----------------------------------------------------------------------------------


def test_proceed_gives_the_next_series(tmp_path):
    for name in [name for name in PRACTICE if not name.endswith("-ouvrir")]:
        path = tmp_path / f"{name}.jsonl"
        card = exercice(name, journal=path)
        first = [question.id for question in card.session.questions]
        assert card.content["more"] is True, name
        for question in card.session.questions:
            card.answer(question.id, question.key or "vente")
        card.proceed()
        second = [question.id for question in card.session.questions]
        assert not set(first) & set(second) or name in ("04-objectif", "04-clientele"), name
        assert second != first, name
        assert [q["id"] for q in card.content["questions"]] == second, name
        assert card.answers == {}, name
        reopened = exercice(name, journal=path).session.questions
        assert [q.id for q in reopened] == first, name
        card.answer(second[0], card.session.questions[0].key or "vente")
        again = exercice(name, journal=path)
        assert [q.id for q in again.session.questions] == second, name
        assert again.answers == card.answers, name


def test_proceed_keeps_a_series_that_is_not_complete(path):
    card = exercice("05-classer", journal=path)
    asked = card.session.questions[0]
    for _ in range(2):
        card.proceed()
        press(card, {"kind": "continue"})
        assert card.session.questions[0] == asked
        card.answer(asked.id, "vente")
    assert card.answers == {asked.id: "vente"}
    assert [r["attempt"] for r in records(path)] == [1, 2]


def test_an_exercise_with_nothing_left_says_so(path):
    card = exercice("04-objectif", journal=path)
    finish(card)
    assert card.content["more"] is True
    card.proceed()
    assert card.content["more"] is False
    finish(card)
    card.proceed()
    assert not card.session.complete


# --- What is not on disk is not said to be ---------------------------------------------------


def test_answers_that_could_not_be_kept_are_kept_later_in_order(path):
    path.mkdir()
    card = exercice("05-classer", journal=path)
    assert "est un dossier" in card.notice
    asked = [question.id for question in card.session.questions]
    ids = [str(uuid.uuid4()) for _ in asked]
    for question, event_id in list(zip(asked, ids, strict=True))[:3]:
        card.answer(question, "vente", event_id=event_id)
        assert "est un dossier" in card.notice
    assert list(card.answers) == asked[:3]
    path.rmdir()
    card.answer(asked[3], "service", event_id=ids[3])
    assert card.notice == ""
    assert [(r["question"], r["id"]) for r in records(path)] == list(zip(asked, ids, strict=True))[
        :4
    ]
    assert exercice("05-classer", journal=path).answers == card.answers


def test_a_series_waits_for_the_disk_before_the_next(path):
    path.mkdir()
    card = exercice("00-essai", journal=path)
    sent = []
    for question in card.session.questions:
        sent += press(card, message(question))
    first = card.series
    assert [kind for kind, _ in sent] == ["unsaved"] * 3
    card.proceed()
    assert press(card, {"kind": "continue"}) == [("unsaved", event) for _, event in sent]
    assert card.series is first
    path.rmdir()
    assert press(card, {"kind": "continue"}) == [("saved", event) for _, event in sent]
    assert card.series is not first
    assert [r["question"] for r in records(path)] == [q.id for q in first.questions]


def test_an_evaluation_that_could_not_be_kept_still_ends(path):
    path.mkdir()
    card = exercice("07-evaluation", journal=path)
    finish(card)
    assert "15 bonnes réponses sur 15" in plain(card.content["closing"])
    assert "est un dossier" in card.notice


# --- The messages of a browser ---------------------------------------------------------------


def press(card: Card, content: object) -> list[tuple[str, str]]:
    """Send a message as the browser does; return the (kind, id) of what comes back."""
    replies: list[dict] = []
    card.send = lambda reply, buffers=None: replies.append(reply)
    card._handle_custom_msg(content, [])
    assert all(reply.keys() == {"kind", "id", "reason"} for reply in replies)
    json.dumps(replies)
    return [(reply["kind"], reply["id"]) for reply in replies]


def message(asked, choice: str | None = None, /, **changes) -> dict:
    """Return what the browser sends of an answer, the right one by default."""
    told = {"kind": "answer", "id": str(uuid.uuid4()), "question": asked.id}
    return {**told, "choice": choice or asked.key, "confidence": None, "duration_ms": 1, **changes}


@pytest.fixture
def card(path):
    return exercice("05-classer", journal=path)


def test_a_message_is_an_answer_acknowledged_once_on_disk(card, path):
    asked = card.session.questions[0]
    sent = message(asked, confidence="plutot", duration_ms=1200)
    assert press(card, sent) == [("saved", sent["id"])]
    (kept,) = records(path)
    assert (kept["id"], kept["question"], kept["choice"]) == (sent["id"], asked.id, asked.key)
    assert (kept["correct"], kept["confidence"], kept["duration_ms"]) == (True, "plutot", 1200)
    assert card.answers == {asked.id: asked.key}


def test_the_browser_s_own_verdict_is_never_believed(card, path):
    asked = card.session.questions[0]
    press(card, message(asked, wrong(asked), correct=True, learner="autre", attempt=9, at="hier"))
    (kept,) = records(path)
    assert (kept["correct"], kept["attempt"]) == (False, 1)
    assert kept["learner"] != "autre"
    assert kept["at"] != "hier"


def test_an_event_sent_twice_is_kept_once_even_by_another_kernel(card, path):
    sent = message(card.session.questions[0])
    for _ in range(2):
        assert press(card, sent) == [("saved", sent["id"])]
    assert press(exercice("05-classer", journal=path), sent) == [("saved", sent["id"])]
    assert len(records(path)) == 1


def test_an_event_sent_twice_is_not_a_second_answer_to_an_evaluation(path):
    card = exercice("07-evaluation", journal=path)
    sent = message(card.session.questions[0])
    for _ in range(2):
        assert press(card, sent) == [("saved", sent["id"])]
    assert press(exercice("07-evaluation", journal=path), sent) == [("saved", sent["id"])]
    other = message(card.session.questions[0], wrong(card.session.questions[0]))
    assert press(card, other) == [("refused", other["id"])]
    assert len(records(path)) == 1


def test_nothing_is_called_saved_that_isn_t_on_disk(tmp_path):
    path = tmp_path / "reponses.jsonl"
    path.mkdir()
    card = exercice("05-classer", journal=path)
    one, two = (message(question) for question in card.session.questions[:2])
    assert press(card, one) == [("unsaved", one["id"])]
    assert press(card, one) == [("unsaved", one["id"])]
    path.rmdir()
    assert press(card, two) == [("saved", two["id"])]
    assert press(card, one) == [("saved", one["id"])]
    assert [r["id"] for r in records(path)] == [one["id"], two["id"]]


def test_what_can_t_be_an_answer_is_refused_and_not_kept(card, path):
    for changes in (
        {"question": "absente"},
        {"question": "../../etc/passwd"},
        {"question": "q" * 1_000_000},
        {"choice": "les-deux"},
        {"choice": ""},
        {"choice": "<script>"},
        {"id": "pas-un-uuid"},
        {"id": ""},
        {"id": "1" * 1_000_000},
        {"confidence": "sûr"},
        {"confidence": "s" * 1_000_000},
        {"confidence": ""},
        {"confidence": 1},
        {"confidence": True},
        {"confidence": ["sur"]},
        {"confidence": {"sur": 1}},
        {"choice": "\ud83d"},
    ):
        sent = message(card.session.questions[0], **changes)
        assert press(card, sent) == [("refused", sent["id"])], str(changes)[:40]
        assert card.answers == {}, str(changes)[:40]
        assert not path.exists(), str(changes)[:40]
    assert press(card, message(card.session.questions[0]))[0][0] == "saved"


def test_a_message_of_another_shape_is_left_alone(card, path):
    before = dict(card.content)
    for content in (
        None,
        3,
        "answer",
        [],
        {},
        {"kind": "answer"},
        {"kind": "effacer", "id": "x"},
        {"kind": ["answer"]},
        {"kind": "answer", "id": 3, "question": "q", "choice": "vente"},
        {"kind": "answer", "id": None, "question": "q", "choice": "vente"},
        {"kind": "answer", "id": "x", "question": ["q"], "choice": "vente"},
        {"kind": "answer", "id": "x", "question": {}, "choice": "vente"},
        {"kind": "answer", "id": "x", "question": "q", "choice": True},
        {"kind": "continue"},
        {"kind": "continue", "id": "x" * 1000},
    ):
        assert press(card, content) == [], content
        assert card.answers == {}, content
        assert card.content == before, content
        assert not path.exists(), content


def test_a_duration_is_a_number_of_milliseconds_or_nothing(card, path):
    for measured, kept in (
        (float("nan"), 0),
        (float("-inf"), 0),
        (float("inf"), 86_400_000),
        (10**400, 86_400_000),
        (-5, 0),
        (12.7, 12),
        ("12", 0),
        (None, 0),
        ([12], 0),
        ({}, 0),
    ):
        sent = message(card.session.questions[0], duration_ms=measured)
        assert press(card, sent) == [("saved", sent["id"])], measured
        assert records(path)[-1]["duration_ms"] == kept, measured


@pytest.mark.parametrize("confidence", ["sur", "plutot", "hasard", None])
def test_confidence_is_recorded_and_changes_no_grade(card, path, confidence):
    one, two = card.session.questions[:2]
    assert card.answer(one.id, one.key, confidence=confidence).correct is True
    assert card.answer(two.id, wrong(two), confidence=confidence).correct is False
    assert [r["confidence"] for r in records(path)] == [confidence] * 2


def test_an_unknown_confidence_is_refused(card, path):
    with pytest.raises(CourseError, match="n’est pas un degré de certitude connu"):
        card.answer(card.session.questions[0].id, "vente", confidence="certain")
    assert not path.exists()


def test_the_traits_follow_what_python_holds(card):
    seen = []
    card.observe(lambda change: seen.append((change["name"], dict(change["new"]))), "answers")
    asked = card.session.questions[0]
    card.answer(asked.id, "vente")
    card.answer(asked.id, "service")
    assert seen == [("answers", {asked.id: "vente"}), ("answers", {asked.id: "service"})]
