"""From what was handed in to what the class has shown, each pupil by practice.mastery."""

import zlib
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from tqdm import tqdm

from vs_course.bank.items import Bank
from vs_course.classroom.hand_ins import HandIn, Limits, walk
from vs_course.classroom.item_analysis import reliabilities, situations
from vs_course.classroom.pupils import common, gather, shown
from vs_course.classroom.statistics import Figures, File, Pupil, Shared
from vs_course.practice.entries import Answer, Entry, Unknown, in_order, parse
from vs_course.practice.grading import AnswerKey
from vs_course.practice.mastery import Progress, measure

_NOT_OFFERED = object()


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
    read = _Reading(bank)
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

        for handed in walk(source, report, limits):
            read.take(handed)
    return read.figures()


class _Reading:
    """The files of a class as they are read: what each is worth, what it shows, what it holds.

    A file is measured at once; only where several are one pupil's are their lines read again.
    """

    def __init__(self, bank: Bank):
        self._bank = bank
        self._key = AnswerKey(bank)
        self._rights: dict[tuple[str, str], bool | object | None] = {}
        self._files: list[File] = []
        self._left_out: Counter[str] = Counter()
        # Of the files that hold answers, in their order: what they show, what they are.
        self._seen: list[tuple[str, str, Progress]] = []
        self._kept: list[bytes] = []

    def take(self, handed: HandIn) -> None:
        """Count the lines of a file by what they are worth, and measure what it shows."""
        if handed.fault == "course":
            self._left_out[handed.reason] += 1
            return
        place, lines = shown(handed.place), _lines(handed.content)
        answers = [line for line in lines if isinstance(line, Answer)]
        if not answers:
            self._files.append(File(place, handed.fault or "foreign", handed.reason))
            return
        events = frozenset(hash(answer.id) for answer in answers)
        learners = frozenset(answer.learner for answer in answers)
        worth = self._worth(answers)
        worth |= {"torn": lines.count(None), "repeated": len(answers) - len(events)}
        self._files.append(File(place, "", "", len(answers), learners, events, worth))
        self._seen.append(self._measure(lines))
        self._kept.append(zlib.compress(handed.content, 1))

    def _worth(self, answers: Iterable[Answer]) -> Counter[str]:
        """Count the answers that are not to be taken as they stand, by why."""
        worth: Counter[str] = Counter()
        for answer in answers:
            right = self._right(answer)
            if right is _NOT_OFFERED and not self._key.knows(answer):
                worth["unknown"] += 1
                continue
            worth["elsewhere"] += right is _NOT_OFFERED
            worth["other_bank"] += answer.bank != self._bank.fingerprint
            worth["regraded"] += isinstance(right, bool) and answer.correct is (not right)
        return worth

    def _right(self, answer: Answer) -> bool | object | None:
        asked = answer.question, answer.choice
        if asked not in self._rights:
            offered = self._key.offers(answer)
            self._rights[asked] = self._key.right(answer) if offered else _NOT_OFFERED
        return self._rights[asked]

    def _measure(self, lines: Iterable[object]) -> tuple[str, str, Progress]:
        """Return the first and the last day of entries, and what they show, each of them once."""
        once: dict[str, Entry] = {}
        for entry in in_order(line for line in lines if isinstance(line, Entry)):
            once.setdefault(entry.id, entry)
        history = list(once.values())
        days = [entry.at[:10] for entry in history if isinstance(entry, Answer)]
        return days[0], days[-1], measure(self._bank, history, self._key)

    def figures(self) -> Figures:
        """Return all that is known once every file is read."""
        holders = [file for file in self._files if file.answers]
        pupils = []
        for one in gather(holders):
            files = tuple(holders[number] for number in one.files)
            shown = self._together(one.files)
            pupils.append(Pupil(one.name, one.group, one.names, files, *shown))
        progress = [pupil.progress for pupil in pupils]
        return Figures(
            bank=self._bank,
            pupils=tuple(pupils),
            situations=situations(progress, self._bank),
            reliabilities=reliabilities(progress),
            files=tuple(self._files),
            shared=tuple(_shared(pupils)),
            left_out=dict(self._left_out),
        )

    def _together(self, files: Sequence[int]) -> tuple[str, str, Progress]:
        if len(files) == 1:
            return self._seen[files[0]]
        contents = (zlib.decompress(self._kept[number]) for number in files)
        return self._measure(chain.from_iterable(map(_lines, contents)))


def _shared(pupils: Sequence[Pupil]) -> Iterator[Shared]:
    """Yield the answers that several pupils have, by who has them."""
    events = (frozenset().union(*(file.events for file in pupil.files)) for pupil in pupils)
    for who, count in sorted(Counter(map(tuple, common(events).values())).items()):
        having = [pupils[number] for number in who]
        learners = (set().union(*(f.learners for f in pupil.files)) for pupil in having)
        alike = bool(set.intersection(*learners))
        yield Shared(tuple(pupil.name for pupil in having), count, alike)


def _lines(content: bytes) -> list[Entry | Unknown | None]:
    lines = content.removeprefix(BOM_UTF8).splitlines()
    return [parse(line) for line in map(bytes.strip, lines) if line]
