"""The class as a workbook whose first sheet reads as it is. Nothing in it is ever a formula."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from vs_course.classroom import sentences
from vs_course.classroom.item_sheets import sheets
from vs_course.classroom.pupil_grid import MASTERED, PASSED, WEAK, State, grid
from vs_course.classroom.pupil_table import SORTS, Column, cells_of, columns_of
from vs_course.classroom.report import FAULTS, LINES, TITLE, missed, notes
from vs_course.classroom.statistics import Figures
from vs_course.practice.texts import CATEGORY_ARTICLE

_LONGEST_CELL = 32_767  # characters, XLSX's own limit
_ONE_PAGE = 45  # pupils who are read on one page
_HEAD = {"bold": True, "text_wrap": True, "bottom": 1, "bg_color": "#E8EEF4"}
_LINE = 15  # points
_COLOURS = {MASTERED: "#D9EEDF", PASSED: "#D9EEDF", WEAK: "#FBE3C8"}


def write_xlsx(figures: Figures, path: Path) -> None:
    """Write a sheet to read, then those to compute with: pupils, situations, questions, files."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "tmpdir": str(path.parent)}
    with Workbook(path, options) as book:
        _to_read(book, figures)
        _table(book, "Élèves", list(columns_of(figures)), map(cells_of, figures.pupils))
        for name, sorts, rows in _others(figures):
            _table(book, name, [Column("", title, sort) for title, sort in sorts.items()], rows)


def _others(figures: Figures) -> Iterator[tuple[str, dict[str, str], list[Sequence[Any]]]]:
    """Yield the sheets that are not about the pupils: a name, columns by their sort, rows."""
    names = {criterion.id: criterion.name for criterion in figures.bank.criteria}
    sorts = {
        "situation": "name", "texte": "text", "réponse": "count", "critère": "name",
        "niveau": "count", "compétences": "name", "élèves": "count", "manquée par": "count",
        "part manquée": "share", "sûr mais faux": "count", "part juste, au moins": "share",
        "part juste, au plus": "share", "lien avec le reste (corrélation)": "link",
        "lien, au moins": "link", "lien, au plus": "link", "disent leur certitude": "count",
        "dont « au hasard »": "count", "signalements": "count", "depuis le": "day",
        "versions de la banque": "name", "à relire": "words",
    }  # fmt: skip
    yield "Situations", sorts, [
        (s.id, _line(s.text), str(s.category), names[s.criterion], s.level,
         ", ".join(s.competences), one.seen, one.wrong, one.wrong / one.seen, one.sure_wrong,
         *sheet.shares, sheet.link, *(sheet.between or (None, None)), sheet.rated, sheet.guesses,
         sheet.reports, sheet.since, ", ".join(sheet.banks), " ; ".join(sheet.doubts))
        for one, sheet in zip(figures.situations, sheets(figures), strict=True)
        for s in [one.scenario]
    ]  # fmt: skip
    texts = {one.scenario.id: _line(one.scenario.text) for one in figures.situations}
    sorts = {
        "épreuve": "name", "question": "name", "texte": "text", "élèves": "count",
        "part juste": "share", "distingue les niveaux (corrélation)": "link",
        "fiabilité de l’épreuve (KR-20)": "link",
    }  # fmt: skip
    yield "Questions", sorts, [
        (sentences.trial_name(trial.exercise, figures), item.question,
         texts.get(item.question, ""), trial.pupils, item.right, item.link, trial.kr20)
        for trial in figures.reliabilities for item in trial.items
    ]  # fmt: skip
    sorts = {"situation": "text", "motifs": "words", "précisions": "words"}
    if figures.reported:
        yield "Signalements", sorts, [
            (_line(one.text), sentences.reasons(one.reasons), "\n".join(one.words)[:_LONGEST_CELL])
            for one in figures.reported
        ]  # fmt: skip
    owners = {id(file): pupil.name for pupil in figures.pupils for file in pupil.files}
    counted = dict.fromkeys(["réponses", *(title for title, _ in LINES.values())], "count")
    yield "Fichiers", {"fichier": "words", "élève": "name", **counted, "remarque": "words"}, [
        (file.place[:_LONGEST_CELL], owners.get(id(file), ""), file.answers,
         *(file.lines.get(sort, 0) for sort in LINES),
         FAULTS.get(file.fault, "").format(reason=file.reason))
        for file in figures.files
    ]  # fmt: skip


def _table(
    book: Workbook, name: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]]
) -> None:
    """Write a sheet to compute with: its titles, under those of groups of columns if there are."""
    above = int(any(one.group for one in columns))
    sheet, head = _sheet(book, name, 0, above), _look(book, **_HEAD)
    widths = list(map(_width, columns))
    for place, (one, width) in enumerate(zip(columns, widths, strict=True)):
        sheet.set_column(place, place, width, _look(book, **SORTS[one.sort][1]))
        sheet.write(above, place, one.title, head)
    for group, those in groupby(enumerate(columns), lambda one: one[1].group):
        first, *_, last = (place for place, _ in those) if group else (0, 0)
        if group:
            sheet.merge_range(0, first, 0, last, group, head)
    end = above
    for end, row in enumerate(rows, above + 1):
        for place, (one, value) in enumerate(zip(columns, row, strict=True)):
            sheet.write(end, place, date.fromisoformat(value) if one.sort == "day" else value)
        lines = (_lines(str(value), width) for value, width in zip(row, widths, strict=True))
        sheet.set_row(end, _LINE * max(lines))
    sheet.autofilter(above, 0, end, len(columns) - 1)


def _to_read(book: Workbook, figures: Figures) -> None:
    """Write the sheet that a teacher reads as it is: what to do, the pupils, the situations."""
    table, _ = grid(figures)
    rows = [*table.rows, *filter(None, [table.whole])]
    above = [TITLE, sentences.headline(figures)]
    below = notes(figures)
    if figures.pupils:
        above.append(sentences.priority(figures))
        told = [
            f"{one.wrong} élèves sur {one.seen} : {_line(one.scenario.text)} "
            f"(C’est {CATEGORY_ARTICLE[one.scenario.category]}.)"
            for one in missed(figures)
        ]
        title = ["Les situations les plus manquées :"] if told else []
        below = [sentences.legend(), *title, *told, *below]
    sheet = _sheet(book, "À lire", len(above), len(above))
    sheet.fit_to_pages(1, int(len(rows) <= _ONE_PAGE))
    looks: dict[State | None, Any] = {None: _look(book, num_format="0 %", align="left")}
    for state, colour in _COLOURS.items():
        shown = f'0 %" {state.sign}"'
        looks[state] = _look(book, num_format=shown, align="left", bg_color=colour)
    plain = _look(book, align="left")
    last = len(table.columns) - 1
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, last, 13)
    sheet.write_row(len(above), 0, table.columns, _look(book, **_HEAD))
    for place, (name, cells) in enumerate(rows, len(above) + 1):
        sheet.write(place, 0, name, _look(book, bold=True))
        for column, cell in enumerate(cells, 1):
            if cell.share is None:
                sheet.write(place, column, cell.count or cell.text, plain)
            else:
                sheet.write(place, column, cell.share, looks[cell.state])
    for first, texts in ((0, above), (len(above) + 1 + len(rows), below)):
        for place, text in enumerate(texts, first):
            size = 16 if place == 0 else 11
            look = _look(book, text_wrap=True, font_size=size, bold=text in (TITLE, above[-1]))
            sheet.merge_range(place, 0, place, last, text, look)
            # A merged cell does not grow with its text.
            sheet.set_row(place, 1.4 * size * _lines(text, 22 + 12 * last))


def _width(column: Column) -> int:
    """Return the width of a column, in characters: its title, and that of its group, on two lines.

    A group is over two columns.
    """
    words = map(len, column.title.split())
    at_least = (SORTS[column.sort][0], len(column.title) // 2 + 1, len(column.group) // 4)
    return max(*at_least, *words) + 1


def _lines(text: str, width: int) -> int:
    """Return how many lines a text takes: LibreOffice does not make a row as high as its text."""
    return sum(1 + len(line) // width for line in text.split("\n"))


def _line(text: str) -> str:
    """Return a situation on one line: the lines of a document would make a row too high."""
    return text.replace("\n", " / ")


def _sheet(book: Workbook, name: str, first: int, last: int) -> Any:
    """Return a new sheet that prints in landscape, as wide as a page of A4.

    `first` and `last` are the rows of its titles, which stay in view and are on every page.
    """
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&R&P / &N")
    sheet.repeat_rows(first, last)
    for row in range(first, last + 1):
        sheet.set_row(row, 2 * _LINE)
    sheet.freeze_panes(last + 1, 1)
    return sheet


def _look(book: Workbook, **looks: Any) -> Any:
    return book.add_format({"valign": "top", **looks})
