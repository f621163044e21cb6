"""JupyterLite's notebook page around the course: built by its own tool, then lightened."""

import json
import re
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path

from vs_course.bank.items import CourseError
from vs_course.site import runtime, texts
from vs_course.site.workshop import HERE, Workshop

FIRST_PAGE = "00_bienvenue.ipynb"
_KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
_INDICATOR = re.compile(r'<div id="jupyterlite-loading-indicator".*?<noscript>.*?</noscript>', re.S)

# What no page of the course shows: formulas, diagrams, charts, a terminal, a debugger…
_DISABLED = (
    "@jupyterlab/mathjax-extension",
    "@jupyterlab/mermaid-extension",
    "@jupyterlab/vega5-extension",
    "@jupyterlab/terminal-extension",
    "@jupyterlab/lsp-extension",
    "@jupyterlab/notebook-extension:language-server",
    "@jupyterlite/application-extension:lsp-connection-manager",
    "@jupyter-notebook/application-extension:pages",
    "@jupyter-notebook/notebook-extension:kernel-status",  # in English, for a second
    "@jupyter-notebook/console-extension",
    "@jupyter-notebook/tree-extension",
)
# The pieces of the application that hold these libraries then go with them.
_UNUSED = re.compile(
    r"^(mathjax-full|mhchemparser|mermaid|@mermaid-js/|elkjs|cytoscape|cose-base|katex|khroma|"
    r"vega|d3-|dagre|@xterm/|regexp-|@lumino/datagrid|lodash-es|dayjs|@upsetjs/|roughjs|"
    r"react-json-tree|"
    r"@codemirror/lang-(cpp|php|rust|java|sql|xml|wast)$)"
)
_FILES_LEFT_OUT = (
    *("build/MathJax_*", "build/fa-*.eot", "build/fa-*.svg", "build/fa-*.ttf", "build/fa-*.woff"),
    *("lab", "tree", "edit", "repl", "consoles", "doc", "rspack.config*.js", "package.json"),
    *("notebooks/build", "notebooks/package.json", "build/schemas/@*"),
    *("extensions/@jupyterlite/pyodide-kernel-extension/static/pypi/*.whl", "extensions/**/*.map"),
    "build/themes/@jupyterlab/theme-dark-high-contrast-extension",
)


def make(workshop: Workshop, notebooks: Path, extension: Path) -> Path:
    """Return a folder that holds the whole site.

    `notebooks` is the folder of the learner's pages, `extension` the one that shows their
    exercises when a page opens.
    """
    source, site = workshop.folder / "source", workshop.folder / "site"
    learner = shutil.ignore_patterns("enseignant", ".*", "mes_reponses*")
    shutil.copytree(notebooks, source / "files", ignore=learner)
    shutil.copytree(extension, workshop.labextensions / "vs-course")
    runtime.make(workshop, source / "static" / "pyodide")
    shutil.copyfile(HERE / "pages" / "reglages.json", source / "overrides.json")
    _write_configuration(source / "jupyter-lite.json")
    workshop.python(
        texts.STEP_PAGES,
        *("-m", "jupyterlite_core", "build", "--apps", "notebooks", "--no-sourcemaps"),
        *("--no-unused-shared-packages", "--output-dir", site),
        folder=source,
    )
    _lighten(site, workshop)
    _dress(site)
    return site


def _write_configuration(path: Path) -> None:
    settings = {
        "appName": texts.TITLE,
        "appUrl": "./notebooks",
        "faviconUrl": "./notebooks/favicon.ico",
        "disabledExtensions": list(_DISABLED),
        "litePluginSettings": {_KERNEL: runtime.options()},
    }
    content = {"jupyter-lite-schema-version": 0, "jupyter-config-data": settings}
    path.write_text(json.dumps(content), encoding="utf-8")


def _lighten(site: Path, workshop: Workshop) -> None:
    for pattern in _FILES_LEFT_OUT:
        for path in list(site.glob(pattern)):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
    for name in _unused_pieces(workshop):
        (site / "build" / name).unlink(missing_ok=True)


def _unused_pieces(workshop: Workshop) -> Iterator[str]:
    """Yield the scripts that hold a library that no page needs; their source maps tell which."""
    where = "import jupyterlite_core as c; print(c.__path__[0])"
    package = Path(workshop.python(texts.STEP_PAGES, "-c", where).strip())
    (archive,) = package.glob("jupyterlite-app-*.tgz")
    with tarfile.open(archive) as packed:
        for member in packed:
            if not re.fullmatch(r"package/build/[\w.]+\.js\.map", member.name):
                continue
            sources = json.load(packed.extractfile(member))["sources"]
            libraries = re.findall(r"node_modules/((?:@[^/]+/)?[^/\s]+)/", "\n".join(sources))
            if any(map(_UNUSED.match, libraries)):
                yield Path(member.name).stem


def _dress(site: Path) -> None:
    """Give the pages their French words, and ask for the heavy files from the first moment."""
    page = site / "notebooks" / "index.html"
    html, found = _INDICATOR.subn(lambda _: _waiting(site), page.read_text(encoding="utf-8"))
    if not found:
        message = texts.UNEXPECTED.format(name=page.name)
        raise CourseError(texts.STEP_FAILED.format(step=texts.STEP_PAGES, message=message))
    html = html.replace("<html>", '<html lang="fr">')
    html = re.sub(r"<title>.*?</title>", f"<title>{texts.TITLE}</title>", html)
    icon = '<link rel="icon" href="favicon.ico">'
    html = re.sub(r'<meta name="Description".*?>', icon, html)
    page.write_text(html, encoding="utf-8")
    for name, place in (("accueil", site), ("arbre", site / "tree")):
        place.mkdir(exist_ok=True)
        filled = _filled(HERE / "pages" / f"{name}.html", first=FIRST_PAGE)
        (place / "index.html").write_text(filled, encoding="utf-8")


def _waiting(site: Path) -> str:
    heavy = [f"../{path.relative_to(site).as_posix()}" for path in _heavy(site / "static/pyodide")]
    return _filled(HERE / "pages" / "attente.html", heavy=json.dumps(heavy))


def _heavy(folder: Path) -> list[Path]:
    names = ("pyodide.asm.wasm", "python_stdlib.zip", "pyodide.asm.mjs")
    return [*(folder / name for name in names), *folder.glob(f"{runtime.BUNDLE}-*.zip")]


def _filled(template: Path, **values: str) -> str:
    said = {
        "title": texts.TITLE,
        "loading": texts.LOADING,
        "loading_first": texts.LOADING_FIRST,
        "no_script": texts.NO_SCRIPT,
        "coming": texts.EXERCISES_COMING,
        "late": texts.LATE,
    }
    text = template.read_text(encoding="utf-8")
    return re.sub(r"\{\{(\w+)\}\}", lambda found: {**said, **values}[found[1]], text)
