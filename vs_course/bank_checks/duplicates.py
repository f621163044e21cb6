"""No near-duplicates: a learner must never feel that they have met this question before.

Two situations of different pairs are compared by the runs of five letters they share (Jaccard
index). Twins are meant to be alike; a pair whose texts share little is no contrast any more.
"""

import re
from collections.abc import Iterator
from itertools import combinations

from vs_course.bank.items import Bank
from vs_course.bank_checks import texts

MAX_LIKENESS = 0.30
MIN_TWIN_LIKENESS = 0.20
_RUN = 5


def remarks(bank: Bank) -> Iterator[str]:
    """Yield the situations too like another pair's, and the twins too unlike each other."""
    runs = {scenario.id: _runs(scenario.text) for scenario in bank.scenarios}
    for one, other in combinations(bank.scenarios, 2):
        likeness = _jaccard(runs[one.id], runs[other.id])
        if one.pair == other.pair and likeness < MIN_TWIN_LIKENESS:
            yield texts.TWINS_UNLIKE.format(pair=one.pair, likeness=likeness)
        if one.pair != other.pair and likeness > MAX_LIKENESS:
            yield texts.NEAR_DUPLICATE.format(one=one.id, other=other.id, likeness=likeness)


def _runs(text: str) -> set[str]:
    plain = re.sub(r"\W+", " ", text.casefold())
    return {plain[i : i + _RUN] for i in range(len(plain) - _RUN + 1)}


def _jaccard(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other)
