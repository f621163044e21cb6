"""Opens the course in JupyterLab: its folder, a free port, the address to follow."""

import os
import secrets
import shutil
import socket
import sys
import webbrowser
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote, urlencode

from vs_course.bank import files, french
from vs_course.bank.items import CourseError
from vs_course.jupyterlab import texts

FIRST_PAGE = "notebooks/00_bienvenue.ipynb"
DEFAULT_PORT = 8888
_PACKAGE = Path(__file__).parents[1]
_PORTS_TRIED = 50


def open_course(*, browser: bool, port: int, extra: Sequence[str] = ()) -> None:
    """Start JupyterLab on the first page of the course and stay until it stops.

    `extra` goes to JupyterLab as it is. Raises CourseError when the notebooks can't be put in the
    current folder, or when no port is free.
    """
    from jupyterlab.labapp import LabApp  # slow to import: only what opens the course pays for it

    folder = course_folder(Path.cwd())
    chosen = free_port(port)
    if chosen != port:
        print(texts.PORT_BUSY.format(port=port, chosen=chosen))
    token = os.environ.setdefault("JUPYTER_TOKEN", secrets.token_hex(16))
    address = (
        f"http://127.0.0.1:{chosen}/lab/tree/{quote(FIRST_PAGE)}?{urlencode({'token': token})}"
    )
    opens = browser and has_browser()
    print((texts.OPENING if opens else texts.ADDRESS).format(address=address), flush=True)
    said = {_trait(option) for option in extra}
    own = [option for option in _lab_options(folder, chosen, opens) if _trait(option) not in said]
    LabApp.launch_instance([*own, *extra])


def course_folder(current: Path) -> Path:
    """Return the folder that holds notebooks/: the checkout, or else `current` with a copy in it.

    A file that is already there is the learner's, and stays as it is.
    """
    checkout = _PACKAGE.parent
    if (checkout / FIRST_PAGE).is_file() and (checkout / "pyproject.toml").is_file():
        return checkout
    try:
        _copy_missing(_PACKAGE / "notebooks", current / "notebooks")
    except OSError as error:
        reason = french.plain(files.reason(error))
        message = texts.COPY_FAILED.format(folder=current / "notebooks", reason=reason)
        raise CourseError(message) from error
    return current


def _copy_missing(source: Path, target: Path) -> None:
    copied = 0
    for path in sorted(p for p in source.rglob("*") if p.is_file()):
        destination = target / path.relative_to(source)
        if not destination.exists():
            destination.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, destination)
            copied += 1
    if copied:
        print(texts.COPIED.format(count=copied, folder=target))


def free_port(first: int) -> int:
    """Return `first` or the next free port of the local machine; raises CourseError for none."""
    for port in range(first, min(first + _PORTS_TRIED, 65536)):
        with socket.socket() as probe:
            if os.name == "posix":  # as the server does: a port just released is free
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise CourseError(texts.NO_PORT.format(first=first))


def has_browser() -> bool:
    """Say whether this machine has a screen, and a browser that Python knows how to open."""
    if os.name == "posix" and sys.platform != "darwin":
        return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")) and _opener()
    return _opener()


def _opener() -> bool:
    try:
        return bool(webbrowser.get())
    except webbrowser.Error:
        return False


def _trait(option: str) -> str:
    """Return what an option sets: `--ServerApp.port=8888` and `--port` are one and the same."""
    return option.split("=")[0].lstrip("-").split(".")[-1]


def _lab_options(folder: Path, port: int, browser: bool) -> list[str]:
    options = [
        f"--ServerApp.root_dir={folder}",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        "--ServerApp.ip=127.0.0.1",
        f"--LabApp.default_url=/lab/tree/{FIRST_PAGE}",
        "--ServerApp.log_level=WARN",
        "--LabApp.log_level=WARN",
    ]
    if not browser:
        options.append("--no-browser")
    if os.name == "posix" and os.geteuid() == 0:
        options.append("--allow-root")  # a container, a school's image: refusing helps no one here
    return options
