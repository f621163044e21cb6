"""Each thing that can be wrong with the files is handled, and said with their names."""

from dataclasses import replace

import pytest

from tests.classroom import made
from vs_course.classroom import classe


@pytest.fixture
def answers(content, asked) -> list:
    return made.anyhow(content, "lea", 40, asked, 0)


@pytest.fixture
def read(answers, tmp_path):
    """Hand in, read the class, and find the only note that holds a word."""
    good = answers

    def hand_in(files: dict[str, list | bytes]):
        made.hand_in(tmp_path / "bon.jsonl", [
            replace(one, id=f"bon-{one.id}", learner="bon") for one in good])  # fmt: skip
        for name, content in files.items():
            lines = content if isinstance(content, bytes) else made.lines(content)
            (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
            (tmp_path / name).write_bytes(lines)
        return classe(tmp_path).figures

    return good, hand_in


def test_sound_files_have_nothing_to_say(read):
    good, hand_in = read
    figures = hand_in({"lea.jsonl": good})
    assert figures.notes == ()
    assert "les 2 fichiers ont été lus en entier" in classe_page(figures)


def classe_page(figures) -> str:
    from vs_course.classroom import report as page

    return page.as_html(figures).replace("\u00a0", " ")


def only(figures, words: str) -> str:
    [note] = [note for note in figures.notes if words in note.replace("\u00a0", " ")]
    assert note in classe_page(figures).replace("&#x27;", "'") or "«" in note or "\u00a0" in note
    return note.replace("\u00a0", " ")


def test_one_file_handed_in_twice_counts_once(read):
    good, hand_in = read
    figures = hand_in({"lea.jsonl": good, "lea (1).jsonl": good})
    assert [(p.name, p.answers) for p in figures.pupils] == [("Bon", len(good)), ("Lea", len(good))]
    assert "Lea (lea (1).jsonl, lea.jsonl)" in only(figures, "remis plusieurs fois")
    assert len(figures.notes) == 1


def test_two_files_of_a_learner_are_put_together(read):
    good, hand_in = read
    figures = hand_in({"lea.jsonl": good[:20], "Léa - Copie.jsonl": good[10:]})
    assert [(p.name, p.answers) for p in figures.pupils] == [("Bon", len(good)), ("Lea", len(good))]
    assert "Lea (" in only(figures, "d’un même élève ont été réunis")


def test_a_file_under_two_names_counts_once_with_both(read):
    good, hand_in = read
    figures = hand_in({"lea.jsonl": good, "tom.jsonl": good, "zoe.jsonl": good[:5]})
    assert [(p.name, p.answers) for p in figures.pupils] == [
        ("Bon", len(good)),
        ("Lea / Tom / Zoe", len(good)),
    ]
    assert "« Lea » et « Tom » et « Zoe »" in only(figures, "porte plusieurs noms")
    assert len(figures.notes) == 1


def test_the_same_events_under_another_learner_are_shown(read):
    good, hand_in = read
    copied = [replace(one, learner="eleve-tom") for one in good[:7]]
    figures = hand_in({"lea.jsonl": good, "tom.jsonl": copied})
    assert [p.name for p in figures.pupils] == ["Bon", "Lea", "Tom"]
    assert "« Lea » et « Tom » (7 réponses)" in only(figures, "identifiants différents")


def test_a_file_of_two_learners_is_one_pupil(read):
    good, hand_in = read
    mixed = [*good[:9], *(replace(one, learner="autre") for one in good[9:])]
    figures = hand_in({"lea.jsonl": mixed})
    assert [p.answers for p in figures.pupils] == [len(good)] * 2
    assert "lea.jsonl" in only(figures, "réunit plusieurs identifiants")


def test_namesakes_have_their_class(read):
    good, hand_in = read
    other = [replace(one, id=f"x{one.id}", learner="x") for one in good]
    figures = hand_in({"1A/lea.jsonl": good, "1B/lea.jsonl": other})
    assert [p.name for p in figures.pupils] == ["Bon", "Lea (1A)", "Lea (1B)"]
    assert figures.notes == ()


def test_lines_and_answers_that_do_not_count_are_counted(read, content):
    good, hand_in = read
    forged = [
        replace(one, correct=one.choice != s.category)
        for one in good
        for s in content.scenarios
        if s.id == one.question
    ]
    figures = hand_in(
        {
            "coupe.jsonl": made.lines([replace(good[0], learner="c")]) + b'{"v": 1, "id": "to',
            "ailleurs.jsonl": [replace(good[1], learner="a", question="inconnue/x")],
            "choix.jsonl": [replace(good[2], learner="d", choice="les-trois")],
            "version.jsonl": [replace(good[3], learner="v", bank="000000000000")],
            "force.jsonl": [replace(one, learner="f") for one in forged],
            "deux-fois.jsonl": [replace(good[4], learner="e")] * 3,
        }
    )
    assert "1 ligne illisible" in (note := only(figures, "illisible"))
    assert note.endswith(": coupe.jsonl.")
    assert only(figures, "ces données n’ont pas").endswith("ailleurs.jsonl.")
    assert only(figures, "ne propose pas").endswith("choix.jsonl.")
    assert only(figures, "une autre version").endswith("version.jsonl.")
    assert only(figures, "2 réponses figurent").endswith("deux-fois.jsonl.")
    assert f"{len(forged)} lignes ne disent pas" in (note := only(figures, "le corrigé compte"))
    assert note.endswith("force.jsonl.")
    marks = {p.name: p for p in figures.pupils}
    honest = [replace(one, correct=None) for one in forged]
    assert (marks["Force"].answers, marks["Ailleurs"].answers) == (len(honest), 0)
    assert marks["Deux-Fois"].answers == 1


def test_files_that_are_no_hand_in_are_named_and_long_lists_are_cut(read):
    _, hand_in = read
    files = {f"photo-{n}.png": b"\x89PNG" for n in range(9)}
    files |= {"devoir.txt": b"Bonjour Madame,\nvoici.", "vide.jsonl": b"", "blanc.txt": b" \n\n"}
    figures = hand_in({**files, "Thumbs.db": b"x", ".cache/lea.jsonl": b"{}"})
    assert [p.name for p in figures.pupils] == ["Bon"]
    assert "devoir.txt" in (note := only(figures, "aucune réponse du cours"))
    assert note.endswith("photo-3.png et 5 autres.")
    assert "blanc.txt, vide.jsonl" in only(figures, "sont vides")
    assert not [note for note in figures.notes if "Thumbs" in note or "cache" in note]
