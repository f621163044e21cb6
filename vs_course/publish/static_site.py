"""The course as a static site: pages that answer at once, and Python that comes to them later."""

import base64
import hashlib
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
import zipfile
from pathlib import Path
from string import Template
from urllib.parse import quote

from vs_course import bank
from vs_course.api import parcours
from vs_course.bank.items import CourseError
from vs_course.card import browser, standalone
from vs_course.publish import capytale, single_page
from vs_course.publish.worker import plain

PYODIDE = "314.0.7"
_HERE = Path(__file__).parent
_SITE = _HERE / "site"
_MARK = "vs-course.json"
_LOST = "Cette page n’existe pas"
_LIBRARY = "python_stdlib.zip"
_RUNTIME = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "pyodide-lock.json")
_STYLES = (
    "results/bilan.css",
    "results/road.css",
    "publish/single_page.css",
    "publish/site/site.css",
)
_DOOR = ("publish/__init__.py", "publish/worker.py")


def build(destination: Path) -> None:
    """Write the whole site into `destination`, a new or empty folder or an earlier site.

    It asks for nothing from another host once published. Raises CourseError, one French sentence,
    for a folder that holds something else, a tool that is missing or a network that fails; the
    earlier site is then still there.
    """
    destination = destination.absolute()
    ours = not destination.exists() or (destination / _MARK).is_file()
    if not ours and (destination.is_file() or any(destination.iterdir())):
        raise CourseError(
            f"Le dossier « {destination} » n'est pas vide et n'est pas un site du cours : rien n'y "
            "est écrit. Indiquez un dossier vide ou nouveau."
        )
    with tempfile.TemporaryDirectory(prefix="vs-course-site-", ignore_cleanup_errors=True) as work:
        made = Path(work) / "site"
        made.mkdir()
        _make(made, Path(work))
        _replace(destination, made)
    sizes = [path.stat().st_size for path in destination.rglob("*") if path.is_file()]
    told = f"{sum(sizes) / 1e6:.0f} Mo, {len(sizes)} fichiers"
    print(f"Le site est prêt dans « {destination} » : {told}.", flush=True)


def _make(site: Path, work: Path) -> None:
    runtime, course = _python(work)
    folders = {
        "python": _folder(site, "python", runtime),
        "course": _folder(site, "cours", {**_scripts(), "cours.zip": course}),
    }
    kept = {
        path.relative_to(site).as_posix(): (path.stat().st_size, _integrity(path.read_bytes()))
        for path in sorted(site.glob("*/*"))
    }
    pages = {**_pages(folders), "manifest.webmanifest": _filled("manifest.webmanifest", **folders)}
    version = _digest("".join([*pages.values(), *kept]).encode())[:12]
    size = sum(size for size, _ in kept.values()) + sum(map(len, pages.values()))
    for name, page in pages.items():
        whole = page.replace("{{version}}", version).replace(
            "{{size}}", f"{size / 1e6:.0f}\u00a0Mo"
        )
        (site / name).write_text(whole, encoding="utf-8")
        kept[name] = (len(whole), "")
    worker = _filled("sw.js", version=version, files=json.dumps(kept))
    (site / "sw.js").write_text(worker, encoding="utf-8")
    (site / _MARK).write_text("{}\n", encoding="utf-8")


def _python(work: Path) -> tuple[dict[str, bytes], bytes]:
    """Return the files of Python for a browser, and the course for it, both compiled ahead.

    The standard library gains what the course imports, compiled; nothing of it is taken away.
    """
    _run(work, "npm", "pack", "--silent", f"pyodide@{PYODIDE}")
    with tarfile.open(work / f"pyodide-{PYODIDE}.tgz") as packed:
        packed.extractall(work, filter="data")
    runtime, course, standard = work / "package", work / "course", work / "standard"
    package = _HERE.parent
    door = [(f"vs_course/{name}", package / name) for name in _DOOR]
    for name, path in (*capytale.carried(bank.default_folder()), *door):
        (course / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, course / name)
    standard.mkdir()
    _run(work, "node", _SITE / "compile.mjs", runtime, course, standard)
    with zipfile.ZipFile(runtime / _LIBRARY, "a", zipfile.ZIP_DEFLATED) as library:
        for name, path in _under(standard):
            library.writestr(zipfile.ZipInfo(name), path.read_bytes(), zipfile.ZIP_DEFLATED)
    files = {name: (runtime / name).read_bytes() for name in (*_RUNTIME, _LIBRARY)}
    return files, capytale.zipped(_under(course))


def _under(folder: Path) -> list[tuple[str, Path]]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return [(path.relative_to(folder).as_posix(), path) for path in paths]


def _pages(folders: dict[str, str]) -> dict[str, str]:
    """Return the pages by name; the first notebook's is the site's own address too."""
    inside = _HERE.parent / "notebooks"
    notebooks = inside if inside.is_dir() else _HERE.parent.parent / "notebooks"
    icon = quote((_SITE / "icon.svg").read_text(encoding="utf-8"))
    shared = {**folders, "keeping": standalone.keeping(), "icon": icon}
    pages = {}
    for notebook in sorted(notebooks.glob("*.ipynb")):
        title, body, _ = single_page.render(notebook, live=True)
        pages[f"{notebook.stem}.html"] = _filled("page.html", title=title, body=body, **shared)
    road = plain(parcours(journal=os.devnull)._repr_html_())
    lost = _filled("page.html", title=_LOST, body=f"<main><h1>{_LOST}</h1>{road}</main>", **shared)
    return {"index.html": next(iter(pages.values())), **pages, "404.html": lost}


def _scripts() -> dict[str, bytes]:
    """Return what the pages share by name: scripts, style, icon."""
    package = _HERE.parent
    view = {f"{name}.js": browser.read(f"{name}.js") for name in browser.HOST}
    style = [browser.style(), *((package / name).read_text(encoding="utf-8") for name in _STYLES)]
    shown = {**view, "card.js": browser.module(), "style.css": "\n".join(style)}
    own = [*_SITE.glob("*.js"), *_SITE.glob("icon.*")]
    return {
        **{name: text.encode() for name, text in shown.items()},
        **{path.name: path.read_bytes() for path in own if path.name != "sw.js"},
    }


def _folder(site: Path, name: str, files: dict[str, bytes]) -> str:
    """Write files into a folder named after what they hold: a browser may keep it for ever."""
    digest = _digest(b"".join(_digest(files[one]).encode() for one in sorted(files)))
    folder = f"{name}-{digest[:12]}"
    (site / folder).mkdir()
    for one, content in files.items():
        (site / folder / one).write_bytes(content)
    return folder


def _filled(template: str, **values: str) -> str:
    return Template((_SITE / template).read_text(encoding="utf-8")).substitute(values)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _integrity(content: bytes) -> str:
    """Return what a browser checks a file against by itself."""
    return f"sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}"


def _run(folder: Path, tool: str, *arguments: str | Path) -> None:
    found = shutil.which(tool)
    if found is None:
        raise CourseError(
            "npm est introuvable : le site en a besoin pour obtenir Python dans le navigateur. "
            "Installez Node.js 20 ou plus récent, puis recommencez."
        )
    done = subprocess.run(
        [found, *arguments], cwd=folder, capture_output=True, encoding="utf-8", errors="replace",
        check=False,
    )  # fmt: skip
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip() or str(done.returncode)).splitlines()
        raise CourseError(
            f"Le site n'a pas pu être construit ({tool}). Vérifiez la connexion à Internet, puis "
            f"recommencez. Le dernier message : {said[-1][:300]}"
        )


def _replace(destination: Path, made: Path) -> None:
    """Put the new site where the earlier one is: nothing stale stays, the folder itself does."""
    destination.mkdir(parents=True, exist_ok=True)
    for path in destination.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    shutil.copytree(made, destination, dirs_exist_ok=True)
