"""The hand-written JavaScript and CSS, read by Biome: one binary, no plugin, no build step."""

import json
import shutil
import subprocess
from pathlib import Path

from tests.conftest import ROOT

VERSION = "2.6.8"
CONFIGURATION = Path(__file__).parent / "biome.json"
READ = ("vs_course/card", "vs_course/jupyterlab/extension", "vs_course/results")


def biome(npm: str) -> str:
    """Return Biome's command, installed once for all the runs of this checkout."""
    folder = ROOT / "build/biome"
    package = folder / "node_modules/@biomejs/biome/package.json"
    if not package.exists() or json.loads(package.read_text())["version"] != VERSION:
        folder.mkdir(parents=True, exist_ok=True)
        install = [npm, "install", "--prefix", folder, "--no-audit", "--no-fund"]
        subprocess.run([*install, f"@biomejs/biome@{VERSION}"], check=True, capture_output=True)
    return shutil.which("biome", path=folder / "node_modules/.bin")


def test_biome_has_nothing_to_say(npm: str):
    command = [biome(npm), "lint", f"--config-path={CONFIGURATION}", "--error-on-warnings", *READ]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert run.returncode == 0, run.stdout + run.stderr
    read = [path for folder in READ for path in (ROOT / folder).rglob("*.*")]
    count = sum(path.suffix in {".js", ".css", ".json"} for path in read)
    assert f"Checked {count} files" in run.stderr


def test_the_host_of_a_page_without_a_kernel_names_what_it_takes_from_the_card():
    """standalone.js is put after card.js in one script: Biome is told the names it finds there."""
    rules = json.loads(CONFIGURATION.read_text("utf-8"))
    (page,) = rules["overrides"]
    card = (ROOT / "vs_course/card/card.js").read_text("utf-8")
    for name in page["javascript"]["globals"]:
        assert f"\nfunction {name}(" in card
