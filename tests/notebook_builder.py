"""Makes the committed notebooks what they must be: `make notebooks` runs it.

Each notebook is executed and keeps, of every output, the parts that don't change from one run to
the next; random ids, widget views and machine-dependent metadata go.
"""

import os
import re
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from vs_course.publish import single_page as page

FOLDER = Path(__file__).parent.parent / "notebooks"
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
    "vs_course": {"version": 1},
}
TAGS = {"raises-exception", page.NOTEBOOK_ONLY}
KEPT_MIME = ("text/plain", "text/html", "image/svg+xml")


def build(path: Path) -> str:
    """Return the text the notebook should have: executed, in a fresh kernel, and made minimal."""
    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as folder:
        journal = str(Path(folder) / "reponses.jsonl")
        client = NotebookClient(
            notebook, timeout=120, resources={"metadata": {"path": path.parent}}
        )
        client.execute(env={**os.environ, "VS_COURSE_JOURNAL": journal})
    prefix = path.stem.split("_")[0]
    for number, cell in enumerate(notebook.cells):
        _tidy(cell, _exercise(cell) or f"{prefix}-{number:02}")
    notebook.metadata = nbformat.from_dict(METADATA)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    nbformat.validate(notebook)
    # As Jupyter saves it, line by line: a teacher's change and a learner's saving can be merged.
    return nbformat.writes(notebook) + "\n"


def _exercise(cell: nbformat.NotebookNode) -> str:
    """Return the id of the exercise a cell shows, which is then the cell's: links lead to it."""
    call = re.search(r'^exercice\("([a-z0-9-]+)"\)$', cell.source, re.MULTILINE)
    return call[1] if call and cell.cell_type == "code" else ""


def _tidy(cell: nbformat.NotebookNode, cell_id: str) -> None:
    tags = [tag for tag in cell.metadata.get("tags", []) if tag in TAGS]
    cell.id, cell.metadata = cell_id, nbformat.from_dict({"tags": tags} if tags else {})
    if cell.cell_type != "code":
        return
    # One quiet line: the learner reads the card, and opens the code if curious.
    cell.metadata["jupyter"] = {"source_hidden": True}
    for output in cell.outputs:
        if "data" in output:
            output.data = {mime: output.data[mime] for mime in KEPT_MIME if mime in output.data}
            output.metadata = {}


def notebooks() -> list[Path]:
    """Return the notebooks of the course, in reading order."""
    found = FOLDER.rglob("*.ipynb")
    return sorted(path for path in found if ".ipynb_checkpoints" not in path.parts)


if __name__ == "__main__":
    for notebook_path in notebooks():
        notebook_path.write_text(build(notebook_path), encoding="utf-8")
        print(notebook_path.name)
