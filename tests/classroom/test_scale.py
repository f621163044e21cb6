"""Many files: the same counts, and a bar to wait by. Timings: tests/measures/measure_class.py."""

import re
from io import StringIO

from tests.classroom import made
from vs_course.classroom import Classe, classe
from vs_course.classroom.overview import survey
from vs_course.practice.grading import AnswerKey
from vs_course.practice.mastery import measure


def test_twenty_thousand_answers_in_six_hundred_files(content, asked, tmp_path, capsys):
    journals = {}
    for number in range(600):
        name = f"e{number:03}"
        count = 33 + (number % 3 == 0)
        journals[name] = made.anyhow(content, name, count, asked)
        made.hand_in(tmp_path / f"classe-{number // 25:02}" / f"{name}.jsonl", journals[name])
    read, key = classe(tmp_path, progress=True), AnswerKey(content)
    figures = read.figures
    assert len(figures.pupils) == 600
    for pupil in figures.pupils[::20]:
        assert pupil.progress == measure(content, journals[pupil.name.lower()], key)
    known = sum(measure(content, answers, key).answers for answers in journals.values())
    assert figures.answers == known
    assert figures.answers + sum(file.lines["unknown"] for file in figures.files) == 20_000
    assert "Lecture des réponses [" in capsys.readouterr().err
    check_groups(read)


def check_groups(read: Classe) -> None:
    html = read._repr_html_()
    assert len(re.findall(r'<tr><th scope="row">classe-\d\d</th>', html)) == 24
    assert "E001" not in html


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_the_bar_waits_then_shows_in_a_terminal_only(content, asked, tmp_path, monkeypatch):
    for number in range(40):
        answers = made.anyhow(content, f"e{number}", 20, asked)
        made.hand_in(tmp_path / f"e{number}.jsonl", answers)
    for stream, patience, shown in (
        (Terminal(), 60, False),
        (Terminal(), 0, True),
        (StringIO(), 0, False),
    ):
        monkeypatch.setattr("sys.stderr", stream)
        survey(tmp_path, content, patience=patience)
        assert ("Lecture des réponses" in stream.getvalue()) is shown
        assert stream.getvalue().strip(" \r\n") == "" or stream.getvalue().endswith("\r")
