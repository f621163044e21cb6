"""What keeps the bank good when others add to it: gates, each a function that yields remarks.

Runs on the teacher's machine. Door: `remarks`, French sentences, none when all is well. In the
tests a remark on the course's own bank fails; for a teacher's folder (`vs-course verifier
--qualite`) it is advice. A gate whose tool isn't installed raises Unavailable.
"""

from collections.abc import Callable, Iterable, Iterator

from vs_course.bank.items import Bank

Place = tuple[str, str]  # where a text stands, and the text


class Unavailable(RuntimeError):
    """A gate that can't be passed here; its text names the tool that is missing."""


def remarks(bank: Bank, admitted: Iterable[str] = ()) -> Iterator[str]:
    """Yield every remark of every gate; a gate whose tool is missing is named, not skipped.

    `admitted` are the words of this folder that no dictionary has.
    """
    from vs_course.bank_checks import balance, giveaways, moulds, spelling  # they raise Unavailable

    prose = list(all_prose(bank))
    gates: dict[str, Callable[[], Iterable[str]]] = {
        "fuite par le vocabulaire": lambda: giveaways.leaks(bank),
        "équilibre": lambda: balance.imbalances(bank),
        "ressemblances": lambda: balance.near_duplicates(bank),
        "moules": lambda: moulds.repeated(bank),
        "place de l'indice": lambda: moulds.clue_places(bank),
        "premières phrases": lambda: moulds.first_sentences(bank),
        "rôles": lambda: moulds.bosses(bank),
        "explications": lambda: balance.poor_explanations(bank),
        "typographie": lambda: spelling.typography(prose),
        "orthographe": lambda: spelling.unknown_words(prose, admitted),
        "grammaire": lambda: spelling.grammar(prose),
        "lisibilité": lambda: spelling.reading_level(prose),
    }
    for name, gate in gates.items():
        try:
            yield from gate()
        except Unavailable as error:
            yield f"{name} : contrôle non fait, il faut installer {error}"


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
