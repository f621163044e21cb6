"""Which files are one pupil's, and the name to show for each pupil."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vs_course.classroom import texts
from vs_course.classroom.name import Owner

_NAMES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Identity:
    """A pupil: the files that are theirs, by number, and under what names."""

    name: str
    group: str
    names: tuple[str, ...]
    files: tuple[int, ...]


def gather(owners: dict[int, Owner], learners: Iterable[tuple[int, str]]) -> list[Identity]:
    """Return the pupils, by name.

    Files are one pupil's when they share a learner (`learners` gives those of each file) or a
    hand-in folder: a copy under another name is counted once, with both names.
    """
    roots = {file: file for file in owners}

    def root(file: int) -> int:
        while roots[file] != file:
            roots[file] = file = roots[roots[file]]
        return file

    first: dict[tuple[str, str], int] = {}
    folders = ((file, "folder", owner.folder) for file, owner in owners.items() if owner.folder)
    for file, kind, mark in (*((f, "learner", learner) for f, learner in learners), *folders):
        roots[root(file)] = root(first.setdefault((kind, mark), file))
    grouped: defaultdict[int, list[int]] = defaultdict(list)
    for file in owners:
        grouped[root(file)].append(file)
    found = [_identity(files, [owners[file] for file in files]) for files in grouped.values()]
    return _told_apart(sorted(found, key=_order))


def _identity(files: Sequence[int], owners: Sequence[Owner]) -> Identity:
    spelt: dict[str, list[str]] = defaultdict(list)
    for owner in owners:
        spelt[owner.key].append(owner.name)
    spellings = tuple(min(names, key=len) for names in spelt.values())  # « Léa », not « Léa (1) »
    shown = texts.NAMES_SEPARATOR.join(spellings[:_NAMES_SHOWN])
    more = texts.NAMES_MORE if len(spellings) > _NAMES_SHOWN else ""
    groups = dict.fromkeys(owner.group for owner in owners if owner.group)
    group = texts.NAMES_SEPARATOR.join(groups)
    return Identity(shown + more, group, spellings, tuple(files))


def _order(one: Identity) -> tuple[str, str]:
    return texts.sorting(one.name), one.group


def _told_apart(found: list[Identity]) -> list[Identity]:
    """Give namesakes their class, or a number where that is not enough."""
    same = Counter(one.name for one in found)
    placed = Counter((one.name, one.group) for one in found)
    met: Counter[str] = Counter()
    told = []
    for one in found:
        met[one.name] += 1
        more = one.group if one.group and placed[one.name, one.group] == 1 else met[one.name]
        name = texts.NAMESAKE.format(name=one.name, more=more) if same[one.name] > 1 else one.name
        told.append(Identity(name, one.group, one.names, one.files))
    return told
