"""The class in a spreadsheet: one table as CSV, four as XLSX. Nothing in them is ever a formula."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from vs_course.bank.csv_reader import guarded
from vs_course.classroom.report import FAULTS, LINES
from vs_course.classroom.sentences import trial_name
from vs_course.classroom.statistics import Figures, Pupil
from vs_course.results.report_tables import ReadableFrame

_WIDE, _WIDEST = 12, 60  # characters
_LONGEST_CELL = 32_767  # characters, XLSX's own limit
_TEXTS = ("eleve", "groupe", "premier_jour", "dernier_jour")


def pupils(figures: Figures) -> ReadableFrame:
    """Return one row a pupil (see Classe.tableau)."""
    rows = [tuple(_row(pupil)) for pupil in figures.pupils]
    columns = [name for name, _ in _columns(figures)]
    types = {c: "str" if c in _TEXTS else "Int64" for c in columns} | {"part": "float64"}
    return ReadableFrame(pd.DataFrame(rows, columns=columns).astype(types))


def _row(pupil: Pupil) -> Iterator[str | int | float | None]:
    seen = pupil.progress
    yield from (pupil.name, pupil.group, seen.answers, pupil.first, pupil.last)
    yield from (seen.whole.seen, seen.whole.right, seen.whole.share)
    yield sum(criterion.mastered for criterion in seen.criteria)
    for tally in (*(criterion.tally for criterion in seen.criteria), *seen.levels.values()):
        yield from (tally.seen, tally.right)
    for trial in seen.trials:
        yield from (trial.answered, trial.score)
    yield from (seen.sure, len(seen.sure_wrong))


def _columns(figures: Figures) -> Iterator[tuple[str, str]]:
    """Yield the name of each column of the pupils, to compute with, and its title in French."""
    yield from {
        "eleve": "élève", "groupe": "groupe", "reponses": "réponses",
        "premier_jour": "premier jour", "dernier_jour": "dernier jour",
        "vues": "situations", "justes": "justes", "part": "part juste", "acquis": "critères acquis",
    }.items()  # fmt: skip
    counted = [(criterion.id.value, criterion.name) for criterion in figures.bank.criteria]
    counted += [(f"niveau_{level}", f"niveau {level}") for level in figures.levels]
    for name, title in counted:
        yield from (
            (f"{name}_vues", f"{title} : situations"),
            (f"{name}_justes", f"{title} : justes"),
        )
    for exercise in figures.trials:
        title = trial_name(exercise, figures)
        yield f"{exercise.id}_reponses", f"{title} : réponses"
        yield f"{exercise.id}_justes", f"{title} : justes"
    yield from (("sur", "réponses « Sûr »"), ("sur_mais_faux", "sûr mais faux"))


def _titled(figures: Figures) -> pd.DataFrame:
    return pupils(figures).set_axis([title for _, title in _columns(figures)], axis=1)


def _situations(figures: Figures) -> pd.DataFrame:
    names = {criterion.id: criterion.name for criterion in figures.bank.criteria}
    rows = [
        (s.id, s.text, str(s.category), names[s.criterion], s.level,
         one.seen, one.wrong, one.wrong / one.seen, one.sure_wrong)
        for one in figures.situations for s in [one.scenario]
    ]  # fmt: skip
    columns = ["situation", "texte", "réponse", "critère", "niveau"]
    columns += ["élèves", "manquée par", "part manquée", "sûr mais faux"]
    return pd.DataFrame(rows, columns=columns)


def _items(figures: Figures) -> pd.DataFrame:
    texts = {one.scenario.id: one.scenario.text for one in figures.situations}
    rows = [
        (trial_name(trial.exercise, figures), item.question, texts.get(item.question, ""),
         trial.pupils, item.right, item.link, trial.kr20)
        for trial in figures.reliabilities for item in trial.items
    ]  # fmt: skip
    columns = ["épreuve", "question", "texte", "élèves"]
    columns += ["part juste", "lien avec le reste", "KR-20 de l’épreuve"]
    return pd.DataFrame(rows, columns=columns)


def _files(figures: Figures) -> pd.DataFrame:
    names = {id(file): pupil.name for pupil in figures.pupils for file in pupil.files}
    rows = [
        (file.place[:_LONGEST_CELL], names.get(id(file), ""), file.answers,
         *(file.lines.get(sort, 0) for sort in LINES),
         FAULTS.get(file.fault, "").format(reason=file.reason))
        for file in figures.files
    ]  # fmt: skip
    titles = [title for title, _ in LINES.values()]
    return pd.DataFrame(rows, columns=["fichier", "élève", "réponses", *titles, "remarque"])


def write_csv(figures: Figures, path: Path) -> None:
    """Write the pupils as French Excel opens a CSV: `;`, UTF-8 with its mark, CRLF."""
    frame = _titled(figures)
    for column in frame.select_dtypes("str"):
        frame[column] = frame[column].map(guarded)
    shape = {"sep": ";", "decimal": ",", "float_format": "%.4f", "lineterminator": "\r\n"}
    frame.to_csv(path, index=False, encoding="utf-8-sig", **shape)


def write_xlsx(figures: Figures, path: Path) -> None:
    """Write four sheets: pupils, situations, questions, files."""
    sheets = {
        "Élèves": _titled(figures),
        "Situations": _situations(figures),
        "Questions": _items(figures),
        "Fichiers": _files(figures),
    }
    options = {"strings_to_formulas": False, "strings_to_urls": False, "tmpdir": str(path.parent)}
    with pd.ExcelWriter(path, engine="xlsxwriter", engine_kwargs={"options": options}) as book:
        bold = book.book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        for name, frame in sheets.items():
            frame.to_excel(book, sheet_name=name, index=False, header=False, startrow=1)
            sheet = book.sheets[name]
            sheet.freeze_panes(1, 1)
            for place, title in enumerate(frame.columns):
                wide = title in ("texte", "fichier", "remarque")
                sheet.set_column(place, place, _WIDEST if wide else _WIDE)
                sheet.write_string(0, place, title, bold)
