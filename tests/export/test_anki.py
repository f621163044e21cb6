"""The package, imported into a real collection."""

import time

import pytest
from anki.collection import Collection, ImportAnkiPackageRequest

from tests.export.bank import elements, general, plain, shown, tags, told
from tests.folders import SCENARIOS
from vs_course import bank, export
from vs_course.export import select


@pytest.fixture
def collection(tmp_path):
    opened = Collection(str(tmp_path / "collection.anki2"))
    yield opened
    opened.close()


def bring(collection, selection, path):
    export.write("anki", selection, path)
    return collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(path))).log


def test_each_card_says_what_the_course_says(selection, collection, tmp_path):
    assert len(bring(collection, selection, tmp_path / "cartes.apkg").new) == 12
    for scenario in selection.scenarios:
        (card,) = collection.find_cards(f"Identifiant:{scenario.id}")
        note = collection.get_card(card).note()
        fields = {name: plain(value) for name, value in note.items()}
        right = told(selection.bank, scenario, scenario.category)
        wrong = told(selection.bank, scenario, selection.bank.twin(scenario).category)
        assert fields["Situation"] == shown(scenario.text)
        assert fields["Réponse"] == scenario.category.capitalize()
        assert right.endswith(f" {fields['Explication']}")
        assert fields["Explication"] == shown(scenario.explanation)
        assert wrong.endswith(f"\n{fields['Jumelle']}")
        assert fields["Jumelle"].startswith("La situation jumelle. Presque")
        clue, criterion = fields["Indice"], fields["Critère"]
        labels = ("L’indice\u00a0: ", "\nLe critère\u00a0: ")
        assert labels[0] + clue + labels[1] + criterion == general(selection.bank, scenario)
        assert elements("".join(note.fields)) <= {"p", "strong", "br"}
        assert sorted(note.tags) == sorted(tags(scenario, "::"))


def test_a_card_shows_its_fields_and_plays_no_sound(selection, collection, tmp_path):
    bring(collection, selection, tmp_path / "cartes.apkg")
    scenario = selection.scenarios[0]
    card = collection.get_card(collection.find_cards(f"Identifiant:{scenario.id}")[0])
    question, answer = card.question(), card.answer()
    assert "Vente ou service\u00a0?" in question
    assert note_html(scenario.text) in question
    assert note_html(scenario.explanation) not in question
    assert "{{Situation}}" in answer  # the one in the explanation's own words
    assert card.question_av_tags() + card.answer_av_tags() == []


def note_html(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def test_a_second_import_adds_nothing_and_an_edit_updates(folder, collection, tmp_path):
    path = tmp_path / "cartes.apkg"
    assert len(bring(collection, select(bank.load(folder.path)), path).new) == 6
    log = bring(collection, select(bank.load(folder.path)), path)
    assert (len(log.new), collection.note_count(), collection.card_count()) == (0, 6, 6)
    guids = {*collection.db.list("select guid from notes")}

    folder.replace(SCENARIOS, "regarde une montre", "essaie une montre")
    first = int(time.time())
    while int(time.time()) == first:  # Anki compares whole seconds
        time.sleep(0.02)
    log = bring(collection, select(bank.load(folder.path)), path)
    assert (len(log.new), collection.note_count()) == (0, 6)
    (note,) = (collection.get_note(n) for n in collection.find_notes("Identifiant:paire-1-vente"))
    assert "essaie une montre" in note["Situation"]
    assert {*collection.db.list("select guid from notes")} == guids
    assert len(collection.models.all_names_and_ids()) == len({*collection.models.all_names()})
