"""A progress bar of text, for what takes long enough to be waited for."""

import sys
import time
from typing import TextIO

from vs_course.classroom import texts

_WIDTH = 30
_PATIENCE = 2.0  # seconds before anything is shown
_PACE = 0.1  # seconds between two drawings


class Bar:
    """Shows a share done, from 0 to 1, on the error stream.

    `shown` makes it show at once, or never; by default it shows in a terminal, after two seconds.
    """

    def __init__(self, shown: bool | None = None, stream: TextIO | None = None):
        self._stream = stream or sys.stderr
        terminal = self._stream is not None and self._stream.isatty()
        self._wanted = terminal if shown is None else shown
        self._next = time.monotonic() + (0 if shown else _PATIENCE)
        self._drawn = False

    def update(self, share: float) -> None:
        """Show how much is done."""
        now = time.monotonic()
        if not self._wanted or now < self._next:
            return
        full = round(_WIDTH * share)
        bar = "#" * full + "-" * (_WIDTH - full)
        print(f"\r{texts.READING} [{bar}] {share:4.0%}", end="", file=self._stream, flush=True)
        self._next, self._drawn = now + _PACE, True

    def close(self) -> None:
        """Take the bar away."""
        if self._drawn:
            width = len(texts.READING) + _WIDTH + 10
            print("\r" + " " * width, end="\r", file=self._stream, flush=True)
