"""How French is written: the rules and the gates count words and sentences with these."""

from vs_course.bank import french


def test_quotes_plural_and_the_terminal_s_way():
    assert french.quoted("L’été") == "«\u00a0L’été\u00a0»"
    assert [french.plural(n, "un", "des") for n in (0, 1, 2)] == ["un", "un", "des"]
    assert [french.inside(title) for title in ("L’objectif", "")] == ["l’objectif", ""]
    assert french.plain("«\u00a0L’été\u00a0», 1\u202f000") == "« L'été », 1 000"


def test_a_word_is_what_a_reader_counts():
    for text, words in (
        ("L’eau est là\u00a0; et puis\u00a0?", ["L’eau", "est", "là", "et", "puis"]),
        ("«\u00a0Voulez-vous\u00a0?\u00a0», dit-il.", ["Voulez-vous", "dit-il"]),
        ("aujourd'hui, 5,50\u00a0€ — ou 1.5\u00a0%", ["aujourd'hui", "5,50", "ou", "1.5"]),
        ("…\u00a0!", []),
    ):
        assert french.words(text) == words


SENTENCES = [
    ["M. Roy hésite.", "Mme Diaz, elle, paie.", "400\u00a0clients attendent."],
    ["La caissière sourit\u00a0!", "«\u00a0Bonjour\u00a0», dit-elle."],
    ["«\u00a0Vous désirez\u00a0?\u00a0» demande le vendeur.", "Il attend…", "Puis il part."],
    ["Il dit\u00a0: «\u00a0Très bon choix. Je vous l’emballe\u00a0?\u00a0»", "Elle accepte."],
    ["Avec «\u00a0Et deux\u00a0? Trois\u00a0!\u00a0», on propose.", "Enfin\u00a0!"],
    ["Selon MM. Roy et Diaz (et le Dr. Petit), c’est juste.", "Voir l’art. 12, p. 30."],
    ["sans majuscule ni point"],
]


def test_a_sentence_is_whole():
    for expected in SENTENCES:
        assert french.sentences(" ".join(expected)) == expected
    assert french.sentences("  ") == []


def test_a_line_is_a_sentence_even_in_a_quotation():
    text = "Bonjour,\nje cherche une montre. Ouverte\u00a0?\n\n«\u00a0Oui.\nÀ demain\u00a0»"
    assert french.sentences(text) == [
        "Bonjour,",
        "je cherche une montre.",
        "Ouverte\u00a0?",
        "«\u00a0Oui.",
        "À demain\u00a0»",
    ]
