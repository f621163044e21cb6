"""Writes every pinned list again: `make pins`, or `make pins ARGS=--upgrade` for newer versions.

A list holds names, versions and, where pip can check them, hashes; never an address. uv resolves
once for every system and every Python that the course runs on, in an environment thrown away.
"""

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from tests.conftest import ROOT

# No hashes: pip refuses them beside an editable install.
LISTS = {
    "constraints.txt": ("pyproject.toml", "--extra", "test", "--group", "pins", "--universal"),
}
_QUIET = ("--quiet", "--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links")


def write(options: list[str]) -> None:
    """Write the lists; without `--upgrade`, what is pinned stays where nothing asks otherwise."""
    with tempfile.TemporaryDirectory(prefix="vs-course-pins-") as folder:
        venv.create(folder, with_pip=True)
        binaries = Path(folder) / ("Scripts" if os.name == "nt" else "bin")
        pip = (binaries / "python", "-m", "pip", "install", "--quiet", "--constraint")
        subprocess.run([*pip, ROOT / "constraints.txt", "uv"], check=True, capture_output=True)
        for name, asked in LISTS.items():
            command = [binaries / "uv", "pip", "compile", *_QUIET, *asked, *options, "-o", name]
            subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
            print(name, flush=True)


if __name__ == "__main__":
    write(sys.argv[1:])
