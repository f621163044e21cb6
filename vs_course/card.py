"""The card: one widget for every exercise. The browser shows, Python grades and keeps."""

import weakref
from pathlib import Path
from typing import Any, ClassVar

import anywidget
import traitlets

from vs_course import reading
from vs_course.model import Feedback
from vs_course.session import Session
from vs_course.sitting import Sitting

_STATIC = Path(__file__).parent / "static"


class Card(anywidget.AnyWidget):
    """An exercise in the page, and the same exercise to drive with no browser.

    `content` is what the view shows; `answers` holds {question id: choice} for what was answered;
    `notice` is a warning to the learner, or "".
    """

    _esm = _STATIC / "card.js"
    _css = _STATIC / "card.css"
    _open: ClassVar[weakref.WeakSet["Card"]] = weakref.WeakSet()

    content = traitlets.Dict().tag(sync=True)
    answers = traitlets.Dict().tag(sync=True)
    notice = traitlets.Unicode().tag(sync=True)

    def __init__(self, sitting: Sitting):
        self.sitting = sitting
        super().__init__(**self._state())
        self._open.add(self)
        self.on_msg(self._receive)

    @property
    def session(self) -> Session:
        """Return the series under way."""
        return self.sitting.session

    def answer(
        self,
        question_id: str,
        choice: str,
        *,
        confidence: str | None = None,
        duration_ms: int = 0,
        event_id: str | None = None,
    ) -> Feedback:
        """Answer a question, as a click does (see Sitting.answer), and show it as answered."""
        details = {"confidence": confidence, "duration_ms": duration_ms, "event_id": event_id}
        try:
            return self.sitting.answer(question_id, choice, **details)
        finally:
            self.refresh()

    def proceed(self) -> None:
        """Give way to the next series, once this one is complete and on disk."""
        if self.sitting.proceed():
            self.refresh()

    def refresh(self) -> None:
        """Show the sitting as it is now."""
        with self.hold_sync():
            for name, value in self._state().items():
                self.set_trait(name, value)

    def _state(self) -> dict[str, Any]:
        return {name: getattr(self.sitting, name) for name in ("content", "answers", "notice")}

    def _receive(self, _widget: object, message: object, _buffers: object) -> None:
        replies = self.sitting.receive(message)
        self.refresh()
        for reply in replies:
            self.send(reply)
            if reply["kind"] == "restored":
                self._refresh_the_others()

    def _refresh_the_others(self) -> None:
        """Show the answers of a file just taken up in every card that keeps its own there."""
        for card in self._open - {self}:
            if card.sitting.journal.path == self.sitting.journal.path:
                card.sitting.reopen()
                card.refresh()

    def __repr__(self) -> str:
        return reading.as_text(self.session)

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is not None:
            bundle[0].update({"text/plain": repr(self), "text/html": reading.as_html(self.session)})
        return bundle
