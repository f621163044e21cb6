"""Each pupil's figures against those of their own page, item figures against their definitions."""

import json
from dataclasses import replace
from statistics import correlation, fmean, pvariance

import pytest

from tests.classroom import made
from tests.practice.journal_lines import LINES
from tests.simulated_class import FOLDER
from vs_course import bank as banks
from vs_course.bank.items import Policy
from vs_course.classroom import classe
from vs_course.practice.entries import Answer, parse
from vs_course.practice.journal import Journal
from vs_course.practice.mastery import measure


def test_every_pupil_of_the_simulated_class_is_counted_as_on_their_own_page(simulated, content):
    paths = {path.stem.title(): path for path in FOLDER.rglob("*.jsonl")}
    assert [pupil.name for pupil in simulated.figures.pupils] == sorted(paths)
    for pupil in simulated.figures.pupils:
        assert pupil.progress == measure(content, Journal(paths[pupil.name]).read())


def test_whatever_is_answered_in_whatever_order_is_counted_as_by_progress(content, asked, tmp_path):
    journals = made.course(content)
    journals |= {
        f"n{n:02}": made.anyhow(content, f"n{n:02}", 10 + 15 * n, asked) for n in range(30)
    }
    for name, answers in journals.items():
        made.hand_in(tmp_path / f"{name}.jsonl", answers)
    read = {pupil.name.lower(): pupil for pupil in classe(tmp_path).figures.pupils}
    assert read.keys() == journals.keys()
    for name, answers in journals.items():
        assert read[name].progress == measure(content, answers), name
    every = [pupil.progress for pupil in read.values()]
    assert any(criterion.mastered for one in every for criterion in one.criteria)
    assert any(trial.answered and not trial.complete for one in every for trial in one.trials)
    assert sum(len(one.sure_wrong) for one in every) > 50


ODD = [
    {"v": 2}, {"v": "1"}, {"v": None}, {"id": 3}, {"id": None}, {"learner": ["x"]}, {"choice": {}},
    {"correct": "true"}, {"correct": 1}, {"correct": None}, {"confidence": 2},
    {"confidence": None}, {"attempt": "1"}, {"attempt": 1.5}, {"attempt": -1}, {"attempt": None},
    {"duration_ms": []}, {"bank": 0}, {"at": False}, {"more": {"of": ["what", "we"]}},
    {"at": "hier"}, {"exercise": "é 🎓 \"'\\ %s {}"},
]  # fmt: skip
RAW = [
    b"", b"   ", b"{", b"[]", b"null", b'"v"', b"[1, 2]", b'{"v": 1}', b"\xff\xfe", b"\x00\x00",
    b"{" * 5000, b"[" * 100_000, b"x" * 200_000, "Réponses de Léa".encode(), b"1;2;3",
]  # fmt: skip


def test_the_lines_that_are_read_are_those_the_journal_reads(content, tmp_path):
    [answer, other] = made.course(content)["hasard"][:2]
    whole = json.loads(made.lines([answer]))
    changes = [{**whole, **change} if len(change) == 1 else change for change in ODD]
    changes += [{name: whole[name] for name in whole if name != key} for key in whole]
    records = [{**one, "id": f"ligne-{n}"} if one.get("id") == whole["id"] else one
               for n, one in enumerate(changes)]  # fmt: skip
    written = [json.dumps(one, ensure_ascii=False).encode() for one in records] + RAW
    written += [line["line"].encode(errors="surrogatepass") for line in LINES]
    good = made.lines([other]).strip()
    written = [good, *written, b"  " + good + b"\t", good + b"\0", b"\0" * 4096 + good]
    (tmp_path / "bizarre.txt").write_bytes(b"\xef\xbb\xbf" + b"\r\n".join(written))
    read = [parse(line.strip()) for line in written if line.strip()]
    [file] = classe(tmp_path).figures.files
    assert file.answers == sum(isinstance(one, Answer) for one in read) > 5
    assert file.lines["torn"] == read.count(None) > 30


def test_several_files_of_one_pupil_are_one_history(content, asked, tmp_path):
    answers = made.anyhow(content, "lea", 200, asked)
    made.hand_in(tmp_path / "lea (1).jsonl", answers[120:])
    made.hand_in(tmp_path / "lea.jsonl", answers[:150])
    [pupil] = classe(tmp_path).figures.pupils
    assert pupil.name == "Lea"
    assert pupil.progress == measure(content, answers)


def test_what_was_first_is_told_by_the_clock_not_by_the_place_in_the_file(content, tmp_path):
    course = made.course(content)["mots"]
    answers = [
        replace(answer, at=(made.START + number * made.PACE).isoformat())
        for number, answer in enumerate(course)
    ]
    made.hand_in(tmp_path / "lea.jsonl", answers[::-1])
    made.hand_in(tmp_path / "tom" / "mes_reponses.jsonl", answers[50:] + answers[:50])
    [pupil] = classe(tmp_path).figures.pupils
    assert pupil.progress == measure(content, answers)


@pytest.fixture
def matrix(content, tmp_path):
    """A diagnostic of 10 questions, ended by eight pupils: the marks by pupil, and the folder."""
    trial = next(e for e in content.exercises if e.policy is Policy.AUCUN)
    scenarios = [s for s in content.scenarios if s.pair in trial.pairs][::2]
    rows = [[(pupil * 7 + item * 3) % 11 < pupil + 2 for item in range(10)] for pupil in range(8)]
    for pupil, row in enumerate(rows):
        other = {"vente": "service", "service": "vente"}
        given = [
            (s.id, str(s.category) if right else other[s.category])
            for s, right in zip(scenarios, row, strict=True)
        ]
        answers = made.answers(f"e{pupil}", given, trial.id)
        made.hand_in(tmp_path / f"p{pupil}.jsonl", answers)
    return [s.id for s in scenarios], rows, tmp_path


def test_items_and_reliability_follow_their_definitions(matrix):
    names, rows, folder = matrix
    [one] = classe(folder).figures.reliabilities
    scores = [sum(row) for row in rows]
    assert (one.pupils, one.others, len(one.items)) == (8, 0, 10)
    shares = []
    for item in one.items:
        column = [row[names.index(item.question)] for row in rows]
        rest = [score - right for score, right in zip(scores, column, strict=True)]
        shares.append(fmean(column))
        assert item.right == pytest.approx(shares[-1])
        assert item.link == pytest.approx(correlation(column, rest))
    kr20 = 10 / 9 * (1 - sum(p * (1 - p) for p in shares) / pvariance(scores))
    assert one.kr20 == pytest.approx(kr20)


def test_other_questions_are_apart_and_what_does_not_vary_has_no_reliability(matrix, content):
    _, _, folder = matrix
    for path in folder.glob("p[1-7].jsonl"):
        path.unlink()
    [one] = classe(folder).figures.reliabilities
    assert (one.pupils, one.kr20) == (1, None)
    assert {item.link for item in one.items} == {None}
    first = [parse(line) for line in (folder / "p0.jsonl").read_bytes().splitlines()]
    made.hand_in(folder / "q.jsonl", [replace(a, id=f"q{a.id}", learner="q") for a in first])
    twin = content.twin(next(s for s in content.scenarios if s.id == first[0].question))
    swapped = [replace(first[0], question=twin.id), *first[1:]]
    made.hand_in(folder / "r.jsonl", [replace(a, id=f"r{a.id}", learner="r") for a in swapped])
    [one] = classe(folder).figures.reliabilities
    assert (one.pupils, one.others, one.kr20) == (2, 1, None)


def test_the_class_is_graded_with_the_data_it_is_given(folder, tmp_path, asked, content):
    own = banks.load(folder.path)
    scenario = own.scenarios[0]
    [answer] = made.anyhow(content, "lea", 1, asked)
    answer = replace(answer, exercise="essai", question=scenario.id, choice=str(scenario.category))
    made.hand_in(tmp_path / "remis" / "lea.jsonl", [answer])
    [pupil] = classe(tmp_path / "remis", folder.path).figures.pupils
    assert (pupil.progress.whole.seen, pupil.progress.whole.right) == (1, 1)
    [pupil] = classe(tmp_path / "remis").figures.pupils
    assert pupil.progress.answers == 0
