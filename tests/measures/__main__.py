"""Run by hand: `make mesures`. What the course costs, as ratios, in one table; it ends by itself.

Beside us, in the same run, jupyterquiz and plain ipywidgets. Medians; what is in milliseconds
depends on the machine, whose load is told. Without Chromium, the rows of the browser are left out.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from time import perf_counter

from tests.conftest import ROOT
from tests.measures import measure_journal

Row = tuple[str, str, str]
_HEAD: Row = ("what is measured", "found", "goal")
_IMPORTS = (
    "import ipywidgets, anywidget",
    "from vs_course import exercice; exercice('05-classer')",
)
_CARD = "tests/browser/measure_card.py"
_LONGEST = 300  # seconds, for the browser


def cards() -> Iterator[Row]:
    """Yield what a card costs in a warm kernel, and the first one in a new kernel."""
    from vs_course import exercice

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reponses.jsonl"
        warm = measure_journal.spent(lambda: exercice("05-classer", journal=path))
        sent = exercice("05-classer", journal=path).get_state()
        bare = {name: sent[name] for name in ("content", "answers", "notice", "owner")}
    yield "exercice() in a warm kernel", f"{warm:.1f} ms", "≤ 4 ms"
    yield "what a card of ten questions says", f"{len(json.dumps(bare)) / 1000:.1f} kB", ""
    plain, ours = map(started, _IMPORTS)
    yield "import and first card ÷ import ipywidgets, anywidget", f"{ours / plain:.2f}", "≤ 1.10"


def started(line: str) -> float:
    """Return how many seconds a new Python takes to do a line."""
    times = []
    for _ in range(measure_journal.REPEATS):
        start = perf_counter()
        subprocess.run([sys.executable, "-c", line], check=True, cwd=ROOT)
        times.append(perf_counter() - start)
    return median(times)


def journals() -> Iterator[Row]:
    """Yield what long journals cost, in times what parsing their lines alone takes."""
    goals = {"open": "≤ 2.00", "again": "< 0.25", "bilan": "≤ 3.00", "its page": ""}
    for size, times in measure_journal.tables():
        for name, goal in goals.items():
            told = goal if size == measure_journal.SIZES[-1] else ""
            yield f"{size} answers: {name} ÷ json", f"{times[name] / times['json']:.2f}", told
        yield f"{size} answers: one more, its sync apart", f"{times['answer']:.1f} ms", "< 5 ms"


def browser() -> Iterator[Row]:
    """Yield what the browser measures: ours, jupyterquiz where it is installed, ipywidgets."""
    command = [sys.executable, "-m", "pytest", _CARD, "-s", "-q", "-o", "addopts="]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=_LONGEST)
    except subprocess.TimeoutExpired:
        yield "the browser", "too long", ""
        return
    if done.returncode or "{" not in done.stdout:
        yield "the browser", "not measured", ""
        return
    start, end = done.stdout.index("{"), done.stdout.rindex("}") + 1
    for name, found in json.loads(done.stdout[start:end]).items():
        yield name, ", ".join(f"{who} {value}" for who, value in found.items()), ""


def main() -> None:
    load = "{:.1f} {:.1f} {:.1f}".format(*os.getloadavg()) if hasattr(os, "getloadavg") else "?"
    print(f"{os.cpu_count()} processors, load {load}")
    if find_spec("jupyterquiz") is None:
        print("jupyterquiz is not installed: nothing stands beside us")
    for part in ((_HEAD,), cards(), journals(), browser()):
        for name, found, goal in part:
            print(f"{name:<54}{found:<14}{goal}".rstrip(), flush=True)


if __name__ == "__main__":
    main()
