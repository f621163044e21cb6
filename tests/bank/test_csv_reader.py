"""One table in: what Excel saves is read, the rest is said with its place."""

from vs_course.bank import files
from vs_course.bank.csv_reader import Problem, read

COLUMNS = ("id", "texte")


def lines(problems: list[Problem]) -> list[str]:
    return [str(problem) for problem in problems]


def test_what_excel_saves_is_read(tmp_path):
    text = "L’été, un cœur « à 5 € » ; c’est tout"
    cells = [("id", "texte"), ("a", f'"{text}"'), ("b", '"dit ""oui"""'), ("", "")]
    expected = [(2, {"id": "a", "texte": text}), (3, {"id": "b", "texte": 'dit "oui"'})]
    path, wrong = tmp_path / "t.csv", {}
    for encoding in ("utf-8", "utf-8-sig", "cp1252"):
        for delimiter in (",", ";"):
            for newline in ("\n", "\r\n", "\r"):
                path.write_bytes(newline.join(map(delimiter.join, cells)).encode(encoding))
                rows, problems = read(path, COLUMNS)
                if problems or [(row.line, row) for row in rows] != expected:
                    wrong[encoding, delimiter, newline] = rows, problems
    assert wrong == {}


def test_a_row_has_the_line_it_starts_on_and_a_cell_its_own(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes(b'\n\nid;texte\n\na;"sur\ndeux lignes"\nb; bords \nc;"un\r\ndeux\rtrois\n"\n')
    rows, problems = read(path, COLUMNS)
    assert not problems
    assert [(row.line, row["texte"]) for row in rows] == [
        (5, "sur\ndeux lignes"),
        (7, "bords"),
        (8, "un\ndeux\ntrois"),
    ]


def test_another_encoding_is_one_clear_problem(tmp_path):
    unknown = (
        "t.csv: l'encodage n'est ni UTF-8 ni Windows (CP1252) ; "
        "enregistrez le fichier en « CSV UTF-8 »"
    )
    utf_16 = "t.csv: le fichier est en UTF-16 (« texte Unicode ») ; enregistrez-le en « CSV UTF-8 »"
    nul = (
        "t.csv: la ligne 1 contient un caractère nul : ce n'est pas du texte ; "
        "enregistrez à nouveau le fichier en « CSV UTF-8 »"
    )
    wrong = {}
    for name, raw, expected in (
        ("utf-16", "id,texte\na,été\n".encode("utf-16"), utf_16),
        ("utf-16-be", "id,texte\na,été\n".encode("utf-16-be"), nul),
        ("mac", "id,texte\na,Après l’été, ça ira\n".encode("mac-roman"), unknown),
        ("mac, short", "id,texte\na,ravie de l'été\n".encode("mac-roman"), unknown),
        ("dos", "id,texte\na,ravie de l'été\n".encode("cp850"), unknown),
        ("torn", "id,texte\na,l’été d’avant\n".encode().replace(b"\xc3\xa9", b"\xc3", 1), unknown),
        ("stray byte", "id,texte\na,déjà\n".encode() + b"b,\xff\n", unknown),
        ("undefined", b"id,texte\na,\x81\n", unknown),
    ):
        path = tmp_path / "t.csv"
        path.write_bytes(raw)
        rows, problems = read(path, COLUMNS)
        if rows or lines(problems) != [expected]:
            wrong[name] = rows, problems
    assert wrong == {}


def test_a_fault_of_shape_is_said_with_its_place(tmp_path):
    quote = (
        "un guillemet (\") ouvert ici n'est pas refermé comme il faut ; "
        "la suite du fichier n'a pas pu être lue"
    )
    cells = "au lieu de 2 ; un texte qui contient le séparateur se met entre guillemets droits"
    unknown = "cette colonne n'est pas prévue ; les colonnes sont id, texte, note"
    wrong = {}
    for content, expected in (
        ('id,texte\na,un\nb,"deux\nc,trois\n', f"3: {quote}"),
        ('id,texte\na,un\nb,"deux" ou trois\nc,quatre\n', f"3: {quote}"),
        ('id,texte\na,"' + "long " * 60_000, f"2: {quote}"),
        ("id,texte\na,un\nb,deux,trois\nc,quatre\n", f"3: la ligne a 3 cases {cells}"),
        ("id,texte\na,un\n\nb\n", f"4: la ligne a 1 cases {cells}"),
        ("id\na\n", "1: texte: cette colonne manque"),
        ("id,texte,prix\na,b,c\n", f"1: prix: {unknown}"),
        ("id,texte,\na,b,\n", f"1: 3: {unknown}"),
        ("id,texte,id\na,b,c\n", "1: id: cette colonne figure deux fois"),
        ("id,texte,note,note\na,b,,\n", "1: note: cette colonne figure deux fois"),
        (
            "id\ttexte\na\tb\n",
            "1: les colonnes sont séparées par des tabulations ; enregistrez avec « ; » ou « , »",
        ),
        ("", "1: le fichier est vide ; la première ligne doit donner le nom des colonnes"),
    ):
        path = tmp_path / "t.csv"
        path.write_text(content)
        found = lines(read(path, COLUMNS, ("note",))[1])
        if found != [f"t.csv:{expected}"]:
            wrong[content[:40]] = found
    assert wrong == {}


def test_a_column_that_may_be_missing_may_be_there(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("note,id,texte\nbien,a,un\n")
    assert read(path, COLUMNS, ("note",)) == ([{"note": "bien", "id": "a", "texte": "un"}], [])


def test_rows_around_a_bad_one_are_kept(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text('id,texte\na,un\nb\nc,trois\nd,"quatre\ne,cinq\n')
    rows, problems = read(path, COLUMNS)
    assert [row["id"] for row in rows] == ["a", "c"]
    assert sorted(problem.line for problem in problems) == [3, 5]


def test_a_file_over_the_limit_is_refused_unread(tmp_path):
    path = tmp_path / "t"
    path.write_text("x" * 1_000_000)
    assert files.read(path, limit=1_000_000) == ("x" * 1_000_000, None)
    path.write_text("x" * 1_500_000)
    assert files.read(path, limit=1_000_000) == (
        "",
        "le fichier pèse 2 Mo, la limite est de 1 Mo ; vérifiez que c'est le bon",
    )


def test_no_file_or_a_folder_in_its_place_is_said(tmp_path):
    (tmp_path / "d.csv").mkdir()
    assert lines(read(tmp_path / "t.csv", COLUMNS)[1]) == [
        "t.csv: le fichier manque ; copiez-le depuis le dossier data du cours, puis adaptez-le"
    ]
    assert lines(read(tmp_path / "d.csv", COLUMNS)[1]) == ["d.csv: ce n'est pas un fichier"]


def test_a_problem_is_one_line():
    for problem, line in (
        (Problem("f.csv", 12, "id", "faux"), "f.csv:12: id: faux"),
        (Problem("f.csv", 12, None, "faux"), "f.csv:12: faux"),
        (Problem("f.csv", None, None, "faux"), "f.csv: faux"),
        (Problem("f.csv", 1, "a\nb", "« c\r\n\x1b[2Jd\u2028 »"), "f.csv:1: a b: « c [2Jd  »"),
    ):
        assert str(problem) == line
