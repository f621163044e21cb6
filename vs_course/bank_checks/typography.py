"""French typography, one way throughout: a detail out of place makes a learner doubt the rest.

Chosen and held: the apostrophe ’ (U+2019); « » with a no-break space (U+00A0) inside; the same
no-break space before : ; ? ! and before € and %; … in one character; no doubled or outer space.
"""

import re
from collections.abc import Iterable, Iterator

from vs_course.bank_checks import texts

_FAULTS = (
    (re.compile(r"\w'\w"), "’"),
    (re.compile(r"«(?!\u00a0)|(?<!\u00a0)»|[\"“”]"), "« »"),
    (re.compile(r"[^\s:;?!][:;?!]|[ \u202f][:;?!]"), ": ; ? !"),
    (re.compile(r"\d[ \u202f]?[€%]"), "€ %"),
    (re.compile(r"\.\.\."), "…"),
    (re.compile(r"[ \u00a0]{2}|^\s|\s$"), texts.TYPOGRAPHY_SPACE),
)
# A colon or a question mark needs no space inside an hour, an address or a closing mark.
_EXEMPT = re.compile(r"https?://\S+|[\w.]+@[\w.]+")


def remarks(prose: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield one sentence a fault, for (where it stands, text) in turn."""
    for place, text in prose:
        bare = _EXEMPT.sub("", text)
        for fault, sign in _FAULTS:
            if found := fault.search(bare):
                around = bare[max(0, found.start() - 15) : found.end() + 15].strip()
                yield texts.TYPOGRAPHY.format(place=place, sign=sign, around=around)
