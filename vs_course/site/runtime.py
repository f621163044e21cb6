"""What Python the browser runs: Pyodide, the libraries of an exercise, the course. All compiled."""

import hashlib
import json
import shutil
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from vs_course import bank
from vs_course.bank.items import CourseError
from vs_course.publish import TRAVELS
from vs_course.site import texts
from vs_course.site.workshop import HERE, Workshop

# The kernel installs these from the network unless they are loaded with Pyodide. All are in the
# bundle: to Pyodide, each but the bundle is an empty archive.
KERNEL_NAMES = ("micropip", "piplite", "ipykernel", "comm", "pyodide-kernel", "jedi", "ipython")
BUNDLE = "cours"

_RUNTIME_FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
# What an exercise, a traceback, a completion or `help` never imports.
_LIBRARIES_LEFT_OUT = (
    *("**/tests", "**/*.pyi", "*.dist-info/RECORD", "bin", "share", "etc"),
    *("anywidget/labextension", "anywidget/nbextension", "pygments/cmdline.py"),
    *("IPython/sphinxext", "IPython/testing/plugin", "IPython/terminal/shortcuts"),
    *("IPython/extensions/autoreload.py", "IPython/extensions/deduperreload"),
)
_STANDARD_LEFT_OUT = (
    *("ensurepip", "idlelib", "lib2to3", "multiprocessing", "pydoc_data", "sqlite3"),
    *("tkinter", "turtledemo", "unittest", "venv", "wsgiref", "xml", "xmlrpc", "dbm", "curses"),
    *("imaplib.py", "smtplib.py", "ftplib.py", "poplib.py", "mailbox.py", "pickletools.py"),
    *("turtle.py", "zipapp.py", "webbrowser.py"),
)
# In these folders, of many alternatives, only the modules named here stay.
_LIBRARIES_KEPT = {
    "IPython/terminal": "__init__",
    "pygments/formatters": "__init__ _mapping html terminal terminal256",
    "pygments/lexers": "__init__ _mapping python shell special",
    "pygments/styles": "__init__ _mapping default",
}
_STANDARD_KEPT = {
    "_pyrepl": "__init__ pager types",
    "encodings": "__init__ aliases ascii base64_codec charmap cp1252 cp437 cp850 hex_codec idna "
    "iso8859_1 iso8859_15 latin_1 mac_roman punycode quopri_codec raw_unicode_escape undefined "
    "unicode_escape utf_16 utf_16_be utf_16_le utf_32 utf_32_be utf_32_le utf_7 utf_8 utf_8_sig "
    "zlib_codec",
}


def make(workshop: Workshop, target: Path) -> None:
    """Write into `target` the runtime, its compiled libraries and the lock that lists them."""
    libraries = workshop.folder / "bibliotheques"
    _gather(workshop, libraries)
    standard = workshop.folder / "standard"
    with zipfile.ZipFile(workshop.pyodide / "python_stdlib.zip") as packed:
        packed.extractall(standard)
    _leave_out(libraries, _LIBRARIES_LEFT_OUT, _LIBRARIES_KEPT)
    _leave_out(standard, _STANDARD_LEFT_OUT, _STANDARD_KEPT)
    compiler = [workshop.node, HERE / "compile.mjs", workshop.pyodide]
    workshop.run(texts.STEP_COMPILE, [*compiler, libraries, standard])
    target.mkdir(parents=True)
    for name in _RUNTIME_FILES:
        shutil.copyfile(workshop.pyodide / name, target / name)
    _pack(standard, target / "python_stdlib.zip")
    _write_lock(workshop, libraries, target)


def options() -> dict[str, object]:
    """Return the kernel's settings for a site made so."""
    # A widget's message says null where Python expects None.
    loading = {"packages": [BUNDLE, *KERNEL_NAMES], "convertNullToNone": True}
    return {"disablePyPIFallback": True, "loadPyodideOptions": loading}


def _gather(workshop: Workshop, target: Path) -> None:
    pure = ("--implementation", "py", "--abi", "none", "--platform", "any")
    workshop.install(
        *("--no-deps", "--only-binary=:all:", *pure, "--python-version", "3.14"),
        *("--target", target, "-r", HERE / "browser.txt"),
    )
    shutil.copytree(
        target / "share/jupyter/labextensions/anywidget", workshop.labextensions / "anywidget"
    )
    wheels = workshop.labextensions / "@jupyterlite/pyodide-kernel-extension/static/pypi"
    for name in ("ipykernel", "pyodide_kernel"):
        (wheel,) = wheels.glob(f"{name}-*.whl")
        with zipfile.ZipFile(wheel) as packed:
            packed.extractall(target)
    # jedi completes names better, for 5 MB: IPython does it by itself.
    _replace(target / "pyodide_kernel/interpreter.py", "use_jedi = True", "use_jedi = False")
    compiled = shutil.ignore_patterns("__pycache__")
    shutil.copytree(HERE / "closed", target, dirs_exist_ok=True, ignore=compiled)
    course = target / "vs_course"
    shutil.copytree(HERE.parent, course, ignore=_staying)
    shutil.copytree(bank.default_folder(), course / "data", dirs_exist_ok=True)


def _staying(folder: str, names: list[str]) -> list[str]:
    """Return what a learner's browser is not sent: all but the rooms that travel."""
    inside = Path(folder) != HERE.parent
    return [n for n in names if n == "__pycache__" or not (inside or n in TRAVELS)]


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    if old not in text:
        message = texts.UNEXPECTED.format(name=path.name)
        raise CourseError(texts.STEP_FAILED.format(step=texts.STEP_PACKAGES, message=message))
    path.write_text(text.replace(old, new), encoding="utf-8")


def _leave_out(folder: Path, patterns: Iterable[str], kept: Mapping[str, str]) -> None:
    for pattern in patterns:
        for path in list(folder.glob(pattern)):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
    for place, names in kept.items():
        for path in list(folder.glob(f"{place}/*.py")):
            if path.stem not in names.split():
                path.unlink()


def _pack(folder: Path, target: Path) -> None:
    """Zip a folder: the same files give the same bytes, and so the same name and cache."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix())
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, path.read_bytes())


def _write_lock(workshop: Workshop, libraries: Path, target: Path) -> None:
    bundle, empty = target / "cours.zip", target / "vide.zip"
    _pack(libraries, bundle)
    named = bundle.with_stem(f"{BUNDLE}-{_digest(bundle)[:8]}")
    bundle.rename(named)
    zipfile.ZipFile(empty, "w").close()
    lock = json.loads((workshop.pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))
    lock["packages"] = {
        name: {
            "name": name,
            "version": "0",
            "file_name": path.name,
            "sha256": _digest(path),
            "install_dir": "site",
            "package_type": "package",
            "imports": [],
            "depends": [],
            "unvendored_tests": False,
        }
        for name, path in [(BUNDLE, named), *((name, empty) for name in KERNEL_NAMES)]
    }
    (target / "pyodide-lock.json").write_text(json.dumps(lock), encoding="utf-8")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
