"""A notebook of the course as one page that needs no kernel: read it, answer it, print it."""

import ast
import os
import re
from html import escape
from pathlib import Path
from typing import Any

import nbformat
from nbconvert import HTMLExporter
from nbformat import NotebookNode
from nbformat.v4 import new_output

from vs_course.api import parcours, session
from vs_course.bank import files, french
from vs_course.bank.items import CourseError, Policy
from vs_course.card import standalone, static_html
from vs_course.practice.review import REVISION
from vs_course.practice.session import Session
from vs_course.publish.worker import plain, to_pages

NOTEBOOK_ONLY = "carnet-seulement"  # the tag of a cell that speaks of the notebook's own buttons
_CSS = Path(__file__).parent / "single_page.css"
_NO_RESULTS = (
    "Cette page ne peut pas faire votre bilan. Vos réponses sont gardées : à la fin de chaque "
    "exercice, sous « ⋯ », « Remettre mes réponses » en donne le fichier. Votre professeur, ou le "
    "carnet du cours, en tire le bilan."
)
_NO_REVISION = (
    "Cette page, seule, ne sait pas ce qui revient aujourd’hui : pour réviser, ouvrez ce carnet "
    "dans JupyterLab, ou le site du cours."
)
_RESULTS_COMING = "Votre bilan se prépare : encore quelques secondes."
_NO_MARK = "Cette page ne corrige pas l’évaluation : à la fin, remettez le fichier de vos réponses."


def write(notebook: Path, destination: Path) -> int:
    """Write the page of a notebook; return how many exercises are in it.

    The page is one file with no address in it but those its author wrote, and the pages of the
    neighbouring notebooks. Raises CourseError for a file that isn't a notebook of the course, an
    exercise that can't be made, and a place that can't be written.
    """
    title, body, count = render(notebook)
    files.save(destination, standalone.document(title, body, f"\n<style>\n{style()}</style>"))
    return count


def render(notebook: Path, live: bool = False) -> tuple[str, str, int]:
    """Return the title and the body of the page, as HTML, and how many exercises are in it.

    In a `live` page Python comes to the exercises, and fills the places of results and road.
    """
    content = _read(notebook)
    sessions = _put_exercises(content, notebook.parent, live)
    read = (plain if live else to_pages)(_body(content, notebook.parent))
    body = f"<main>\n{read}\n{_key(sessions)}</main>"
    return _title(content), body, len(sessions)


def style() -> str:
    """Return the style of the page around the cards."""
    return _CSS.read_text(encoding="utf-8")


def _read(path: Path) -> NotebookNode:
    try:
        notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
    except FileNotFoundError:
        reason = "il n'existe pas"
    except OSError as error:
        reason = french.plain(files.reason(error))
    except (ValueError, AttributeError, nbformat.ValidationError):
        reason = "ce n'est pas un carnet Jupyter"
    else:
        kept = [c for c in notebook.cells if NOTEBOOK_ONLY not in c.metadata.get("tags", ())]
        return NotebookNode({**notebook, "cells": kept})
    raise CourseError(f"{path} : ce carnet ne peut pas être lu ({reason})")


def _body(notebook: NotebookNode, folder: Path) -> str:
    """Return what the notebook shows, without its code."""
    exporter = HTMLExporter(
        template_name="basic", exclude_input=True, exclude_anchor_links=True, embed_images=True
    )
    body, _ = exporter.from_notebook_node(notebook, resources={"metadata": {"path": str(folder)}})
    return body


def _put_exercises(notebook: NotebookNode, folder: Path, live: bool) -> list[Session]:
    """Put an exercise in place of the output of each cell that calls one; return them in order."""
    found: list[Session] = []
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        name, given, options = _called(cell.source)
        page = "".join(map(str, given[:1]))
        if page == REVISION.id and not live:
            shown = f"<p>{escape(_NO_REVISION)}</p>"
        elif name == "exercice" and given:
            found.append(_session(page, options, folder))
            shown = _exercise(found[-1], live)
        elif name == "parcours":
            # The road of who has no answer: a saved notebook holds a learner's.
            shown = parcours(page, journal=os.devnull)._repr_html_()
        elif name == "bilan":
            shown = f"<p>{escape(_RESULTS_COMING if live else _NO_RESULTS)}</p>"
        else:
            continue
        if live and name != "exercice":
            place = f'class="vs-place" data-place="{name}" data-page="{escape(page)}"'
            shown = f"<div {place}>{shown}</div>"
        cell.outputs = [new_output("display_data", {"text/html": shown})]
    return found


def _called(source: str) -> tuple[str, list[Any], dict[str, Any]]:
    """Return what a cell calls, and with what: one call, all literal, or "" for any other cell.

    The import of the name called may stand before it, and nothing else.
    """
    try:
        *before, statement = ast.parse(source).body
        call = statement.value  # type: ignore[attr-defined]
        name = call.func.id
        if [ast.unparse(line) for line in before] in ([], [f"from vs_course import {name}"]):
            options = {option.arg: ast.literal_eval(option.value) for option in call.keywords}
            return name, [ast.literal_eval(value) for value in call.args], options
    except (SyntaxError, ValueError, AttributeError):
        pass
    return "", [], {}


def _session(name: str, options: dict[str, Any], folder: Path) -> Session:
    """Return the exercise as a learner with no answer meets it."""
    data = folder / options["data"] if options.get("data") else None
    return session(name, data=data, journal=os.devnull, seed=options.get("seed"))


def _exercise(session: Session, live: bool) -> str:
    paper = static_html.worksheet(session.series)
    unmarked = session.exercise.policy is Policy.FIN and not live
    warning = f"<p>{escape(_NO_MARK)}</p>\n" if unmarked else ""
    there = standalone.host(session, live=live)
    return f'{warning}{there}<div class="vs-paper">\n{paper}</div>'


def _key(sessions: list[Session]) -> str:
    """Return the answers, for the end of the paper."""
    answers = "\n".join(filter(None, (static_html.answers(one.series) for one in sessions)))
    return f'<section class="vs-paper vs-key">\n<h2>Les réponses</h2>\n{answers}</section>'


def _title(notebook: NotebookNode) -> str:
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    found = re.search(r"^# (.+)", text, re.MULTILINE)
    return escape(found[1] if found else "Vente ou service ?")
