"""A bank whose texts hold what each format gives a meaning to, and what should come out of it."""

import re

from lxml import html

from tests.folders import CRITERIA, SCENARIOS, Folder
from vs_course.bank.items import Bank, Scenario

# How each text begins, and its clue: one line of the bank each.
AWKWARD = [
    ("=SOMME(A1)", '"deux" pour un'),
    ("+33 6", "fil & aiguille"),
    ("@vente", "<b>gras</b>"),
    ("-20 %", "{accolades}"),
    ("~ Environ", "le ~ reste"),
    ("#1", "prix #2 #### fin"),
    (":: Titre ::", "à l'heure : 9"),
    ("\\n Chemin", "C:\\temp\\new \\= fin \\"),
    ("🛒 Panier", "un 🛒 plein"),
    ("Espace\u00a0: ici", "dit «\u00a0insécable\u00a0»"),
    ("Une ligne\n// une autre\n", "deux\nlignes"),
    ("]]> et --", "<!-- ]]> --> &amp;"),
]
# What the first situation says beside: two clues, and every optional column.
OPTIONAL = {
    "indice": '"deux" pour un|attend sa réponse',
    "sujet": "=La boutique",
    "signe": "cible",
    "signe_admis": "interaction",
    "competence": "C1.2|MCV-B3",
    "source": "@C. conso., art. L. 221-1",
}
_TEXT = "{} la cliente hésite devant le rayon, le vendeur lui montre alors {} et attend sa réponse"
_WHY = "'= [html] {{{{Situation}}}} [sound:a.mp3] %50% $x$ -> « {} » ; un mot\x0bpuis\x07 {} !"


def awkward(folder: Folder) -> Folder:
    """Fill a sound folder with the awkward texts."""
    for line, (start, clue) in enumerate(AWKWARD, 2):
        folder.set(line, "texte", _TEXT.format(start, clue))
        folder.set(line, "indice", clue)
        folder.set(line, "explication", _WHY.format(clue, start.strip()))
        folder.set(line, "forme", "note" if line > 11 else "recit")  # a note may have lines
    folder.set(2, "nom", 'L’<i>objectif</i> /\n"but" & fin', CRITERIA)
    for column, value in OPTIONAL.items():
        folder.set(2, column, value)
    folder.set(3, "sujet", OPTIONAL["sujet"])  # the same for twins
    assert len(folder.rows(SCENARIOS)) == len(AWKWARD) + 1
    return folder


def asked(scenario: Scenario) -> str:
    """Return the words that ask of a situation, as they stand in every format."""
    subject = scenario.judged
    return f"{subject}\u00a0: vente ou service\u00a0?" if subject else "Vente ou service\u00a0?"


def told(bank: Bank, scenario: Scenario, choice: str) -> str:
    """Return what a learner should read after a choice, as plain lines."""
    if choice == scenario.category:
        return shown(f"Oui, c’est {_article(scenario)}. {scenario.explanation}")
    twin = bank.twin(scenario)
    return shown(
        f"Non, ici c’est {_article(scenario)}. {scenario.explanation}\n"
        "La situation jumelle. Presque les mêmes mots, mais un détail change tout\u00a0: "
        f"c’est {_article(twin)}.\n{twin.text}"
    )


def general(bank: Bank, scenario: Scenario) -> str:
    """Return what everyone should read: the clue, then the criterion."""
    space = "\u00a0"
    clues = [clue.replace("«\u00a0", "“").replace("\u00a0»", "”") for clue in scenario.clues]
    quoted = ", ".join(f"«{space}{clue}{space}»" for clue in clues)
    decides = bank.criterion(scenario.criterion)
    name = decides.name[0].lower() + decides.name[1:]
    return shown(f"L’indice{space}: {quoted}\nLe critère{space}: {name}. {decides.question}")


def tags(scenario: Scenario, separator: str) -> list[str]:
    """Return the words a situation should be filed under."""
    return [
        f"critere{separator}{scenario.criterion}",
        f"niveau{separator}{scenario.level}",
        f"secteur{separator}{scenario.sector}",
        *(f"competence{separator}{code}" for code in scenario.competences),
    ]


def shown(text: str) -> str:
    """Return a text as a page can show it: a word processor's line break is a line break."""
    return text.replace("\x0b", "\n").replace("\x07", "")


def plain(fragment: str) -> str:
    """Return what a browser shows of an HTML fragment, a line for each paragraph or break."""
    root = html.fragment_fromstring(fragment.replace("\n", " "), create_parent="div")
    for line in root.iter("br"):
        line.tail = "\n" + (line.tail or "")
    paragraphs = root.findall("p") or [root]
    return "\n".join("".join(p.itertext()) for p in paragraphs)


def elements(fragment: str) -> set[str]:
    """Return the names of the elements in an HTML fragment."""
    return set(re.findall(r"<([a-z]+)", fragment))


def _article(scenario: Scenario) -> str:
    return {"vente": "une vente", "service": "un service"}[scenario.category]
