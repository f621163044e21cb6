"""Each thing that can be wrong with the files is handled, and said with their names."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.classroom import made
from vs_course.classroom import Classe, classe
from vs_course.classroom.report import faults, notes


@pytest.fixture
def good(content, asked) -> list:
    return made.anyhow(content, "lea", 40, asked, 0)


@pytest.fixture
def read(good, tmp_path: Path) -> Callable[[dict[str, list | bytes]], Classe]:
    """Hand in files beside a sound one, and read the class."""

    def hand_in(files: dict[str, list | bytes]) -> Classe:
        sound = [replace(one, id=f"bon-{one.id}", learner="bon") for one in good]
        for name, content in {"bon.jsonl": sound, **files}.items():
            (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
            lines = content if isinstance(content, bytes) else made.lines(content)
            (tmp_path / name).write_bytes(lines)
        return classe(tmp_path)

    return hand_in


def table(read: Classe) -> list[tuple[str, str, int | None]]:
    """Return the rows of the table, each of them on the page."""
    rows, page = list(faults(read.figures)), read._repr_html_()
    for place, wrong, count in rows:
        assert f'<th scope="row">{place}</th><td>{wrong}</td>' in page
        assert f"<td>{count or '–'}</td>" in page
    return rows


def test_sound_files_have_nothing_to_say(read, good):
    found = read({"lea.jsonl": good})
    assert table(found) == []
    assert "Rien à signaler\u00a0: les 2 fichiers ont été lus en entier." in found._repr_html_()


def test_lines_and_answers_that_do_not_count_are_counted(read, good, content):
    forged = [
        replace(one, correct=one.choice != s.category, learner="f")
        for one in good
        for s in content.scenarios
        if s.id == one.question
    ]
    found = read(
        {
            "coupe.jsonl": made.lines([replace(good[0], learner="c")]) + b'{"v": 1, "id": "to',
            "ailleurs.jsonl": [replace(good[1], learner="a", question="inconnue/x")],
            "choix.jsonl": [replace(good[2], learner="d", choice="les-trois")],
            "version.jsonl": [replace(good[3], learner="v", bank="000000000000")],
            "force.jsonl": forged,
            "deux-fois.jsonl": [replace(good[4], learner="e")] * 3,
        }
    )
    [dated, shared] = [note.replace("\u00a0", " ") for note in notes(found.figures)][::-1]
    assert dated.startswith("1 réponse a été donnée avec une autre version des situations")
    assert dated.endswith("elle est corrigée avec celle-ci : version.jsonl.")
    assert "identifiants différents" in shared
    assert table(found) == [
        ("ailleurs.jsonl", "sur une question que ces données n’ont pas", 1),
        ("choix.jsonl", "choix que la question ne propose pas", 1),
        ("coupe.jsonl", "illisible, enregistrement coupé ou fichier modifié", 1),
        ("deux-fois.jsonl", "répété, compté une fois", 2),
        ("force.jsonl", "juste ou faux autrement que le corrigé, qui seul compte", len(forged)),
    ]
    answers = {pupil.name: pupil.progress.answers for pupil in found.figures.pupils}
    assert (answers["Force"], answers["Ailleurs"]) == (len(forged), 0)
    assert answers["Deux-Fois"] == 1


def test_a_line_of_another_kind_is_passed_over_without_a_word(read, good):
    later = b'{"v": 1, "kind": "defi", "id": "x", "at": "2026-01-05T08:00:00+00:00"}\n'
    found = read({"lea.jsonl": made.lines(good) + later})
    assert table(found) == []


def test_what_is_no_hand_in_is_named_and_long_lists_are_cut(read):
    files = {f"photo-{n:02}.png": b"\x89PNG" for n in range(30)}
    files |= {"devoir.txt": b"Bonjour Madame,\nvoici.", "vide.jsonl": b"", "blanc.txt": b" \n\n"}
    found = read({**files, "Thumbs.db": b"x", ".cache/lea.jsonl": b"{}"})
    assert [pupil.name for pupil in found.figures.pupils] == ["Bon"]
    rows = {place: wrong for place, wrong, _ in faults(found.figures)}
    assert rows.keys() == files.keys()
    assert rows["devoir.txt"] == "aucune réponse du cours\u00a0; laissé de côté"
    assert rows["blanc.txt"] == rows["vide.jsonl"] == "vide"
    page = found._repr_html_()
    assert "Et 13 autres\u00a0: le classeur .xlsx les donne tous." in page
    assert "Thumbs" not in page
    assert "photo-17.png" in repr(found)
    assert "photo-18.png" not in repr(found)
