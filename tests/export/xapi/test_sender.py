"""Statements sent to a real Ralph LRS: all of them, each once, whatever happens on the way."""

import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import threading
import uuid
from base64 import b64decode
from collections import Counter
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tests.export.xapi.conftest import TEACHER, Door, Ralph, answer, asked
from tests.folders import Folder
from vs_course import bank
from vs_course.bank.items import CourseError
from vs_course.export import xapi
from vs_course.export.xapi_sender import PASSWORD_VARIABLE, Credentials, ask, endpoint, send
from vs_course.practice.journal import Journal

LRS_FIELDS = {"stored", "authority", "version"}
AT_ONCE = {"pauses": (0.0, 0.0), "timeout": 20.0}


def sent(door: Door, new: int, known: int = 0) -> str:
    """Return what is said of a sending."""
    answers = "réponse envoyée" if new < 2 else "réponses envoyées"
    there = f" {known} y étaient déjà." if known else ""
    return f"{new} {answers} à l'entrepôt {door.url}.{there}"


def once_each(ralph: Ralph, count: int) -> None:
    """Hold the store to `count` statements, none of them twice."""
    found = Counter(statement["id"] for statement in ralph.stored())
    assert len(found) == count
    assert set(found.values()) == {1}


def test_what_is_sent_is_read_back_whole_and_a_second_sending_adds_nothing(
    ralph: Ralph, door: Door, folder: Folder, tmp_path: Path
):
    text = '=« L’offre » & <b>"net"</b> {x} ~ # \\ 🙂\u00a0! ' + folder.rows("scenarios.csv")[1][2]
    folder.set(2, "texte", text)
    data = bank.load(folder.path)
    journal = tmp_path / "mes_reponses.jsonl"
    Journal(journal).append(*(answer(data, n, exercise="essai") for n in range(12)))
    report = send(journal, data, door.url, TEACHER, batch=5, **AT_ONCE)
    assert report == f"12 réponses envoyées à l'entrepôt {door.url}."
    xapi.write(journal, data, tmp_path / "traces.json")
    written = json.loads((tmp_path / "traces.json").read_text(encoding="utf-8"))
    read = [{k: v for k, v in s.items() if k not in LRS_FIELDS} for s in ralph.stored()]
    assert sorted(read, key=lambda s: s["id"]) == sorted(written, key=lambda s: s["id"])
    assert any(s["object"]["definition"]["description"]["fr-FR"] == text for s in read)
    assert [len(statements) for _, statements in door.posts] == [5, 5, 2]
    for headers, _ in door.posts:
        assert headers["X-Experience-API-Version"] == "1.0.3"
        pair = b64decode(headers["Authorization"].removeprefix("Basic ")).decode()
        assert pair == f"{TEACHER.username}:{TEACHER.password}"

    again = send(journal, data, door.url, TEACHER, batch=5, **AT_ONCE)
    assert again == f"0 réponse envoyée à l'entrepôt {door.url}. 12 y étaient déjà."
    Journal(journal).append(answer(data, 0, id="ffffffff-0000-4000-8000-000000000000"))
    assert send(journal, data, door.url, TEACHER, batch=5, **AT_ONCE) == sent(door, 1, 12)
    once_each(ralph, 13)
    assert {*tmp_path.iterdir()} == {folder.path, journal, tmp_path / "traces.json"}


def test_a_reply_lost_on_the_way_leaves_each_statement_once(ralph, door, course, journal):
    door.rule = lambda number, _: "lost" if number >= 3 else None
    said = (
        r"L'envoi s'est arrêté \(l'entrepôt ne répond pas\) : 20 réponses sont à l'abri sur 40\. "
        "Relancez la même commande : l'entrepôt reconnaît ce qu'il a déjà"
    )
    with pytest.raises(CourseError, match=said):
        send(journal, course, door.url, TEACHER, batch=10, **AT_ONCE)
    assert len(door.posts) == 2 + 3  # the third batch is tried three times, then no more
    once_each(ralph, 30)  # it did arrive, and only its acknowledgement was lost
    door.rule = lambda *_: None
    assert send(journal, course, door.url, TEACHER, batch=10, **AT_ONCE) == sent(door, 10, 30)
    once_each(ralph, 40)


def test_a_store_killed_and_started_again_ends_up_with_each_statement_once(
    ralph, door, course, journal
):
    door.rule = lambda number, _: ralph.kill() if number == 3 else None
    try:
        with pytest.raises(CourseError, match="20 réponses sont à l'abri sur 40"):
            send(journal, course, door.url, TEACHER, batch=10, **AT_ONCE)
    finally:
        ralph.start()
    assert send(journal, course, door.url, TEACHER, batch=10, **AT_ONCE) == sent(door, 20, 20)
    once_each(ralph, 40)


def test_a_store_in_trouble_for_a_moment_is_tried_again(ralph, door, course, journal):
    door.rule = lambda number, _: {1: 503, 2: 429}.get(number)
    assert send(journal, course, door.url, TEACHER, **AT_ONCE) == sent(door, 40)
    door.rule = lambda *_: 500
    with pytest.raises(CourseError, match=r"en difficulté, code 500\) : 0 réponse est à l'abri"):
        send(journal, course, door.url, TEACHER, **AT_ONCE)


def test_what_another_sent_before_counts_as_there_and_holds_nothing_back(
    ralph, door, course, journal
):
    """Ralph refuses a whole batch for one statement it holds with another content."""
    other = journal.with_name("autre.jsonl")
    Journal(other).append(*(answer(course, n, duration_ms=n) for n in (3, 17)))
    send(other, course, door.url, TEACHER, **AT_ONCE)
    assert send(journal, course, door.url, TEACHER, **AT_ONCE) == sent(door, 38, 2)
    once_each(ralph, 40)
    assert send(journal, course, door.url, TEACHER, **AT_ONCE) == sent(door, 0, 40)
    once_each(ralph, 40)


def test_a_batch_too_large_is_cut_in_two(ralph, door, course, journal):
    door.rule = lambda _, statements: 413 if len(statements) > 12 else None
    assert send(journal, course, door.url, TEACHER, **AT_ONCE) == sent(door, 40)
    once_each(ralph, 40)
    door.rule = lambda *_: 413
    with pytest.raises(
        CourseError, match=r"refuse les traces \(code 413\) ; 0 réponse est à l'abri"
    ):
        send(journal, course, door.url, TEACHER, **AT_ONCE)


def test_no_batch_is_larger_than_a_store_takes(door, course, tmp_path):
    """nginx, before most stores, takes a million bytes unless told otherwise."""
    path = tmp_path / "mes_reponses.jsonl"
    known = asked(course)
    Journal(path).append(
        *(
            answer(course, 0, id=str(uuid.UUID(int=n)), question=q.id, choice=q.choices[0].value)
            for n, q in enumerate(known)
        )
    )
    door.rule = lambda _, posted: (200, {}, json.dumps([one["id"] for one in posted]).encode())
    send(path, course, door.url, TEACHER, **AT_ONCE)
    assert sum(len(statements) for _, statements in door.posts) == len(known) > 500
    assert max(int(headers["Content-Length"]) for headers, _ in door.posts) < 1_000_000


HTML = (200, {"Content-Type": "text/html"}, b"<!doctype html><p>Bienvenue")
FOREIGN = (200, {}, b'["00000000-1111-4000-8000-000000000000"]')


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        (403, "ne vous laisse pas y écrire"),
        (400, "refuse les traces \\(code 400\\) ; 0 réponse est à l'abri"),
        (404, "pas comme un entrepôt de traces xAPI \\(code 404\\)"),
        (
            (302, {"Location": "/ailleurs"}, b""),
            "pas comme un entrepôt de traces xAPI \\(code 302\\)",
        ),
        (HTML, "pas comme un entrepôt de traces xAPI \\(code 200\\)"),
        (FOREIGN, "pas comme un entrepôt de traces xAPI \\(code 200\\)"),
        ((200, {}, b"[]"), "pas comme un entrepôt de traces xAPI \\(code 200\\)"),
    ],
)
def test_what_trying_again_would_not_mend_is_said_at_once(
    ralph, door, course, journal, verdict, said
):
    door.rule = lambda *_: verdict
    with pytest.raises(CourseError, match=said):
        send(journal, course, door.url, TEACHER, **AT_ONCE)
    assert len(door.posts) == 1
    door.rule = lambda *_: None  # and none of it was taken for an acknowledgement
    assert send(journal, course, door.url, TEACHER, **AT_ONCE) == sent(door, 40)


def test_a_wrong_password_is_said_and_never_shown(ralph, course, journal, capfd):
    wrong = Credentials("prof", "Tr3s-S3cret")
    with pytest.raises(CourseError) as caught:
        send(journal, course, ralph.url, wrong, **AT_ONCE)
    assert re.match("L'entrepôt refuse l'identifiant ou le mot de passe", str(caught.value))
    assert ralph.stored() == []
    shown = "".join((repr(wrong), repr(caught.value), *capfd.readouterr()))
    assert "Tr3s-S3cret" not in shown


def test_a_certificate_nobody_vouches_for_stops_the_sending(course, journal, tmp_path):
    if shutil.which("openssl") is None:
        missing = "openssl introuvable : le test du certificat n'est pas fait"
        pytest.fail(missing) if os.environ.get("CI") == "true" else pytest.skip(missing)
    key, certificate = tmp_path / "cle.pem", tmp_path / "certificat.pem"
    request = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    name = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    files = ["-keyout", key, "-out", certificate]
    subprocess.run(["openssl", *request, *name, *files], check=True, capture_output=True)
    reached = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            reached.append(self.headers["Authorization"])

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        server.handle_error = lambda *_: None
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            url = f"https://localhost:{server.server_address[1]}/xAPI"
            with pytest.raises(CourseError, match=r"n'est pas sûre \(.*self.signed.*certificat"):
                send(journal, course, url, TEACHER, **AT_ONCE)
        finally:
            server.shutdown()
            thread.join()
    assert reached == []


def test_a_store_that_says_nothing_is_not_waited_for(course, journal):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(CourseError, match=r"met trop de temps à répondre\) : 0 réponse"):
            send(journal, course, url, TEACHER, pauses=(0.0,), timeout=0.2)


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("https://lrs.test", "https://lrs.test/xAPI"),
        ("https://lrs.test/xAPI/", "https://lrs.test/xAPI"),
        ("https://lrs.test/data/xAPI/statements", "https://lrs.test/data/xAPI"),
        ("http://localhost:8100/xAPI", "http://localhost:8100/xAPI"),
        ("http://[::1]:8100", "http://[::1]:8100/xAPI"),
    ],
)
def test_an_address_is_taken_as_people_write_it(given, used):
    assert endpoint(given) == used


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("http://lrs.test/xAPI", "en clair"),
        ("http://127.0.0.1.lrs.test/xAPI", "en clair"),
        ("https://prof:Tr3s-S3cret@lrs.test/xAPI", "ni identifiant ni mot de passe"),
        ("lrs.test/xAPI", "n'est pas l'adresse"),
        ("ftp://lrs.test", "n'est pas l'adresse"),
        ("https://", "n'est pas l'adresse"),
        ("https://lrs..test", "n'est pas l'adresse"),
        ("https://lrs.test:port/xAPI", "n'est pas l'adresse"),
        ("https://lrs.test:65536/xAPI", "n'est pas l'adresse"),
        ("https://été.test/xAPI", "n'est pas l'adresse"),
        ("https://lrs.test/xAPI?a=1", "n'est pas l'adresse"),
        ("https://lrs.test/x API", "n'est pas l'adresse"),
        ("https://lrs.test/xAPI\r\nX-Autre: 1", "n'est pas l'adresse"),
    ],
)
def test_an_address_that_cannot_be_used_is_said(given, said):
    with pytest.raises(CourseError, match=said) as caught:
        endpoint(given)
    assert "Tr3s-S3cret" not in str(caught.value)


def test_the_password_comes_from_a_file_or_the_environment(tmp_path, monkeypatch):
    key = tmp_path / "cle.txt"
    key.write_text("un secret \n", encoding="utf-8")
    monkeypatch.setenv(PASSWORD_VARIABLE, "de l'environnement")
    assert ask("prof", key).password == "un secret "
    assert ask("prof").password == "de l'environnement"
    monkeypatch.delenv(PASSWORD_VARIABLE)
    with Path(os.devnull).open() as nobody:
        monkeypatch.setattr("sys.stdin", nobody)
        with pytest.raises(CourseError, match=PASSWORD_VARIABLE):
            ask("prof")
    for path, content in ((key, "\n"), (tmp_path / "absent", None)):
        if content:
            path.write_text(content)
        with pytest.raises(CourseError, match=r"vide|introuvable"):
            ask("prof", path)
