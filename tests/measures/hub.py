"""A real JupyterHub on loopback, and pupils who open a page and answer as its cards do."""

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from tests.browser.conftest import free_port
from tests.conftest import ROOT

RECIPES = ROOT / "notebooks/enseignant/aide/hub"
VALUES = RECIPES / "values.yaml"  # for an institution
SMALL = RECIPES / "vente_ou_service.py"  # for a small school
TOKEN = "essai-sur-cette-machine"
START_SECONDS = 60
ANSWER_SECONDS = 30
# The recipe's own settings, where a local spawner stands for the cluster's.
_CONFIG = """
import pathlib, shutil, sys
settings = {settings!r}
base = pathlib.Path(settings["folder"])
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.DummyAuthenticator.password = settings["token"]
c.JupyterHub.bind_url = f"http://127.0.0.1:{{settings['port']}}"
c.JupyterHub.hub_port = settings["hub_port"]
c.JupyterHub.concurrent_spawn_limit = settings["concurrent"]
c.JupyterHub.db_url = f"sqlite:///{{base / 'hub.sqlite'}}"
c.JupyterHub.cookie_secret_file = str(base / "cookie_secret")
c.JupyterHub.spawner_class = "simple"
c.JupyterHub.cleanup_servers = True
c.ConfigurableHTTPProxy.command = settings["proxy"]
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{{settings['api_port']}}"
c.ConfigurableHTTPProxy.pid_file = str(base / "proxy.pid")
c.SimpleLocalProcessSpawner.home_dir_template = str(base / "homes/{{username}}")
c.Spawner.cmd = [sys.executable, "-m", "jupyterhub.singleuser"]
c.Spawner.args = ["--allow-root"]
c.Spawner.default_url = settings["default_url"]
c.Spawner.start_timeout = 300
c.Spawner.http_timeout = 120
c.Spawner.env_keep = ["PATH", "PYTHONPATH", "JUPYTER_PATH", "JUPYTER_CONFIG_PATH"]
c.Spawner.environment = {{
    "VS_COURSE_JOURNAL": lambda one: str(base / "reponses" / one.user.name / settings["journal"]),
    "JUPYTER_RUNTIME_DIR": lambda one: settings["runtime"] + "/" + one.user.name,
    "OMP_NUM_THREADS": "1",
    "JUPYTERHUB_SINGLEUSER_APP": "jupyter_server.serverapp.ServerApp",
}}
def first(spawner):
    (base / "reponses" / spawner.user.name).mkdir(parents=True, exist_ok=True)
    if settings["give"]:
        home = base / "homes" / spawner.user.name
        shutil.copytree(settings["course"], home / "notebooks", dirs_exist_ok=True)
c.Spawner.pre_spawn_hook = first
if settings["small"]:  # the recipe's file adds to what is here, as TLJH has it
    here = c.Spawner.environment
    exec(pathlib.Path(settings["small"]).read_text("utf-8"))
    c.Spawner.environment = {{**here, **c.Spawner.environment}}
c.JupyterHub.services = [
    {{"name": "essai", "api_token": settings["token"], "admin": True}},
    {{"name": "cull", "command": [sys.executable, *settings["cull"]]}},
]
c.JupyterHub.load_roles = [
    {{"name": "cull", "services": ["cull"],
      "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"]}},
]
"""


def values() -> dict[str, Any]:
    """Return the recipe's values."""
    return yaml.safe_load(VALUES.read_text("utf-8"))


@dataclass
class Hub:
    """A running hub, spoken to as an administrator."""

    folder: Path
    address: str
    process: subprocess.Popen[bytes]

    @property
    def shared(self) -> Path:
        """The folder of the answers, with one an account."""
        return self.folder / "reponses"

    def request(
        self, path: str, method: str = "GET", body: object = None, token: str = TOKEN
    ) -> Any:
        headers = {"Authorization": f"token {token}", "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.address + path, data, headers, method=method)
        with urllib.request.urlopen(request, timeout=120) as response:
            text = response.read()
        return json.loads(text) if text[:1] in (b"{", b"[") else text

    def log(self) -> str:
        return (self.folder / "hub.log").read_text("utf-8", errors="replace")

    def server(self, name: str) -> int:
        """Return the process of a pupil's server."""
        found = self.request(f"/hub/api/users/{name}")["servers"][""]["state"]
        return found["pid"]


@contextmanager
def running(
    folder: Path,
    proxy: Path,
    give: bool = True,
    kernels: dict[str, int] | None = None,
    **changes: Any,
) -> Iterator[Hub]:
    """Start a hub by the recipe's values, in a folder of its own; stop all of it at the end.

    `kernels` changes when a kernel is taken back, `changes` the settings of the hub.
    """
    recipe, runtime = values(), tempfile.mkdtemp(prefix="vs")  # short: a socket's path has 107
    single = recipe["singleuser"]
    settings = {
        "folder": str(folder), "token": TOKEN, "port": free_port(), "hub_port": free_port(),
        "api_port": free_port(), "proxy": [shutil.which("node"), str(proxy)], "give": give,
        "concurrent": recipe["hub"]["concurrentSpawnLimit"], "runtime": runtime, "small": "",
        "cull": ["-m", "jupyterhub_idle_culler", f"--timeout={recipe['cull']['timeout']}",
                 f"--cull-every={recipe['cull']['every']}"],
        "default_url": single["defaultUrl"], "course": str(ROOT / "notebooks"),
        "journal": Path(single["extraEnv"]["VS_COURSE_JOURNAL"]).name, **changes,
    }  # fmt: skip
    (folder / "etc").mkdir()
    server = single["extraFiles"]["noyaux"]
    server["data"]["MappingKernelManager"] |= kernels or {}
    (folder / "etc" / Path(server["mountPath"]).name).write_text(json.dumps(server["data"]))
    (folder / "config.py").write_text(_CONFIG.format(settings=settings), "utf-8")
    share = folder / "share"
    shutil.copytree(ROOT / "vs_course/jupyterlab/extension", share / "labextensions/vs-course")
    environment = {
        **{name: one for name, one in os.environ.items() if name != "VS_COURSE_JOURNAL"},
        **{"JUPYTER_PATH": str(share), "JUPYTER_CONFIG_PATH": str(folder / "etc")},
        **{"PYTHONPATH": str(ROOT), "CONFIGPROXY_AUTH_TOKEN": TOKEN},
    }
    command = [sys.executable, "-m", "jupyterhub", "-f", str(folder / "config.py")]
    with (folder / "hub.log").open("w") as output:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT,
            start_new_session=True,
        )  # fmt: skip
    hub = Hub(folder, f"http://127.0.0.1:{settings['port']}", process)
    try:
        _wait(hub)
        yield hub
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(40)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        shutil.rmtree(runtime, ignore_errors=True)


def _wait(hub: Hub) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and hub.process.poll() is None:
        with suppress(OSError):
            hub.request("/hub/api/info")
            return
        time.sleep(0.2)
    raise AssertionError(f"the hub did not start:\n{hub.log()}")


@dataclass
class Pupil:
    """One account: its server, a page of it, and the answers that were acknowledged to it."""

    hub: Hub
    name: str
    saved: list[str] = field(default_factory=list)
    delays: list[float] = field(default_factory=list)

    async def call(self, path: str, method: str = "GET", body: object = None) -> Any:
        return await asyncio.to_thread(self.hub.request, path, method, body)

    async def arrive(self) -> float:
        """Have a server started, as who logs in does; return how long it took, in seconds."""
        start = time.monotonic()
        with suppress(urllib.error.HTTPError):  # 409: the account is there already
            await self.call(f"/hub/api/users/{self.name}", "POST")
        for _ in range(600):  # 429 while too many others are starting: the hub says to try again
            try:
                await self.call(f"/hub/api/users/{self.name}/server", "POST")
                break
            except urllib.error.HTTPError as error:
                if error.code == 400:
                    break  # it is there, or on its way
                if error.code != 429:
                    raise
                await asyncio.sleep(0.5)
        while (
            not (await self.call(f"/hub/api/users/{self.name}"))["servers"].get("", {}).get("ready")
        ):
            await asyncio.sleep(0.2)
        return time.monotonic() - start

    @asynccontextmanager
    async def page(self, exercise: str, notebook: str = "05_classer") -> AsyncIterator["Card"]:
        """Open a page: its kernel, then the cell of an exercise in it."""
        root = f"/user/{self.name}/api"
        session = await self.call(
            f"{root}/sessions", "POST",
            {"path": f"notebooks/{notebook}.ipynb", "type": "notebook", "name": notebook,
             "kernel": {"name": "python3"}},
        )  # fmt: skip
        kernel = session["kernel"]["id"]
        address = f"{self.hub.address}{root}/kernels/{kernel}/channels".replace("http", "ws", 1)
        request = HTTPRequest(address, headers={"Authorization": f"token {TOKEN}"})
        request.connect_timeout = request.request_timeout = 60
        socket = await websocket_connect(request)
        card = Card(self, socket, kernel)
        try:
            await asyncio.wait_for(card.show(exercise), 120)
            yield card
        finally:
            socket.close()


class Card:
    """An exercise in a page, as its browser knows it."""

    def __init__(self, pupil: Pupil, socket: WebSocketClientConnection, kernel: str):
        self.pupil, self.socket, self.kernel = pupil, socket, kernel
        self.comm, self.content = "", {}

    async def show(self, exercise: str) -> None:
        code = f'from vs_course import exercice\nexercice("{exercise}")'
        asked = {"code": code, "silent": False, "store_history": False, "user_expressions": {},
                 "allow_stdin": False}  # fmt: skip
        sent = await self.send("execute_request", asked)
        done = False
        while not (done and self.comm):
            message = await self.next()
            content = message["content"]
            if message["msg_type"] == "error":
                raise AssertionError("\n".join(content["traceback"]))
            state = content.get("data", {}).get("state", {}) if "comm_id" in content else {}
            if "content" in state:
                self.comm, self.content = content["comm_id"], state["content"]
            own = message["parent_header"].get("msg_id") == sent
            done |= own and message["msg_type"] == "execute_reply"

    async def answer(self, question: dict[str, Any], choice: str, patience: float) -> str | None:
        """Answer as the card does; return the event's id once it is acknowledged, None if not."""
        event = str(uuid.uuid4())
        told = {"kind": "answer", "id": event, "question": question["id"], "choice": choice,
                "confidence": None, "duration_ms": 1000}  # fmt: skip
        start = time.monotonic()
        try:
            data = {"method": "custom", "content": told}
            await self.send("comm_msg", {"comm_id": self.comm, "data": data})
            await asyncio.wait_for(self._saved(event), patience)
        except (TimeoutError, ConnectionError):
            return None
        self.pupil.delays.append(time.monotonic() - start)
        self.pupil.saved.append(event)
        return event

    async def _saved(self, event: str) -> None:
        while True:
            content = (await self.next())["content"]
            told = content.get("data", {}) if content.get("comm_id") == self.comm else {}
            if told.get("method") == "custom" and told["content"].get("id") == event:
                if told["content"]["kind"] == "saved":
                    return
                raise ConnectionError(told["content"])

    async def send(self, kind: str, content: dict[str, Any]) -> str:
        header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "username": self.pupil.name,
                  "session": self.kernel, "version": "5.3", "date": ""}  # fmt: skip
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content,
                   "buffers": [], "channel": "shell"}  # fmt: skip
        try:
            await self.socket.write_message(json.dumps(message))
        except Exception as error:  # tornado's own, when the server is gone
            raise ConnectionError from error
        return header["msg_id"]

    async def next(self) -> dict[str, Any]:
        received = await self.socket.read_message()
        if received is None:
            raise ConnectionError("the server is gone")
        if isinstance(received, bytes):  # with buffers: none of the answers has any
            size = int.from_bytes(received[4:8], "big")
            end = int.from_bytes(received[8:12], "big") if received[3] > 1 else None
            received = received[size:end]
        return json.loads(received)

    async def answer_all(
        self, rounds: int = 1, pause: float = 0, patience: float = ANSWER_SECONDS
    ) -> int:
        """Answer every question, again and again; return how many were acknowledged."""
        before = len(self.pupil.saved)
        for _ in range(rounds):
            for number, question in enumerate(self.content["questions"]):
                choice = question["choices"][number % 2]["value"]
                if await self.answer(question, choice, patience) is None:
                    return len(self.pupil.saved) - before
                await asyncio.sleep(pause)
        return len(self.pupil.saved) - before


def memory(pids: set[int]) -> int:
    """Return the memory of some processes, what they share divided between them, in bytes."""
    kilobytes = 0
    for pid in pids:
        with suppress(OSError):
            rolled = Path(f"/proc/{pid}/smaps_rollup").read_text()
            kilobytes += int(rolled.partition("\nPss:")[2].split()[0])
    return 1024 * kilobytes


def below(root: int) -> set[int]:
    """Return a process and all those that it started."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        with suppress(OSError, ValueError, IndexError):
            told = (entry / "stat").read_text().rpartition(")")[2].split()
            parents.setdefault(int(told[1]), []).append(int(entry.name))
    found, left = set(), [root]
    while left:
        found.add(one := left.pop())
        left += parents.get(one, [])
    return found


def proxy(npm: str, folder: Path) -> Path:
    """Install the hub's proxy, from npm; return its script."""
    (folder / "package.json").write_text('{"private": true}')
    options = ["--no-audit", "--no-fund", "--ignore-scripts", "configurable-http-proxy@5.3.0"]
    subprocess.run([npm, "install", *options], cwd=folder, check=True, capture_output=True)
    return folder / "node_modules/configurable-http-proxy/bin/configurable-http-proxy"
