"""Whose file it is: the learner's name and class, from where the file stands."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

# « NOM Prénom_12345_assignsubmission_file_ », a folder of Moodle's, or the start of a file's name.
_MOODLE = re.compile(r"(?P<name>.+?)_\d+_assignsubmission_[a-z]+_?")
_DEFAULT = re.compile(r"[\s_.-]*mes[\s_-]*r[eé]ponses[\s_.-]*", re.IGNORECASE)
_COPY = re.compile(
    r"^cop(?:ie|y) (?:de|of) |(?:[\s_-]*(?:\(\d+\)|-\s*cop(?:ie|y)|cop(?:ie|y)))+$", re.IGNORECASE
)
# Control characters and those that turn the direction of a text around.
_HARMFUL = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
# « jean-paul », which is then written « Jean-Paul ».
_WORDS = re.compile("[^\\W\\d_]+(?:[ ’'-][^\\W\\d_]+)*")
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose file it is: the name to show, the class or "", and the hand-in folder or "".

    Two files of one hand-in folder are one learner's, whatever they say inside.
    """

    name: str
    group: str
    folder: str

    @property
    def key(self) -> str:
        """Return what two spellings of one name share: no case, no accent, no « (1) »."""
        letters = unicodedata.normalize("NFD", _COPY.sub("", self.name).casefold())
        return "".join(c for c in letters if c.isalnum())


def owners(places: Sequence[str]) -> list[Owner]:
    """Return the owner of each file, from the paths of all the files that hold answers."""
    paths = [PurePosixPath(place) for place in places]
    shared = _shared(paths)
    alone = Counter(path.parent for path in paths)
    return [_owner(path, len(shared), alone[path.parent] == 1) for path in paths]


def clean(text: str) -> str:
    """Return a text from outside as one short line that can be shown anywhere."""
    text = _HARMFUL.sub("\ufffd", unicodedata.normalize("NFC", text)).strip()
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _shared(paths: Sequence[PurePosixPath]) -> tuple[str, ...]:
    """Return the folders that hold every file: they tell nobody apart."""
    shared = paths[0].parts[:-1] if paths else ()
    for path in paths:
        while path.parts[: len(shared)] != shared:
            shared = shared[:-1]
    return shared


def _owner(path: PurePosixPath, start: int, alone: bool) -> Owner:
    folders = path.parts[:-1]
    for depth, folder in enumerate(folders):
        if found := _MOODLE.fullmatch(folder):
            return Owner(
                clean(found["name"]), _group(folders[start:depth]), "/".join(folders[: depth + 1])
            )
    stem = path.stem
    if found := _MOODLE.match(stem):
        return Owner(clean(found["name"]), _group(folders[start:]), found[0])
    name = _DEFAULT.sub(" ", stem).replace("_", " ").strip()
    if _COPY.sub("", name).strip():
        return Owner(
            clean(name.title() if name.islower() and _WORDS.fullmatch(name) else name),
            _group(folders[start:]),
            "",
        )
    if alone and folders:  # « camille/mes_reponses.jsonl »
        return Owner(clean(folders[-1].removesuffix(".zip")), _group(folders[start:-1]), "")
    return Owner(clean(stem), _group(folders[start:]), "")


def _group(folders: Sequence[str]) -> str:
    return clean(folders[0].removesuffix(".zip")) if folders else ""


def shown(place: str) -> str:
    """Return a path as text that can be shown anywhere."""
    return _HARMFUL.sub("\ufffd", unicodedata.normalize("NFC", place))
