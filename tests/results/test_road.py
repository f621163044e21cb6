"""The learner's road: what is done, what is left, where to go on."""

from dataclasses import replace
from datetime import datetime
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

import vs_course
from tests import learners
from tests.learners import Learner
from vs_course import bank
from vs_course.bank.items import Bank, CourseError
from vs_course.practice.entries import line
from vs_course.practice.session import now
from vs_course.results.road import Parcours

ESCAPED = "<b>&\"'"


@pytest.fixture(scope="module")
def course() -> Bank:
    return bank.load()


@pytest.fixture
def learner(course: Bank) -> Learner:
    return learners.careful(course)


def play(learner: Learner, *names: str) -> None:
    for name in names:
        learner.play(next(e for e in learner.bank.exercises if e.id == name))


def road(learner: Learner, here: str = "", at: datetime | None = None) -> Parcours:
    return Parcours(learner.bank, learner.entries, here, at)


def going(learner: Learner) -> str:
    page, exercise = road(learner).following
    assert exercise.id[:2] == page.id[:2]
    return exercise.id


def text(shown: Parcours) -> list[str]:
    return repr(shown).replace("\u00a0", " ").splitlines()


class Links(HTMLParser):
    """Reads the links of a page: where each leads, and its other attributes."""

    def __init__(self, page: str):
        super().__init__()
        self.found: list[dict[str, str | None]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.found.append(dict(attrs))


def test_with_no_answer_the_nine_pages_and_where_to_begin(tmp_path: Path):
    shown = vs_course.parcours(journal=tmp_path / "absent.jsonl")
    assert text(shown)[0] == "Il vous reste environ 4 heures de cours."
    assert text(shown)[2] == "  01 La vente (20 min)"
    assert len(text(shown)) == 11
    begin = "Commencer ici : page 00, Une première situation"
    assert text(shown)[-1] == f"{begin} (00_bienvenue.ipynb#cell-id=00-ouvrir)"
    page = shown._repr_html_()
    assert page == vs_course.parcours()._repr_html_()  # another empty journal, the same page
    links = Links(page).found
    assert [link["href"] for link in links] == [
        *(f"{each.id}.ipynb" for each in bank.load().pages),
        "00_bienvenue.ipynb#cell-id=00-ouvrir",
    ]
    assert "fait" not in page.partition("</style>")[2]


def test_what_is_done_what_is_left_and_where_to_go_on(learner: Learner):
    play(learner, "00-ouvrir", "00-essai", "00-diagnostic", "01-ouvrir")
    assert text(road(learner))[1:3] == [
        "✓ 00 Bienvenue : vente ou service ? (fait)",
        "  01 La vente (1 sur 3, encore 14 min)",
    ]
    assert going(learner) == "01-objectif"
    play(learner, "01-objectif")
    learner.history.pop()
    assert going(learner) == "01-objectif"  # begun is not done
    assert text(road(learner))[2] == "  01 La vente (1 sur 3, encore 14 min)"


def test_a_second_series_under_way_leaves_the_exercise_done(learner: Learner):
    play(learner, "05-ouvrir", "05-classer", "05-justifier", "05-classer")
    del learner.history[-4:]
    assert text(road(learner))[6] == "✓ 05 S’entraîner à classer (fait)"
    assert going(learner) == "06-ouvrir"


def test_one_goes_on_after_where_one_stopped_but_not_to_the_evaluation(learner: Learner):
    play(learner, "06-ouvrir", "06-pieges")
    assert going(learner) == "06-debattre"
    play(learner, "06-debattre", "07-ouvrir")
    assert going(learner) == "00-ouvrir"  # the evaluation waits for what is before it
    whole = [e.id for e in learner.bank.exercises if e.id < "06"]
    play(learner, *whole)
    assert going(learner) == "07-evaluation"
    play(learner, "07-evaluation")
    assert road(learner).following is None
    assert text(road(learner))[-1] == "  08 Le bilan (15 min)"
    assert text(road(learner))[0] == "Il vous reste environ 15 minutes de cours."
    assert 'vs-go"' not in road(learner)._repr_html_()


def test_the_line_at_the_head_of_a_page(learner: Learner):
    fresh = road(learner, "05_classer")._repr_html_()
    marked = [link for link in Links(fresh).found if "aria-current" in link]
    title = "S’entraîner à classer"
    assert marked == [{"href": "05_classer.ipynb", "title": title, "aria-current": "page"}]
    assert 'class="vs-go"' not in fresh
    play(learner, "00-ouvrir", "00-essai", "00-diagnostic")
    line = road(learner, "05_classer")._repr_html_()
    assert line.count('<i aria-hidden="true">✓</i>') == 1
    assert Links(line).found[-1]["href"] == "01_vente.ipynb#cell-id=01-ouvrir"
    assert "Reprendre ici\u00a0: page 01, Un morceau pour goûter" in line
    assert 'class="vs-go"' not in road(learner, "01_vente")._repr_html_()  # it is here


def test_an_exercise_of_a_teacher_s_own_is_on_no_page(folder):
    content = bank.load(folder.path)
    assert content.pages == bank.load().pages  # a folder that lists none goes with the course's
    shown = Parcours(content, learners.careful(content).take_course().entries)
    assert shown.following is None
    assert len(shown.exercises) == 9
    folder.file("pages.csv").write_text("id,titre,minutes\n01_stage,Mon stage,30\n", "utf-8")
    assert [page.title for page in bank.load(folder.path).pages] == ["Mon stage"]


def test_what_comes_from_data_is_text(course: Bank, learner: Learner):
    pages = tuple(replace(page, title=ESCAPED) for page in course.pages)
    exercises = tuple(replace(one, title=ESCAPED) for one in course.exercises)
    evil = replace(course, pages=pages, exercises=exercises)
    for here in ("", "05_classer"):
        page = Parcours(evil, learner.entries, here)._repr_html_()
        assert "<b>&" not in page
        assert ESCAPED in unescape(page)


def test_a_journal_is_read_and_a_folder_in_its_place_is_a_sentence(learner: Learner, tmp_path):
    play(learner, "00-ouvrir", "00-essai")
    path = tmp_path / "mes_reponses.jsonl"
    path.write_bytes(b"".join(map(line, learner.entries)))
    assert repr(vs_course.parcours(journal=path)) == repr(road(learner, "", now()))
    assert repr(vs_course.parcours("00_bienvenue", path)) == repr(
        road(learner, "00_bienvenue", now())
    )
    with pytest.raises(CourseError, match="est un dossier"):
        vs_course.parcours(journal=tmp_path)
