"""The course as a static site: any web host serves it, and nothing runs but in the browser."""

import shutil
import sys
import sysconfig
import tempfile
from pathlib import Path

from vs_course.bank.items import CourseError
from vs_course.site import texts

_MARK = "vs-course.json"
_PACKAGE = Path(__file__).parent.parent


def build(destination: Path) -> None:
    """Write the whole site into `destination`, a new or empty folder or an earlier site.

    It asks for nothing from another host once published. Raises CourseError, one French sentence,
    for a folder that holds something else, a tool that is missing or a network that fails; the
    earlier site is then still there.
    """
    from vs_course.site import application
    from vs_course.site.workshop import Workshop

    destination = destination.absolute()
    _refuse_other(destination)
    with tempfile.TemporaryDirectory(prefix="vs-course-site-", ignore_cleanup_errors=True) as work:
        workshop = Workshop(Path(work))
        made = application.make(workshop, _notebooks(), _extension())
        (made / _MARK).write_text("{}\n", encoding="utf-8")
        _replace(destination, made)
    files = [path for path in destination.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    print(
        texts.DONE.format(folder=destination, megabytes=round(size / 1e6), files=len(files)),
        flush=True,
    )


def _refuse_other(folder: Path) -> None:
    if not folder.exists():
        return
    ours = folder.is_dir() and ((folder / _MARK).is_file() or not any(folder.iterdir()))
    if not ours:
        raise CourseError(texts.NOT_OURS.format(folder=folder))


def _replace(destination: Path, made: Path) -> None:
    """Put the new site where the earlier one is: nothing stale stays, the folder itself does."""
    destination.mkdir(parents=True, exist_ok=True)
    for path in destination.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    shutil.copytree(made, destination, dirs_exist_ok=True)


def _notebooks() -> Path:
    inside = _PACKAGE / "notebooks"
    return inside if inside.is_dir() else _PACKAGE.parent / "notebooks"


def _extension() -> Path:
    """Return the extension's folder: in a checkout, or where the wheel has put it."""
    shared = [sysconfig.get_path("data"), sys.prefix]
    places = [
        _PACKAGE / "jupyterlab" / "extension",
        *(Path(p) / "share/jupyter/labextensions/vs-course" for p in shared),
    ]
    for place in places:
        if (place / "package.json").is_file():
            return place
    raise CourseError(texts.NO_EXTENSION)
