"""From what was handed in to what the class has shown, each pupil by practice.mastery."""

from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from orjson import loads
from tqdm import tqdm

from vs_course.bank.items import Bank
from vs_course.classroom.hand_ins import HandIn, Limits, walk
from vs_course.classroom.item_analysis import reliabilities, reported, situations
from vs_course.classroom.pupils import Identity, common, gather, shown
from vs_course.classroom.statistics import Figures, File, Pupil, Shared
from vs_course.practice.entries import Answer, Entry, Report, Unknown, decode, once, parse
from vs_course.practice.grading import AnswerKey
from vs_course.practice.mastery import Progress, measure

_Seen = tuple[str, str, Progress]


def survey(
    source: Path,
    bank: Bank,
    progress: bool | None = None,
    limits: Limits | None = None,
    patience: float = 2,
) -> Figures:
    """Return what the files of a folder or a zip show of a class.

    `progress` shows a bar on the error stream, or not; by default in a terminal, after `patience`
    seconds. Raises CourseError when the source is neither, or is refused.
    """
    with tqdm(
        desc="Lecture des réponses",
        bar_format="{desc} [{bar:30}] {percentage:3.0f} %",
        total=1,
        leave=False,
        delay=0 if progress else patience,
        disable=None if progress is None else not progress,
    ) as bar:

        def report(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        return _Reading(bank, partial(walk, source, report, limits)).figures()


def histories(source: Path, figures: Figures) -> list[list[Answer]]:
    """Return the answers of each pupil, in order, from the files that `figures` were made of.

    Raises CourseError when the source can no longer be read.
    """
    handed = (one for one in walk(source, lambda *_: None) if one.fault != "course")
    held = {id(f): one.content for f, one in zip(figures.files, handed, strict=False)}
    found = []
    for pupil in figures.pupils:
        lines = [line for file in pupil.files for line in _lines(held.get(id(file), b""))]
        found.append([entry for entry in _entries(lines) if isinstance(entry, Answer)])
    return found


class _Reading:
    """The files of a class as they are read: what each is worth, what it shows, what it holds.

    A file is measured at once and let go; those of who handed in several are then read again.
    """

    def __init__(self, bank: Bank, handed: Callable[[], Iterable[HandIn]]):
        self._bank = bank
        self._handed = handed
        self._key = AnswerKey(bank)
        self._files: list[File] = []
        self._left_out: Counter[str] = Counter()
        self._seen: list[_Seen] = []  # what each file with answers shows, in their order
        self._reports: dict[str, Report] = {}  # by their ids: a file may be handed in twice

    def _take(self, handed: HandIn) -> None:
        """Count the lines of a file by what they are worth, and measure what it shows."""
        if handed.fault == "course":
            self._left_out[handed.reason] += 1
            return
        place, lines = shown(handed.place), _lines(handed.content)
        answers = [line for line in lines if isinstance(line, Answer)]
        if len(answers) < len(lines):
            told = (line for line in lines if isinstance(line, Report))
            self._reports |= {one.id: replace(one, text=shown(one.text).strip()) for one in told}
        if not answers:
            self._files.append(File(place, handed.fault or "foreign", handed.reason))
            return
        events = frozenset(hash(answer.id) for answer in answers)
        learners = frozenset(answer.learner for answer in answers)
        worth = self._worth(answers)
        worth |= {"torn": lines.count(None), "repeated": len(answers) - len(events)}
        self._files.append(File(place, "", "", len(answers), learners, events, worth))
        self._seen.append(self._measure(lines))

    def _worth(self, answers: Iterable[Answer]) -> Counter[str]:
        """Count the answers that are not to be taken as they stand, by why."""
        worth: Counter[str] = Counter()
        for answer in answers:
            right = self._key.right(answer)
            if right is None and not self._key.knows(answer):
                worth["unknown"] += 1
                continue
            if right is None and not self._key.offers(answer):
                worth["elsewhere"] += 1
            elif right is not None and answer.correct is (not right):
                worth["regraded"] += 1
            if answer.bank != self._bank.fingerprint:
                worth["other_bank"] += 1
        return worth

    def _measure(self, lines: Iterable[object]) -> _Seen:
        """Return the days of the first and the last answer, and what all show, each taken once."""
        history = _entries(lines)
        days = [entry.at[:10] for entry in history if isinstance(entry, Answer)]
        return days[0], days[-1], measure(self._bank, history, self._key)

    def figures(self) -> Figures:
        """Read every file; return all that is known then."""
        for handed in self._handed():
            self._take(handed)
        files = [file for file in self._files if file.answers]
        shared = common(file.events for file in files)
        identities = gather(files, shared)
        several = {number for one in identities if len(one.files) > 1 for number in one.files}
        contents = self._again({id(files[number]) for number in several})
        pupils = []
        for one in identities:
            mine = tuple(files[number] for number in one.files)
            lines = [line for file in mine for line in _lines(contents.get(id(file), b""))]
            again = any(isinstance(line, Answer) for line in lines)
            seen = self._measure(lines) if again else self._seen[one.files[0]]
            pupils.append(Pupil(one.name, one.group, one.names, mine, *seen))
        progress = [pupil.progress for pupil in pupils]
        return Figures(
            bank=self._bank,
            pupils=tuple(pupils),
            situations=situations(progress, self._bank),
            reliabilities=reliabilities(progress),
            reported=reported(self._reports.values(), self._bank),
            files=tuple(self._files),
            shared=tuple(_shared(identities, files, shared)),
            left_out=dict(self._left_out),
        )

    def _again(self, wanted: set[int]) -> dict[int, bytes]:
        """Read some files again; return what they hold, by their ids."""
        if not wanted:
            return {}
        handed = (one for one in self._handed() if one.fault != "course")
        pairs = zip(self._files, handed, strict=False)  # what is gone since is left as it was
        return {id(file): one.content for file, one in pairs if id(file) in wanted}


def _shared(
    identities: Sequence[Identity], files: Sequence[File], shared: dict[int, list[int]]
) -> Iterator[Shared]:
    """Yield the answers that several pupils have, by who has them."""
    owner = {file: pupil for pupil, one in enumerate(identities) for file in one.files}
    holders = Counter(tuple(sorted({owner[file] for file in held})) for held in shared.values())
    for who, count in sorted(holders.items()):
        having = [identities[pupil] for pupil in who]
        learners = (set().union(*(files[n].learners for n in one.files)) for one in having)
        if len(who) > 1:
            alike = bool(set.intersection(*learners))
            yield Shared(tuple(one.name for one in having), count, alike)


def _entries(lines: Iterable[object]) -> list[Entry]:
    return once(line for line in lines if isinstance(line, Entry))


def _lines(content: bytes) -> list[Entry | Unknown | None]:
    lines = content.removeprefix(BOM_UTF8).splitlines()
    return [parse(line, _decode) for line in map(bytes.strip, lines) if line]


def _decode(text: bytes) -> Any:
    try:
        return loads(text)
    except ValueError:  # or what orjson alone refuses: half of a surrogate pair
        return decode(text)
