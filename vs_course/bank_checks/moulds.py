"""No shortcut by the way texts are made: neither where the clue stands, nor how a scene is built.

A learner who has met twenty situations must not have found that the last sentence decides, nor
feel a machine behind them. Bounds are shares of the whole, from 0 to 1.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from vs_course.bank import french
from vs_course.bank.items import Bank, Scenario

_NUMBER = r"(?:\d+|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|trente)"
_PARTICIPLE = r"\w+(?:é|ie?|ise?|ite?|ue?|erte?|aite?|ée)s?\b"
_DAY = r"(?:matin|soir|lendemain|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_NOUN = r"(?:(?:le|la|les|un|une|des|du|de|son|sa|ses|leurs?) |[dl]’)?[a-zà-ÿ-]{3,}(?<!er|ez|nt)"
# What one scene in eight may have, and no more: each was once met twice as often.
_MOULDS = {
    "une ouverture sur un lieu ou un moment": (
        r"^[«—\s]*(?:Aux?|À|Chez|Dans|Devant|Derrière|Sur|Sous|En|Entre|Près|Depuis|Pendant|Après"
        rf"|Avant|Hier|Demain|Aujourd|Chaque|Ce {_DAY}|Le {_DAY}|{_DAY.title()})\b"
    ),
    "une fin sur une question citée": r"\?\s*»[.\s]*$",
    "une mesure personnelle (« sera réussi si »)": (
        r"\b(?:ser|aur)(?:a|ont|ait) (?:\w+ )?(?:réussi|content|satisfait|gagné|perdu|raté)\w*"
        r"|\b(?:réussi|content)e?s? (?:si|quand)\b"
        r"|\bPour (?:lui|elle|eux), .{0,60}\b(?:si|quand)\b"
    ),
    "un compteur (« 14 sur 25 »)": (
        rf"\b{_NUMBER} sur (?:les )?{_NUMBER}\b|\bEncore {_NUMBER}\b|\b(?:compteur|gommette)s?\b"
        rf"|\b(?:attend|vise|faut|reste|manque)\w*\b[^.!?]{{0,25}}\b{_NUMBER}\b"
    ),
    "« déjà » et un participe": rf"\bdéjà,? (?:\w+ )?{_PARTICIPLE}|{_PARTICIPLE} déjà\b",
    "trois noms à la file": (
        rf"(?<![\w’]){_NOUN}, {_NOUN}(?:, | et |, et ){_NOUN}(?=[\s\u00a0]*(?:[.,;:!?»\n]|$))"
    ),
    "« réussi », « content » ou « raté »": r"\b(?:réussi|content|raté|satisfait|ravi)(?:e|s|es)?\b",
}
_HINGE = re.compile(r"\b(?:mais|pourtant)\b", re.I)
_BOSSES = re.compile(
    r"\b(?:(patronne|cheffe|directrice|gérante|tutrice|fondatrice|présidente)"
    r"|patron|chef|directeur|gérant|tuteur|fondateur|président)s?\b",
    re.I,
)
_ASPECTS: tuple[Callable[[Scenario], str], ...] = (
    lambda scenario: "toutes les situations",
    lambda scenario: scenario.category,
    lambda scenario: scenario.criterion,
    lambda scenario: f"niveau {scenario.level}",
)


def repeated(bank: Bank, most: float = 0.12) -> Iterator[str]:
    """Yield the ways of building a scene that come back in too many of the texts."""
    for mould, pattern in _MOULDS.items():
        search = re.compile(pattern, re.I if mould.startswith("«") else 0).search
        if (found := _share(search, (s.text for s in bank.scenarios))) > most:
            limit = f"la limite est {most:.0%}"
            yield f"moule : {mould} dans {found:.0%} des situations, {limit}"


def clue_places(bank: Bank, least_first: float = 0.20, most_last: float = 0.45) -> Iterator[str]:
    """Yield where the words that decide stand too often at the end, or too seldom at the start."""
    for aspect in _ASPECTS:
        for value in sorted({aspect(s) for s in bank.scenarios}):
            places = Counter(_third(s) for s in bank.scenarios if aspect(s) == value)
            first, last = (places[third] / places.total() for third in (0, 2))
            if first < least_first or last > most_last:
                shares = f"{first:.0%} dans le premier tiers du texte, {last:.0%} dans le dernier"
                yield f"place de l'indice, {value} : {shares} ; la fin ne doit pas suffire"


def _third(scenario: Scenario) -> int:
    """Return in which third of the text, by characters, the middle of the clues stands: 0 to 2."""
    middles = [scenario.text.index(clue) + len(clue) / 2 for clue in scenario.clues]
    return int(3 * sum(middles) / len(middles) / len(scenario.text))


def first_sentences(bank: Bank, most_words: int = 22, most_hinges: float = 1 / 3) -> Iterator[str]:
    """Yield the explanations whose first sentence can't stand alone, and too many that hinge."""
    for scenario in bank.scenarios:
        count = len(french.words(french.sentences(scenario.explanation)[0]))
        if count > most_words:
            limit = f"la limite est {most_words}"
            yield f"{scenario.id} : la première phrase de l'explication a {count} mots, {limit}"
    found = _share(_HINGE.search, (s.explanation for s in bank.scenarios))
    if found > most_hinges:
        limit = f"la limite est {most_hinges:.0%}"
        yield f"« mais » ou « pourtant » dans {found:.0%} des explications, {limit}"


def bosses(bank: Bank, low: float = 0.35, high: float = 0.65) -> Iterator[str]:
    """Yield a lopsided share of women among those who lead."""
    found = [m for s in bank.scenarios for m in _BOSSES.finditer(s.text)]
    share = sum(bool(m[1]) for m in found) / max(len(found), 1)
    if found and not low <= share <= high:
        bounds = f"il faut entre {low:.0%} et {high:.0%}"
        yield f"équilibre : {share:.0%} de femmes parmi ceux qui dirigent, {bounds}"


def _share(test: Callable[[str], object], found: Iterable[str]) -> float:
    """Return the share of texts that pass a test."""
    results = [bool(test(text)) for text in found]
    return sum(results) / len(results)
