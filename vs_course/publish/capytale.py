"""The library and its data in one Python file, for where nothing can be installed.

Capytale and Basthon let a teacher join a module to a notebook, one file a module. This one unpacks
itself where it is imported, and becomes the package it carries.
"""

import base64
import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from textwrap import wrap

from vs_course import bank
from vs_course.bank import files
from vs_course.publish import TRAVELS

_KEPT = {".py", ".js", ".css"}
_EPOCH = (2020, 1, 1, 0, 0, 0)  # the same files always give the same bytes
_MODULE = '''\
"""Le cours « Vente ou service ? » en un seul fichier, à joindre à un carnet Capytale ou Basthon.

Code : licence MIT. Situations et explications : licence CC BY-SA 4.0.
"""

import asyncio
import base64
import importlib.util
import io
import sys
import tempfile
import zipfile

_PACKED = """
{packed}
"""

_folder = tempfile.mkdtemp()
zipfile.ZipFile(io.BytesIO(base64.b85decode("".join(_PACKED.split())))).extractall(_folder)
__file__ = _folder + "/vs_course/__init__.py"
__path__ = [_folder + "/vs_course"]
__spec__ = importlib.util.spec_from_file_location(
    __name__, __file__, submodule_search_locations=__path__
)
__spec__.loader.exec_module(sys.modules[__name__])


async def _follow():
    # What the exercises keep in this browser is the journal here: bilan() then tells it.
    from pyodide.code import run_js
    from pyodide.ffi import create_proxy
    from vs_course.card import browser
    from vs_course.practice.journal import Journal

    script = browser.unlinked(browser.read("store.js"))
    store = await run_js("(async () => {{" + script + "return Store.open()}})()")
    store.changed = create_proxy(lambda *_: Journal().merge(store.text.encode()))
    store.changed()


if sys.platform == "emscripten":
    asyncio.ensure_future(_follow())
'''


def write(destination: Path, data: Path | None = None) -> int:
    """Write the file, which must be called vs_course.py to be imported; return its size in bytes.

    `data` is a folder of the same shape as the course's own. Raises CourseError for a data folder
    that won't do, and for a place that can't be written.
    """
    folder = data or bank.default_folder()
    bank.load(folder)
    packed = base64.b85encode(zipped(carried(folder))).decode()
    module = _MODULE.format(packed="\n".join(wrap(packed, 100)))
    files.save(destination, module)
    return destination.stat().st_size


def zipped(named: Iterable[tuple[str, Path]]) -> bytes:
    """Return an archive of files by their names in it; the same files give the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, path in named:
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), path.read_bytes(), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def carried(data: Path) -> Iterator[tuple[str, Path]]:
    """Yield what a learner's Python needs of the course: names in an archive, and files."""
    yield from _code()
    yield from _data(data)


def _code() -> Iterator[tuple[str, Path]]:
    package = Path(__file__).parent.parent
    for path in sorted(package.rglob("*")):
        place = path.relative_to(package)
        if path.suffix in _KEPT and place.parts[0] in TRAVELS:
            yield f"vs_course/{place.as_posix()}", path


def _data(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.iterdir()):
        if path.suffix in {".csv", ".toml"}:
            yield f"vs_course/data/{path.name}", path
