"""Many files: the same counts, in batches that a small machine holds. Timings: measure_scale.py."""

from io import StringIO

import pytest

from tests.classroom import made
from vs_course.bank.items import CourseError
from vs_course.classroom import Classe, bar, classe, engine
from vs_course.classroom.pupil_grid import MOST_PUPILS
from vs_course.practice.mastery import measure


def test_twenty_thousand_answers_in_six_hundred_files(content, asked, tmp_path, capsys):
    journals = {}
    for number in range(600):
        name = f"e{number:03}"
        count = 33 + (number % 3 == 0)
        journals[name] = made.anyhow(content, name, count, asked)
        made.hand_in(tmp_path / f"classe-{number // 25:02}" / f"{name}.jsonl", journals[name])
    read = classe(tmp_path, progress=True)
    figures = read.figures
    assert len(figures.pupils) == 600 > MOST_PUPILS
    for pupil in figures.pupils[::20]:
        assert pupil.answers == measure(content, journals[pupil.name.lower()]).answers
    known = sum(measure(content, answers).answers for answers in journals.values())
    assert figures.answers == known
    assert figures.answers + sum(file.unknown for file in figures.files) == 20_000
    assert "[" in capsys.readouterr().err
    check_groups(read)


def check_groups(read: Classe) -> None:
    html = read._repr_html_()
    assert html.count('<tr><th scope="row">classe-') == 24
    assert "E001" not in html


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_the_bar_waits_then_shows_in_a_terminal_only(monkeypatch):
    quick = bar.Bar(stream=(terminal := Terminal()))
    quick.update(0.5)
    quick.close()
    assert terminal.getvalue() == ""
    monkeypatch.setattr(bar, "_PATIENCE", 0)
    slow, nowhere = bar.Bar(stream=terminal), bar.Bar(stream=(piped := StringIO()))
    for one in (slow, nowhere):
        one.update(0.5)
        one.close()
    assert piped.getvalue() == ""
    assert "50%" in terminal.getvalue()
    assert terminal.getvalue().endswith(" \r")


def test_too_little_memory_is_one_sentence(content, asked, tmp_path, monkeypatch):
    for number in range(40):
        name = f"e{number}"
        made.hand_in(tmp_path / f"{name}.jsonl", made.anyhow(content, name, 400, asked))
    monkeypatch.setattr(engine, "MEMORY", "1MB")
    with pytest.raises(CourseError, match=r"pas assez de place") as refusal:
        classe(tmp_path)
    assert "\n" not in str(refusal.value)
