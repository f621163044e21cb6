"""The gates on the course's own bank, and each gate on a fault it must catch."""

import os
from dataclasses import replace

import pytest

from vs_course import bank
from vs_course.bank.items import Bank, Category
from vs_course.bank_checks import (
    Unavailable,
    advice,
    balance,
    duplicates,
    explanations,
    language,
    reading_level,
    typography,
)
from vs_course.bank_checks import giveaways as leak

PROSE = [("ici", "Une phrase simple et juste, pour voir.")]


@pytest.fixture(scope="module")
def course() -> Bank:
    return bank.load()


@pytest.fixture(scope="module")
def prose(course: Bank) -> list[tuple[str, str]]:
    return list(advice.all_prose(course))


def found(remarks) -> list[str]:
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


def test_the_bank_has_the_size_it_must_have(course: Bank):
    assert len({s.pair for s in course.scenarios}) >= 150
    replies = [s.reply for s in course.statements]
    assert len(replies) >= 60
    assert replies.count("les-deux") >= 12
    assert len(course.debates) >= 24
    assert len(course.glossary) >= 30
    assert len(course.sectors) >= 16


def test_no_leak_by_vocabulary(course: Bank):
    assert found(leak.remarks(course)) == []


def test_balance(course: Bank):
    assert list(balance.remarks(course)) == []


def test_no_near_duplicates(course: Bank):
    assert list(duplicates.remarks(course)) == []


def test_each_explanation_is_its_own(course: Bank):
    assert list(explanations.remarks(course)) == []


def test_typography(prose):
    assert list(typography.remarks(prose)) == []


def test_spelling(prose):
    admitted = bank.admitted_words(bank.default_folder())
    assert found(language.unknown_words(prose, admitted)) == []
    used = " ".join(text for _, text in prose)
    assert [word for word in admitted if word not in used] == []


def test_grammar(prose):
    assert found(language.grammar(prose)) == []


def test_reading_level(prose):
    assert found(reading_level.remarks(prose)) == []


def test_leak_catches_a_telling_word(course: Bank):
    telling = with_texts(course, lambda s: s.text + (" Il vend." if s.category == "vente" else ""))
    remarks = found(leak.remarks(telling))
    assert any("vend (vente)" in remark for remark in remarks)


def test_leak_catches_a_telling_length(course: Bank):
    longer = with_texts(course, lambda s: s.text + " Et puis voilà." * (s.category == "service"))
    assert any("longueur" in remark for remark in found(leak.remarks(longer)))


def test_leak_says_when_it_can_t_tell(course: Bank):
    few = replace(course, scenarios=course.scenarios[:20])
    assert "au moins 40 paires" in found(leak.remarks(few))[0]


def test_balance_catches_an_imbalance(course: Bank):
    ventes = tuple(s for s in course.scenarios if s.category is Category.VENTE)
    lopsided = replace(course, scenarios=course.scenarios + ventes[:20])
    assert any("« vente »" in remark for remark in balance.remarks(lopsided))
    monsieur = with_texts(course, lambda s: s.text.replace("Mme", "M."))
    assert any("de femmes" in remark for remark in balance.remarks(monsieur))


def test_duplicates_catches_a_copy(course: Bank):
    first, other = course.scenarios[0], course.scenarios[-1]
    copied = replace(other, text=first.text.replace("la", "une"))
    twice = replace(course, scenarios=(*course.scenarios[:-1], copied))
    assert any(first.id in remark for remark in duplicates.remarks(twice))


def test_explanations_catches_copy_length_and_misquote(course: Bank):
    first, second, third, *rest = course.scenarios
    spoilt = (
        first,
        replace(second, explanation=first.explanation),
        replace(third, explanation="«\u00a0Des mots jamais dits\u00a0»."),
    )
    remarks = list(explanations.remarks(replace(course, scenarios=(*spoilt, *rest))))
    for fault in ("reprend celle", "mots, il en faut", "cite"):
        assert any(fault in remark for remark in remarks)


@pytest.mark.parametrize(
    "fault",
    ["l'eau", "« là »", "oui !", "oui!", "5 €", "5€", "et...", "deux  espaces", " devant", '"oui"'],
)
def test_typography_catches(fault: str):
    assert len(list(typography.remarks([("ici", fault)]))) >= 1


def test_typography_admits_what_is_chosen():
    fine = (
        "L’eau à 5\u00a0€, «\u00a0oui\u00a0!\u00a0», dit-il\u00a0: vraiment\u00a0? Écrire à a@b.fr…"
    )
    assert list(typography.remarks([("ici", fine)])) == []


def test_spelling_catches_and_admits():
    wrong = [("ici", "Une frase de Zbigniew.")]
    assert len(found(language.unknown_words(wrong, ["Zbigniew"]))) == 1


def test_grammar_catches():
    assert found(language.grammar([("ici", "Les cliente est contents.")]))


def test_reading_level_catches():
    hard = (
        "L’internationalisation considérable des réglementations concurrentielles "
        "nécessiterait l’approfondissement pluridisciplinaire d’argumentations institutionnelles."
    )
    assert found(reading_level.remarks([("ici", hard)]))


def test_a_missing_tool_is_named(monkeypatch: pytest.MonkeyPatch, folder):
    monkeypatch.setenv("PATH", "")
    remarks = list(advice.remarks(bank.load(folder.path)))
    assert any("hunspell" in remark and "non fait" in remark for remark in remarks)
