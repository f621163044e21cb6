"""A real Ralph LRS on loopback, a door before it that counts and can be slammed, a journal."""

import json
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from base64 import b64encode
from collections.abc import Callable, Iterator
from email.message import Message
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import bcrypt
import pytest

from vs_course import bank
from vs_course.bank.items import Bank, Kind
from vs_course.export.xapi_sender import Credentials
from vs_course.practice.entries import Answer
from vs_course.practice.journal import Journal
from vs_course.practice.questions import Question, questions

START_SECONDS = 60
# Ralph as it is served, but for one attribute: its file backend creates a file where a store must
# go on with one, and answers 500 to the second batch.
SERVE = """
import sys, uvicorn
from ralph.backends.data.base import BaseOperationType
from ralph.backends.lrs.fs import FSLRSBackend
FSLRSBackend.default_operation_type = BaseOperationType.APPEND
uvicorn.run("ralph.api:app", host="127.0.0.1", port=int(sys.argv[1]))
"""
TEACHER = Credentials("prof", "mot de passe : 2026")


class Ralph:
    """The LRS in a process of its own, its statements in a file of its own folder."""

    def __init__(self, folder: Path):
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        (folder / "lrs").mkdir(parents=True)
        secret = bcrypt.hashpw(TEACHER.password.encode(), bcrypt.gensalt(4)).decode()
        agent = {"account": {"homePage": "http://etablissement.test", "name": TEACHER.username}}
        user = {"username": TEACHER.username, "hash": secret, "scopes": ["all"], "agent": agent}
        (folder / "auth.json").write_text(json.dumps([user]), encoding="utf-8")
        self.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/xAPI"

    def start(self) -> None:
        settings = {
            "APP_DIR": self.folder,
            "AUTH_FILE": self.folder / "auth.json",
            "HISTORY_FILE": self.folder / "history.json",
            "RUNSERVER_BACKEND": "fs",
            "RUNSERVER_MAX_SEARCH_HITS_COUNT": 10_000,
            "BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH": self.folder / "lrs",
        }
        ralph = {f"RALPH_{name}": str(value) for name, value in settings.items()}
        command = [sys.executable, "-c", SERVE, str(self.port)]
        with (self.folder / "ralph.log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=self.folder, env={**os.environ, **ralph}, stdout=log, stderr=log
            )
        limit = time.monotonic() + START_SECONDS
        while not self._listens():
            assert self.process.poll() is None, (self.folder / "ralph.log").read_text()
            assert time.monotonic() < limit, "Ralph ne démarre pas"
            time.sleep(0.05)

    def _listens(self) -> bool:
        with socket.socket() as client:
            return client.connect_ex(("127.0.0.1", self.port)) == 0

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def stored(self) -> list[dict]:
        """Read the statements back as any client would: by GET."""
        pair = b64encode(f"{TEACHER.username}:{TEACHER.password}".encode()).decode()
        headers = {"Authorization": f"Basic {pair}", "X-Experience-API-Version": "1.0.3"}
        request = urllib.request.Request(f"{self.url}/statements?limit=10000", headers=headers)
        with urllib.request.urlopen(request, timeout=30) as reply:
            return json.load(reply)["statements"]


class Door:
    """A proxy before the LRS: `rule` decides what becomes of the nth POST.

    It returns None to let it through, "lost" to let it through and drop the reply, "shut" to
    drop the request, a code to answer by that code, or a whole (code, headers, body).
    """

    def __init__(self, target: int):
        self.posts: list[tuple[Message, list]] = []
        self.rule: Callable[[int, list], object] = lambda number, statements: None
        door = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                statements = json.loads(body)
                door.posts.append((self.headers, statements))
                verdict = door.rule(len(door.posts), statements)
                if verdict is None or verdict == "lost":
                    inner = HTTPConnection("127.0.0.1", target, timeout=30)
                    inner.request("POST", self.path, body, dict(self.headers))
                    reply = inner.getresponse()
                    answer = (reply.status, {}, reply.read())
                    inner.close()
                    if verdict is None:
                        self.say(*answer)
                elif isinstance(verdict, int):
                    self.say(verdict, {}, b"")
                elif isinstance(verdict, tuple):
                    self.say(*verdict)

            def do_GET(self) -> None:
                raise AssertionError("a redirection was followed")

            def say(self, code: int, headers: dict, body: bytes) -> None:
                self.send_response(code)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}/xAPI"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,))
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture(scope="package")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ralph]:
    lrs = Ralph(tmp_path_factory.mktemp("ralph"))
    try:
        yield lrs
    finally:
        lrs.kill()


@pytest.fixture
def ralph(running: Ralph) -> Ralph:
    """The LRS, holding nothing."""
    (running.folder / "lrs" / "fs_lrs.jsonl").write_bytes(b"")
    return running


@pytest.fixture
def door(ralph: Ralph) -> Iterator[Door]:
    door = Door(ralph.port)
    try:
        yield door
    finally:
        door.close()


@pytest.fixture(scope="package")
def course() -> Bank:
    return bank.load()


@pytest.fixture
def journal(tmp_path: Path, course: Bank) -> Path:
    """Forty answers of one learner, all to the real course."""
    path = tmp_path / "mes_reponses.jsonl"
    Journal(path).append(*(answer(course, number) for number in range(40)))
    return path


def asked(course: Bank) -> list[Question]:
    """Return every question the bank can ask, of every kind, once."""
    subjects = {Kind.ATTRIBUER: course.statements, Kind.DEBATTRE: course.debates}
    found = {
        question.id: question
        for kind in Kind
        for subject in subjects.get(kind, course.scenarios)
        for question in questions(kind, subject, course)
    }
    return list(found.values())


def answer(course: Bank, number: int, **changes: object) -> Answer:
    """An answer to the nth situation; its id is a UUID, as the course writes them."""
    scenario = course.scenarios[number]
    given = {
        "id": f"{number:08x}-0000-4000-8000-000000000000",
        "at": "2026-01-05T08:00:00.000+00:00",
        "learner": "eleve-1a2b3c4d",
        "exercise": "05-classer",
        "question": scenario.id,
        "choice": "vente",
        "correct": None,
        "confidence": "sur",
        "attempt": 1,
        "duration_ms": 4200,
        "bank": course.fingerprint,
    }
    return Answer(**{**given, **changes})
