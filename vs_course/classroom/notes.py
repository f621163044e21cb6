"""What must be known of the files handed in, in French sentences that name them."""

from collections.abc import Callable, Sequence

from vs_course.classroom import texts
from vs_course.classroom.engine import Engine
from vs_course.classroom.pupils import Identity
from vs_course.classroom.statistics import File

_SHOWN = 5  # files or pupils named in one sentence

# The content of each file: the same events make the same mark, in whatever order.
_CONTENT = """
SELECT file, bit_xor(hash(id)), count(DISTINCT id) FROM event
WHERE id IS NOT NULL AND file IN (SELECT file FROM owned WHERE several) GROUP BY file
"""
# Events that several pupils have, though their files name different learners.
_SHARED = """
WITH held AS (SELECT id, pupil FROM event JOIN owned USING (file) WHERE id IS NOT NULL),
common AS (SELECT id FROM held GROUP BY id HAVING min(pupil) <> max(pupil))
SELECT who, count(*) FROM (
    SELECT list_sort(list(DISTINCT pupil)) AS who FROM held JOIN common USING (id) GROUP BY id)
GROUP BY who ORDER BY who
"""
_MIXED = """
SELECT file FROM event WHERE id IS NOT NULL GROUP BY file HAVING count(DISTINCT learner) > 1
ORDER BY file
"""


def sentences(
    engine: Engine, files: Sequence[File], identities: Sequence[Identity]
) -> tuple[str, ...]:
    """Return what must be known, most serious first; nothing when all the files are sound."""
    contents = {file: (mark, size) for file, mark, size in engine.run(_CONTENT)}
    mixed = [files[file] for (file,) in engine.run(_MIXED)]
    return tuple(
        filter(
            None,
            (
                *(texts.ARCHIVE.format(file=f.place, reason=f.reason) for f in files if f.reason),
                *(_named(forms, [f for f in files if f.fault == fault])
                  for fault, forms in texts.FAULTS.items()),
                _two_names(identities),
                _shared(engine, identities),
                _handed_again(files, identities, contents, same=True),
                _handed_again(files, identities, contents, same=False),
                _named(texts.MIXED, mixed),
                *(_counted(forms, files, number) for forms, number in _COUNTS),
            ),
        )
    )  # fmt: skip


_COUNTS: tuple[tuple[tuple[str, str], Callable[[File], int]], ...] = (
    (texts.TORN, lambda file: file.torn),
    (texts.REPEATED, lambda file: file.repeated),
    (texts.UNKNOWN, lambda file: file.unknown),
    (texts.ELSEWHERE, lambda file: file.elsewhere),
    (texts.OTHER_BANK, lambda file: file.other_bank),
    (texts.REGRADED, lambda file: file.regraded),
)


def _named(forms: tuple[str, str], files: Sequence[File]) -> str:
    if not files:
        return ""
    return texts.several(len(files), forms).format(files=_list([file.place for file in files]))


def _counted(forms: tuple[str, str], files: Sequence[File], number: Callable[[File], int]) -> str:
    concerned = [file for file in files if number(file)]
    total = sum(map(number, concerned))
    if not total:
        return ""
    named = _list([file.place for file in concerned])
    return texts.several(total, forms).format(n=texts.number(total), files=named)


def _two_names(identities: Sequence[Identity]) -> str:
    shared = [
        texts.TOGETHER.join(texts.quoted(name) for name in one.names)
        for one in identities
        if len(one.names) > 1
    ]
    return texts.TWO_NAMES.format(pupils=_list(shared)) if shared else ""


def _shared(engine: Engine, identities: Sequence[Identity]) -> str:
    found = []
    for who, count in engine.run(_SHARED):
        names = texts.TOGETHER.join(texts.quoted(identities[pupil].name) for pupil in who)
        found.append(texts.several(count, texts.SHARED_BY).format(n=count, pupils=names))
    return texts.SHARED.format(pupils=_list(found)) if found else ""


def _handed_again(
    files: Sequence[File],
    identities: Sequence[Identity],
    contents: dict[int, tuple[int, int]],
    *,
    same: bool,
) -> str:
    """Say who handed in several files: the same answers again, or others too."""
    found = []
    for one in identities:
        if len(one.files) < 2 or len(one.names) > 1:
            continue
        if (len({contents[file] for file in one.files}) == 1) is same:
            places = texts.LIST.join(files[file].place for file in one.files)
            found.append(texts.PUPIL_FILES.format(name=one.name, files=places))
    if not found:
        return ""
    return (texts.SAME_TWICE if same else texts.PUT_TOGETHER).format(
        pupils=_list(found, texts.SEMICOLON)
    )


def _list(names: Sequence[str], separator: str = texts.LIST) -> str:
    """Return the first names, and how many others there are."""
    shown = separator.join(names[:_SHOWN])
    more = len(names) - _SHOWN
    return (
        shown
        if more <= 0
        else shown + texts.several(more, texts.OTHERS).format(n=texts.number(more))
    )
