"""A measure, run by hand: `python -m tests.measures.measure_journal`. It ends by itself.

What a long journal costs: journals of many answers, with the lines of their series, are read,
opened, answered and judged: cold, as by a new kernel, then again in the same one. Each time is
the median of several, in milliseconds of the processor (whatever else the machine does), then as
a multiple of what json takes on the same lines; that of the sync is by the clock. With
`--profile`, where the time goes at the largest size.
"""

import cProfile
import json
import os
import pstats
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, process_time

from vs_course import bank, bilan
from vs_course.bank import exercises
from vs_course.bank.items import Policy
from vs_course.practice import journal
from vs_course.practice.entries import Answer, Drawn, Entry, line
from vs_course.practice.journal import Journal
from vs_course.practice.questions import questions
from vs_course.practice.session import Session

SIZES = (500, 1_000, 2_000, 10_000)
REPEATS = 7
BANK = bank.load()
PRACTICE = [each for each in BANK.exercises if each.policy is Policy.IMMEDIAT]
OPENED = next(each for each in PRACTICE if each.id == "05-classer")


def entries(count: int) -> Iterator[Entry]:
    """Yield a learner's entries: series of every exercise in turn, until enough are answered."""
    random = Random(count)
    start = datetime(2026, 1, 5, 8, tzinfo=UTC)
    given = 0
    for number, exercise in enumerate(cycle(PRACTICE)):
        drawn = random.sample(exercises.subjects(exercise, BANK), exercise.size)
        asked = [q for subject in drawn for q in questions(exercise.kind, subject, BANK)]
        at = (start + timedelta(minutes=given)).isoformat(timespec="milliseconds")
        names = tuple(question.id for question in asked)
        told = (f"serie-{number}", at, "eleve-1", exercise.id, names, BANK.fingerprint)
        yield Drawn(*told)
        for question in asked:
            if given == count:
                return
            at = (start + timedelta(minutes=given)).isoformat(timespec="milliseconds")
            choice = random.choice(question.choices).value
            told = (f"reponse-{given}", at, "eleve-1", exercise.id, question.id, choice)
            yield Answer(*told, True, "sur", 1, 4000, BANK.fingerprint, f"serie-{number}")
            given += 1


def spent(work: Callable[[], object], cold: bool = False) -> float:
    """Return the median time of some work done before, in milliseconds; cold, no file is known."""
    work()
    times = []
    for _ in range(REPEATS):
        if cold:
            journal._readings.clear()
        start = process_time()
        work()
        times.append(process_time() - start)
    return 1000 * median(times)


def answering(path: Path) -> tuple[float, float]:
    """Return the time of an answer, and that of its sync, in milliseconds."""
    session = Session(OPENED, BANK, Journal(path))
    session.proceed()
    synced: list[float] = []
    real = os.fsync

    def fsync(descriptor: int) -> None:
        start = perf_counter()
        real(descriptor)
        synced.append(perf_counter() - start)

    os.fsync = fsync
    times = []
    for question in session.questions:
        start = process_time()
        session.answer(question.id, question.choices[0].value)
        times.append(process_time() - start)
    os.fsync = real
    return 1000 * median(times), 1000 * median(synced)


def measured(path: Path) -> dict[str, float]:
    content = path.read_bytes()
    session = Session(OPENED, BANK, Journal(path))
    times = {
        "json": spent(lambda: [json.loads(line) for line in content.splitlines()]),
        "parse": spent(lambda: Journal(path).entries(), cold=True),
        "open": spent(lambda: Session(OPENED, BANK, Journal(path)).content, cold=True),
        "again": spent(lambda: Session(OPENED, BANK, Journal(path)).content),
        "continue": spent(lambda: session.reopen(following=True)),
        "bilan": spent(lambda: bilan(path), cold=True),
        "its page": spent(lambda: bilan(path)._repr_html_(), cold=True),
    }
    times["answer"], times["(sync)"] = answering(path)
    return times


def profile(path: Path) -> None:
    for name, work in (
        ("opening", lambda: Session(OPENED, BANK, Journal(path)).content),
        ("continuing", lambda: Session(OPENED, BANK, Journal(path)).reopen(following=True)),
        ("answering", lambda: answering(path)),
    ):
        profiler = cProfile.Profile()
        profiler.runcall(work)
        print(f"\n{name}")
        pstats.Stats(profiler).sort_stats("cumulative").print_stats(18)


def tables() -> Iterator[tuple[int, dict[str, float]]]:
    """Yield each size, and what a journal of so many answers costs."""
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            path = Path(folder) / f"{size}.jsonl"
            path.write_bytes(b"".join(map(line, entries(size))))
            yield size, measured(path)
            if size == SIZES[-1] and "--profile" in sys.argv:
                profile(path)


def main() -> None:
    for size, times in tables():
        if size == SIZES[0]:
            print(f"{'answers':>8}" + "".join(f"{name:>20}" for name in times))
        cells = [f"{time:.2f} ({time / times['json']:.1f})" for time in times.values()]
        print(f"{size:>8}" + "".join(f"{cell:>20}" for cell in cells), flush=True)


if __name__ == "__main__":
    main()
