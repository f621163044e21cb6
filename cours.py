"""Ouvre le cours avec Python seul, sous Windows, macOS et Linux : python cours.py.

The environment is made in .venv the first time, and brought up to date when what it is made from
changes. Arguments are for `vs-course` (python cours.py classe DOSSIER -o rapport.html), except the
words of whoever works on the course: test, test-release, mesures, notebooks, pins. The Makefile
calls this. Write it for Python 3.7: an old one must be able to say that it is too old.
"""

import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / ".cours"  # what the environment was made from, and for which extra
CHECKS = (("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",))
CORE = ("coverage", "run", "-m", "pytest", "-m", "not browser and not release")
WORDS = {
    "test": (*CHECKS, CORE, ("coverage", "report"), ("pytest", "-m", "browser and not release")),
    "test-release": (("pytest", "-m", "release"),),
    "mesures": (("tests.measures",),),
    "notebooks": (("tests.addresses",), ("tests.notebook_builder",)),
    "pins": (("tests.pins",),),
}


def main(arguments: list) -> None:
    """Make the environment ready, then do what is asked and exit with its code."""
    if sys.version_info < (3, 11):
        sys.exit(
            f"Il faut Python 3.11 ou plus récent ; celui-ci est Python {sys.version.split()[0]}.\n"
            "S'il y en a un autre ici, nommez-le : « python3.12 cours.py », sous Windows "
            "« py -3.12 cours.py », avec make « make cours PYTHON=python3.12 »."
        )
    steps, rest = (("vs_course.cli",),), arguments
    if arguments and arguments[0] in WORDS:
        steps, rest = WORDS[arguments[0]], arguments[1:]
        if arguments[0] == "test" and rest:  # one run, of what the arguments choose
            steps = (*CHECKS, ("pytest", "-m", "not release"))
        os.chdir(str(ROOT))
    prepare("enseignant" if rest is arguments else "test")
    signal.signal(signal.SIGINT, lambda *_: None)  # Ctrl-C is for the step, which then ends
    for step in steps[:-1]:
        code = subprocess.call([str(PYTHON), "-m", *step])
        if code:
            sys.exit(code)
    last = [str(PYTHON), "-m", *steps[-1], *rest]
    if os.name == "posix":  # becomes it, so that what stops this stops JupyterLab
        os.execv(last[0], last)
    sys.exit(subprocess.call(last))


def prepare(extra: str) -> None:
    """Have `extra` of pyproject.toml in .venv; of a first set-up that fails, nothing is left."""
    wanted = hashlib.sha256(str(ROOT).encode())  # a folder that was moved is set up again
    extension = sorted((ROOT / "vs_course/jupyterlab/extension").rglob("*.*"))
    for path in (ROOT / "pyproject.toml", ROOT / "constraints.txt", *extension):
        wanted.update(path.read_bytes())
    there = STAMP.read_text() if STAMP.exists() and PYTHON.exists() else None
    if there in (f"{wanted.hexdigest()} {extra}", f"{wanted.hexdigest()} test"):
        return
    if there is None and importlib.util.find_spec("ensurepip") is None:
        sys.exit("Il manque le module venv de Python (Debian, Ubuntu : apt install python3-venv).")
    print("Préparation (une à trois minutes, la première fois seulement)…", flush=True)
    pip = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--constraint")
    try:
        if there is None:
            install(sys.executable, "-m", "venv", "--clear", str(VENV))
        STAMP.write_text("")
        install(str(PYTHON), *pip, "constraints.txt", "--editable", f".[{extra}]")
    except BaseException:
        if there is None:
            shutil.rmtree(str(VENV), ignore_errors=True)
        raise
    STAMP.write_text(f"{wanted.hexdigest()} {extra}")


def install(*command: str) -> None:
    """Run a command of the set-up, and show of what it prints its errors only, if it fails."""
    done = subprocess.run(command, cwd=str(ROOT), capture_output=True, check=False)
    if done.returncode:
        lines = (done.stdout + done.stderr).decode(errors="replace").splitlines()
        errors = [line for line in lines if line.startswith("ERROR:")] or lines[-1:]
        said = "La préparation a échoué. Vérifiez la connexion à Internet, puis recommencez."
        sys.exit("\n".join([said, *errors]))


if __name__ == "__main__":
    main(sys.argv[1:])
