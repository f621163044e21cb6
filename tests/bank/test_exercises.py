import re
from dataclasses import replace

import pytest

from tests.folders import EXERCISES, SCENARIOS
from vs_course import bank
from vs_course.bank import exercises as catalogue
from vs_course.bank.items import CriterionId, Exercise, Kind, Moment, Policy, Scenario

WHOLE = """
[[exercice]]
id = "complet"
titre = "Tous les filtres"
genre = "classer"
retour = "immediat"
nombre = 1
certitude = true
reussite = 1
paires = ["paire-1", "paire-2"]
critere = ["cible"]
niveau = [1, 2]
moment = ["pendant"]
secteur = ["loisirs"]
"""
SELECTION = {
    "pairs": ("paire-1", "paire-4"),
    "criteria": (CriterionId.CIBLE,),
    "levels": (1, 3),
    "moments": (Moment.APRES,),
    "sectors": ("maison",),
}
READS = {
    "pairs": "pair",
    "criteria": "criterion",
    "levels": "level",
    "moments": "moment",
    "sectors": "sector",
}


def test_every_key_is_read(folder):
    folder.append(EXERCISES, WHOLE)
    assert bank.load(folder.path).exercises[-1] == Exercise(
        id="complet",
        title="Tous les filtres",
        kind=Kind.CLASSER,
        policy=Policy.IMMEDIAT,
        size=1,
        confidence=True,
        passing=1,
        pairs=("paire-1", "paire-2"),
        criteria=(CriterionId.CIBLE,),
        levels=(1, 2),
        moments=(Moment.PENDANT,),
        sectors=("loisirs",),
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('id = "complet"', 'id = "Complet !"', "id: exercice « Complet ! » : il faut des lettres"),
        ('id = "complet"', "id = 3", "id: exercice « 3 » : il faut des lettres"),
        ('id = "complet"', 'id = "essai"', "id: l'exercice « essai » est défini deux fois"),
        ('id = "complet"\n', "", "id: exercice « ? » : il manque « id »"),
        ('titre = "Tous les filtres"', 'titre = " "', "titre: exercice « complet » : il faut un"),
        ('"classer"', '"clase"', "genre: exercice « complet » : il faut un mot parmi : classer"),
        ('"immediat"', '"jamais"', "retour: exercice « complet » : il faut un mot parmi : immed"),
        ("nombre = 1", "nombre = 0", "nombre: exercice « complet » : il faut un nombre entier"),
        ("nombre = 1", "nombre = true", "nombre: exercice « complet » : il faut un nombre entier"),
        ("nombre = 1", 'nombre = "1"', "nombre: exercice « complet » : il faut un nombre entier"),
        ("nombre = 1\n", "", "nombre: exercice « complet » : il manque « nombre »"),
        ("nombre = 1", "nombre = 2", "nombre: exercice « complet » : 1 situation(s) conviennent"),
        ('"paire-2"', '"paire-9"', "paires: exercice « complet » : la paire « paire-9 » n'est pas"),
        ('["paire-1", "paire-2"]', '"paire-1"', "paires: exercice « complet » : il faut une liste"),
        ('"cible"', '"prix"', "critere: exercice « complet » : il faut une liste prise parmi"),
        ("[1, 2]", "[0]", "niveau: exercice « complet » : il faut une liste prise parmi : 1, 2"),
        ("[1, 2]", "[true]", "niveau: exercice « complet » : il faut une liste prise parmi : 1, 2"),
        ("[1, 2]", '["1"]', "niveau: exercice « complet » : il faut une liste prise parmi : 1, 2"),
        ('"pendant"', '"Pendant"', "moment: exercice « complet » : il faut une liste prise parmi"),
        ('"loisirs"', '"jardin"', "secteur: exercice « complet » : il faut une liste prise parmi"),
        (
            "nombre = 1\n",
            "nombre = 1.0\n",
            "nombre: exercice « complet » : il faut un nombre entier",
        ),
        ("certitude = true", "certitude = 1", "certitude: exercice « complet » : il faut true ou"),
        ("certitude = true", 'certitude = "oui"', "certitude: exercice « complet » : il faut true"),
        ("reussite = 1", "reussite = 0", "reussite: exercice « complet » : il faut un nombre enti"),
        ("reussite = 1", "reussite = true", "reussite: exercice « complet » : il faut un nombre"),
        ('"paire-2"', '"paire-4"', "paires: exercice « complet » : la paire « paire-4 » est déjà"),
        ("retour =", "feedback =", "feedback: exercice « complet » : ce nom n'est pas prévu"),
    ],
)
def test_a_fault_names_its_block_and_key(folder, old, new, expected):
    assert old in WHOLE
    folder.append(EXERCISES, WHOLE.replace(old, new))
    problems = folder.problems()
    assert len(problems) == 1
    assert problems[0].startswith(f"exercices.toml:16: {expected}")


@pytest.mark.parametrize("policy", ["fin", "aucun"])
def test_a_diagnostic_or_an_evaluation_names_its_pairs(folder, policy):
    block = re.sub('paires = .*|"immediat"', "", WHOLE).replace("retour = ", f'retour = "{policy}"')
    folder.append(EXERCISES, block)
    (problem,) = folder.problems()
    assert problem.startswith("exercices.toml:16: paires: exercice « complet » : avec retour")
    assert f"« {policy} »" in problem


def test_two_reservations_of_one_pair_are_each_said(folder):
    folder.append(EXERCISES, WHOLE.replace("immediat", "aucun").replace("paire-2", "paire-6"))
    assert [line.partition(" : ")[0] for line in folder.problems()] == [
        "exercices.toml:8: paires: exercice « evaluation »",
        "exercices.toml:16: paires: exercice « complet »",
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("[[exercice]]\nid = \n", "exercices.toml:2: le fichier n'est pas un TOML valide"),
        ('[[exercice]]\nid = "a"\nid = "b"\n', "exercices.toml:3: le fichier n'est pas un TOML"),
        ("[[exercice", "exercices.toml: le fichier n'est pas un TOML valide"),
        ("a = " + "[" * 5000, "exercices.toml: le fichier n'est pas un TOML valide"),
        ("a = " + "9" * 5000, "exercices.toml: le fichier n'est pas un TOML valide"),
        ("", "exercices.toml: aucun exercice"),
        ("exercice = []", "exercices.toml: aucun exercice"),
        ("exercice = [1, 2]", "exercices.toml: aucun exercice"),
        ('exercice = "essai"', "exercices.toml: aucun exercice"),
        ("[exercice]\nid = 'a'", "exercices.toml: aucun exercice"),
    ],
)
def test_a_file_that_holds_no_exercise_is_one_problem(folder, content, expected):
    folder.file(EXERCISES).write_text(content, encoding="utf-8")
    problems = folder.problems()
    assert len(problems) == 1
    assert problems[0].startswith(expected)


def test_a_key_outside_the_blocks_is_said(folder):
    folder.replace(EXERCISES, "[[exercice]]", "titre = 'Mon cours'\n[[exercice]]")
    problems = folder.problems()
    assert len(problems) == 1
    assert problems[0].startswith("exercices.toml: titre: « titre » n'est pas prévu")


@pytest.mark.parametrize("header", ["[[exercice]] # un", "  [[ exercice ]]", '[["exercice"]]'])
def test_no_way_of_opening_a_block_hides_it(folder, header):
    folder.replace(EXERCISES, "[[exercice]]", header)
    assert [e.id for e in bank.load(folder.path).exercises] == ["essai", "evaluation"]
    folder.replace(EXERCISES, "nombre = 6", "nombre = 600")
    problems = folder.problems()
    assert len(problems) == 1
    assert "exercice « evaluation » : 6 situation(s) conviennent, il en faut 600" in problems[0]


def test_what_is_selected_isn_t_judged_on_faulty_scenarios(folder):
    folder.replace(EXERCISES, "nombre = 4", "nombre = 400")
    folder.set(2, "niveau", "9")
    assert [line.partition(":")[0] for line in folder.problems()] == [SCENARIOS]


def test_windows_encoding_is_read(folder):
    content = folder.file(EXERCISES).read_text(encoding="utf-8")
    folder.file(EXERCISES).write_text(content, encoding="cp1252")
    assert bank.load(folder.path).exercises[1].title == "Une évaluation"


@pytest.mark.parametrize("field", SELECTION)
def test_each_filter_keeps_exactly_what_it_names(folder, field):
    content = bank.load(folder.path)
    what = Exercise("e", "E", Kind.CLASSER, Policy.FIN, 1, **{field: SELECTION[field]})
    kept = catalogue.eligible(what, content.scenarios)
    assert 0 < len(kept) < len(content.scenarios)
    assert kept == [s for s in content.scenarios if getattr(s, READS[field]) in SELECTION[field]]


def test_filters_add_up_and_none_admits_everything(folder):
    scenarios = bank.load(folder.path).scenarios
    free = Exercise("e", "E", Kind.CLASSER, Policy.FIN, 1)
    strict = Exercise("e", "E", Kind.CLASSER, Policy.FIN, 1, levels=(2,), moments=(Moment.APRES,))
    assert catalogue.eligible(free, scenarios) == list(scenarios)
    assert {(s.level, s.moment) for s in catalogue.eligible(strict, scenarios)} == {(2, "apres")}


def test_reserved_pairs_are_for_who_names_them(folder):
    content = bank.load(folder.path)
    reserved = catalogue.reserved_pairs(content.exercises)
    assert reserved == {"paire-4", "paire-5", "paire-6"}
    free = Exercise("e", "E", Kind.CLASSER, Policy.IMMEDIAT, 1)
    named = replace(free, pairs=("paire-1", "paire-4"))
    drawn = [catalogue.eligible(what, content.scenarios, reserved) for what in (free, named)]
    assert [{s.pair for s in each} for each in drawn] == [
        {"paire-1", "paire-2", "paire-3"},
        {"paire-1", "paire-4"},
    ]


REAL = bank.load()
PRACTICE = [what for what in REAL.exercises if what.policy is Policy.IMMEDIAT]
KEPT = [what for what in REAL.exercises if what.policy is not Policy.IMMEDIAT]


@pytest.mark.parametrize("what", PRACTICE, ids=lambda what: what.id)
def test_no_practice_of_the_course_may_draw_a_reserved_pair(what):
    kept = {pair for other in KEPT for pair in other.pairs}
    offered = catalogue.subjects(what, REAL)
    assert len(offered) >= what.size
    assert not kept & {subject.pair for subject in offered if isinstance(subject, Scenario)}


def test_the_course_s_diagnostic_and_evaluation_share_nothing():
    assert [what.policy for what in KEPT] == [Policy.AUCUN, Policy.FIN]
    before, after = ({s.id for s in catalogue.subjects(what, REAL)} for what in KEPT)
    assert len(before) == 20
    assert len(after) == 30
    assert not before & after


@pytest.mark.parametrize(
    ("kind", "selection", "count"),
    [
        (Kind.ATTRIBUER, {}, len(REAL.statements)),
        (Kind.DEBATTRE, {}, len(REAL.debates)),
        (Kind.ATTRIBUER, {"criteria": (CriterionId.CIBLE,)}, None),
        (Kind.DEBATTRE, {"sectors": (REAL.debates[0].sector,)}, None),
    ],
)
def test_statements_and_debates_are_selected_too(kind, selection, count):
    found = catalogue.subjects(Exercise("e", "E", kind, Policy.IMMEDIAT, 1, **selection), REAL)
    if count is not None:
        assert len(found) == count
    for field, allowed in selection.items():
        assert {getattr(subject, READS[field]) for subject in found} == set(allowed)


def test_a_comparison_takes_a_pair_as_one_subject():
    what = Exercise("e", "E", Kind.COMPARER, Policy.IMMEDIAT, 1, levels=(2,))
    pairs = [scenario.pair for scenario in catalogue.subjects(what, REAL)]
    assert len(set(pairs)) == len(pairs)
    assert set(pairs) == {s.pair for s in catalogue.eligible(what, REAL.scenarios)} - {
        pair for other in KEPT for pair in other.pairs
    }
