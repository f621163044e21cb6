"""The card: one widget for every exercise. The browser shows, Python grades and keeps."""

import weakref
from typing import Any, ClassVar

import anywidget
import traitlets

from vs_course.card import browser, static_html
from vs_course.practice.grading import Feedback
from vs_course.practice.series import Series
from vs_course.practice.session import Session


class View(anywidget.AnyWidget):
    """The browser's side, the same for every exercise; where nothing runs, the reading version.

    `content` is what it shows; `notice` is a warning to whoever is in front of it, or ""; `owner`
    is the pseudonym by which the browser files what waits to be saved, "" where there is none yet.
    """

    _esm = browser.module()
    _css = browser.style()

    content = traitlets.Dict().tag(sync=True)
    notice = traitlets.Unicode().tag(sync=True)
    owner = traitlets.Unicode().tag(sync=True)

    def __repr__(self) -> str:
        return static_html.as_text(self.series)

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is not None:
            reading = static_html.as_html(self.series)
            bundle[0].update({"text/plain": repr(self), "text/html": reading})
        return bundle


class Card(View):
    """An exercise in the page, and the same exercise to drive with no browser.

    `answers` holds {question id: choice} for what was answered.
    """

    _open: ClassVar[weakref.WeakSet["Card"]] = weakref.WeakSet()

    answers = traitlets.Dict().tag(sync=True)

    def __init__(self, session: Session):
        self.session = session
        super().__init__(**self._state())
        self._open.add(self)
        self.on_msg(self._receive)

    @property
    def series(self) -> Series:
        """Return the questions under way."""
        return self.session.series

    def answer(self, question_id: str, choice: str, **details: Any) -> Feedback:
        """Answer a question, as a click does, and show it as answered (see Session.answer)."""
        try:
            return self.session.answer(question_id, choice, **details)
        finally:
            self.refresh()

    def proceed(self) -> None:
        """Give way to the next series, once this one is complete and on disk."""
        if self.session.proceed():
            self.refresh()

    def refresh(self) -> None:
        """Show the exercise as it is now."""
        with self.hold_sync():
            for name, value in self._state().items():
                self.set_trait(name, value)

    def _state(self) -> dict[str, Any]:
        names = ("content", "answers", "notice", "owner")
        return {name: getattr(self.session, name) for name in names}

    def _receive(self, _widget: object, message: object, _buffers: object) -> None:
        replies = self.session.receive(message)
        self.refresh()
        for reply in replies:
            self.send(reply)
        restored = any(reply["kind"] == "restored" for reply in replies)
        for card in self._open - {self}:
            same = card.session.journal.path == self.session.journal.path
            if same and (restored or (card.series.closed and self.session.complete)):
                card.reopen()

    def reopen(self) -> None:
        """Show the exercise as the journal leaves it, where another card changed what it shows."""
        self.session.reopen()
        self.refresh()
