"""The bank's situations in the formats of other tools, to be used again elsewhere."""

from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from vs_course.bank import texts as bank_texts
from vs_course.bank.items import CourseError
from vs_course.export import texts
from vs_course.export.selection import Selection

FORMATS: dict[str, str] = texts.FORMATS
_MODULES = {"csv": "table_csv", "fiche": "printable_sheet"}


def write(format: str, selection: Selection, destination: Path) -> int:
    """Write the situations to one file; return how many.

    A file of that name is replaced, once the new one is whole. Raises CourseError when the format
    is unknown, when it needs a library that is missing, or when the file can't be written.
    """
    if format not in FORMATS:
        raise CourseError(texts.FORMAT_UNKNOWN.format(value=format, known=", ".join(FORMATS)))
    destination = Path(destination)
    try:
        module = import_module(f"vs_course.export.{_MODULES.get(format, format)}")
    except ModuleNotFoundError as error:
        message = texts.LIBRARY_MISSING.format(format=format, library=error.name)
        raise CourseError(message) from error
    try:
        if destination.exists() and not destination.is_file():
            raise CourseError(texts.NOT_A_FILE.format(path=destination))
        if not destination.parent.is_dir():
            raise CourseError(texts.NO_FOLDER.format(folder=destination.parent))
        # Beside the destination, so that giving the file its name is one step of the disk.
        with TemporaryDirectory(prefix=".vs-course-", dir=destination.parent) as folder:
            whole = Path(folder) / destination.name
            module.write(selection, whole)
            whole.replace(destination)
    except OSError as error:
        reason = bank_texts.SYSTEM_REASON.get(error.errno or 0, error.strerror or str(error))
        message = texts.UNWRITABLE.format(path=destination, reason=reason.replace("’", "'"))
        raise CourseError(message) from error
    return len(selection.scenarios)
