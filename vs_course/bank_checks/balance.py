"""Nothing but the situation may make one answer likelier, and no text may be another's copy.

Bounds are shares of the whole, from 0 to 1.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, product
from statistics import mean
from typing import Any

from vs_course.bank import exercises, french
from vs_course.bank.items import SIGNS, Bank, Category, CriterionId, Kind, Moment, Scenario


@dataclass(frozen=True)
class Share:
    """How much of the situations (of one category, if any) each value of an aspect may be.

    `values` are those that must be there; none means those that are.
    """

    aspect: str
    low: float
    high: float
    values: tuple[Any, ...] = ()
    among: Category | None = None


SHARES = (
    Share("category", 0.5, 0.5, tuple(Category)),
    Share("criterion", 0.15, 0.25, tuple(CriterionId)),
    Share("level", 0.25, 0.42, (1, 2, 3)),
    Share("moment", 0.12, 0.70, tuple(Moment), among=Category.VENTE),
    Share("moment", 0.12, 0.70, tuple(Moment), among=Category.SERVICE),
    Share("sector", 0.0, 0.12),
)
MIN_SECTORS = 16
MIN_PAIRS_A_CELL = 8
MAX_LENGTH_GAP = 0.05
MAX_SIGN_SHARE = 0.4
WOMEN_SHARE = (0.38, 0.62)

# Gender is counted where the text shows it: Mme and M., and the words with two forms.
_ROLES = {
    "le personnel": (
        r"conseill(er|ère)s?|vendeu(r|se)s?|technicien(ne)?s?|commercial(e)?|opticien(ne)?s?"
        r"|boulang(er|ère)s?|serveu(r|se)s?|coiffeu(r|se)s?|caissi(er|ère)s?|pharmacien(ne)?s?"
        r"|négociat(eur|rice)s?|mécanicien(ne)?s?|gérant(e)?|patron(ne)?|directeur|directrice"
    ),
    "la clientèle": (
        r"client(e)?s?|acheteu(r|se)s?|abonné(e)?s?|M\.|Mme|locataires?|étudiant(e)?s?"
    ),
}
_FEMININE = re.compile(r"(ère|se|ne|ale|rice|nte|née|iente|Mme|gérante|directrice|ente)s?$")


def imbalances(bank: Bank) -> Iterator[str]:
    """Yield each imbalance, with what was found and what was expected."""
    of = {c: [s for s in bank.scenarios if s.category is c] for c in Category}
    for bounds in SHARES:
        yield from _uneven(bounds, of[bounds.among] if bounds.among else bank.scenarios)
    if (sectors := len({s.sector for s in bank.scenarios})) < MIN_SECTORS:
        yield f"équilibre : {sectors} secteurs, il en faut au moins {MIN_SECTORS}"
    yield from _thin_cells(of[Category.VENTE])
    vente, service = (mean(len(french.words(s.text)) for s in of[c]) for c in Category)
    if abs(vente - service) / max(vente, service) > MAX_LENGTH_GAP:
        lengths = f"{vente:.1f} mots par vente, {service:.1f} par service"
        yield f"équilibre : {lengths} ; la longueur trahit la réponse"
    yield from _signs(bank)
    low, high = WOMEN_SHARE
    for category, members in of.items():
        for role, words in _ROLES.items():
            if not low <= (share := _women(members, words)) <= high:
                where = f"dans les situations « {category} », {role} compte {share:.0%} de femmes"
                yield f"équilibre : {where}, il faut entre {low:.0%} et {high:.0%}"


def _uneven(share: Share, scenarios: Iterable[Scenario]) -> Iterator[str]:
    counts = Counter(getattr(scenario, share.aspect) for scenario in scenarios)
    for value in share.values or tuple(counts):
        found = counts[value] / counts.total()
        if not share.low <= found <= share.high:
            bounds = f"il faut entre {share.low:.0%} et {share.high:.0%}"
            yield f"équilibre : « {value} » pèse {found:.0%}, {bounds}"


def _thin_cells(ventes: list[Scenario]) -> Iterator[str]:
    """Every pair has one vente: counting those counts the pairs of each criterion and level."""
    cells = Counter((s.criterion, s.level) for s in ventes)
    for criterion, level in product(CriterionId, (1, 2, 3)):
        if (found := cells[criterion, level]) < MIN_PAIRS_A_CELL:
            short = f"{found} paire(s), il en faut au moins {MIN_PAIRS_A_CELL}"
            yield f"équilibre : {criterion}, niveau {level} : {short}"


def _signs(bank: Bank) -> Iterator[str]:
    """Yield the signs that would do too often where « Dire pourquoi » asks for one."""
    if not any(scenario.sign for scenario in bank.scenarios):
        return
    for exercise in bank.exercises:
        asked = [s for s in exercises.subjects(exercise, bank) if isinstance(s, Scenario)]
        if exercise.kind is not Kind.JUSTIFIER or not asked:
            continue
        for sign in SIGNS:
            share = mean(sign in (s.sign, s.other_sign) for s in asked)
            if share > MAX_SIGN_SHARE:
                yield (
                    f"équilibre : dans « {exercise.id} », le signe « {sign} » est accepté pour "
                    f"{share:.0%} des situations, il en faut au plus {MAX_SIGN_SHARE:.0%}"
                )


def _women(scenarios: Iterable[Scenario], words: str) -> float:
    """Return the share of women among the people whom such words name, 0.5 when there is none."""
    found = [m[0] for s in scenarios for m in re.finditer(rf"\b(?:{words})(?!\w)", s.text)]
    feminine = sum(bool(_FEMININE.search(word)) for word in found)
    return feminine / len(found) if found else 0.5


def near_duplicates(
    bank: Bank, most: float = 0.30, least_for_twins: float = 0.20, run: int = 5
) -> Iterator[str]:
    """Yield the situations too like another pair's, and the twins too unlike to be a contrast.

    Two texts are compared by the runs of five letters they share (Jaccard index): a learner must
    never feel that they have met a question before.
    """
    runs = {}
    for scenario in bank.scenarios:
        plain = re.sub(r"\W+", " ", scenario.text.casefold())
        runs[scenario.id] = {plain[i : i + run] for i in range(len(plain) - run + 1)}
    for one, other in combinations(bank.scenarios, 2):
        mine, its = runs[one.id], runs[other.id]
        likeness = len(mine & its) / len(mine | its)
        if one.pair == other.pair and likeness < least_for_twins:
            yield f"{one.pair} : les deux textes ne partagent que {likeness:.0%} de leurs mots"
        if one.pair != other.pair and likeness > most:
            yield f"{one.id} et {other.id} se ressemblent trop ({likeness:.0%})"


def poor_explanations(
    bank: Bank, low: int = 25, high: int = 70, shared_run: int = 9
) -> Iterator[str]:
    """Yield the explanations too short, too long, copied, or quoting what isn't said.

    An explanation for each case: a template taught three hundred times teaches nothing.
    """
    owner: dict[tuple[str, ...], str] = {}
    for scenario in bank.scenarios:
        count = len(french.words(scenario.explanation))
        if not low <= count <= high:
            bounds = f"il en faut entre {low} et {high}"
            yield f"{scenario.id} : l'explication a {count} mots, {bounds}"
        bare = _bare(scenario.explanation)
        for start in range(len(bare) - shared_run + 1):
            run = tuple(bare[start : start + shared_run])
            if owner.setdefault(run, scenario.id) != scenario.id:
                copied = f"celle de {owner[run]} (« {' '.join(run)} »)"
                yield f"{scenario.id} : l'explication reprend {copied}"
                break
        for quoted in re.findall("«\u00a0(.+?)\u00a0»", scenario.explanation):
            words = _bare(quoted)
            if len(words) > 1 and " ".join(words) not in " ".join(_bare(scenario.text)):
                absent = f"« {quoted} », qui n'est pas dans la situation"
                yield f"{scenario.id} : l'explication cite {absent}"


def _bare(text: str) -> list[str]:
    """Return what is compared of a text: neither marks nor capitals make a difference."""
    return re.findall(r"\w+", text.casefold())
