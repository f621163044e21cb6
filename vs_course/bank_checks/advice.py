"""All the gates in turn, as advice to whoever wrote a folder."""

from collections.abc import Callable, Iterable, Iterator

from vs_course.bank.items import Bank
from vs_course.bank_checks import Unavailable, balance, duplicates, language, reading_level, texts
from vs_course.bank_checks import explanations as explained
from vs_course.bank_checks import giveaways as leak
from vs_course.bank_checks import typography as typographic

Place = tuple[str, str]


def remarks(bank: Bank, admitted: Iterable[str] = ()) -> Iterator[str]:
    """Yield every remark of every gate; a gate whose tool is missing is named, not skipped.

    `admitted` are the words of this folder that no dictionary has.
    """
    prose = list(all_prose(bank))
    gates: dict[str, Callable[[], Iterable[str]]] = {
        texts.GATE_LEAK: lambda: leak.remarks(bank),
        texts.GATE_BALANCE: lambda: balance.remarks(bank),
        texts.GATE_DUPLICATES: lambda: duplicates.remarks(bank),
        texts.GATE_EXPLANATIONS: lambda: explained.remarks(bank),
        texts.GATE_TYPOGRAPHY: lambda: typographic.remarks(prose),
        texts.GATE_SPELLING: lambda: language.unknown_words(prose, admitted),
        texts.GATE_GRAMMAR: lambda: language.grammar(prose),
        texts.GATE_READING: lambda: reading_level.remarks(prose),
    }
    for name, gate in gates.items():
        try:
            yield from gate()
        except Unavailable as error:
            yield texts.GATE_UNAVAILABLE.format(gate=name, tool=error)


def all_prose(bank: Bank) -> Iterator[Place]:
    """Yield (where it stands, text) for every text of the bank that a learner reads."""
    for s in bank.scenarios:
        yield f"scenarios.csv: {s.id}: texte", s.text
        yield f"scenarios.csv: {s.id}: explication", s.explanation
    for a in bank.statements:
        yield f"affirmations.csv: {a.id}: texte", a.text
        yield f"affirmations.csv: {a.id}: explication", a.explanation
    for d in bank.debates:
        yield f"debats.csv: {d.id}: texte", d.text
        yield f"debats.csv: {d.id}: pour_vente", d.for_vente
        yield f"debats.csv: {d.id}: pour_service", d.for_service
    for c in bank.criteria:
        for column, text in (("question", c.question), ("vente", c.vente), ("service", c.service)):
            yield f"criteres.csv: {c.id}: {column}", text
    for term, definition in bank.glossary.items():
        yield f"glossaire.csv: {term}: definition", definition
