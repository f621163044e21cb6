"""What exercices.toml may say, what is refused, and what each exercise may ask about."""

import re
from dataclasses import replace

import pytest

from tests.folders import EXERCISES, SCENARIOS, Folder
from vs_course import bank
from vs_course.bank import columns, exercises
from vs_course.bank.items import CriterionId, Exercise, Kind, Moment, Policy, Scenario
from vs_course.practice.questions import questions

WHOLE = """
[[exercice]]
id = "complet"
titre = "Tous les filtres"
genre = "classer"
retour = "immediat"
nombre = 1
certitude = true
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


@pytest.fixture
def said(tmp_path):
    """A way to know what is said of a sound folder with another catalogue of exercises."""

    def problems(added: str = "", whole: str | None = None) -> list[str]:
        folder = Folder(tmp_path / str(len(list(tmp_path.iterdir()))))
        statement = ["dire-oui", "Elle finit par un achat.", "vente", "cible", "C’est le but."]
        folder.write("affirmations.csv", [columns.STATEMENTS.columns, statement])
        table = columns.debates(())
        debate = ["livrer", "mot " * 12, "Elle se paie.", "Elle aide.", "loisirs"]
        folder.write(table.name, [table.columns, debate])
        if whole is not None:
            folder.file(EXERCISES).write_text(whole, encoding="utf-8")
        folder.append(EXERCISES, added)
        return folder.problems()

    return problems


def test_every_key_is_read(folder):
    folder.append(EXERCISES, WHOLE)
    expected = Exercise(
        id="complet",
        title="Tous les filtres",
        kind=Kind.CLASSER,
        policy=Policy.IMMEDIAT,
        size=1,
        confidence=True,
        pairs=("paire-1", "paire-2"),
        criteria=(CriterionId.CIBLE,),
        levels=(1, 2),
        moments=(Moment.PENDANT,),
        sectors=("loisirs",),
    )
    assert bank.load(folder.path).exercises[-1] == expected
    folder.replace(EXERCISES, "nombre = 4", "nombre = 2")  # two pairs go to the second evaluation
    folder.replace(EXERCISES, 'retour = "immediat"', 'retour = "fin"\nreussite = 1')
    assert bank.load(folder.path).exercises[-1] == replace(expected, policy=Policy.FIN, passing=1)


WHOLE_NUMBER = "exercice « complet » : il faut un nombre entier, au moins 1"
NAME = "il faut des lettres minuscules sans accent, des chiffres et des tirets"
AMONG = "exercice « complet » : il faut une liste prise parmi :"
FAULTS = [
    ('id = "complet"', 'id = "Complet !"', f"id: exercice « Complet ! » : {NAME}"),
    ('id = "complet"', "id = 3", f"id: exercice « 3 » : {NAME}"),
    ('id = "complet"', 'id = "essai"', "id: l'exercice « essai » est défini deux fois"),
    ('id = "complet"\n', "", "id: exercice « ? » : il manque « id »"),
    (
        'titre = "Tous les filtres"',
        'titre = " "',
        "titre: exercice « complet » : il faut un texte",
    ),
    (
        '"classer"',
        '"clase"',
        "genre: exercice « complet » : il faut un mot parmi : classer, comparer, reperer, "
        "justifier, situer, attribuer, debattre",
    ),
    (
        '"immediat"',
        '"jamais"',
        "retour: exercice « complet » : il faut un mot parmi : immediat, fin, aucun",
    ),
    ("nombre = 1", "nombre = 0", f"nombre: {WHOLE_NUMBER}"),
    ("nombre = 1", "nombre = true", f"nombre: {WHOLE_NUMBER}"),
    ("nombre = 1", 'nombre = "1"', f"nombre: {WHOLE_NUMBER}"),
    ("nombre = 1\n", "nombre = 1.0\n", f"nombre: {WHOLE_NUMBER}"),
    ("nombre = 1\n", "", "nombre: exercice « complet » : il manque « nombre »"),
    (
        "nombre = 1",
        "nombre = 2",
        "nombre: exercice « complet » : 1 situation(s) conviennent, il en faut 2",
    ),
    (
        '"paire-2"',
        '"paire-9"',
        "paires: exercice « complet » : la paire « paire-9 » n'est pas dans scenarios.csv",
    ),
    (
        '"paire-2"',
        '"paire-4"',
        "paires: exercice « complet » : la paire « paire-4 » est déjà réservée à un diagnostic ou "
        "à une évaluation",
    ),
    (
        '["paire-1", "paire-2"]',
        '"paire-1"',
        "paires: exercice « complet » : il faut une liste de noms de paires",
    ),
    (
        '"cible"',
        '"prix"',
        f"critere: {AMONG} objectif, cible, clientele, satisfaction, interaction",
    ),
    ("[1, 2]", "[0]", f"niveau: {AMONG} 1, 2, 3"),
    ("[1, 2]", "[true]", f"niveau: {AMONG} 1, 2, 3"),
    ("[1, 2]", '["1"]', f"niveau: {AMONG} 1, 2, 3"),
    ('"pendant"', '"Pendant"', f"moment: {AMONG} avant, pendant, apres"),
    ('"loisirs"', '"jardin"', f"secteur: {AMONG} loisirs, maison"),
    (
        "certitude = true",
        "certitude = 1",
        "certitude: exercice « complet » : il faut true ou false",
    ),
    (
        "certitude = true",
        'certitude = "oui"',
        "certitude: exercice « complet » : il faut true ou false",
    ),
    ("nombre = 1", "nombre = 1\nreussite = 0", f"reussite: {WHOLE_NUMBER}"),
    ("nombre = 1", "nombre = 1\nreussite = true", f"reussite: {WHOLE_NUMBER}"),
    (
        "nombre = 1",
        "nombre = 1\nreussite = 1",
        "reussite: exercice « complet » : il n'y a rien à réussir avec retour = « immediat » ; "
        "retirez cette ligne, ou écrivez retour = « fin »",
    ),
    (
        "certitude =",
        "confiance =",
        "confiance: exercice « complet » : ce nom n'est pas prévu ; on peut écrire id, titre, "
        "genre, nombre, retour, certitude, reussite, apres, paires, critere, niveau, moment, "
        "secteur",
    ),
]


def test_a_fault_names_its_block_and_key(said):
    wrong = {}
    for old, new, expected in FAULTS:
        assert old in WHOLE
        problems = said(WHOLE.replace(old, new))
        if problems != [f"exercices.toml:16: {expected}"]:
            wrong[new] = problems
    assert wrong == {}


def block(kind: str, *lines: str) -> str:
    head = ["", "[[exercice]]", 'id = "autre"', 'titre = "Un autre"', f'genre = "{kind}"']
    return "\n".join([*head, *lines, ""])


def test_what_a_kind_does_not_read_is_refused(said):
    """Statements have a criterion, debates a sector: nothing else chooses among them."""
    lines = {
        "paires": 'paires = ["paire-1"]',
        "critere": 'critere = ["cible"]',
        "niveau": "niveau = [2]",
        "moment": 'moment = ["pendant"]',
        "secteur": 'secteur = ["loisirs"]',
    }
    wrong = {}
    for kind in Kind:
        useful = {"attribuer": "critere", "debattre": "secteur"}.get(kind)
        for key, line in lines.items():
            ignored = useful and key != useful
            expected = (
                f"exercices.toml:16: {key}: exercice « autre » : avec genre = « {kind} », cette "
                f"ligne ne choisit rien ; retirez-la (seul « {useful} » peut choisir)"
            )
            problems = said(block(kind, "nombre = 1", line))
            if problems != [expected] * bool(ignored):
                wrong[kind, key] = problems
    assert wrong == {}


def test_no_more_can_be_asked_than_a_series_holds(said):
    """Two questions of each situation may be right where two are asked, none of a debate."""
    pairs = 'paires = ["paire-1"]'
    wrong = {}
    for kind, most in (("classer", 1), ("justifier", 2), ("situer", 2), ("debattre", 0)):
        lines = ["nombre = 1", 'retour = "fin"', pairs if kind != "debattre" else ""]
        expected = (
            f"exercices.toml:16: reussite: exercice « autre » : {most + 1} ne peut pas être "
            f"atteint, une série pose {most} question(s) notée(s)"
        )
        found = said(block(kind, *lines, f"reussite = {most + 1}"))
        enough = said(block(kind, *lines, f"reussite = {most}" if most else ""))
        if (found, enough) != ([expected], []):
            wrong[kind] = found, enough
    assert wrong == {}


def test_a_kind_says_how_many_questions_may_be_right():
    course = bank.load()
    for kind in Kind:
        what = Exercise("e", "E", kind, Policy.IMMEDIAT, 1)
        asked = questions(kind, exercises.subjects(what, course)[0], course)
        assert kind.graded == sum(question.key is not None for question in asked)


def test_a_diagnostic_or_an_evaluation_names_its_pairs(said):
    for policy in ("fin", "aucun"):
        added = re.sub('paires = .*|"immediat"', "", WHOLE)
        assert said(added.replace("retour = ", f'retour = "{policy}"')) == [
            f"exercices.toml:16: paires: exercice « complet » : avec retour = « {policy} », il "
            "faut nommer ses paires : elles sont réservées, l'entraînement ne les montre pas"
        ]
    assert said(block("attribuer", "nombre = 1", 'retour = "fin"')) == []  # it has no pair to name


def test_two_reservations_of_one_pair_are_each_said(said):
    problems = said(WHOLE.replace("immediat", "aucun").replace("paire-2", "paire-6"))
    assert [line.partition(" : ")[0] for line in problems] == [
        "exercices.toml:8: paires: exercice « evaluation »",
        "exercices.toml:16: paires: exercice « complet »",
    ]


def test_a_file_that_holds_no_exercise_is_one_problem(said):
    not_toml = "le fichier n'est pas un TOML valide ("
    none = "aucun exercice ; il faut au moins un bloc [[exercice]]"
    wrong = {}
    for content, expected in (
        ("[[exercice]]\nid = \n", f"exercices.toml:2: {not_toml}"),
        ('[[exercice]]\nid = "a"\nid = "b"\n', f"exercices.toml:3: {not_toml}"),
        ("[[exercice", f"exercices.toml: {not_toml}"),
        ("a = " + "[" * 5000, f"exercices.toml: {not_toml}"),
        ("a = " + "9" * 5000, f"exercices.toml: {not_toml}"),
        ("", f"exercices.toml: {none}"),
        ("exercice = []", f"exercices.toml: {none}"),
        ("exercice = [1, 2]", f"exercices.toml: {none}"),
        ('exercice = "essai"', f"exercices.toml: {none}"),
        ("[exercice]\nid = 'a'", f"exercices.toml: {none}"),
    ):
        problems = said(whole=content)
        if len(problems) != 1 or not problems[0].startswith(expected):
            wrong[content[:40]] = problems
    assert wrong == {}


def test_a_key_outside_the_blocks_is_said(folder):
    folder.replace(EXERCISES, "[[exercice]]", "titre = 'Mon cours'\n[[exercice]]")
    assert folder.problems() == [
        "exercices.toml: titre: « titre » n'est pas prévu ; il n'y a que des blocs [[exercice]]"
    ]


def test_no_way_of_opening_a_block_hides_it(tmp_path):
    for number, header in enumerate(("[[exercice]] # un", "  [[ exercice ]]", '[["exercice"]]')):
        folder = Folder(tmp_path / str(number))
        folder.replace(EXERCISES, "[[exercice]]", header)
        assert [e.id for e in bank.load(folder.path).exercises] == ["essai", "evaluation"]
        folder.replace(EXERCISES, "nombre = 6", "nombre = 600")
        (problem,) = folder.problems()
        assert problem.endswith(
            "nombre: exercice « evaluation » : 6 situation(s) conviennent, il en faut 600"
        )


def test_what_is_selected_isn_t_judged_on_faulty_scenarios(folder):
    folder.replace(EXERCISES, "nombre = 4", "nombre = 400")
    folder.set(2, "niveau", "9")
    assert [line.partition(":")[0] for line in folder.problems()] == [SCENARIOS]


def test_windows_encoding_is_read(folder):
    content = folder.file(EXERCISES).read_text(encoding="utf-8")
    folder.file(EXERCISES).write_text(content, encoding="cp1252")
    assert bank.load(folder.path).exercises[1].title == "Une évaluation"


def test_each_filter_keeps_exactly_what_it_names(folder):
    scenarios = bank.load(folder.path).scenarios
    for field, allowed in SELECTION.items():
        what = Exercise("e", "E", Kind.CLASSER, Policy.FIN, 1, **{field: allowed})
        kept = exercises.eligible(what, scenarios)
        assert 0 < len(kept) < len(scenarios)
        assert kept == [s for s in scenarios if getattr(s, READS[field]) in allowed], field


def test_filters_add_up_and_none_admits_everything(folder):
    scenarios = bank.load(folder.path).scenarios
    free = Exercise("e", "E", Kind.CLASSER, Policy.FIN, 1)
    strict = Exercise("e", "E", Kind.CLASSER, Policy.FIN, 1, levels=(2,), moments=(Moment.APRES,))
    assert exercises.eligible(free, scenarios) == list(scenarios)
    assert {(s.level, s.moment) for s in exercises.eligible(strict, scenarios)} == {(2, "apres")}


def test_reserved_pairs_are_for_who_names_them(folder):
    content = bank.load(folder.path)
    reserved = exercises.reserved_pairs(content.exercises)
    assert reserved == {"paire-4", "paire-5", "paire-6"}
    free = Exercise("e", "E", Kind.CLASSER, Policy.IMMEDIAT, 1)
    named = replace(free, pairs=("paire-1", "paire-4"))
    drawn = [exercises.eligible(one, content.scenarios, reserved) for one in (free, named)]
    assert [{s.pair for s in each} for each in drawn] == [
        {"paire-1", "paire-2", "paire-3"},
        {"paire-1", "paire-4"},
    ]


REAL = bank.load()
PRACTICE = [exercise for exercise in REAL.exercises if exercise.policy is Policy.IMMEDIAT]
KEPT = [exercise for exercise in REAL.exercises if exercise.policy is not Policy.IMMEDIAT]


def test_no_practice_of_the_course_may_draw_a_reserved_pair():
    kept = {pair for exercise in KEPT for pair in exercise.pairs}
    wrong = []
    for exercise in PRACTICE:
        offered = exercises.subjects(exercise, REAL)
        pairs = {subject.pair for subject in offered if isinstance(subject, Scenario)}
        if len(offered) < exercise.size or kept & pairs:
            wrong.append(exercise.id)
    assert wrong == []


def test_the_course_s_diagnostic_and_evaluation_share_nothing():
    assert [exercise.policy for exercise in KEPT] == [Policy.AUCUN, Policy.FIN, Policy.FIN]
    before, after, again = ({s.id for s in exercises.subjects(one, REAL)} for one in KEPT)
    assert (len(before), len(after), len(again)) == (20, 30, 30)
    assert len(before | after | again) == 80


def test_the_evaluation_is_taken_again_as_it_was_taken():
    first, again = KEPT[1:]
    assert again.after == first.id
    told = {"id": first.id, "title": first.title, "pairs": first.pairs, "after": ""}
    assert replace(again, **told) == first


def test_what_is_taken_again_comes_after_what_can_be_failed(said):
    first = block("attribuer", "nombre = 1", 'retour = "fin"')
    again = first.replace("autre", "encore")
    passing = first.replace("nombre = 1", "nombre = 1\nreussite = 1")
    for before, name, sound in (
        (passing, "autre", True),
        (first, "autre", False),
        (passing, "encore", False),
        (passing, "absent", False),
    ):
        expected = (
            f"apres: exercice « encore » : « {name} » n'est pas un exercice d'avant, avec "
            "« reussite », qu'il y aurait à repasser"
        )
        found = said(before + again.replace("nombre = 1", f'nombre = 1\napres = "{name}"'))
        assert [line.partition(": ")[2] for line in found] == [expected] * (not sound), name


def test_statements_and_debates_are_selected_too():
    for kind, selection, count in (
        (Kind.ATTRIBUER, {}, len(REAL.statements)),
        (Kind.DEBATTRE, {}, len(REAL.debates)),
        (Kind.ATTRIBUER, {"criteria": (CriterionId.CIBLE,)}, None),
        (Kind.DEBATTRE, {"sectors": (REAL.debates[0].sector,)}, None),
    ):
        what = Exercise("e", "E", kind, Policy.IMMEDIAT, 1, **selection)
        found = exercises.subjects(what, REAL)
        assert found
        assert count in (None, len(found))
        for field, allowed in selection.items():
            assert {getattr(subject, READS[field]) for subject in found} == set(allowed)


def test_a_situation_without_a_sign_is_not_asked_for_one(folder):
    """Where no situation has a sign, the criteria that are signs stand for them."""
    content = bank.load(folder.path)
    asking = Exercise("x", "Un titre", Kind.JUSTIFIER, Policy.IMMEDIAT, 1)
    unsigned = {s.id for s in exercises.subjects(asking, content)}
    assert unsigned == {f"paire-{n}-{which}" for n in (1, 2, 3) for which in ("vente", "service")}
    folder.set(5, "signe", "satisfaction")
    folder.set(10, "signe", "clientele")
    signed = bank.load(folder.path)
    assert [s.id for s in exercises.subjects(asking, signed)] == ["paire-2-service"]
    (asked,) = exercises.subjects(replace(asking, pairs=("paire-5",)), signed)
    assert asked.sign is CriterionId.CLIENTELE


def test_a_comparison_takes_a_pair_as_one_subject():
    what = Exercise("e", "E", Kind.COMPARER, Policy.IMMEDIAT, 1, levels=(2,))
    pairs = [scenario.pair for scenario in exercises.subjects(what, REAL)]
    assert len(set(pairs)) == len(pairs)
    assert set(pairs) == {s.pair for s in exercises.eligible(what, REAL.scenarios)} - {
        pair for other in KEPT for pair in other.pairs
    }
