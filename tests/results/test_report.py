"""The learner's page, its bars, and the tables a notebook computes with."""

import ast
import json
import re
import subprocess
import sys
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import asdict, replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest

from tests import learners
from tests.conftest import ROOT
from tests.learners import Learner
from vs_course import bank, results
from vs_course.bank.exercises import reserved_pairs
from vs_course.bank.items import Bank, Category, CourseError, CriterionId, Exercise
from vs_course.bank_checks import spelling
from vs_course.practice.mastery import measure
from vs_course.results import Bilan, criteres, scenarios


@pytest.fixture(scope="module")
def course() -> Bank:
    return bank.load()


@pytest.fixture(scope="module")
def spotter(course: Bank) -> Bilan:
    return shown(learners.keyword_spotter(course).take_course(series=3))


def shown(learner: Learner) -> Bilan:
    return Bilan(measure(learner.bank, learner.history), learner.bank)


def diagnostic(course: Bank) -> Exercise:
    return next(exercise for exercise in course.exercises if exercise.id == "00-diagnostic")


def write(path: Path, learner: Learner) -> Path:
    lines = [json.dumps({"v": 1, **asdict(answer)}) for answer in learner.history]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


class Reader(HTMLParser):
    """Reads a page back: its tables as rows of text, its tags, what is left open."""

    def __init__(self, page: str):
        super().__init__()
        self.rows: list[list[str]] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.words.append(data)
        if {"td", "th"} & set(self.open):
            self.rows[-1][-1] += data


def prose(page: str) -> str:
    return re.sub(r"\s+", " ", "".join(Reader(page).words).replace("\u00a0", " "))


# --- With no answer ---------------------------------------------------------------------------


def test_an_empty_journal_says_kindly_where_to_begin(tmp_path):
    empty = results.bilan()
    assert repr(empty) == repr(results.bilan())
    assert empty._repr_html_() == results.bilan()._repr_html_()
    page = Reader(empty._repr_html_())
    assert page.open == []
    assert ("a", {"href": "00_bienvenue.ipynb#cell-id=00-ouvrir"}) in page.tags
    assert {tag for tag, _ in page.tags} == {"section", "style", "p", "a"}
    assert "c’est normal" in repr(empty)
    assert "00_bienvenue.ipynb" in repr(empty)
    assert str(tmp_path) not in empty._repr_html_()
    assert len(empty.tableau) == 5 + 3 + 2 + 2
    assert empty.tableau["vues"].sum() == 0


def test_a_diagnostic_alone_shows_no_empty_table(course: Bank):
    learner = learners.careful(course)
    learner.play(diagnostic(course))
    page = shown(learner)._repr_html_()
    assert [row[0] for row in Reader(page).rows] == [
        "Exercice", "Votre point de départ", "L’évaluation",
    ]  # fmt: skip
    assert "vs-bar" in page  # the diagnostic's own


# --- The file ---------------------------------------------------------------------------------


def test_a_journal_is_read(course: Bank, tmp_path, monkeypatch):
    learner = learners.guesser(course).take_course(until="03")
    path = write(tmp_path / "réponses.jsonl", learner)
    assert results.bilan(path) == shown(learner)
    assert results.bilan(journal=str(path)) == shown(learner)
    monkeypatch.setenv("VS_COURSE_JOURNAL", str(path))
    assert results.bilan()._repr_html_() == results.bilan(path)._repr_html_()


def test_unreadable_lines_are_said_in_one_line(course: Bank, tmp_path):
    path = write(tmp_path / "a<b>.jsonl", learners.guesser(course).take_course(until="03"))
    with path.open("a") as stream:
        stream.write('pas du JSON\n{"v": 1, "id')
    result = results.bilan(path)
    assert result.notice.startswith("2 ligne(s) illisible(s)")
    assert result.notice in repr(result)
    page = result._repr_html_()
    assert "2 ligne(s) illisible(s)" in prose(page)
    assert "a<b>" not in page
    assert "a&lt;b&gt;.jsonl" in page


def test_a_file_that_isn_t_there_is_said_when_it_was_named(tmp_path):
    absent = tmp_path / "absent.jsonl"
    assert "absent.jsonl" in repr(results.bilan(absent))
    assert results.bilan().notice == ""
    assert not absent.exists()


@pytest.mark.parametrize("call", [results.bilan, criteres, scenarios])
def test_an_unknown_folder_is_a_sentence(call, tmp_path):
    with pytest.raises(CourseError, match="n'existe pas"):
        call(data=tmp_path / "absent")


def test_a_journal_that_is_a_folder_is_a_sentence(tmp_path):
    with pytest.raises(CourseError, match="est un dossier"):
        results.bilan(tmp_path)


# --- The page ---------------------------------------------------------------------------------


def test_what_the_page_says_of_three_learners(course: Bank, spotter: Bilan):
    said = prose(spotter._repr_html_())
    assert "acquis" not in said.partition("acquis à 9")[2].partition("Sûr mais faux")[0]
    assert "services pris pour des ventes" in said
    assert "Pas encore réussi (il en fallait 13)" in said
    assert "Voici les 5 plus récentes, sur" in said
    said = prose(shown(learners.careful(course, 5).take_course(series=4))._repr_html_())
    assert said.count("✓ acquis") == 5
    assert "Réussi (il en fallait 13)" in said
    said = prose(shown(learners.guesser(course).take_course())._repr_html_())
    assert "✓ acquis" not in said
    assert "Sûr mais faux" not in said


def test_mastery_is_in_words(course: Bank):
    learner = learners.careful(course)
    kept = reserved_pairs(course.exercises)
    target = [s for s in course.scenarios if s.criterion == "cible" and s.pair not in kept]
    for scenario in target[:6]:
        learner.answer("05-classer", scenario.id, scenario.category.value)
    assert ["La cible chiffrée", "6 sur 6"] in rows(learner)
    assert ["L’objectif", "pas encore"] in rows(learner)
    for scenario in target[6:8]:
        learner.answer("05-classer", scenario.id, scenario.category.value)
    for scenario in target[8:10]:
        other = next(c for c in Category if c is not scenario.category)
        learner.answer("05-classer", scenario.id, other.value)
    assert ["La cible chiffrée", "8 sur 10"] in rows(learner)
    assert "acquis à 9 (au hasard : 5 sur 10)" in prose(shown(learner)._repr_html_())
    assert "acquis à 9 sur 10 (au hasard : 5 sur 10)" in repr(shown(learner)).replace("\u00a0", " ")
    for place in (0, 1, 8, 9):  # two right with help, two wrong all the same
        learner.history[place] = replace(learner.history[place], hints=1)
    assert ["La cible chiffrée", "8 sur 10 dont 2 avec un indice"] in rows(learner)
    state = shown(learner).tableau.query("nom == 'La cible chiffrée'").iloc[0].etat
    assert state == "8 justes sur les 10 dernières"


def rows(learner: Learner) -> list[list[str]]:
    page = Reader(shown(learner)._repr_html_())
    return [[cell.replace("\u00a0", " ") for cell in row] for row in page.rows]


def test_the_page_has_the_figures_of_the_table(spotter: Bilan):
    page = Reader(spotter._repr_html_())
    found = {tuple(c.replace("\u00a0", " ") for c in row) for row in page.rows}
    table = spotter.tableau
    kept = table[~table["par"].isin(["categorie", "critere"])]
    kept = kept.groupby("par", observed=True).tail(8)
    for row in kept.itertuples():
        cell = f"{row.justes} sur {row.vues} ({int(100 * row.part + 0.5)} %)"
        state = () if pd.isna(row.etat) else (row.etat.replace("\u00a0", " "),)
        assert (row.nom.replace("\u00a0", " "), cell, *state) in found
    for criterion in spotter.progress.criteria:
        latest = criterion.latest
        assert (criterion.criterion.name, f"{latest.right} sur {latest.seen}") in found
    assert len(found) == len(kept) + 5 + 4  # and a line of headings for each table


def test_a_score_is_hidden_until_the_end(course: Bank):
    learner = learners.careful(course)
    learner.play(diagnostic(course))
    learner.history.pop()
    assert ["Votre point de départ", "À la fin", "En cours : 9 réponses sur 10"] in rows(learner)
    last = shown(learner).tableau.query("par == 'exercice'").iloc[0]
    assert (last.vues, pd.isna(last.justes), pd.isna(last.part)) == (9, True, True)


def test_sure_but_wrong_teaches(course: Bank, spotter: Bilan):
    page = spotter._repr_html_()
    marks = [unescape(clue) for clue in re.findall("<mark>(.*?)</mark>", page)]
    latest = spotter.progress.sure_wrong[:5]
    assert marks == [scenario.clue for scenario in latest]
    for scenario in latest:
        assert " ".join(scenario.text.replace("\u00a0", " ").split()) in prose(page)
        assert scenario.explanation.replace("\u00a0", " ") in prose(page)


def test_what_comes_from_data_is_text(course: Bank):
    bad = "<script>alert(1)</script> & \"q\" 'q' </td>]]>"
    evil = replace(
        course,
        scenarios=tuple(
            replace(s, text=f"{bad} {s.clue} {bad}", explanation=bad) for s in course.scenarios
        ),
        criteria=tuple(replace(c, name=f"{bad}{c.id}") for c in course.criteria),
        exercises=tuple(replace(e, title=bad) for e in course.exercises),
    )
    page = shown(learners.keyword_spotter(evil).take_course())._repr_html_()
    read = Reader(page)
    assert read.open == []
    assert not any(tag == "script" or "onerror" in attrs for tag, attrs in read.tags)
    assert "alert(1)" in prose(page)


def test_nothing_leaves_the_page(spotter: Bilan):
    page = Reader(spotter._repr_html_())
    links = [a[k] for _, a in page.tags for k in ("href", "src", "xlink:href") if k in a]
    assert len(links) == 1
    assert re.fullmatch(r"0\d_\w+\.ipynb(#cell-id=[\w-]+)?", links[0])
    assert not {"script", "link", "iframe", "img", "button"} & {tag for tag, _ in page.tags}
    style = re.search("<style>(.*?)</style>", spotter._repr_html_(), re.DOTALL)[1]
    assert "url(" not in style
    assert "@import" not in style


# --- The bars ---------------------------------------------------------------------------------


def test_every_number_has_its_bar_and_no_bar_is_without_its_number(spotter: Bilan):
    drawn = re.findall(r"<td>([^<]*)(?:<i (.*?)><i (.*?)></i></i>)?</td>", spotter._repr_html_())
    shares = [(re.search(r"\((\d+)\u00a0%\)", cell), *bar) for cell, *bar in drawn]
    assert len([share for share, _, _ in shares if share]) == 3 + 8 + 2
    for share, frame, filled in shares:
        assert bool(share) == bool(frame) == bool(filled)
        if share:
            assert frame == 'class="vs-bar" aria-hidden="true"'  # the number is read, not the bar
            assert filled == f'style="width: {share[1]}%"'


def test_five_bars_are_as_long_as_what_is_right_of_ten(spotter: Bilan):
    page = spotter._repr_html_()
    drawn = re.findall(r'width: (\d+)%"></i></i><span>(\d+) sur (\d+)', page)
    assert [(int(w), int(right)) for w, right, _ in drawn] == [
        (10 * c.latest.right, c.latest.right) for c in spotter.progress.criteria
    ]
    assert len(drawn) == 5


# --- The order of the page, and what it leads to ----------------------------------------------


def test_one_sentence_one_button_five_bars_then_what_is_sure_but_wrong(spotter: Bilan):
    page = spotter._repr_html_().partition("</style>")[2]
    parts = ("vs-headline", "vs-next", "vs-five", "Sûr mais faux", "Le détail\u00a0:")
    places = [page.index(part) for part in parts]
    assert places == sorted(places)
    assert page.count('class="vs-next"') == 1
    folded = page[places[-1] :]
    assert "Niveau 3" in folded
    assert "Niveau 3" not in page[: places[-1]]


def test_who_failed_the_evaluation_is_led_to_a_lesson(spotter: Bilan):
    page = spotter._repr_html_()
    assert "À l’évaluation, il vous a manqué" in page
    weakest = min(spotter.progress.criteria, key=lambda c: c.latest.share).criterion
    assert f'<a href="04_differences.ipynb#cell-id=04-{weakest.id}">Continuer' in page
    assert "Les cinq différences" in page


def test_an_evaluation_passed_on_another_version_says_so(course: Bank):
    learner = learners.careful(course).take_course()
    assert "autre version" not in shown(learner)._repr_html_()
    today = replace(course, fingerprint="aujourdhui00")
    page = prose(Bilan(measure(today, learner.history), today)._repr_html_())
    said = "« L’évaluation » a été passé sur une autre version des situations (« {} » ; celle "
    assert said.format(course.fingerprint) in page
    assert "d’aujourd’hui est « aujourdhui00 »)" in page


def test_the_file_is_handed_in_from_the_page_under_a_dated_name(course: Bank, tmp_path):
    path = write(tmp_path / "mes_reponses.jsonl", learners.guesser(course).take_course(until="02"))
    page = results.bilan(path)._repr_html_()
    name, data = re.search(r'download="([^"]+)" href="data:[^,]+;base64,([^"]+)"', page).groups()
    assert name == "reponses_2026-01-05_eleve-0.jsonl"
    assert b64decode(data) == path.read_bytes()
    for said in ("Remettre mes réponses", "Moodle", "l’ENT", "e-mail", "clé USB", "prenom-nom"):
        assert said in page
    assert f"remettez ce fichier-ci : {path}" in prose(page)
    assert "Remettre" not in results.bilan(tmp_path / "absent.jsonl")._repr_html_()


def test_a_page_is_made_of_the_standard_library_alone(course: Bank, tmp_path):
    path = write(tmp_path / "r.jsonl", learners.keyword_spotter(course).take_course())
    code = f"""if True:
        import sys
        from vs_course import results
        before = set(sys.modules)
        assert "vs-bar" in results.bilan({str(path)!r})._repr_html_()
        new = {{name.partition(".")[0] for name in sys.modules.keys()}} - sys.stdlib_module_names
        print(sorted(name for name in new if not name.startswith("_")))"""
    bare = [sys.executable, "-S", "-c", code]
    run = subprocess.run(bare, capture_output=True, text=True, check=True, cwd=ROOT)
    assert run.stdout == "['vs_course']\n"


def test_the_same_answers_draw_the_same_bytes(course: Bank, spotter: Bilan):
    again = shown(learners.keyword_spotter(course).take_course(series=3))
    assert again._repr_html_() == spotter._repr_html_() == spotter._repr_html_()


# --- The tables -------------------------------------------------------------------------------


def test_the_learner_s_table_is_typed(spotter: Bilan):
    table = spotter.tableau
    assert [*table.columns] == ["par", "nom", "vues", "justes", "part", "etat"]
    assert [str(t) for t in table.dtypes[["par", "vues", "justes", "part"]]] == [
        "category", "Int64", "Int64", "float64",
    ]  # fmt: skip
    sums = table[table["par"] != "exercice"].groupby("par", observed=True)["vues"].sum()
    assert set(sums) == {spotter.progress.whole.seen}


def test_a_table_is_shown_with_a_french_comma(spotter: Bilan):
    page = spotter.tableau._repr_html_()
    assert re.search(r"<td>0,\d\d</td>", page)
    assert not re.search(r"nan|&lt;NA", page, re.IGNORECASE)


def test_scenarios_are_typed_and_keep_the_evaluation_aside(course: Bank):
    practice, whole = scenarios(), scenarios(evaluation=True)
    kept = reserved_pairs(course.exercises)
    assert len(whole) == len(course.scenarios)
    assert set(whole["paire"]) - set(practice["paire"]) == kept
    assert len(practice) == len(whole) - 2 * len(kept)
    for column in ("categorie", "critere", "moment", "secteur"):
        assert whole[column].dtype == "category"
    assert [*whole["critere"].cat.categories] == [c.value for c in CriterionId]
    assert whole["niveau"].dtype == "int64"
    source = pd.read_csv(bank.default_folder() / "scenarios.csv", keep_default_na=False)
    source["forme"] = source["forme"].replace("", "recit")
    assert [*whole.columns] == [*source.columns]
    assert whole.astype({c: source[c].dtype for c in source}).equals(pd.DataFrame(source))
    assert isinstance(practice, pd.DataFrame)


def test_criteria_are_shown_whole(course: Bank):
    table = criteres()
    assert [*table.columns] == ["id", "nom", "question", "vente", "service"]
    options = pd.get_option("display.max_colwidth"), pd.get_option("display.precision")
    page = table._repr_html_()
    for criterion in course.criteria:
        for cell in (criterion.name, criterion.question, criterion.vente, criterion.service):
            assert cell in unescape(page)
    assert options == (pd.get_option("display.max_colwidth"), pd.get_option("display.precision"))
    assert "<th>0</th>" not in page
    chosen = table[table["id"] == "cible"][["nom", "service"]]
    assert course.criterion(CriterionId.CIBLE).service in unescape(chosen._repr_html_())


def test_a_computed_table_keeps_its_index():
    counted = scenarios().groupby("critere", observed=True).agg(combien=("id", "count"))
    page = counted._repr_html_()
    assert "<th>cible</th>" in page
    assert str(counted["combien"].iloc[0]) in page


def test_a_long_table_is_cut_and_says_so():
    page = scenarios()._repr_html_()
    assert page.count("<tr>") < 30
    assert f"{len(scenarios())} lignes" in page


def test_a_table_s_text_is_text(folder):
    folder.replace("criteres.csv", "Un achat", "<b>Un achat</b>")
    assert "<b>" not in criteres(folder.path)._repr_html_()
    assert len(scenarios(folder.path)) == 6
    assert len(scenarios(folder.path, evaluation=True)) == 12


# --- The words --------------------------------------------------------------------------------


def sentences() -> Iterator[tuple[str, str]]:
    """Yield the texts written in the room, but its docstrings, with an x for what fills them."""
    for path in sorted(Path(results.__file__).parent.glob("*.py")):
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        shapes = [node for node in nodes if isinstance(node, ast.JoinedStr)]
        seen = {id(part) for shape in shapes for part in shape.values}
        seen |= {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
        for shape in shapes:
            parts = [p.value if isinstance(p, ast.Constant) else "x" for p in shape.values]
            yield path.name, "".join(parts)
        for node in nodes:
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and id(node) not in seen
            ):
                yield path.name, node.value


def test_the_texts_follow_the_typography():
    written = [(place, re.sub("<[^>]*>", "", text).strip()) for place, text in sentences()]
    written = [(place, text) for place, text in written if " " in text and "{" not in text]
    assert len(written) > 40
    assert [*spelling.typography(written)] == []


# --- Where pandas is not, as in a browser -----------------------------------------------------


@pytest.mark.parametrize("table", [criteres, scenarios])
def test_a_table_that_can_t_be_made_says_why(table, monkeypatch):
    for name in ("pandas", "vs_course.results.report_tables"):
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.delattr(results, "report_tables", raising=False)
    with pytest.raises(CourseError, match="demande pandas"):
        table()
