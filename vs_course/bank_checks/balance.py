"""Balance: nothing but the situation may make one answer likelier, or one kind of person one role.

Bounds are shares of the whole, from 0 to 1. Gender is counted where the text shows it: Mme and M.,
client and cliente, names of trades with two forms.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from statistics import mean
from typing import Any

from vs_course.bank.items import Bank, Category, CriterionId, Moment, Scenario
from vs_course.bank_checks import texts

CRITERION_SHARE = (0.15, 0.25)
LEVEL_SHARE = (0.25, 0.42)
MOMENT_SHARE_IN_CATEGORY = (0.12, 0.70)
MAX_SECTOR_SHARE = 0.12
MIN_SECTORS = 16
MIN_PAIRS_A_CELL = 8
MAX_LENGTH_GAP = 0.05
WOMEN_SHARE = (0.38, 0.62)

_STAFF = (
    r"conseill(er|ère)s?|vendeu(r|se)s?|technicien(ne)?s?|commercial(e)?|opticien(ne)?s?"
    r"|boulang(er|ère)s?|serveu(r|se)s?|coiffeu(r|se)s?|caissi(er|ère)s?|pharmacien(ne)?s?"
    r"|négociat(eur|rice)s?|mécanicien(ne)?s?|gérant(e)?|patron(ne)?|directeur|directrice"
)
_CUSTOMERS = r"client(e)?s?|acheteu(r|se)s?|abonné(e)?s?|M\.|Mme|locataires?|étudiant(e)?s?"
_FEMININE = re.compile(r"(ère|se|ne|ale|rice|nte|née|iente|Mme|gérante|directrice|ente)s?$")


def remarks(bank: Bank) -> Iterator[str]:
    """Yield each imbalance, with what was found and what was expected."""
    everyone = bank.scenarios
    ventes = [s for s in everyone if s.category is Category.VENTE]
    services = [s for s in everyone if s.category is Category.SERVICE]
    yield from _shares(everyone, lambda s: s.category, Category, (0.5, 0.5))
    yield from _shares(everyone, lambda s: s.criterion, CriterionId, CRITERION_SHARE)
    yield from _shares(everyone, lambda s: s.level, (1, 2, 3), LEVEL_SHARE)
    for members in (ventes, services):
        yield from _shares(members, lambda s: s.moment, Moment, MOMENT_SHARE_IN_CATEGORY)
    used = Counter(s.sector for s in everyone)
    yield from _shares(everyone, lambda s: s.sector, used, (0.0, MAX_SECTOR_SHARE))
    if len(used) < MIN_SECTORS:
        yield texts.SECTORS_FEW.format(found=len(used), limit=MIN_SECTORS)
    yield from _thin_cells(ventes)
    yield from _length_gap(ventes, services)
    yield from _genders(ventes, services)


def _shares(
    scenarios: Iterable[Scenario],
    aspect: Callable[[Scenario], Any],
    values: Iterable[Any],
    bounds: tuple[float, float],
) -> Iterator[str]:
    counts = Counter(map(aspect, scenarios))
    for value in values:
        share = counts[value] / counts.total()
        if not bounds[0] <= share <= bounds[1]:
            yield texts.SHARE.format(value=value, share=share, low=bounds[0], high=bounds[1])


def _thin_cells(ventes: list[Scenario]) -> Iterator[str]:
    """Every pair has one vente: counting those counts the pairs of each criterion and level."""
    cells = Counter((s.criterion, s.level) for s in ventes)
    for criterion in CriterionId:
        for level in (1, 2, 3):
            if (found := cells[criterion, level]) < MIN_PAIRS_A_CELL:
                yield texts.CELL_THIN.format(
                    criterion=criterion, level=level, found=found, limit=MIN_PAIRS_A_CELL
                )


def _length_gap(ventes: list[Scenario], services: list[Scenario]) -> Iterator[str]:
    one, other = (mean(len(s.text.split()) for s in part) for part in (ventes, services))
    if abs(one - other) / max(one, other) > MAX_LENGTH_GAP:
        yield texts.LENGTH_GAP.format(vente=one, service=other)


def _genders(ventes: list[Scenario], services: list[Scenario]) -> Iterator[str]:
    for category, members in ((Category.VENTE, ventes), (Category.SERVICE, services)):
        for role, words in ((texts.ROLE_STAFF, _STAFF), (texts.ROLE_CUSTOMER, _CUSTOMERS)):
            share = women(members, words)
            if not WOMEN_SHARE[0] <= share <= WOMEN_SHARE[1]:
                yield texts.GENDER.format(
                    role=role,
                    category=category,
                    share=share,
                    low=WOMEN_SHARE[0],
                    high=WOMEN_SHARE[1],
                )


def women(scenarios: Iterable[Scenario], words: str) -> float:
    """Return the share of women among the people whom such words name, 0.5 when there is none."""
    found = [m[0] for s in scenarios for m in re.finditer(rf"\b(?:{words})(?!\w)", s.text)]
    feminine = sum(bool(_FEMININE.search(word)) for word in found)
    return feminine / len(found) if found else 0.5
