"""Which lines of the hand-written JavaScript the browser tests ran, as Chromium counts them.

A script is known by its text: anywidget serves the view as a blob, a page made beforehand carries
it inside. What several pages ran is added up.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, Error, Page

from tests.conftest import ROOT
from vs_course.card import browser, standalone

VIEW = [ROOT / f"vs_course/card/{name}.js" for name in browser.VIEW]
HOST = [ROOT / f"vs_course/card/{name}.js" for name in browser.HOST]
STARTS = [ROOT / f"vs_course/card/{name}.js" for name in ("standalone", "scorm")]
SITE = [ROOT / f"vs_course/publish/site/{name}.js" for name in ("site", "python")]
EXTENSION = sorted((ROOT / "vs_course/jupyterlab/extension/static").glob("*.js"))
_LEADS = ("", "async ", "function ", "async function ", "get ")  # of a function, by its name
REPORT = ROOT / "build/javascript-coverage.txt"


@dataclass
class Script:
    """One file; `run` has a 1 for each character that was run, `functions` {range: was called}."""

    path: Path
    text: str = ""
    run: bytearray = field(default_factory=bytearray)
    functions: dict[tuple[int, int], bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.text = self.path.read_text(encoding="utf-8")
        self.run = bytearray(len(self.text))

    def add(self, functions: list[dict], start: int) -> None:
        """Add what a page ran of it; it begins at character `start` of the page's script."""
        ran = bytearray(len(self.text))
        for function in functions:
            outer, *_ = ranges = function["ranges"]
            first, last = outer["startOffset"] - start, outer["endOffset"] - start
            if last <= 0 or first >= len(ran):
                continue
            if first >= 0 and last <= len(ran) and function["functionName"]:
                place = first, last
                self.functions[place] = self.functions.get(place, False) or bool(outer["count"])
            for one in ranges:  # from the whole of the function to its innermost blocks
                first, last = (max(0, one[edge] - start) for edge in ("startOffset", "endOffset"))
                last = min(last, len(ran))
                if first < last:
                    ran[first:last] = bytes([one["count"] > 0]) * (last - first)
        self.run = bytearray(map(max, self.run, ran))

    def summary(self) -> str:
        """Return how much of the file was run: its code, without spaces, and its functions."""
        code = [ran for ran, letter in zip(self.run, self.text, strict=True) if letter.strip()]
        called = sum(self.functions.values())
        share = 100 * sum(code) / len(code)
        return f"{self.path.name}: {share:.1f} % ({called}/{len(self.functions)} functions)"

    def missed(self) -> Iterator[str]:
        """Yield each line with code that never ran, as « file:line: text »."""
        start = 0
        for number, line in enumerate(self.text.splitlines(keepends=True), 1):
            ran = self.run[start : start + len(line)]
            start += len(line)
            if any(
                not one and letter.strip(" \n}();") for one, letter in zip(ran, line, strict=True)
            ):
                yield f"{self.path.relative_to(ROOT)}:{number}: {line.strip()}"


class Coverage:
    """What the tests of this run have run so far."""

    def __init__(self) -> None:
        self.scripts = [Script(path) for path in (*VIEW, *HOST, *STARTS, *SITE, *EXTENSION)]
        view, modules = self.scripts[: len(VIEW)], self.scripts[len(VIEW) :]
        # The text of a whole script, and where our files begin in it.
        self._known = {one.text: [(one, 0)] for one in modules}
        whole = browser.module()
        self._known[whole] = [(one, whole.index(one.text)) for one in view]
        hosts, starts = modules[: len(HOST)], modules[len(HOST) : len(HOST) + len(STARTS)]
        for start in starts:
            page = standalone.script(start.path.stem)
            inside = page[page.index("\n") : page.rindex("</script>")]
            joined = [*view, *hosts, start]
            places = [(one, inside.index(browser.unlinked(one.text))) for one in joined]
            self._known[inside] = places

    def start(self, page: Page) -> CDPSession:
        """Begin to count what a page runs; what is counted goes with the page, so it is taken
        before the test leaves it."""
        session = page.context.new_cdp_session(page)
        session.send("Profiler.enable")
        session.send("Profiler.startPreciseCoverage", {"callCount": False, "detailed": True})
        for name in ("goto", "reload", "close"):
            setattr(page, name, self._first_taking(session, getattr(page, name)))
        return session

    def _first_taking(self, session: CDPSession, leave: Callable[..., Any]) -> Callable[..., Any]:
        def taking(*arguments: Any, **options: Any) -> Any:
            self.take(session)
            return leave(*arguments, **options)

        return taking

    def take(self, session: CDPSession) -> None:
        """Add what a page has run since it was last asked."""
        try:
            told = session.send("Profiler.takePreciseCoverage")
        except Error:
            return  # the test has closed that page
        for script in told["result"]:
            functions = script["functions"]
            for text, places in self._known.items():
                if _are_of(functions, text):
                    for one, start in places:
                        one.add(functions, start)

    def report(self) -> list[str]:
        """Write the lines that were never run; return what to print of it."""
        seen = [script for script in self.scripts if script.functions]
        if not seen:
            return []
        REPORT.parent.mkdir(exist_ok=True)
        lines = [line for script in seen for line in script.missed()]
        REPORT.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        place = REPORT.relative_to(ROOT)
        return [*(script.summary() for script in seen), f"{len(lines)} lines not run: {place}"]


def _are_of(functions: list[dict], text: str) -> bool:
    """Say whether functions, told by name and place, are those of a script: most of them begin
    there with their name (an arrow is called by what it is given to)."""
    named = [(f["functionName"], f["ranges"][0]["startOffset"]) for f in functions]
    there = [
        text.startswith(tuple(f"{lead}{name}(" for lead in _LEADS), start)
        for name, start in named
        if name
    ]
    return sum(there) > len(there) / 2
