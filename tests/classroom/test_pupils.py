"""Whose files they are: which are one pupil's, and the name of each."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.classroom import made
from vs_course.classroom import Classe, classe
from vs_course.classroom.pupils import owners
from vs_course.classroom.report import notes


def named(places: Iterable[str]) -> list[tuple[str, str]]:
    return [(owner.name, owner.group) for owner in owners(list(places))]


def test_a_name_is_the_file_s_or_the_first_folder_that_tells_it_apart():
    assert named(
        ["1A/lea.jsonl", "1B/lea.jsonl", "mes_reponses.jsonl", "mes_reponses (1).jsonl",
         "1B/jean_paul (2).jsonl", "1B/Max/mes_reponses.jsonl"]
    ) == [("Lea", "1A"), ("Lea", "1B"), ("mes_reponses", ""), ("mes_reponses (1)", ""),
          ("jean paul (2)", "1B"), ("Max", "1B")]  # fmt: skip
    assert named(
        [
            "1A/reponses_2026-11-25_Léa-Martin.jsonl",
            "1B/Max/reponses_2026-11-25_eleve-1a2b3c4d.jsonl",
        ]
    ) == [("Léa-Martin", "1A"), ("Max", "1B")]
    home = "{}/cours/notebooks/mes_reponses.jsonl"
    assert named(home.format(f"el0{n}") for n in (1, 2, 3)) == [
        ("el01", ""), ("el02", ""), ("el03", "")]  # fmt: skip
    assert named([home.format("homes/el01"), "homes/el02/notebooks/mes_reponses.jsonl"]) == [
        ("el01", ""), ("el02", "")]  # fmt: skip
    assert named(["el01/notebooks/mes_reponses.jsonl"]) == [("el01", "")]


def test_classes_hold_persons_be_it_one_or_of_the_same_name():
    below = "{}/notebooks/mes_reponses.jsonl"
    places = ["1A/lea", "1A/tom", "1A/max", "1B/lea", "1B/zoe", "1C/ana"]
    assert named(map(below.format, places)) == [
        ("lea", "1A"), ("tom", "1A"), ("max", "1A"), ("lea", "1B"), ("zoe", "1B"), ("ana", "1C"),
    ]  # fmt: skip
    # A class whose pupils all have two journals is still told by its persons.
    twice = ["{}/notebooks/mes_reponses.jsonl", "{}/notebooks/enseignant/mes_reponses.jsonl"]
    assert named(p.format(n) for p in twice for n in ("el1", "el2", "el3")) == [
        (name, "") for _ in twice for name in ("el1", "el2", "el3")
    ]


def test_two_spellings_of_one_name_are_one():
    keys = {owner.key for owner in owners(["x/Léa.jsonl", "x/lea (1).jsonl", "x/lea - Copie.txt"])}
    assert keys == {"lea"}


@pytest.fixture
def read(tmp_path: Path, content, asked) -> Callable[[dict[str, list]], Classe]:
    """Hand in files by their places, and another pupil's; return the class."""

    def hand_in(files: dict[str, list]) -> Classe:
        made.hand_in(tmp_path / "bon.jsonl", made.anyhow(content, "bon", 10, asked, 0))
        for place, answers in files.items():
            made.hand_in(tmp_path / place, answers)
        return classe(tmp_path)

    return hand_in


@pytest.fixture
def good(content, asked) -> list:
    return made.anyhow(content, "lea", 40, asked, 0)


def counted(read: Classe) -> list[tuple[str, int]]:
    return [(p.name, p.progress.answers) for p in read.figures.pupils if p.name != "Bon"]


def note(read: Classe, words: str) -> str:
    """Return the only sentence that holds some words, its spaces plain; the page has it too."""
    [found] = [one for one in notes(read.figures) if words in one]
    assert found in read._repr_html_()
    return found.replace("\u00a0", " ")


def test_one_file_handed_in_twice_counts_once(read, good):
    found = read({"lea.jsonl": good, "lea (1).jsonl": good})
    assert counted(found) == [("Lea", 40)]
    assert (
        "- lea.jsonl (40 lignes) : même contenu que lea (1).jsonl, chaque réponse comptée"
        in repr(found)
    )
    assert notes(found.figures) == []


def test_two_files_under_one_name_and_pseudonym_are_put_together(read, good):
    found = read({"lea.jsonl": good[:20], "Léa - Copie.jsonl": good[10:]})
    assert counted(found) == [("Lea", 40)]
    assert "- lea.jsonl (20 lignes) : réuni avec Léa - Copie.jsonl, chaque réponse comptée" in repr(
        found
    )


def test_files_of_one_submission_are_one_pupil_s_whatever_they_hold(read, content, asked, good):
    other = made.anyhow(content, "autre", 15, asked, 0)
    folder = "LEA_12_assignsubmission_file_"
    found = read({f"{folder}/mes_reponses.jsonl": good, f"{folder}/mes_reponses (1).jsonl": other})
    assert counted(found) == [("LEA", 55)]


def test_a_file_under_two_names_counts_once_with_both(read, good):
    found = read({"lea.jsonl": good, "tom.jsonl": good, "zoe.jsonl": good[:5]})
    assert counted(found) == [("Lea / Tom / Zoe", 40)]
    assert "« Lea » et « Tom » et « Zoe »" in note(found, "porte plusieurs noms")


def test_a_course_handed_out_with_answers_in_it_leaves_every_pupil_their_own(read, good):
    begun, names = good[:6], ("lea", "tom", "zoe")
    ends = {
        name: [replace(one, id=f"{name}-{one.id}") for one in good[6 : 10 + n]]
        for n, name in enumerate(names)
    }
    files = {f"{name}/mes_reponses.jsonl": [*begun, *ends[name]] for name in names}
    found = read({**files, "ines/mes_reponses.jsonl": begun, "prof/mes_reponses.jsonl": begun})
    assert counted(found) == [("ines", 6), ("lea", 10), ("prof", 6), ("tom", 11), ("zoe", 12)]
    said = note(found, "commencent par les mêmes réponses, puis diffèrent")
    assert "ce sont des élèves distincts" in said
    assert "« ines » et « lea » et « prof » et « tom » et « zoe » (6 réponses)" in said


def test_an_earlier_copy_is_the_pupil_s_though_others_began_alike(read, good):
    mine = [replace(one, id=f"lea-{one.id}") for one in good[6:30]]
    other = [replace(one, id=f"tom-{one.id}") for one in good[6:20]]
    found = read(
        {
            "a/lea.jsonl": [*good[:6], *mine],
            "b/avant les vacances.jsonl": [*good[:6], *mine[:10]],
            "b/tom.jsonl": [*good[:6], *other],
        }
    )
    assert counted(found) == [("Lea / Avant Les Vacances", 30), ("Tom", 20)]


def test_the_same_events_under_another_pseudonym_are_shown(read, good):
    copied = [replace(one, learner="eleve-tom") for one in good[:7]]
    found = read({"lea.jsonl": good, "tom.jsonl": copied})
    assert counted(found) == [("Lea", 40), ("Tom", 7)]
    assert "« Lea » et « Tom » (7 réponses)" in note(found, "identifiants différents")


def test_a_file_of_two_pseudonyms_is_one_pupil(read, good):
    mixed = [*good[:9], *(replace(one, learner="autre") for one in good[9:])]
    found = read({"lea.jsonl": mixed})
    assert counted(found) == [("Lea", 40)]
    assert "- lea.jsonl (40 lignes) : plusieurs identifiants, compté pour un seul élève" in repr(
        found
    )


def test_namesakes_have_their_class(read, good):
    other = [replace(one, id=f"x{one.id}", learner="x") for one in good]
    found = read({"1A/lea.jsonl": good, "1B/lea.jsonl": other})
    assert [name for name, _ in counted(found)] == ["Lea (1A)", "Lea (1B)"]
    assert notes(found.figures) == []


def test_they_are_sorted_as_french_is(read, good):
    names = ("Zoé", "Élodie", "eva", "Éric", "Edgar", "été")
    found = read({
        f"{name}.jsonl": [replace(one, id=f"{name}{one.id}", learner=name) for one in good[:3]]
        for name in names
    })  # fmt: skip
    assert [name for name, _ in counted(found)] == ["Edgar", "Élodie", "Éric", "Été", "Eva", "Zoé"]
