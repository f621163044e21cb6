"""The hand-written JavaScript and CSS, read by Biome: one binary, no plugin, no build step."""

import json
import shutil
import subprocess
from pathlib import Path

from tests.conftest import ROOT
from vs_course.card import browser

VERSION = "2.6.8"
CONFIGURATION = Path(__file__).parent / "biome.json"
SITE = sorted((ROOT / "vs_course/publish/site").glob("*.*js"))
DOOR = ROOT / "vs_course/jupyterlab/extension/static"


def biome(npm: str) -> str:
    """Return Biome's command, installed once for all the runs of this checkout."""
    folder = ROOT / "build/biome"
    package = folder / "node_modules/@biomejs/biome/package.json"
    if not package.exists() or json.loads(package.read_text())["version"] != VERSION:
        folder.mkdir(parents=True, exist_ok=True)
        install = [npm, "install", "--prefix", folder, "--no-audit", "--no-fund"]
        subprocess.run([*install, f"@biomejs/biome@{VERSION}"], check=True, capture_output=True)
    return shutil.which("biome", path=folder / "node_modules/.bin")


def test_biome_has_nothing_to_say(npm: str, tmp_path: Path):
    """The card's files are one module by the time a browser reads them: they are read as one."""
    (tmp_path / "card.js").write_text(browser.module(), encoding="utf-8")
    for start in ("standalone", "scorm"):
        (tmp_path / f"{start}.js").write_text(browser.script(start), encoding="utf-8")
    for path in SITE:
        text = path.read_text(encoding="utf-8").replace("$files", "{}").replace("$$", "$")
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    styles = sorted((ROOT / "vs_course").rglob("*.css"))
    read = [*sorted(tmp_path.glob("*.*js")), *DOOR.glob("*.js"), *styles]
    command = [biome(npm), "lint", f"--config-path={CONFIGURATION}", "--error-on-warnings", *read]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert run.returncode == 0, run.stdout + run.stderr
    assert f"Checked {len(read)} files" in run.stderr
