"""Readable at sixteen: what is tested is the idea, not the reading.

Kandel and Moles's index (1958, Flesch's adapted to French) through textstat: 100 is very easy, 0
very hard; 60 to 70 is ordinary prose.
"""

from collections.abc import Iterable, Iterator
from statistics import mean

from vs_course.bank_checks import Unavailable, texts

MIN_MEAN = 70.0
MIN_TEXT = 40.0


def remarks(prose: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield the texts that are too hard, and the mean if it is; raises Unavailable."""
    scores = {place: score(text) for place, text in prose}
    if (found := mean(scores.values())) < MIN_MEAN:
        yield texts.READING_MEAN.format(found=found, limit=MIN_MEAN)
    for place, found in scores.items():
        if found < MIN_TEXT:
            yield texts.READING_HARD.format(place=place, found=found, limit=MIN_TEXT)


def score(text: str) -> float:
    """Return the Kandel-Moles index of a text."""
    try:
        import textstat
    except ImportError as error:
        raise Unavailable("textstat") from error
    textstat.set_lang("fr")
    return textstat.flesch_reading_ease(text)
