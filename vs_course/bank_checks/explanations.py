"""An explanation for each case: a template taught three hundred times teaches nothing.

Each is long enough to apply the criterion and short enough to be read; no two share a long run of
words; what it quotes stands in the situation.
"""

import re
from collections.abc import Iterator

from vs_course.bank.items import Bank, Scenario
from vs_course.bank_checks import texts

MIN_WORDS, MAX_WORDS = 25, 70
SHARED_RUN = 9


def remarks(bank: Bank) -> Iterator[str]:
    """Yield the explanations too short, too long, copied, or quoting what isn't said."""
    owner: dict[tuple[str, ...], str] = {}
    for scenario in bank.scenarios:
        count = len(scenario.explanation.split())
        if not MIN_WORDS <= count <= MAX_WORDS:
            yield texts.EXPLANATION_LENGTH.format(
                id=scenario.id, count=count, low=MIN_WORDS, high=MAX_WORDS
            )
        for run in _runs(scenario.explanation):
            if owner.setdefault(run, scenario.id) != scenario.id:
                words = " ".join(run)
                yield texts.EXPLANATION_COPIED.format(id=scenario.id, other=owner[run], words=words)
                break
        yield from _misquoted(scenario)


def _runs(text: str) -> list[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return [tuple(words[i : i + SHARED_RUN]) for i in range(len(words) - SHARED_RUN + 1)]


def _misquoted(scenario: Scenario) -> Iterator[str]:
    said = _plain(scenario.text)
    for quoted in re.findall("«\u00a0(.+?)\u00a0»", scenario.explanation):
        if len(quoted.split()) > 2 and _plain(quoted) not in said:
            yield texts.EXPLANATION_MISQUOTED.format(id=scenario.id, words=quoted)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
