"""The door by which a page reaches Python in its worker: JSON in, JSON out. Runs in a browser."""

import json
import re
from dataclasses import replace
from typing import Any

from vs_course.api import parcours, session
from vs_course.card import standalone
from vs_course.practice.entries import Entry, parse
from vs_course.practice.journal import Journal
from vs_course.practice.session import Session
from vs_course.results import bilan

_STYLE = re.compile(r"<style>.*?</style>\n?", re.DOTALL)
_ALIGNED = re.compile(r'style="text-align: ?(\w+);?"')  # of a table
_NEIGHBOUR = re.compile(r'href="(?!\w+:|/)([^"#]+)\.ipynb')


class Door:
    """The exercises of one page. Their journal is a copy here; the page keeps the true one."""

    def __init__(self) -> None:
        self._journal = Journal()
        self._journal.write(b"")
        self._sessions: dict[str, Session] = {}

    def handle(self, request: str) -> str:
        """Take what a page asks, `lines` being what the journal has gained; return what to show.

        `lines` of the answer are what it has gained here.
        """
        asked = json.loads(request)
        self._learn("\n".join(asked["lines"]).encode(errors="backslashreplace"))
        before = self._journal.path.stat().st_size
        told = self._place(**asked) if "place" in asked else self._exercise(**asked)
        with self._journal.path.open("rb") as file:
            file.seek(before)
            gained = file.read().decode().splitlines()
        return json.dumps({**told, "lines": gained}, ensure_ascii=False)

    def _learn(self, lines: bytes) -> None:
        """Take lines written elsewhere; the exercises that they are of are opened anew."""
        if not lines:
            return
        self._journal.merge(lines)
        for entry in map(parse, lines.splitlines()):
            if isinstance(entry, Entry):
                self._sessions.pop(entry.exercise, None)

    def _exercise(
        self, exercise: str, message: Any = None, series: str = "", **_: Any
    ) -> dict[str, Any]:
        here = self._sessions.get(exercise)
        if here is None or not here.questions:  # closed until another is over
            here = self._sessions[exercise] = session(exercise, journal=self._journal.path)
        if message and message["kind"] != "continue" and series != here.series.id:
            return {"apart": True}
        replies = here.receive(message) if message else []
        begun = here.series.written
        shown = {"content": standalone.content(here, live=True), "series": here.series.id}
        return {**shown, "begun": begun, "replies": replies}

    def _place(self, place: str, page: str = "", **_: Any) -> dict[str, Any]:
        if place == "parcours":
            shown = parcours(page, journal=self._journal.path)._repr_html_()
        else:
            shown = replace(bilan(self._journal.path), journal=None)._repr_html_()
        return {"html": plain(shown)}


def plain(html: str) -> str:
    """Return what a notebook shows as a page with a strict policy takes it: no style in it.

    The styles are in the site's own sheet, a bar's share in `data-share`; links go to pages.
    """
    html = _ALIGNED.sub(r'align="\1"', _STYLE.sub("", html))
    return to_pages(html.replace('style="width: ', 'data-share="'))


def to_pages(html: str) -> str:
    """Return HTML whose links to the other notebooks go to their pages, beside this one."""
    return _NEIGHBOUR.sub(r'href="\1.html', html)
