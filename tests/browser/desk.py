"""A plain page with the view in it, and behind it the real card, in this very process.

It stands where Jupyter does, for all that doesn't depend on Jupyter: a page opens in a fraction of
a second, and what would be a dead kernel or a full disk is one line.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, Route, expect

from vs_course.card import browser
from vs_course.card.widget import View

ORIGIN = "http://localhost"
_FILES = {".js": ("javascript", browser.module), ".css": ("css", browser.style)}
_TRAITS = ("content", "answers", "notice", "owner")
_PAGE = """<!DOCTYPE html>
<html lang="fr">
<meta charset="utf-8"><title>Un exercice</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<script id="jupyter-config-data" type="application/json">{config}</script>
<link rel="stylesheet" href="/card.css">
<body><main></main>
<script type="module">
import view from "/card.js";
const state = JSON.parse(await python(null));
const listeners = {{}};
const emit = (event, message) => [...(listeners[event] ?? [])].forEach((told) => told(message));
async function take(message) {{
  const told = JSON.parse(await python(message));
  const changed = Object.keys(told.state).filter(
    (name) => JSON.stringify(told.state[name]) !== JSON.stringify(state[name]));
  Object.assign(state, told.state);
  for (const name of changed) emit(`change:${{name}}`);
  for (const reply of told.replies) emit("msg:custom", reply);
}}
const model = {{
  get: (name) => state[name],
  on: (event, told) => (listeners[event] ??= new Set()).add(told),
  off: (event, told) => listeners[event].delete(told),
  send: (message) => {{
    if (globalThis.gone) throw new Error("the comm is closed");
    void take(message);
  }},
}};
const leave = view.render({{ model, el: document.querySelector("main") }});
Object.assign(globalThis, {{ model, leave }});
</script>"""


class Desk:
    """One tab, where `make` makes the card that is shown each time a page is opened.

    While `silent`, the kernel is as good as dead: what the view sends has no answer.
    """

    def __init__(self, page: Page, make: Callable[[], View]):
        self.page = page
        self.make = make
        self.silent = False
        self.widget: Any = None
        page.route(f"{ORIGIN}/**", self._serve)
        page.expose_function("python", self._receive)

    def open(self, path: str = "/notebooks/essai.ipynb") -> Locator:
        """Open a page of the course, at any of its addresses; return its card."""
        self.page.goto(ORIGIN + path)
        card = self.page.locator(".vs-card")
        expect(card.locator(".vs-position, .vs-summary").first).to_be_attached()
        return card

    def _serve(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        if (kind := Path(path).suffix) in _FILES:
            text, body = _FILES[kind]
            route.fulfill(body=body(), content_type=f"text/{text}; charset=utf-8")
            return
        user = "/".join(path.split("/")[:3]) if path.startswith("/user/") else ""
        body = _PAGE.format(config=json.dumps({"baseUrl": f"{user}/"}))
        route.fulfill(body=body, content_type="text/html; charset=utf-8")

    def _receive(self, message: object) -> str:
        """Do what a kernel does of a message; of none, which a page sends at first, make a card."""
        replies: list[object] = []
        if message is None:
            self.widget = self.make()
            self.widget.send = lambda reply, buffers=None: replies.append(reply)
            return json.dumps(self._state())
        if not self.silent:
            self.widget.send = lambda reply, buffers=None: replies.append(reply)
            self.widget._handle_custom_msg(message, [])
        return json.dumps({"state": self._state(), "replies": replies})

    def _state(self) -> dict[str, object]:
        return {name: getattr(self.widget, name, {}) for name in _TRAITS}
