"""From what was handed in to what the class has shown."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from vs_course.bank import texts as bank_texts
from vs_course.bank.items import Bank, CourseError
from vs_course.classroom import hand_ins as handin
from vs_course.classroom import measures, name, notes, pupils, spool, texts
from vs_course.classroom.bar import Bar
from vs_course.classroom.engine import Engine, sizes
from vs_course.classroom.statistics import Figures, File, Mark, Pupil, Trial, TrialMark
from vs_course.practice.mastery import Tally

_READ, _LOADED, _GRADED = 0.45, 0.7, 0.9  # the shares done after each step, at a million answers

# A day that is one: whatever else stands there is no date.
_DAYS = """
SELECT pupil, min(day), max(day) FROM (
    SELECT pupil, CASE WHEN TRY_CAST(left(moment, 10) AS DATE) IS NOT NULL
        THEN left(moment, 10) END AS day
    FROM event JOIN owned USING (file) WHERE id IS NOT NULL)
GROUP BY pupil
"""
_FILES = """
SELECT file, count(e.id), count(*) - count(e.id), count(e.id) - count(DISTINCT e.id),
    count(e.id) FILTER (s.id IS NULL),
    count(e.id) FILTER (s.id IS NOT NULL AND c.question IS NULL),
    count(e.id) FILTER (s.id IS NOT NULL AND e.bank <> $bank),
    count(e.id) FILTER (e.correct <> c.correct)
FROM event AS e LEFT JOIN subject AS s ON s.id = split_part(e.question, '/', 1)
LEFT JOIN choice AS c ON c.question = e.question AND c.choice = e.choice
GROUP BY file
"""
_LEARNERS = "SELECT DISTINCT file, learner FROM event WHERE id IS NOT NULL ORDER BY file, learner"
_ANSWERS = "SELECT pupil, count(*) FROM answer GROUP BY pupil"


def survey(source: Path, bank: Bank, shown: bool | None = None) -> Figures:
    """Return what the files of a folder or a zip show of a class.

    `shown` is that of Bar. Raises CourseError when the source is neither or is refused, when
    DuckDB is missing, and when there is no room to work in.
    """
    bar = Bar(shown)
    try:
        with TemporaryDirectory(prefix="vs-course-") as folder, Engine(Path(folder)) as engine:
            return _figures(source, bank, engine, Path(folder) / "lignes.tsv", bar)
    except OSError as error:
        reason = texts.plain(bank_texts.SYSTEM_REASON.get(error.errno or 0, str(error)))
        message = texts.NO_ROOM.format(reason=reason, folder=gettempdir())
        raise CourseError(message) from error
    finally:
        bar.close()


def _figures(source: Path, bank: Bank, engine: Engine, lines: Path, bar: Bar) -> Figures:
    handed = _write(source, lines, bar)
    engine.know(bank)
    engine.load(lines)
    bar.update(_LOADED)
    files = _count(engine, handed, bank)
    holders = [n for n, file in enumerate(files) if file.answers]
    owners = dict(zip(holders, name.owners([files[n].place for n in holders]), strict=True))
    identities = pupils.gather(owners, engine.run(_LEARNERS))
    owned = {file: number for number, one in enumerate(identities) for file in one.files}
    engine.grade((f, p, len(identities[p].files) > 1) for f, p in owned.items())
    bar.update(_GRADED)
    files = [replace(file, pupil=owned.get(n)) for n, file in enumerate(files)]
    measures.prepare(engine)
    what = tuple(Trial(e, sizes(bank)[e.id]) for e in bank.exercises if e.id in sizes(bank))
    return Figures(
        pupils=_pupils(engine, identities, bank, what),
        criteria=bank.criteria,
        levels=_levels(bank),
        trials=what,
        situations=measures.situations(engine, bank),
        reliabilities=measures.reliabilities(engine, what),
        files=tuple(files),
        notes=notes.sentences(engine, files, identities),
    )


def _write(source: Path, destination: Path, bar: Bar) -> list[tuple[handin.HandIn, int]]:
    """Write every line handed in to one file; return each hand-in, and its lines set aside."""
    handed = []
    with destination.open("wb") as out:
        for one in handin.walk(source, lambda done, total: bar.update(_READ * done / total)):
            rows, aside = spool.rows(len(handed), one.content)
            out.write(rows)
            handed.append((replace(one, content=b""), aside))
    return handed


def _count(engine: Engine, handed: list[tuple[handin.HandIn, int]], bank: Bank) -> list[File]:
    counted = {file: counts for file, *counts in engine.run(_FILES, bank=bank.fingerprint)}
    files = []
    for number, (one, aside) in enumerate(handed):
        answers, torn, *others = counted.get(number, [0] * 7)
        fault = one.fault or ("" if answers else "foreign")
        torn = 0 if fault else torn + aside
        place = name.shown(one.place)
        files.append(File(place, None, fault, one.reason, answers, torn, *others))
    return files


def _levels(bank: Bank) -> tuple[int, ...]:
    return tuple(sorted({scenario.level for scenario in bank.scenarios}))


def _pupils(
    engine: Engine, identities: list[pupils.Identity], bank: Bank, what: tuple[Trial, ...]
) -> tuple[Pupil, ...]:
    answers = dict(engine.run(_ANSWERS))
    days = {pupil: span for pupil, *span in engine.run(_DAYS)}
    criteria, levels = measures.criteria(engine), measures.levels(engine)
    trials, sure = measures.trials(engine), measures.sure(engine)
    unmet, blank, unasked = Mark(Tally(0, 0), False), Tally(0, 0), TrialMark(0, None)
    found = []
    for number, one in enumerate(identities):
        marks, tallies = criteria.get(number, {}), levels.get(number, {})
        first, last = (day or "" for day in days[number])
        given, wrong = sure.get(number, (0, 0))
        found.append(
            Pupil(
                number=number,
                name=one.name,
                group=one.group,
                names=one.names,
                answers=answers.get(number, 0),
                first=first,
                last=last,
                marks=tuple(marks.get(place, unmet) for place in range(len(bank.criteria))),
                levels=tuple(tallies.get(level, blank) for level in _levels(bank)),
                trials=tuple(
                    trials.get(number, {}).get(trial.exercise.id, unasked) for trial in what
                ),
                sure=given,
                sure_wrong=wrong,
            )
        )
    return tuple(found)
