"""The gates on the course's own bank, and each gate on a fault it must catch."""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest

from vs_course import bank, bank_checks
from vs_course.bank.items import SIGNS, Bank, Category
from vs_course.bank_checks import Unavailable, balance, giveaways, moulds, spelling


@pytest.fixture(scope="module")
def course() -> Bank:
    return bank.load()


@pytest.fixture(scope="module")
def prose(course: Bank) -> list[tuple[str, str]]:
    return list(bank_checks.all_prose(course))


def found(remarks: Iterator[str]) -> list[str]:
    """Return a gate's remarks; without its tool, the test is skipped with one line, but in CI."""
    try:
        return list(remarks)
    except Unavailable as missing:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"{missing} manque : ce contrôle n'est pas fait")


def with_texts(course: Bank, change) -> Bank:
    changed = tuple(replace(s, text=change(s)) for s in course.scenarios)
    return replace(course, scenarios=changed)


def of(category: Category, scenarios: Iterable) -> list:
    return [scenario for scenario in scenarios if scenario.category is category]


def test_the_bank_has_the_size_it_must_have(course: Bank):
    assert len({s.pair for s in course.scenarios}) >= 150
    replies = [s.reply for s in course.statements]
    assert len(replies) >= 60
    assert replies.count("les-deux") >= 12
    assert len(course.debates) >= 24
    assert len(course.glossary) >= 30
    assert len(course.sectors) >= 16


def test_no_leak_by_vocabulary(course: Bank):
    assert found(giveaways.leaks(course)) == []


def test_balance(course: Bank):
    assert list(balance.imbalances(course)) == []


def test_no_sign_does_too_often_where_one_is_asked(course: Bank):
    """Where no sign is filled in, there is nothing to weigh."""
    bare = tuple(replace(s, sign=None, other_sign=None) for s in course.scenarios)
    assert list(balance.imbalances(replace(course, scenarios=bare))) == []
    in_turn = [replace(s, sign=SIGNS[i % 4]) for i, s in enumerate(bare)]
    assert list(balance.imbalances(replace(course, scenarios=tuple(in_turn)))) == []
    admits = [replace(s, other_sign=SIGNS[0]) if i % 4 == 1 else s for i, s in enumerate(in_turn)]
    (remark,) = balance.imbalances(replace(course, scenarios=tuple(admits)))
    assert re.fullmatch(
        "équilibre : dans « 05-justifier », le signe « cible » est accepté pour ..% des situations,"
        " il en faut au plus 40%",
        remark,
    )


def test_no_near_duplicates(course: Bank):
    assert list(balance.near_duplicates(course)) == []


def test_each_explanation_is_its_own(course: Bank):
    assert list(balance.poor_explanations(course)) == []


def test_no_shortcut_by_the_way_texts_are_made(course: Bank):
    assert list(moulds.repeated(course)) == []
    assert list(moulds.clue_places(course)) == []
    assert list(moulds.first_sentences(course)) == []
    assert list(moulds.bosses(course)) == []


def test_typography(prose):
    assert list(spelling.typography(prose)) == []


def test_spelling(prose):
    admitted = bank.admitted_words(bank.default_folder())
    assert found(spelling.unknown_words(prose, admitted)) == []
    used = " ".join(text for _, text in prose)
    assert [word for word in admitted if word not in used] == []


def test_grammar(prose):
    assert found(spelling.grammar(prose)) == []


def test_reading_level(prose):
    assert found(spelling.reading_level(prose)) == []


def test_leak_catches_a_telling_word(course: Bank):
    telling = with_texts(course, lambda s: s.text + (" Il vend." if s.category == "vente" else ""))
    remarks = found(giveaways.leaks(telling, shuffles=1))
    assert any(
        remark.startswith("fuite par le vocabulaire : un lecteur de mots trouve")
        and "vend (vente)" in remark
        for remark in remarks
    )


def test_leak_catches_a_telling_length(course: Bank):
    longer = with_texts(course, lambda s: s.text + " Et puis voilà." * (s.category == "service"))
    start = "fuite par le vocabulaire : la seule longueur du texte trouve"
    assert any(remark.startswith(start) for remark in found(giveaways.leaks(longer, shuffles=1)))


def test_leak_says_when_it_can_t_tell(course: Bank):
    few = replace(course, scenarios=course.scenarios[:20])
    assert found(giveaways.leaks(few, least_pairs=11)) == [
        "fuite par le vocabulaire : il faut au moins 11 paires pour la mesurer"
    ]


def test_balance_catches_an_imbalance(course: Bank):
    ventes = of(Category.VENTE, course.scenarios)
    lopsided = replace(course, scenarios=(*course.scenarios, *ventes[:20]))
    assert set(balance.imbalances(lopsided)) >= {
        "équilibre : « vente » pèse 53%, il faut entre 50% et 50%",
        "équilibre : « service » pèse 47%, il faut entre 50% et 50%",
    }
    wordy = with_texts(course, lambda s: s.text + " Et puis voilà." * (s.category == "vente"))
    (remark,) = balance.imbalances(wordy)  # the figures are those of today's texts
    assert re.fullmatch(
        r"équilibre : \d\d\.\d mots par vente, \d\d\.\d par service ; "
        "la longueur trahit la réponse",
        remark,
    )
    monsieur = with_texts(course, lambda s: s.text.replace("Mme", "M."))
    assert any(
        remark.startswith("équilibre : dans les situations « service », la clientèle compte")
        for remark in balance.imbalances(monsieur)
    )
    one = replace(course, scenarios=tuple(replace(s, sector="mode") for s in course.scenarios))
    assert list(balance.imbalances(one)) == [
        "équilibre : « mode » pèse 100%, il faut entre 0% et 12%",
        "équilibre : 1 secteurs, il en faut au moins 16",
    ]
    levels = [s for s in course.scenarios if (s.criterion, s.level) != ("cible", 3)]
    assert "équilibre : cible, niveau 3 : 0 paire(s), il en faut au moins 8" in list(
        balance.imbalances(replace(course, scenarios=tuple(levels)))
    )


def test_duplicates_catches_a_copy_and_twins_that_are_no_twins(course: Bank):
    first, second, *rest, other = course.scenarios
    copied = replace(other, text=first.text.replace("la", "une"))
    twice = replace(course, scenarios=(first, second, *rest, copied))
    remarks = list(balance.near_duplicates(twice))
    assert any(r.startswith(f"{first.id} et {other.id} se ressemblent trop (") for r in remarks)
    assert any(r.startswith(f"{other.pair} : les deux textes ne partagent que") for r in remarks)


def test_explanations_catches_copy_length_and_misquote(course: Bank):
    first, second, third, *rest = course.scenarios
    spoilt = (
        first,
        replace(second, explanation=first.explanation),
        replace(third, explanation="«\u00a0Des mots jamais dits\u00a0»."),
    )
    remarks = list(balance.poor_explanations(replace(course, scenarios=(*spoilt, *rest))))
    copied, misquoted, length, quoted = remarks
    assert copied.startswith(
        f"{second.id} : l'explication reprend celle de {first.id} (« la boulangère propose"
    )
    assert misquoted == (
        f"{second.id} : l'explication cite « Je vous en mets un avec\u00a0? », qui n'est pas dans "
        "la situation"
    )
    assert length == f"{third.id} : l'explication a 4 mots, il en faut entre 25 et 70"
    assert quoted == (
        f"{third.id} : l'explication cite « Des mots jamais dits », qui n'est pas dans la situation"
    )


def test_moulds_catch_each_way_of_building_a_scene(course: Bank):
    for sentence, mould in (
        ("Chez le fleuriste, il pleut.", "une ouverture sur un lieu ou un moment"),
        ("Elle dit\u00a0: «\u00a0On y va\u00a0?\u00a0»", "une fin sur une question citée"),
        ("Pour lui, tout ira si elle vient.", "une mesure personnelle (« sera réussi si »)"),
        ("Tableau\u00a0: 14 sur 25.", "un compteur (« 14 sur 25 »)"),
        ("Il l’a déjà payé.", "« déjà » et un participe"),
        ("Il compare pannes, garantie, prix.", "trois noms à la file"),
        ("Elle repart ravie.", "« réussi », « content » ou « raté »"),
    ):
        assert list(moulds.repeated(with_texts(course, lambda s, all=sentence: all))) == [
            f"moule : {mould} dans 100% des situations, la limite est 12%"
        ]


def test_a_clue_always_at_the_end_is_caught(course: Bank):
    late = tuple(replace(s, text=f"{'…' * 900}{s.text}") for s in course.scenarios)
    remarks = list(moulds.clue_places(replace(course, scenarios=late)))
    assert remarks[0] == (
        "place de l'indice, toutes les situations : 0% dans le premier tiers du texte, 100% dans "
        "le dernier ; la fin ne doit pas suffire"
    )


def test_a_first_sentence_that_runs_on_and_hinges_everywhere_are_caught(course: Bank):
    first, *rest = course.scenarios
    long = replace(first, explanation=f"C’est{' très' * 22} long. Voilà.")
    assert list(moulds.first_sentences(replace(course, scenarios=(long, *rest)))) == [
        f"{first.id} : la première phrase de l'explication a 24 mots, la limite est 22"
    ]
    hinged = tuple(replace(s, explanation="Oui. Pourtant, non.") for s in course.scenarios)
    assert list(moulds.first_sentences(replace(course, scenarios=hinged))) == [
        "« mais » ou « pourtant » dans 100% des explications, la limite est 33%"
    ]


def test_bosses_who_are_all_men_are_caught(course: Bank):
    men = with_texts(course, lambda s: "Le patron appelle le directeur.")
    assert list(moulds.bosses(men)) == [
        "équilibre : 0% de femmes parmi ceux qui dirigent, il faut entre 35% et 65%"
    ]


def test_typography_catches_each_fault_and_admits_what_is_chosen():
    for fault, sign in (
        ("l'eau", "’"),
        ("« là »", "« »"),
        ('"oui"', "« »"),
        ("oui !", ": ; ? !"),
        ("oui!", ": ; ? !"),
        ("5 €", "€ %"),
        ("5€", "€ %"),
        ("et...", "…"),
        ("deux  espaces", "espace en trop"),
    ):
        assert list(spelling.typography([("ici", fault)])) == [
            f"ici: typographie ({sign}) : « {fault} »"
        ]
    assert list(spelling.typography([("ici", " devant")])) == [
        "ici: typographie (espace en trop) : « devant »"
    ]
    fine = (
        "L’eau à 5\u00a0€, «\u00a0oui\u00a0!\u00a0», dit-il\u00a0: vraiment\u00a0? Écrire à a@b.fr…"
    )
    assert list(spelling.typography([("ici", fine)])) == []


def test_spelling_catches_and_admits():
    wrong = [("ici", "Rien à dire."), ("là", "Une frase de Zbigniew, d’Enzo.")]
    assert found(spelling.unknown_words(wrong, ["Zbigniew", "Enzo"])) == [
        "là: orthographe : « frase » est inconnu du dictionnaire"
    ]


def test_grammar_catches_and_says_where():
    text = "«\u00a0Tout va bien. Vraiment\u00a0?\u00a0» demande-t-elle. Les cliente est contents."
    remarks = found(spelling.grammar([("ici", "Tout va bien."), ("là", text)]))
    assert remarks
    assert all(remark.startswith("là: grammaire : « ") for remark in remarks)


def test_reading_level_catches_a_hard_text_and_a_hard_whole():
    hard = (
        "L’internationalisation considérable des réglementations concurrentielles "
        "nécessiterait l’approfondissement pluridisciplinaire d’argumentations institutionnelles."
    )
    prose = [("ici", hard), ("là", "Il va à la mer."), ("rien", "…")]
    hard_whole, hard_text = found(spelling.reading_level(prose))
    assert hard_whole.startswith("lisibilité : ")
    assert hard_whole.endswith(" en moyenne, il faut au moins 70")
    assert hard_text.startswith("ici: difficile à lire (-")
    assert hard_text.endswith(" sur 100, il faut au moins 40)")
    assert found(spelling.reading_level(prose, least=-1000, least_mean=-1000)) == []


def test_a_missing_tool_is_named(monkeypatch: pytest.MonkeyPatch, folder):
    monkeypatch.setenv("PATH", "")
    remarks = list(bank_checks.remarks(bank.load(folder.path)))
    assert "orthographe : contrôle non fait, il faut installer hunspell" in remarks
    assert "grammaire : contrôle non fait, il faut installer grammalecte-cli" in remarks
