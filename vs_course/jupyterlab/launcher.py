"""Opens the course in JupyterLab: its folder, its options, the address to follow."""

import os
import secrets
import shutil
import sys
import webbrowser
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote, urlencode

from vs_course.bank import files, french
from vs_course.bank.items import CourseError

FIRST_PAGE = "notebooks/00_bienvenue.ipynb"
DEFAULT_PORT = 8888
_PACKAGE = Path(__file__).parents[1]


def open_course(
    folder: Path, page: str = FIRST_PAGE, *, browser: bool, port: int, extra: Sequence[str] = ()
) -> None:
    """Start JupyterLab in the course's folder, on one page alone, and stay until it stops.

    `page` is the notebook's path there, with `#` and a place in it or not; `port` is where it looks
    for a free one; `extra` goes to JupyterLab as it is.
    """
    from jupyterlab.labapp import LabApp  # slow to import: only what opens the course pays for it

    os.environ.setdefault("JUPYTER_TOKEN", secrets.token_hex(16))
    opens = browser and has_browser()
    said = {_trait(option) for option in extra}
    own = [option for option in _options(folder, page, port, opens) if _trait(option) not in said]
    server = LabApp.initialize_server([*own, *extra])
    if server.port != port and "port" not in said:
        print(f"Le port {port} est déjà pris ; le cours s'ouvre sur le port {server.port}.")
    path, _, place = page.partition("#")
    query = urlencode({"token": server.identity_provider.token})
    end = f"#{place}" if place else ""
    _tell(f"{server.connection_url}doc/tree/{quote(path)}?{query}{end}", opens)
    server.start()


def _tell(address: str, opens: bool) -> None:
    lead = "Ouvrez cette adresse dans votre navigateur :"
    if opens:
        lead = "Le cours s'ouvre dans votre navigateur. S'il ne s'ouvre pas, suivez cette adresse :"
    end = "Pour arrêter le cours : Ctrl+C dans cette fenêtre."
    print(f"{lead}\n\n    {address}\n\n{end}", flush=True)


def course_folder(current: Path, package: Path = _PACKAGE) -> Path:
    """Return the folder that holds notebooks/: the checkout, or else `current` with a copy in it.

    `package` is where the course is installed. A file that is already in `current` is the
    learner's, and stays as it is. Raises CourseError when the copy can't be made.
    """
    checkout = package.parent
    if (checkout / FIRST_PAGE).is_file() and (checkout / "pyproject.toml").is_file():
        return checkout
    try:
        _copy_missing(package / "notebooks", current / "notebooks")
    except OSError as error:
        reason = french.plain(files.reason(error))
        target = current / "notebooks"
        message = f"Le cours ne peut pas être copié dans {target} : {reason}."
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
        kept = "ce qui y était déjà n'a pas changé"
        print(f"{copied} fichier(s) du cours copié(s) dans {target} ({kept}).")


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


def _options(folder: Path, page: str, port: int, browser: bool) -> list[str]:
    options = [
        f"--ServerApp.root_dir={folder}",
        f"--ServerApp.port={port}",
        "--ServerApp.ip=127.0.0.1",
        f"--LabApp.default_url=/doc/tree/{page}",
        "--ServerApp.log_level=WARN",
        "--LabApp.log_level=WARN",
    ]
    if not browser:
        options.append("--no-browser")
    if os.name == "posix" and os.geteuid() == 0:
        options.append("--allow-root")  # a container, a school's image: refusing helps no one here
    return options
