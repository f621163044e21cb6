from random import Random

import pytest

from tests.folders import CRITERIA, EXERCISES, FILES, SCENARIOS, SECTORS, Folder
from vs_course import bank
from vs_course.bank import BankError
from vs_course.bank import columns as schema
from vs_course.bank.items import (
    Category,
    CriterionId,
    Debate,
    Exercise,
    Kind,
    Moment,
    Policy,
    Reply,
    Scenario,
    Statement,
)

LONG = "mot " * 59 + "en propose un second"  # 63 words, the clue among them


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
        clue="en propose un second",
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


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_one_problem(folder, name):
    folder.file(name).unlink()
    problems = folder.problems()
    assert len(problems) == 1
    assert problems[0].startswith(f"{name}: le fichier manque")


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    ("raw", "fragment"),
    [
        (b"", "vide|aucun exercice"),
        (b"\xff\xfei\0d\0", "UTF-16"),
        ("id,texte\nété".encode("mac-roman"), "encodage"),
        (b"id\0", "nul"),
        (b" " * 50_000_000, "50 Mo"),
    ],
    ids=["empty", "utf-16", "mac-roman", "nul", "50-mb"],
)
def test_an_unreadable_file_is_one_problem(folder, name, raw, fragment):
    folder.file(name).write_bytes(raw)
    problems = folder.problems()
    assert [p.partition(":")[0] for p in problems] == [name]
    assert any(word in problems[0] for word in fragment.split("|"))


@pytest.mark.parametrize("name", [SCENARIOS, SECTORS, CRITERIA])
def test_a_table_of_no_row_is_said(folder, name):
    folder.write(name, folder.rows(name)[:1])
    assert f"{name}: le fichier n'a aucune ligne après celle des colonnes" in folder.problems()


@pytest.mark.parametrize(
    ("name", "column"),
    [(SCENARIOS, c) for c in schema.scenarios(()).columns]
    + [(SECTORS, c) for c in schema.SECTORS.columns]
    + [(CRITERIA, c) for c in schema.CRITERIA.columns],
)
def test_every_column_is_needed_and_every_cell_filled(folder, name, column):
    folder.set(3, column, "  ", name)
    assert f"{name}:3: {column}: la case est vide" in folder.problems()
    rows = folder.rows(name)
    position = rows[0].index(column)
    folder.write(name, [row[:position] + row[position + 1 :] for row in rows])
    assert f"{name}:1: {column}: cette colonne manque" in folder.problems()


def test_a_column_too_many_is_one_problem(folder):
    folder.write(SCENARIOS, [[*row, ""] for row in folder.rows(SCENARIOS)])
    problems = folder.problems()
    assert len(problems) == 1
    assert problems[0].startswith("scenarios.csv:1: 11: cette colonne n'est pas prévue")


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("id", "Paire 1", "« Paire 1 » : seulement des lettres minuscules sans accent"),
        ("id", "paire-1-vente", "« paire-1-vente » est déjà à la ligne 2"),
        ("paire", "été", "« été » : seulement des lettres minuscules sans accent"),
        ("texte", "Il en propose un second.", "le texte a 5 mots, il en faut au moins 12"),
        ("texte", LONG, "le texte a 63 mots, il en faut au plus 60"),
        ("categorie", "Vente", "« Vente » n'est ni « vente » ni « service »"),
        ("critere", "prix", "« prix » n'est ni « objectif » ni « cible » ni « clientele »"),
        ("moment", "après", "« après » n'est ni « avant » ni « pendant » ni « apres »"),
        ("niveau", "4", "« 4 » n'est ni « 1 » ni « 2 » ni « 3 »"),
        ("niveau", "1.0", "« 1.0 » n'est ni « 1 » ni « 2 » ni « 3 »"),
        ("secteur", "Loisirs", "« Loisirs » n'est pas dans secteurs.csv"),
        ("indice", "En propose un second", "« En propose un second » n'est pas repris mot"),
    ],
)
def test_a_wrong_cell_is_placed_and_explained(folder, column, value, message):
    folder.set(4, column, value)
    assert any(p.startswith(f"scenarios.csv:4: {column}: {message}") for p in folder.problems())


@pytest.mark.parametrize(("words", "sound"), [(11, False), (12, True), (60, True), (61, False)])
def test_the_length_of_a_text(folder, words, sound):
    folder.set(2, "texte", " ".join(["mot"] * (words - 4) + ["en", "propose", "un", "second"]))
    assert (folder.problems() == []) is sound


@pytest.mark.parametrize(
    ("line", "column", "value", "expected"),
    [
        (5, "categorie", "vente", "scenarios.csv:4: paire: « paire-2 » * 2 vente(s) et 0 service"),
        (5, "paire", "paire-1", "scenarios.csv:2: paire: « paire-1 » * 1 vente(s) et 2 service"),
        (5, "paire", "seule", "scenarios.csv:5: paire: « seule » * 0 vente(s) et 1 service"),
        (5, "paire", "seule", "scenarios.csv:4: paire: « paire-2 » * 1 vente(s) et 0 service"),
    ],
)
def test_a_pair_is_one_vente_and_one_service(folder, line, column, value, expected):
    folder.set(line, column, value)
    start, _, end = expected.partition("*")
    assert any(p.startswith(start) and end in p for p in folder.problems())


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


@pytest.mark.parametrize("criterion", CriterionId)
def test_the_five_criteria_are_needed(folder, criterion):
    folder.write(CRITERIA, [row for row in folder.rows(CRITERIA) if row[0] != criterion])
    assert folder.problems() == [f"criteres.csv: id: le critère « {criterion} » manque"]


def test_an_unknown_or_repeated_criterion_or_sector_is_said(folder):
    folder.set(3, "id", "prix", CRITERIA)
    folder.set(3, "id", "loisirs", SECTORS)
    problems = folder.problems()
    assert any(p.startswith("criteres.csv:3: id: « prix » n'est ni") for p in problems)
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


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("absent", "ce dossier n'existe pas"),
        (SCENARIOS, "ce n'est pas un dossier"),
        (f"{SCENARIOS}/sous", "ce dossier n'existe pas"),
        ("n" * 5000, "ce dossier ne peut pas être lu"),
    ],
    ids=["absent", "file", "under-a-file", "name-too-long"],
)
def test_a_folder_that_isn_t_one_is_said(folder, name, message):
    path = folder.file(name)
    found, problems = bank.check(path)
    assert found is None
    assert len(problems) == 1
    assert str(problems[0]).startswith(f"{path}: {message}")


def test_load_refuses_with_every_problem(folder):
    folder.set(2, "niveau", "9")
    folder.set(3, "niveau", "8")
    with pytest.raises(BankError) as caught:
        bank.load(folder.path)
    assert str(folder.path) in str(caught.value)
    assert str(caught.value).splitlines()[1:] == folder.problems()
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (SCENARIOS, "une montre", "une pendule"),
        (SECTORS, "Loisirs", "Sports"),
        (CRITERIA, "Oui ?", "Non ?"),
        (EXERCISES, "nombre = 4", "nombre = 5"),
    ],
)
def test_the_fingerprint_follows_the_content(folder, tmp_path, name, old, new):
    before = bank.load(folder.path).fingerprint
    assert bank.load(Folder(tmp_path / "copie").path).fingerprint == before
    folder.replace(name, old, new)
    assert bank.load(folder.path).fingerprint != before


STATEMENT = ["dire-oui", "Elle finit par un achat.", "vente", "", "L’achat est le but."]
DEBATE = ["livrer", "mot " * 12, "Elle se paie.", "Elle aide.", "loisirs"]
TERM = ["Panier", "Ce qu’on achète en une fois."]
OPTIONAL = [(schema.STATEMENTS, STATEMENT), (schema.debates(()), DEBATE), (schema.GLOSSARY, TERM)]


def test_statements_debates_and_terms_are_read_where_there_are_any(folder):
    assert bank.load(folder.path).statements == bank.load(folder.path).debates == ()
    for table, row in OPTIONAL:
        folder.write(table.name, [table.columns, row])
    content = bank.load(folder.path)
    assert content.statements == (Statement(*STATEMENT[:2], Reply.VENTE, None, STATEMENT[4]),)
    assert content.debates == (Debate(DEBATE[0], DEBATE[1].strip(), *DEBATE[2:]),)
    assert content.glossary == {TERM[0]: TERM[1]}


@pytest.mark.parametrize(
    ("table", "row"), OPTIONAL, ids=[table.name.partition(".")[0] for table, _ in OPTIONAL]
)
def test_an_optional_file_that_is_there_is_checked(folder, table, row):
    folder.write(table.name, [table.columns, row, row])
    repeated = f"{table.name}:3: {table.key}: « {row[0]} » est déjà à la ligne 2"
    assert folder.problems() == [repeated]
    for column in set(table.columns) - set(table.blank):
        folder.write(table.name, [table.columns, row])
        folder.set(2, column, " ", table.name)
        assert f"{table.name}:2: {column}: la case est vide" in folder.problems()
    folder.write(table.name, [table.columns])
    assert folder.problems() == [
        f"{table.name}: le fichier n'a aucune ligne après celle des colonnes"
    ]


@pytest.mark.parametrize(
    ("table", "row", "column", "value", "message"),
    [
        (schema.STATEMENTS, STATEMENT, "reponse", "les deux", "n'est ni « vente » ni « service »"),
        (schema.STATEMENTS, STATEMENT, "critere", "prix", "n'est ni « objectif » ni « cible »"),
        (schema.debates(()), DEBATE, "secteur", "jardin", "« jardin » n'est pas dans secteurs.csv"),
        (schema.debates(()), DEBATE, "texte", "Trop court.", "le texte a 2 mots, il en faut"),
    ],
)
def test_a_wrong_cell_of_an_optional_file_is_placed(folder, table, row, column, value, message):
    folder.write(table.name, [table.columns, row])
    folder.set(2, column, value, table.name)
    (problem,) = folder.problems()
    assert problem.startswith(f"{table.name}:2: {column}: ")
    assert message in problem


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


@pytest.mark.parametrize("name", FILES)
def test_no_damage_makes_check_raise(folder, name):
    sound = folder.file(name).read_bytes()
    refused = 0
    for seed in range(150):
        folder.file(name).write_bytes(damage(sound, Random(f"{name}/{seed}")))
        found, problems = bank.check(folder.path)
        assert (found is None) == bool(problems), seed
        assert all(len(str(p).splitlines()) == 1 for p in problems), seed
        assert all(p.file in FILES for p in problems), seed
        refused += found is None
    assert refused > 75
