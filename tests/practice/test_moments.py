"""The moments that count, each said once, when it is reached; the attestation that lists them."""

import re
import uuid
from base64 import b64decode
from html import unescape

import pytest

from tests import learners
from tests.learners import Learner
from tests.practice.test_review import REAL, Desk
from vs_course import bilan
from vs_course.practice.entries import line
from vs_course.practice.journal import Journal
from vs_course.practice.moments import moments, said


@pytest.fixture
def desk(tmp_path) -> Desk:
    return Desk(tmp_path / "reponses.jsonl")


@pytest.fixture(scope="module")
def learner() -> Learner:
    return learners.careful(REAL, 5).take_course(series=4)


def test_each_is_reached_once_in_the_order_of_the_answers(learner: Learner):
    found = moments(REAL, learner.entries)
    told = [one.text.replace("\u00a0", " ") for one in found]
    assert len(set(told)) == len(told)
    assert [one.at for one in found] == sorted(one.at for one in found)
    assert len([one for one in told if one.startswith("Critère acquis : l")]) == 5
    pages = [one[5:7] for one in told if re.match("Page .. terminée : ", one)]
    assert pages == ["00", "01", "02", "03", "04", "05", "06", "07"]
    (passed,) = [one for one in told if "réussie" in one]
    assert re.fullmatch(r"L’évaluation, réussie : 1[345] sur 15", passed)


def test_it_stays_reached_whatever_comes_after(learner: Learner):
    entries = learner.entries
    for end in range(0, len(entries), 40):
        before = moments(REAL, entries[:end])
        assert moments(REAL, entries)[: len(before)] == before
    assert moments(REAL, []) == []


def test_the_card_says_it_at_the_end_of_the_series_that_reached_it(desk):
    notes = []
    for name in ("00-ouvrir", "00-essai", "00-diagnostic", "01-ouvrir", "01-objectif"):
        session = desk.open(name)
        for place, question in enumerate(session.questions):
            sent = {"kind": "answer", "id": str(uuid.uuid4()), "question": question.id}
            desk.wait(0.001)
            kept, *more = session.receive({**sent, "choice": question.key})
            assert kept["kind"] == "saved"
            notes += [(name, place, one["kind"], one["reason"]) for one in more]
    told = "Critère acquis\u00a0: l’objectif."
    assert notes == [("01-objectif", len(session.questions) - 1, "note", told)]
    session = desk.open("01-chercher-des-acheteurs")
    for question in session.questions:
        desk.wait(0.001)
        session.answer(question.id, question.key)
    assert session.reached.replace("\u00a0", " ") == "Page 01 terminée : La vente."
    assert said(REAL, Journal(desk.path).entries(), "2000-01-01T00:00:00Z") == ""


def test_the_attestation_says_what_when_on_which_version_and_that_nobody_watched(
    learner: Learner, tmp_path
):
    path = tmp_path / "mes_reponses.jsonl"
    path.write_bytes(b"".join(map(line, learner.entries)))
    page = bilan(path)._repr_html_()
    assert "Ce que vous avez atteint" in page
    assert '<svg viewBox="0 0 16 16"' in page
    data = re.search(r'download="attestation.html" href="data:text/html;base64,([^"]+)"', page)[1]
    told = unescape(re.sub("<[^>]*>", " ", b64decode(data).decode())).replace("\u00a0", " ")
    first, last = learner.entries[0].at[:10], learner.entries[-1].at[:10]
    for day in (first, last):
        assert "/".join(day.split("-")[::-1]) in told
    assert "Page 05 terminée : S’entraîner à classer" in told
    assert f"Version des situations : « {REAL.fingerprint} »" in told
    assert "Personne n’a surveillé ces réponses." in told
    assert "Réussi (il en fallait 13)" in told
    assert "<script" not in b64decode(data).decode()


def test_a_bilan_without_an_answer_has_none(tmp_path):
    assert "Attestation" not in bilan(tmp_path / "vide.jsonl")._repr_html_()
