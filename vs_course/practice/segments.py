"""A text cut into pieces to click, where it pauses. Pure."""

import re
from collections.abc import Iterable

_MIN_SEGMENT_WORDS = 3
_OPENING = re.compile(r"(?:[«“(]\s*)?\Z")
_CLOSING = re.compile(r"[^\w«“(]*")
# Up to a mark that a plain space follows (neither « M. Roy » nor « 5,50 » is cut), or a link word.
_PIECE = re.compile(
    r".+?(?:[,;:.!?…»]+(?<!\bM\.)[ \n]\s*|\Z|(?<!\bM\.)\s(?=(?:et|pour|qui|que|dont|où)\s))",
    re.DOTALL,
)


def segments(text: str, clues: Iterable[str]) -> list[str]:
    """Cut a text into pieces at its pauses, each clue whole in one; joined, they are the text.

    The marks around a clue go with it: alone, they would be a piece to click. A piece is at
    least _MIN_SEGMENT_WORDS words long where the text allows it.
    """
    found: list[str] = []
    done = 0
    for start, clue in sorted((text.index(clue), clue) for clue in clues):
        opening = max(done, len(_OPENING.sub("", text[:start])))
        after = text[start + len(clue) :]
        end = len(text) - len(_CLOSING.sub("", after, count=1))
        found += [*_pieces(text[done:opening]), text[opening:end]]
        done = end
    return [*found, *_pieces(text[done:])]


def _pieces(text: str) -> list[str]:
    found: list[str] = []
    for piece in _PIECE.findall(text):
        short = found and min(len(found[-1].split()), len(piece.split())) < _MIN_SEGMENT_WORDS
        if short:
            found[-1] += piece
        else:
            found.append(piece)
    return found
