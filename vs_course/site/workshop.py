"""The tools that build a site, in an environment of their own, and what each of them says."""

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from vs_course.bank.items import CourseError
from vs_course.site import texts

HERE = Path(__file__).parent


class Workshop:
    """A temporary folder with a virtual environment of pinned tools and the Pyodide runtime.

    `labextensions` is where JupyterLite finds the extensions that it adds to a site, `pyodide` the
    runtime of the very version that the kernel asks for. Raises CourseError, one French sentence,
    when a tool is missing or fails.
    """

    def __init__(self, folder: Path):
        self.folder = folder
        self.node, self._npm = _tool("node"), _tool("npm")
        environment = folder / "outils"
        self._run(texts.NO_VENV, [sys.executable, "-m", "venv", environment])
        self._binaries = environment / ("Scripts" if os.name == "nt" else "bin")
        self.install("-r", HERE / "requirements.txt")
        self.labextensions = environment / "share" / "jupyter" / "labextensions"
        self.pyodide = self._fetch_pyodide()

    def run(self, step: str, command: list[str | Path], folder: Path | None = None) -> str:
        """Run a command and return what it printed; raises CourseError naming the step."""
        return self._run(texts.STEP_FAILED.format(step=step, message="{message}"), command, folder)

    def python(self, step: str, *arguments: str | Path, folder: Path | None = None) -> str:
        """Run the environment's Python and return what it printed."""
        return self.run(step, [self._binaries / "python", *arguments], folder)

    def install(self, *arguments: str | Path) -> None:
        """Run the environment's pip install."""
        quiet = ("--quiet", "--disable-pip-version-check", "--no-compile")
        self.python(texts.STEP_TOOLS, "-m", "pip", "install", *quiet, *arguments)

    def _fetch_pyodide(self) -> Path:
        asked = "from jupyterlite_pyodide_kernel.constants import PYODIDE_VERSION as v; print(v)"
        version = self.python(texts.STEP_TOOLS, "-c", asked).strip()
        quiet = ("--silent", "--pack-destination", self.folder)
        self.run(texts.STEP_PYODIDE, [self._npm, "pack", *quiet, f"pyodide@{version}"], self.folder)
        (archive,) = self.folder.glob("pyodide-*.tgz")
        with tarfile.open(archive) as packed:
            packed.extractall(self.folder, filter="data")
        return self.folder / "package"

    def _run(self, said: str, command: list[str | Path], folder: Path | None = None) -> str:
        done = subprocess.run(
            command,
            cwd=folder or self.folder,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if done.returncode:
            lines = (done.stderr.strip() or done.stdout.strip()).splitlines()
            raise CourseError(said.format(message=lines[-1][:300] if lines else done.returncode))
        return done.stdout


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise CourseError(texts.NO_NPM)
    return found
