"""How French is written, once for every room: quotes, plurals, what a sentence and a word are."""

import re

_MARKS = "«»“”\"'’()[]—–-.,;:!?…/€%"
# A line's end; or a mark, what closes with it, then a capital or a number. « M. Roy » is whole.
_END = re.compile(
    r"\n+|(?<!\bM)(?<!\bMM)(?<!\bDr)(?<!\bart)(?<!\bp)"
    r"[.!?…]+(?:\s*[»)”])*\s+"
    r"(?=(?:[«(“—–-]\s*)?[A-ZÀ-ÞŒ\d])"
)


def quoted(text: str) -> str:
    """Return a text between « », with the no-break spaces of a page."""
    return f"«\u00a0{text}\u00a0»"


def plural(count: int, one: str, many: str) -> str:
    """Return the form for that count: singular up to 1, as French does."""
    return many if count > 1 else one


def inside(title: str) -> str:
    """Return a title as it stands inside a sentence: « l’objectif »."""
    return title[:1].lower() + title[1:]


def plain(text: str) -> str:
    """Return a page's text as a terminal shows it."""
    return text.replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")


def words(text: str) -> list[str]:
    """Return the words of a text, as between blanks, without the marks around them.

    « l’eau », « dit-il », « 5,50 » are one word; a mark alone is none.
    """
    return list(filter(None, [token.strip(_MARKS) for token in text.split()]))


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; what stands between « » is never cut, but by a line's end."""
    found, start = [], 0
    for end in _END.finditer(text):
        sentence = text[start : end.end()]
        if "\n" in end[0] or sentence.count("«") == sentence.count("»"):
            found.append(sentence.strip())
            start = end.end()
    return [sentence for sentence in (*found, text[start:].strip()) if sentence]
