"""Whose files they are: which of them are one pupil's, and the name to show, from where they stand.

A pseudonym alone proves nothing: a course handed out with answers in it gives all the same one.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import PurePosixPath

from vs_course.classroom.statistics import File

# « NOM Prénom_12345_assignsubmission_file_ », a folder of Moodle's, or the start of a file's name.
_MOODLE = re.compile(r"(?P<name>.+?)_\d+_assignsubmission_[a-z]+_?")
# « mes_reponses », and what it is handed in under: « reponses_2026-11-25_eleve-1a2b3c4d ».
_DEFAULT = re.compile(
    r"[\s_.-]*(?:mes[\s_-]*)?r[eé]ponses(?:_\d{4}-\d\d-\d\d)?(?:_eleve-[0-9a-f]{8})?[\s_.-]*",
    re.IGNORECASE,
)
_COPY = re.compile(
    r"^cop(?:ie|y) (?:de|of) |(?:[\s_-]*(?:\(\d+\)|-\s*cop(?:ie|y)|cop(?:ie|y)))+$", re.IGNORECASE
)
# Control characters and those that turn the direction of a text around.
_HARMFUL = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
# « jean-paul », which is then written « Jean-Paul ».
_WORDS = re.compile("[^\\W\\d_]+(?:[ ’'-][^\\W\\d_]+)*")
_LONGEST = 80
_NAMES_SHOWN = 3

_Folder = tuple[str, ...]
_Content = tuple[frozenset[int], frozenset[str]]  # a file's events and learners


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose file it is: the name to show, the class or "", and the hand-in folder or "".

    Two files of one hand-in folder are one learner's, whatever they say inside. `key` is what two
    spellings of one name share: no case, no accent, no « (1) ».
    """

    name: str
    group: str
    folder: str
    key: str


@dataclass(frozen=True, slots=True)
class Identity:
    """A pupil: the files that are theirs, by number, and under what names."""

    name: str
    group: str
    names: tuple[str, ...]
    files: tuple[int, ...]


def sorting(text: str) -> str:
    """Return what a text is sorted by: neither accents nor case count."""
    letters = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in letters if not unicodedata.combining(c))


def shown(place: str) -> str:
    """Return a path as text that can be shown anywhere."""
    return _HARMFUL.sub("\ufffd", unicodedata.normalize("NFC", place))


def owners(places: Sequence[str]) -> list[Owner]:
    """Return the owner of each file, from the paths of all the files that hold answers."""
    paths = [PurePosixPath(place) for place in places]
    shared = paths[0].parts[:-1] if paths else ()
    for path in paths:
        while path.parts[: len(shared)] != shared:
            shared = shared[:-1]
    homes = set(_homes((), [path.parts for path in paths]))
    return [_owner(path, len(shared), homes) for path in paths]


def _homes(folder: _Folder, below: Iterable[_Folder]) -> Iterator[_Folder]:
    """Yield the folders that are one person's each: the first that tell the persons apart.

    Folders side by side are persons' when most of them hold one journal under its own name, or hold
    theirs where the others do; else they are classes, and the persons are further down.
    """
    inside: defaultdict[str, list[_Folder]] = defaultdict(list)
    for parts in below:
        if len(parts) > 1:
            inside[parts[0]].append(parts[1:])
    usual = Counter(place for places in inside.values() for place in {*places} if len(place) > 1)
    persons = 0
    for places in inside.values():
        alone = len(places) == 1 and not _own_name(places[0][-1])
        persons += alone or 2 * sum(usual[place] > 1 for place in places) > len(places)
    for name, places in inside.items():
        if 2 * persons > len(inside):
            yield (*folder, name)
        else:
            yield from _homes((*folder, name), places)


def _owner(path: PurePosixPath, start: int, homes: set[_Folder]) -> Owner:
    folders = path.parts[:-1]
    for depth, folder in enumerate(folders):
        if found := _MOODLE.fullmatch(folder):
            return _named(found["name"], folders[start:depth], "/".join(folders[: depth + 1]))
    if found := _MOODLE.match(path.stem):
        return _named(found["name"], folders[start:], found[0])
    if name := _own_name(path.name):
        as_written = name.title() if name.islower() and _WORDS.fullmatch(name) else name
        return _named(as_written, folders[start:])
    for depth, folder in enumerate(folders):
        if (home := folders[: depth + 1]) in homes:
            return _named(folder.removesuffix(".zip"), folders[start:depth], "/".join(home))
    return replace(_named(path.stem, folders[start:]), key="")


def _named(name: str, folders: _Folder, together: str = "") -> Owner:
    letters = unicodedata.normalize("NFD", _COPY.sub("", name).casefold())
    group = folders[0].removesuffix(".zip") if folders else ""
    key = "".join(c for c in letters if c.isalnum())
    return Owner(_clean(name), _clean(group), together, key)


def _own_name(file: str) -> str:
    """Return the name that a pupil gave the file, "" where it has the journal's own."""
    stem = file.rpartition(".")[0] or file
    name = _DEFAULT.sub(" ", stem).replace("_", " ").strip()
    return name if _COPY.sub("", name).strip() else ""


def _clean(text: str) -> str:
    """Return a text from outside as one short line that can be shown anywhere."""
    text = shown(text).strip()
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def gather(files: Sequence[File], shared: dict[int, list[int]]) -> list[Identity]:
    """Return the pupils, by name, from all the files that hold answers; `shared` is by `common`.

    Files are one pupil's when one holds all that the other does, when they were handed in together,
    or when both their name and a pseudonym in them are the same.
    """
    found = owners([file.place for file in files])
    roots = list(range(len(files)))

    def root(number: int) -> int:
        while roots[number] != number:
            roots[number] = number = roots[roots[number]]
        return number

    first: dict[Hashable, int] = {}
    for number, owner in enumerate(found):
        marks: list[Hashable] = [owner.folder] if owner.folder else []
        if owner.key and not owner.folder:
            marks = [(owner.group, owner.key, learner) for learner in files[number].learners]
        for mark in marks:
            roots[root(number)] = root(first.setdefault(mark, number))
    for number, other in _copies(files, shared):
        roots[root(number)] = root(other)
    mine: defaultdict[int, list[int]] = defaultdict(list)
    for number in range(len(files)):
        mine[root(number)].append(number)
    told = [_identity(own, [found[number] for number in own]) for own in mine.values()]
    return _told_apart(sorted(told, key=lambda one: (sorting(one.name), one.group)))


def common(events: Iterable[frozenset[int]]) -> dict[int, list[int]]:
    """Return the events that several files hold, each with the numbers of these files."""
    first: dict[int, int] = {}
    shared: dict[int, list[int]] = {}
    for number, held in enumerate(events):
        for event in held:
            other = first.setdefault(event, number)
            if other != number:
                shared.setdefault(event, [other]).append(number)
    return shared


def _copies(files: Sequence[File], shared: dict[int, list[int]]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of files of which the second holds all that the first does.

    What several hold, and go on from differently, is nobody's copy: it is left apart.
    """
    same: defaultdict[_Content, list[int]] = defaultdict(list)
    for number, file in enumerate(files):
        same[file.events, file.learners].append(number)
    for content, copies in same.items():
        if not shared.keys() >= content[0]:
            continue
        holders = min((shared[event] for event in content[0]), key=len)
        others = {(files[n].events, files[n].learners): None for n in holders}
        wider = [other for other in others if other != content and _holds(other, content)]
        wider.sort(key=lambda other: len(other[0]))
        if all(_holds(larger, smaller) for smaller, larger in pairwise(wider)):
            yield from ((number, copies[0]) for number in copies)
            yield from ((copies[0], same[other][0]) for other in wider[:1])


def _holds(larger: _Content, smaller: _Content) -> bool:
    return smaller[0] <= larger[0] and smaller[1] <= larger[1]


def _identity(files: Sequence[int], owners: Sequence[Owner]) -> Identity:
    spelt: defaultdict[str, list[str]] = defaultdict(list)
    for owner in owners:
        spelt[owner.key].append(owner.name)
    names = tuple(min(spellings, key=len) for spellings in spelt.values())  # not « Léa (1) »
    name = " / ".join(names[:_NAMES_SHOWN]) + (" / …" if len(names) > _NAMES_SHOWN else "")
    groups = dict.fromkeys(owner.group for owner in owners if owner.group)
    return Identity(name, " / ".join(groups), names, tuple(files))


def _told_apart(found: Sequence[Identity]) -> list[Identity]:
    """Give namesakes their class, or a number where that is not enough."""
    same = Counter(one.name for one in found)
    placed = Counter((one.name, one.group) for one in found)
    met: Counter[str] = Counter()
    told = []
    for one in found:
        met[one.name] += 1
        more = one.group if one.group and placed[one.name, one.group] == 1 else met[one.name]
        told.append(replace(one, name=f"{one.name} ({more})") if same[one.name] > 1 else one)
    return told
