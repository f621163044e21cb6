"""The class report at a district's scale: `python -m tests.measures.measure_class [ANSWERS FILES]`.

Journals are made in a temporary folder, then, each in a process of its own and in turn, three
times: DuckDB alone reads and groups them, and the class report is made of them, as a page. Then the
report of the simulated class, 24 files. What is printed: median seconds, their ratio, the peak of
memory; the exit code is 1 beyond the bounds. It needs duckdb (pip install duckdb), and a
machine that does nothing else.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import uuid
from pathlib import Path
from random import Random
from statistics import median

from tests.conftest import ROOT
from tests.simulated_class import FOLDER
from vs_course import bank

RUNS = 3
MOST_RATIO, MOST_MEMORY, MOST_SECONDS = 2.5, 1000, 1  # times DuckDB alone; MB; for 24 files
EXERCISES = ("00-diagnostic", "01-objectif", "05-classer", "06-pieges", "07-evaluation")
DUCKDB_ALONE = """
import duckdb
columns = {"v": "BIGINT", "duration_ms": "BIGINT", "attempt": "BIGINT", "correct": "BOOLEAN"}
texts = ("id", "at", "learner", "exercise", "question", "choice", "confidence", "bank")
columns |= dict.fromkeys(texts, "VARCHAR")
connection = duckdb.connect()
connection.execute("SET memory_limit = '512MB'")
connection.execute("SET enable_progress_bar = false")
connection.execute(
    "SELECT learner, question, count(*), count(*) FILTER (correct)"
    " FROM read_json(?, format = 'newline_delimited', columns = ?) GROUP BY ALL",
    [f"{sys.argv[1]}/**/*.jsonl", columns],
).fetchall()
"""
CLASS_REPORT = """
from pathlib import Path
from vs_course.classroom import classe, write
write(classe(sys.argv[1]), Path(sys.argv[1]).with_suffix(".html"))
"""
MEASURED = """
import resource, sys, time
start = time.perf_counter()
{work}
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)
"""


def make(folder: Path, answers: int, files: int) -> None:
    """Write the journals, in classes of twenty-five."""
    content, random = bank.load(), Random(1)
    texts = [scenario.id for scenario in content.scenarios]
    for number in range(files):
        learner, lines = f"eleve-{number:08x}", []
        for event in range(answers // files + (number < answers % files)):
            line = {
                "v": 1,
                "id": str(uuid.UUID(int=random.getrandbits(128), version=4)),
                "at": f"2026-01-{1 + event % 28:02}T08:00:{event % 60:02}.000+00:00",
                "learner": learner,
                "exercise": random.choice(EXERCISES),
                "question": random.choice(texts),
                "choice": random.choice(("vente", "service")),
                "correct": random.random() < 0.5,
                "confidence": random.choice((None, "sur", "plutot")),
                "attempt": 1,
                "duration_ms": random.randrange(20_000),
                "bank": content.fingerprint,
            }
            lines.append(json.dumps(line))
        path = folder / f"classe-{number // 25:04}" / f"eleve-{number:05}.jsonl"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines) + "\n")


def measure(work: str, folder: Path) -> tuple[float, float]:
    """Return the seconds, imports included, and the peak of memory in MB."""
    command = [sys.executable, "-c", MEASURED.format(work=work), str(folder)]
    run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    seconds, memory = map(float, run.stdout.split())
    return seconds, memory


def main(answers: int = 1_000_000, files: int = 30_000) -> int:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "district"
        make(folder, answers, files)
        runs = [(measure(DUCKDB_ALONE, folder), measure(CLASS_REPORT, folder)) for _ in range(RUNS)]
        small = Path(scratch) / "classe"
        shutil.copytree(FOLDER, small)
        few = [measure(CLASS_REPORT, small) for _ in range(RUNS)]
    alone, ours = ([run[side] for run in runs] for side in (0, 1))
    sides = (("DuckDB alone", alone), ("class report", ours), ("24 files", few))
    for name, side in sides:
        seconds = median(run[0] for run in side)
        print(f"{name}: {seconds:.1f} s, peak {max(run[1] for run in side):.0f} MB")
    ratios = sorted(one[0] / other[0] for other, one in runs)
    print(f"ratio in the same run: {ratios[0]:.2f} to {ratios[-1]:.2f}")
    held = (
        median(ratios) <= MOST_RATIO,
        max(run[1] for run in ours) < MOST_MEMORY,
        median(run[0] for run in few) < MOST_SECONDS,
    )
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
