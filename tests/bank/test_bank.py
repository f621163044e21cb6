"""A data folder becomes a bank, or each thing wrong in it is said with its place."""

import os
from dataclasses import fields, make_dataclass
from random import Random

import pytest

from tests.folders import CRITERIA, EXERCISES, FILES, SCENARIOS, SECTORS, Folder
from vs_course import bank
from vs_course.bank import BankError, columns
from vs_course.bank.items import (
    Category,
    Competence,
    CriterionId,
    Debate,
    Exercise,
    Form,
    Kind,
    Moment,
    Policy,
    Reply,
    Scenario,
    Statement,
)

STATEMENTS, DEBATES, COMPETENCES = "affirmations.csv", "debats.csv", "competences.csv"
STATEMENT = ["dire-oui", "Elle finit par un achat.", "vente", "", "L’achat est le but."]
DEBATE = ["livrer", "mot " * 12, "Elle se paie.", "Elle aide.", "loisirs"]
TERM = ["Panier", "Ce qu’on achète en une fois."]
SKILL = ["MCV-4A.3", "Bac pro MCV", "4A", "Développer la clientèle"]
OPTIONAL = [
    (columns.STATEMENTS, STATEMENT),
    (columns.debates(()), DEBATE),
    (columns.GLOSSARY, TERM),
    (columns.COMPETENCES, SKILL),
]
ORDINARY = columns.scenarios(()).columns


@pytest.fixture
def folders(tmp_path):
    """A way to make as many sound folders as a test spoils."""

    def make() -> Folder:
        return Folder(tmp_path / str(len(list(tmp_path.iterdir()))))

    return make


def test_a_sound_folder_becomes_a_bank(folder):
    content = bank.load(folder.path)
    assert folder.problems() == []
    assert len(content.scenarios) == 12
    first, second = content.scenarios[:2]
    assert first.text.startswith("M. Noël regarde une montre ; le vendeur dit")
    assert first == Scenario(
        id="paire-1-vente",
        pair="paire-1",
        text=first.text,
        category=Category.VENTE,
        criterion=CriterionId.CIBLE,
        moment=Moment.PENDANT,
        level=2,
        sector="loisirs",
        clues=("en propose un second",),
        explanation='« en propose un second » : ici "vente" ; rien d’autre, même après.',
    )
    assert content.twin(first) is second
    assert content.twin(second) is first
    assert [c.id for c in content.criteria] == list(CriterionId)
    assert content.criterion(CriterionId.CIBLE).name == "Nom : cible"
    assert content.sectors == {"loisirs": "Loisirs", "maison": "Maison"}
    assert content.exercises[1] == Exercise(
        "evaluation",
        "Une évaluation",
        Kind.CLASSER,
        Policy.FIN,
        6,
        pairs=("paire-4", "paire-5", "paire-6"),
    )


def test_the_course_s_own_data_is_sound():
    assert bank.check(bank.default_folder())[1] == []
    assert bank.load().exercises


def test_what_excel_saves_gives_the_same_bank(folder):
    expected = bank.load(str(folder.path))
    for name in (SCENARIOS, SECTORS, CRITERIA):
        folder.write(name, folder.rows(name), encoding="cp1252", delimiter=";", newline="\r\n")
    assert bank.load(folder.path) == expected


def test_the_line_the_design_gives(folder):
    folder.set(12, "categorie", "ventes")
    expected = "scenarios.csv:12: categorie: « ventes » n'est ni « vente » ni « service »"
    assert expected in folder.problems()


def test_a_missing_file_is_one_problem(folders):
    for name in FILES:
        folder = folders()
        folder.file(name).unlink()
        assert folder.problems() == [
            f"{name}: le fichier manque ; copiez-le depuis le dossier data du cours, "
            "puis adaptez-le"
        ]


def test_an_unreadable_file_is_one_problem(folders):
    spoilt = {
        b"": "vide|aucun exercice",
        b"\xff\xfei\0d\0": "le fichier est en UTF-16",
        "id,texte\nété".encode("mac-roman"): "l'encodage n'est ni UTF-8 ni Windows",
        b"id\0": "la ligne 1 contient un caractère nul",
        b" " * 6_000_000: "le fichier pèse 6 Mo, la limite est de 5 Mo",
    }
    wrong = {}
    for name in FILES:
        for raw, said in spoilt.items():
            folder = folders()
            folder.file(name).write_bytes(raw)
            problems = folder.problems()
            here = [problem.partition(":")[0] for problem in problems] == [name]
            if not here or not any(words in problems[0] for words in said.split("|")):
                wrong[name, raw[:20]] = problems
    assert wrong == {}


def test_a_table_of_no_row_is_said(folders):
    for name in (SCENARIOS, SECTORS, CRITERIA):
        folder = folders()
        folder.write(name, folder.rows(name)[:1])
        assert f"{name}: le fichier n'a aucune ligne après celle des colonnes" in folder.problems()


def test_every_column_is_needed_and_every_cell_filled(folders):
    wrong = []
    for table in (columns.scenarios(()), columns.SECTORS, columns.CRITERIA):
        for column in table.columns:
            folder = folders()
            folder.set(3, column, "  ", table.name)
            expected = [f"{table.name}:3: {column}: la case est vide"]
            rows = folder.rows(table.name)
            place = rows[0].index(column)
            empty = folder.problems()
            folder.write(table.name, [row[:place] + row[place + 1 :] for row in rows])
            expected.append(f"{table.name}:1: {column}: cette colonne manque")
            found = empty + folder.problems()
            wrong += [line for line in expected if line not in found]
    assert wrong == []


def test_a_column_too_many_is_one_problem(folder):
    folder.write(SCENARIOS, [[*row, ""] for row in folder.rows(SCENARIOS)])
    assert folder.problems() == [
        "scenarios.csv:1: 11: cette colonne n'est pas prévue ; les colonnes sont id, paire, texte, "
        "categorie, critere, moment, niveau, secteur, indice, explication, forme, sujet, signe, "
        "signe_admis, competence, source"
    ]


CRITERIA_KNOWN = "ni « objectif » ni « cible » ni « clientele » ni « satisfaction » ni"
SHAPE = "seulement des lettres minuscules sans accent, des chiffres et des tirets"
WRONG_CELLS = [
    ("id", "Paire 1", f"« Paire 1 » : {SHAPE}"),
    ("id", "paire-1-vente", "« paire-1-vente » est déjà à la ligne 2"),
    ("paire", "été", f"« été » : {SHAPE}"),
    ("texte", "Il en propose un second.", "le texte a 5 mots, il en faut au moins 12"),
    ("texte", "mot " * 59 + "en propose un second", "le texte a 63 mots, il en faut au plus 60"),
    ("categorie", "Vente", "« Vente » n'est ni « vente » ni « service »"),
    ("critere", "prix", f"« prix » n'est {CRITERIA_KNOWN} « interaction »"),
    ("moment", "après", "« après » n'est ni « avant » ni « pendant » ni « apres »"),
    ("niveau", "4", "« 4 » n'est ni « 1 » ni « 2 » ni « 3 »"),
    ("niveau", "1.0", "« 1.0 » n'est ni « 1 » ni « 2 » ni « 3 »"),
    ("secteur", "Loisirs", "« Loisirs » n'est pas dans secteurs.csv"),
    ("indice", "En propose", "« En propose » n'est pas repris mot pour mot du texte"),
    ("indice", "second | En", "« En » n'est pas repris mot pour mot du texte"),
    (
        "indice",
        "second |",
        "il n'y a rien d'un côté d'une barre verticale, qui sépare deux valeurs",
    ),
    (
        "forme",
        "lettre",
        "« lettre » n'est ni « recit » ni « dialogue » ni « messages » ni « ticket » ni « avis » "
        "ni « affiche » ni « note »",
    ),
    (
        "signe",
        "objectif",
        "« objectif » n'est ni « cible » ni « clientele » ni « satisfaction » ni « interaction »",
    ),
    (
        "signe_admis",
        "cible",
        "« cible » s'ajoute à un signe : remplissez d'abord la colonne « signe »",
    ),
    (
        "competence",
        "MCV-1.2|",
        "il n'y a rien d'un côté d'une barre verticale, qui sépare deux valeurs",
    ),
]


def test_a_wrong_cell_is_placed_and_explained(folders):
    wrong = {}
    for column, value, message in WRONG_CELLS:
        folder = folders()
        folder.set(4, column, value)
        if f"scenarios.csv:4: {column}: {message}" not in folder.problems():
            wrong[column, value] = folder.problems()
    assert wrong == {}


def test_the_length_of_a_text(folders):
    for words, sound in ((11, False), (12, True), (60, True), (61, False)):
        folder = folders()
        text = " ".join(["mot"] * (words - 4) + ["en", "propose", "un", "second"])
        folder.set(2, "texte", f"«\u00a0{text}\u00a0!\u00a0»")
        assert (folder.problems() == []) is sound, words


def test_a_pair_is_one_vente_and_one_service(folders):
    wrong = {}
    for column, value, line, pair, counts in (
        ("categorie", "vente", 4, "paire-2", "2 vente(s) et 0 service(s)"),
        ("paire", "paire-1", 2, "paire-1", "1 vente(s) et 2 service(s)"),
        ("paire", "seule", 5, "seule", "0 vente(s) et 1 service(s)"),
        ("paire", "seule", 4, "paire-2", "1 vente(s) et 0 service(s)"),
    ):
        folder = folders()
        folder.set(5, column, value)
        expected = (
            f"scenarios.csv:{line}: paire: « {pair} » doit réunir exactement une vente et un "
            f"service ; elle a {counts}"
        )
        if expected not in folder.problems():
            wrong[pair, counts] = folder.problems()
    assert wrong == {}


def test_the_same_text_twice_is_said(folder):
    text = folder.rows(SCENARIOS)[1][2]
    folder.set(6, "texte", text.upper().replace(" ", "  "))
    folder.set(6, "indice", "VENDEUR")
    assert folder.problems() == ["scenarios.csv:6: texte: le même texte est déjà à la ligne 2"]


def test_a_quote_never_closed_is_one_of_the_problems(folder):
    rows = folder.file(SCENARIOS).read_text(encoding="utf-8").splitlines()
    rows[5] = rows[5].replace(",", ',"', 1)
    folder.file(SCENARIOS).write_text("\n".join(rows), encoding="utf-8")
    assert any(p.startswith("scenarios.csv:6: un guillemet") for p in folder.problems())


def test_the_five_criteria_are_needed(folders):
    for criterion in CriterionId:
        folder = folders()
        folder.write(CRITERIA, [row for row in folder.rows(CRITERIA) if row[0] != criterion])
        assert folder.problems() == [f"criteres.csv: id: le critère « {criterion} » manque"]


def test_an_unknown_or_repeated_criterion_or_sector_is_said(folder):
    folder.set(3, "id", "prix", CRITERIA)
    folder.set(3, "id", "loisirs", SECTORS)
    problems = folder.problems()
    assert f"criteres.csv:3: id: « prix » n'est {CRITERIA_KNOWN} « interaction »" in problems
    assert "secteurs.csv:3: id: « loisirs » est déjà à la ligne 2" in problems
    assert "scenarios.csv:4: secteur: « maison » n'est pas dans secteurs.csv" in problems


def test_every_problem_is_said_at_once(folder):
    folder.set(2, "niveau", "9")
    folder.set(9, "moment", "")
    folder.set(4, "nom", "", CRITERIA)
    folder.set(2, "nom", "", SECTORS)
    folder.replace(EXERCISES, "nombre = 4", "nombre = 0")
    assert [(p.file, p.line, p.column) for p in bank.check(folder.path)[1]] == [
        (SECTORS, 2, "nom"),
        (CRITERIA, 4, "nom"),
        (SCENARIOS, 2, "niveau"),
        (SCENARIOS, 9, "moment"),
        (EXERCISES, 2, "nombre"),
    ]


def test_a_folder_that_isn_t_one_is_said(folder):
    for name, message in (
        ("absent", "ce dossier n'existe pas ; indiquez un dossier qui contient scenarios.csv"),
        (SCENARIOS, "ce n'est pas un dossier ; indiquez le dossier qui contient scenarios.csv"),
        (f"{SCENARIOS}/x", "ce dossier n'existe pas ; indiquez un dossier qui contient"),
        ("n" * 5000, "ce dossier ne peut pas être lu ("),
    ):
        path = folder.file(name)
        found, (problem,) = bank.check(path)
        assert found is None
        assert str(problem).startswith(f"{path}: {message}")


def test_load_refuses_with_every_problem(folder):
    folder.set(2, "niveau", "9")
    folder.set(3, "niveau", "8")
    with pytest.raises(BankError) as caught:
        bank.load(folder.path)
    first, *lines = str(caught.value).splitlines()
    assert first == f"Le dossier « {folder.path} » ne peut pas servir :"
    assert lines == folder.problems()
    assert len(caught.value.problems) == 2


# What is read, checked and carried, and not asked of a folder of today.

SHOWN = {
    "forme": "dialogue",
    "sujet": "La boutique",
    "signe": "cible",
    "signe_admis": "satisfaction",
    "competence": "MCV-4A.3 | EPC-3.3",
    "source": "Code de la consommation, L. 121-1",
}


def test_what_a_situation_may_say_beside_is_carried(folder):
    for line in (2, 3):
        for column, value in SHOWN.items():
            folder.set(line, column, value)
    folder.set(2, "indice", "Très bon choix | en propose un second")
    first, second, third = bank.load(folder.path).scenarios[:3]
    assert (first.form, first.judged, first.source) == (
        Form.DIALOGUE,
        "La boutique",
        SHOWN["source"],
    )
    assert (first.sign, first.other_sign) == (CriterionId.CIBLE, CriterionId.SATISFACTION)
    assert first.competences == ("MCV-4A.3", "EPC-3.3")
    assert first.clues == ("Très bon choix", "en propose un second")
    assert first.clue == "Très bon choix"
    assert second.clues == ("montre le réglage",)
    assert (third.form, third.judged, third.sign, third.other_sign) == (Form.RECIT, "", None, None)
    assert (third.competences, third.source) == ((), "")


def test_the_columns_may_come_in_any_order(folder):
    folder.set(2, "signe", "cible")
    folder.write(SCENARIOS, [row[::-1] for row in folder.rows(SCENARIOS)])
    assert bank.load(folder.path).scenarios[0].sign is CriterionId.CIBLE


def test_lines_are_for_documents_and_not_for_a_story(folder):
    text = "M. Noël :\r\nune montre ?\rLe vendeur :\n« Très bon choix », et en propose un second."
    folder.set(2, "texte", text)
    assert folder.problems() == [
        "scenarios.csv:2: texte: le texte a des retours à la ligne ; écrivez ce récit d'une "
        "traite, ou dites ce qu'il est dans une colonne « forme » (dialogue, messages, ticket…)"
    ]
    folder.set(2, "forme", "dialogue")
    folder.set(3, "forme", "dialogue")
    assert bank.load(folder.path).scenarios[0].text.splitlines() == [
        "M. Noël :",
        "une montre ?",
        "Le vendeur :",
        "« Très bon choix », et en propose un second.",
    ]


def test_twins_have_one_form_and_one_subject(folders):
    for column, value in (("forme", "note"), ("sujet", "La boutique")):
        folder = folders()
        folder.set(3, column, value)
        assert folder.problems() == [
            f"scenarios.csv:3: {column}: les deux situations d'une paire ont la même valeur dans "
            "cette colonne ; la ligne 2 en a une autre"
        ]
        folder.set(2, column, value)
        assert folder.problems() == []
        folder.set(4, "forme", "recit")  # said, or left unsaid: the same
        assert folder.problems() == []


def test_the_other_sign_is_another(folder):
    folder.set(2, "signe", "cible")
    folder.set(2, "signe_admis", "cible")
    assert folder.problems() == [
        "scenarios.csv:2: signe_admis: « cible » est déjà le signe ; indiquez-en un autre, ou "
        "laissez la case vide"
    ]


def test_codes_are_those_of_the_table_where_there_is_one(folder):
    folder.set(2, "competence", "MCV-4A.3|MCV-9")
    assert folder.problems() == []
    folder.write(COMPETENCES, [columns.COMPETENCES.columns, SKILL])
    assert folder.problems() == [
        "scenarios.csv:2: competence: « MCV-9 » n'est pas dans competences.csv"
    ]
    folder.write(COMPETENCES, [columns.COMPETENCES.columns, ["MCV 1", *SKILL[1:]]])
    assert folder.problems()[0] == (
        "competences.csv:2: code: « MCV 1 » : seulement des lettres sans accent, des chiffres, des "
        "points, des tirets"
    )


def test_statements_debates_terms_and_codes_are_read_where_there_are_any(folder):
    assert bank.load(folder.path).statements == bank.load(folder.path).debates == ()
    for table, row in OPTIONAL:
        folder.write(table.name, [table.columns, row])
    folder.set(2, "en_clair", "Faire venir du monde", COMPETENCES)
    content = bank.load(folder.path)
    assert content.statements == (Statement(*STATEMENT[:2], Reply.VENTE, None, STATEMENT[4]),)
    assert content.debates == (Debate(DEBATE[0], DEBATE[1].strip(), *DEBATE[2:]),)
    assert content.glossary == {TERM[0]: TERM[1]}
    assert content.competences == (Competence(*SKILL, "Faire venir du monde"),)


def test_an_optional_file_that_is_there_is_checked(folders):
    for table, row in OPTIONAL:
        folder = folders()
        folder.write(table.name, [table.columns, row, row])
        assert folder.problems() == [
            f"{table.name}:3: {table.key}: « {row[0]} » est déjà à la ligne 2"
        ]
        for column in set(table.columns) - set(table.blank):
            folder.write(table.name, [table.columns, row])
            folder.set(2, column, " ", table.name)
            assert f"{table.name}:2: {column}: la case est vide" in folder.problems()
        folder.write(table.name, [table.columns])
        assert folder.problems() == [
            f"{table.name}: le fichier n'a aucune ligne après celle des colonnes"
        ]


def test_a_wrong_cell_of_an_optional_file_is_placed(folders):
    replies = "ni « vente » ni « service » ni « les-deux »"
    for table, row, column, value, message in (
        (columns.STATEMENTS, STATEMENT, "reponse", "les deux", f"« les deux » n'est {replies}"),
        (
            columns.STATEMENTS,
            STATEMENT,
            "critere",
            "prix",
            f"« prix » n'est {CRITERIA_KNOWN} « interaction »",
        ),
        (OPTIONAL[1][0], DEBATE, "secteur", "jardin", "« jardin » n'est pas dans secteurs.csv"),
        (
            OPTIONAL[1][0],
            DEBATE,
            "texte",
            "Trop court.",
            "le texte a 2 mots, il en faut au moins 12",
        ),
    ):
        folder = folders()
        folder.write(table.name, [table.columns, row])
        folder.set(2, column, value, table.name)
        assert folder.problems() == [f"{table.name}:2: {column}: {message}"]


def test_an_id_stands_for_one_thing_in_the_whole_folder(folders):
    """Answers name what they are about by its id alone: « 1 » can't be two things."""
    confused = "les réponses à l'un passeraient pour des réponses à l'autre"
    wrong = {}
    for table, row, taken, place in (
        (columns.STATEMENTS, STATEMENT, "paire-2-vente", "ligne 4, colonne id"),
        (columns.STATEMENTS, STATEMENT, "paire-2", "ligne 4, colonne paire"),
        (OPTIONAL[1][0], DEBATE, "paire-1-service", "ligne 3, colonne id"),
        (OPTIONAL[1][0], DEBATE, "paire-6", "ligne 12, colonne paire"),
    ):
        folder = folders()
        folder.write(table.name, [table.columns, [taken, *row[1:]]])
        expected = (
            f"{table.name}:2: id: « {taken} » est déjà dans scenarios.csv, {place} : {confused}"
        )
        if folder.problems() != [expected]:
            wrong[table.name, taken] = folder.problems()
    assert wrong == {}

    folder = folders()
    folder.write(STATEMENTS, [columns.STATEMENTS.columns, STATEMENT])
    folder.write(DEBATES, [OPTIONAL[1][0].columns, [STATEMENT[0], *DEBATE[1:]]])
    assert folder.problems() == [
        f"debats.csv:2: id: « dire-oui » est déjà dans affirmations.csv, ligne 2, colonne id : "
        f"{confused}"
    ]
    folder = folders()
    folder.set(4, "id", "paire-1")
    assert folder.problems() == [
        f"scenarios.csv:{line}: paire: « paire-1 » est déjà dans scenarios.csv, ligne 4, "
        f"colonne id : {confused}"
        for line in (2, 3)
    ]


def test_exercises_have_their_own_names(folder):
    folder.replace(EXERCISES, 'id = "essai"', 'id = "paire-1"')
    assert folder.problems() == []


def test_the_fingerprint_follows_the_content(folders):
    before = bank.load(folders().path).fingerprint
    assert len(before) == 12
    assert set(before) <= set("0123456789abcdef")
    changes = [
        (SCENARIOS, "une montre", "une pendule"),
        (SECTORS, "Loisirs", "Sports"),
        (CRITERIA, "Oui ?", "Non ?"),
        (EXERCISES, "nombre = 4", "nombre = 5"),
        (EXERCISES, 'titre = "Un essai', 'certitude = true\ntitre = "Un essai'),
    ]
    found = {before}
    for change in changes:
        folder = folders()
        folder.replace(*change)
        found.add(bank.load(folder.path).fingerprint)
    for table, row in OPTIONAL:
        folder = folders()
        folder.write(table.name, [table.columns, row])
        found.add(bank.load(folder.path).fingerprint)
    for column, value in SHOWN.items():
        folder = folders()
        for line in (2, 3):
            folder.set(line, "signe", "clientele" if column != "signe" else value)
            folder.set(line, column, value)
        found.add(bank.load(folder.path).fingerprint)
    assert len(found) == 1 + len(changes) + len(OPTIONAL) + len(SHOWN)


def test_the_fingerprint_is_that_of_the_content_alone(folders, monkeypatch):
    before = bank.load(folders().path).fingerprint
    folder = folders()
    for column in SHOWN:
        folder.set(2, column, "")
    folder.set(3, "forme", "recit")
    folder.replace(EXERCISES, "nombre = 4", 'nombre = 4\nretour = "immediat"\nniveau = []')
    folder.append(EXERCISES, "# Une remarque.\n")
    folder.write(SCENARIOS, [row[::-1] for row in folder.rows(SCENARIOS)], delimiter=";")
    assert bank.load(folder.path).fingerprint == before

    more = [(field.name, field.type, field) for field in fields(Scenario)]
    grown = make_dataclass("Scenario", [*more, ("mood", str, "")], frozen=True)
    monkeypatch.setattr(bank, "Scenario", grown)
    content, _ = bank.check(folder.path)
    assert content.scenarios[0].mood == ""
    assert content.fingerprint == before


def test_a_folder_is_read_again_only_after_a_change(folder, monkeypatch):
    """Whatever a change does to a file's size and dates, and wherever the folder is."""
    before = bank.load(folder.path)
    monkeypatch.chdir(folder.path.parent)
    assert bank.load(folder.path.name) is bank.load(folder.path) is before
    file = folder.file(SCENARIOS)
    told = file.stat()
    folder.replace(SCENARIOS, "Très bon choix", "Très beau choix"[:14])
    os.utime(file, ns=(told.st_atime_ns, told.st_mtime_ns))
    after = bank.load(folder.path)
    assert (file.stat().st_size, file.stat().st_mtime_ns) == (told.st_size, told.st_mtime_ns)
    assert "Très beau choi" in after.scenarios[0].text
    assert after.fingerprint != before.fingerprint


@pytest.mark.parametrize("name", columns.FILES)
def test_a_change_in_any_file_is_seen(folder, name):
    before = bank.load(folder.path)
    file = folder.file(name)
    file.write_bytes(b"rien,\n" + (file.read_bytes() if file.exists() else b""))
    with pytest.raises(BankError, match=name):
        bank.load(folder.path)
    file.unlink()
    folder.replace(EXERCISES, "Un essai", "Un autre")
    if name in FILES:
        with pytest.raises(BankError, match=name):
            bank.load(folder.path)
    else:
        assert bank.load(folder.path).exercises != before.exercises


def test_a_folder_that_changes_while_it_is_read_is_read_again(folder, monkeypatch):
    real = bank.check

    def check(path):
        made = real(path)
        folder.replace(EXERCISES, "Un essai", "Un second essai")
        monkeypatch.undo()
        return made

    monkeypatch.setattr(bank, "check", check)
    assert bank.load(folder.path).exercises[0].title == "Un essai à faire"
    assert bank.load(folder.path).exercises[0].title == "Un second essai à faire"


def test_the_words_a_folder_admits(folder):
    assert bank.admitted_words(folder.path) == []
    path = folder.file("mots_admis.txt")
    path.write_bytes("# Des noms.\r\nLéa\r\n\r\n Zoé \r\n".encode("cp1252"))
    assert bank.admitted_words(folder.path) == ["Léa", "Zoé"]
    path.write_text("Léa", encoding="utf-16")
    with pytest.raises(BankError, match=r"mots_admis\.txt: le fichier est en UTF-16"):
        bank.admitted_words(folder.path)


def damage(raw: bytes, random: Random) -> bytes:
    """Return the bytes with a few of them replaced, removed, repeated or slipped in."""
    spoilt = bytearray(raw)
    for _ in range(random.randint(1, 6)):
        start = random.randrange(len(spoilt) + 1)
        end = start + random.choice([0, 1, 1, 30, 400])
        spice = random.choice([b"", b'"', b",", b";", b"\n", b"\r", b"[[", b"\xe2\x80\xa8", b"'''"])
        noise = random.choice([spice, random.randbytes(1), bytes(spoilt[start:end]) * 2])
        spoilt[start:end] = noise
    return bytes(spoilt)


def test_no_damage_makes_check_raise(folder):
    folder.set(2, "forme", "recit")
    for name in FILES:
        sound = folder.file(name).read_bytes()
        refused = 0
        for seed in range(150):
            folder.file(name).write_bytes(damage(sound, Random(f"{name}/{seed}")))
            found, problems = bank.check(folder.path)
            assert (found is None) == bool(problems), (name, seed)
            assert all(len(str(p).splitlines()) == 1 for p in problems), (name, seed)
            assert all(p.file in FILES for p in problems), (name, seed)
            refused += found is None
        assert refused > 75, name
        folder.file(name).write_bytes(sound)
