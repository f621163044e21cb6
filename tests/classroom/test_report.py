"""The report: what it says, that it is one harmless page, and that a small class is quick."""

import re
import subprocess
import sys
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

from tests.classroom import made
from tests.conftest import ROOT
from tests.simulated_class import FOLDER
from vs_course.bank.items import Bank
from vs_course.classroom import classe, report, write
from vs_course.practice.entries import Reason, Report


def text(html: str) -> str:
    found: list[str] = []
    parser = HTMLParser()
    parser.handle_data = found.append
    parser.feed(re.sub("<style>.*?</style>", "", html, flags=re.DOTALL))
    return " ".join(" ".join(found).replace("\u00a0", " ").split())


def test_it_says_what_a_teacher_looks_for(simulated):
    html, figures = report.as_page(simulated.figures), simulated.figures
    said = text(html)
    answers = f"{figures.answers:,}".replace(",", " ")
    assert f"24 élèves, {answers} réponses" in said
    assert "du 12 au 20 janvier 2026" in said
    assert "À retravailler en priorité : la cible" in said
    for pupil in figures.pupils:
        assert pupil.name in said
    worst = next(one for one in figures.situations if one.seen >= 5)
    assert f"{worst.wrong} élèves sur {worst.seen} ont répondu" in said
    scenario = worst.scenario
    assert f"<mark>{scenario.clue}</mark>" in unescape(html)
    assert text(scenario.text) in said.replace(" .", ".")
    assert text(scenario.explanation) in said
    assert re.search(r"\d+ élèves sont sûrs que c’est une? (vente|service) ; c’est", said)
    assert re.search(r"\d+ élèves ont terminé les deux : de \d+ % .* à \d+ %", said)
    assert said.count("Trop peu fiable pour noter : les questions s’accordent mal") == 2
    assert "(KR-20 : 0,38, il faudrait 0,70)" in said
    assert "non (−0,03)" in said
    assert "pas pour noter" in said
    assert "groupe-2/sofia.jsonl illisible, enregistrement coupé ou fichier modifié 1" in said


def test_what_learners_report_is_listed_by_situation_each_report_once(content, tmp_path):
    first, other = content.scenarios[:2]
    told = [
        (first.id, Reason.FAUTE, "« vélo » <b>est mal écrit\ud800"),
        (first.id, Reason.FAUTE, ""),
        (f"{first.id}/signe", Reason.INCOMPRIS, " "),
        (other.id, Reason.INVRAISEMBLABLE, ""),
        ("jamais-vue", Reason.FAUTE, "rien"),
    ]
    reports = [
        Report(f"r{number}", "2026-02-01T09:00:00Z", "eleve-1", "05-classer", *one, bank="")
        for number, one in enumerate(told)
    ]
    answers = made.answers("eleve-1", [(first.id, "vente")])
    for name in ("lea", "lea (1)"):
        made.hand_in(tmp_path / f"{name}.jsonl", [*answers, *reports])
    write(classe(tmp_path), tmp_path / "classe.xlsx")
    html = report.as_html(classe(tmp_path).figures)
    said = text(html).partition("Ce que les élèves signalent ")[2]
    assert said.startswith(text(first.text))
    assert "Je ne comprends pas (1) ; une faute (2)" in said
    assert "&lt;b&gt;est mal écrit" in html
    assert text(other.text) in said
    assert "Ce n’est pas vraisemblable (1)" in said
    assert "jamais-vue" not in said


def test_each_competence_of_the_reference_has_the_class_s_share(simulated):
    said = text(report.as_html(simulated.figures)).partition("Les compétences du référentiel")[2]
    met = [one for one in simulated.figures.situations if "MCV-2.3" in one.scenario.competences]
    share = 1 - sum(one.wrong for one in met) / sum(one.seen for one in met)
    wording = "Traiter les retours et les réclamations du client"
    assert f"MCV-2.3 {wording} {share:.0%}".replace("%", " %") in said


def test_weak_is_the_learner_s_own_rule_on_their_last_ten(content: Bank, tmp_path):
    """Fifteen wrong, then seven of ten: not weak; seven wrong after ten right: weak."""
    met = [s for s in content.scenarios if s.criterion == "cible"]
    kept = {pair for exercise in content.exercises if exercise.once for pair in exercise.pairs}
    free = [scenario for scenario in met if scenario.pair not in kept][:25]
    for name, rights in {
        "progresse": [False] * 15 + [True] * 7 + [False] * 3,
        "oublie": [True] * 18 + [False] * 7,
    }.items():
        other = {"vente": "service", "service": "vente"}
        answers = made.answers(
            name,
            [(s.id, str(s.category) if right else other[s.category])
             for s, right in zip(free, rights, strict=True)],
        )  # fmt: skip
        made.hand_in(tmp_path / f"{name}.jsonl", answers)
    html = report.as_html(classe(tmp_path).figures)
    rows = dict(re.findall(r'<th scope="row">(\w+)</th>(.*?)</tr>', html))
    assert "<b>28\u00a0%</b> <small>7/25</small>" in rows["Progresse"]
    assert '<b>72\u00a0%<span role="img" aria-label="à retravailler">▼</span>' in rows["Oublie"]
    assert "moins de 70\u00a0% des 10 dernières" in html


def test_it_is_one_file_with_no_script_and_no_address(simulated):
    html = report.as_page(simulated.figures)
    assert not re.search(r"<script|<link|<img|src=|href=|https?:|@import|url\(", html)


def test_a_text_is_a_text(content, asked, tmp_path):
    evil = "<img src=x onerror=alert(1)>"
    for number in range(2):
        answers = made.anyhow(content, f"p{number}", 30, asked)
        made.hand_in(tmp_path / f"<u>{number}" / f"{evil[:20]}{number}.jsonl", answers)
    made.hand_in(tmp_path / "x" / f"{evil}.jsonl", [replace(answers[0], question=evil, id="i")])
    (tmp_path / "<script>.png").write_bytes(b"x")
    html = classe(tmp_path)._repr_html_()
    assert not re.search("<(img|script|u>)", html)
    assert "&lt;script&gt;.png" in html
    assert "&lt;img src=x" in html


def test_a_terminal_reads_plain_lines(simulated):
    said = repr(simulated)
    assert said.splitlines()[0] == "Les résultats de la classe"
    assert not re.search("[’\u00a0\u202f<]", said)
    assert "- L'objectif : " in said


def test_many_pupils_are_shown_by_group(simulated):
    html = report.as_html(simulated.figures, most_pupils=20)
    assert "Alice" not in html
    assert re.findall(r'<tr><th scope="row">(groupe-\d)</th>', html) == ["groupe-1", "groupe-2"]
    assert "Avec 24 élèves, la page montre les groupes" in html
    html = report.as_html(simulated.figures, most_pupils=20, most_groups=1)
    assert "Les 1 premiers groupes sur 2, par ordre alphabétique." in html


def test_the_small_case_needs_neither_pandas_nor_a_widget(tmp_path: Path):
    code = f"""if True:
        import sys
        from pathlib import Path
        from vs_course.classroom import classe, write
        write(classe({str(FOLDER)!r}), Path({str(tmp_path / "r.html")!r}))
        slow = {{"pandas", "matplotlib", "IPython", "ipywidgets", "xlsxwriter", "duckdb"}}
        print(slow & {{*sys.modules}})"""
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert run.stdout == "set()\n"
    assert run.stderr == ""
