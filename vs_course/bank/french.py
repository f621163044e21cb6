"""How French is written, once for every room: quotes, plurals."""


def quoted(text: str) -> str:
    """Return a text between « », with the no-break spaces of a page."""
    return f"«\u00a0{text}\u00a0»"


def plural(count: int, one: str, many: str) -> str:
    """Return the form for that count: singular up to 1, as French does."""
    return many if count > 1 else one


def plain(text: str) -> str:
    """Return a page's text as a terminal shows it."""
    return text.replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")
