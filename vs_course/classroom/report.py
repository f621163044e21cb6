"""The class report: in French HTML for a notebook or a page of its own, in lines for a terminal."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from vs_course.bank.french import inside, plain, plural, quoted
from vs_course.bank.items import Category
from vs_course.classroom import pupil_grid, sentences
from vs_course.classroom.item_analysis import Situation, competences
from vs_course.classroom.item_sheets import sheets
from vs_course.classroom.sentences import answers, number
from vs_course.classroom.statistics import Figures, together
from vs_course.practice import texts as practice_texts
from vs_course.results.report_sentences import percent

TITLE = "Les résultats de la classe"
FAULTS = {
    "link": "lien vers un autre endroit, non suivi",
    "unreadable": "ne peut pas être lu",
    "large": "pèse plus de 50 Mo, trop pour être celui d’un élève ; laissé de côté",
    "empty": "vide",
    "foreign": "aucune réponse du cours ; laissé de côté",
    "archive": "archive refusée : {reason}",
}
# Of the lines of a file: the title of their column in a workbook, and what is wrong with them.
LINES = {
    "torn": ("lignes illisibles", "illisible, enregistrement coupé ou fichier modifié"),
    "repeated": ("répétées", "répété, compté une fois"),
    "unknown": ("questions inconnues", "sur une question que ces données n’ont pas"),
    "elsewhere": ("choix inconnus", "choix que la question ne propose pas"),
    "other_bank": ("autre version", ""),
    "regraded": ("corrigées de nouveau", "juste ou faux autrement que le corrigé, qui seul compte"),
}
_SITUATIONS_SHOWN = 5
_NAMES_SHOWN = 5  # files or pupils, in one sentence
_FAULTS_SHOWN = 20
_REPORTED_SHOWN = 10  # situations, and words about one
_SHARED = 2  # pupils, at least, for a mistake to be the class's
_ENOUGH_MET = 5  # pupils who met a situation, for it to be called missed
_LABEL = 44  # characters of a text in the table of the questions

_HERE = Path(__file__).parent
_TEMPLATES = Environment(
    loader=FileSystemLoader(_HERE),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def as_page(figures: Figures) -> str:
    """Return the report as a page of its own."""
    return as_html(figures, 1) + "\n"


def missed(figures: Figures) -> list[Situation]:
    """Return the situations to take up with the class, the most missed first."""
    enough = min(_ENOUGH_MET, len(figures.pupils))
    found = [s for s in figures.situations if s.wrong >= _SHARED and s.seen >= enough]
    return found[:_SITUATIONS_SHOWN]


def as_html(figures: Figures, level: int = 3, **most: int) -> str:
    """Return the report as one element that carries its own style; `level` is its heading's.

    `most` are the pupils and groups to show at most (see pupil_grid.grid).
    """
    grid, groups = pupil_grid.grid(figures, **most)
    sure_wrong = [s for s in figures.situations if s.sure_wrong >= _SHARED]
    return render(
        "report.html",
        title=TITLE,
        level=level,
        say=sentences,
        figures=figures,
        grid=grid,
        groups=groups,
        missed=missed(figures),
        sure_wrong=sorted(sure_wrong, key=lambda one: -one.sure_wrong)[:_SITUATIONS_SHOWN],
        doubtful=[one for one in sheets(figures) if one.doubts],
        doubtful_shown=_SITUATIONS_SHOWN,
        criteria={criterion.id: inside(criterion.name) for criterion in figures.bank.criteria},
        texts={one.scenario.id: one.scenario.text for one in figures.situations},
        category=practice_texts.CATEGORY,
        article=practice_texts.CATEGORY_ARTICLE,
        other=dict(zip(Category, reversed(Category), strict=True)),
        competences=competences(figures.situations, figures.bank),
        reported_shown=_REPORTED_SHOWN,
        notes=notes(figures),
        faults=list(faults(figures)),
        faults_shown=_FAULTS_SHOWN,
    )


def render(template: str, **shown: Any) -> str:
    """Return one of the templates beside this module, in French, with its style."""
    style = Markup((_HERE / "report.css").read_text(encoding="utf-8"))
    return _TEMPLATES.get_template(template).render(style=style, **shown).rstrip()


def _short(text: str) -> str:
    """Return the beginning of a question's text."""
    if len(text) <= _LABEL:
        return text
    return text[:_LABEL].rsplit(" ", 1)[0].rstrip(" ,;:.«\u00a0") + "…"


_TEMPLATES.filters |= {"percent": percent, "number": number, "short": _short}


def as_text(figures: Figures) -> str:
    """Return the results as plain lines, for a terminal."""
    lines = [TITLE, sentences.headline(figures)]
    if figures.pupils:
        lines.append(sentences.priority(figures))
        for place, criterion in enumerate(figures.bank.criteria):
            tally = together(figures.pupils, place).tally
            share = percent(tally.share)
            lines.append(f"- {criterion.name} : {share} ({tally.right}/{tally.seen})")
    lines += notes(figures)
    for fault, wrong, count in list(faults(figures))[:_FAULTS_SHOWN]:
        lines_concerned = f" ({number(count)} {plural(count, 'ligne', 'lignes')})" if count else ""
        lines.append(f"- {fault}{lines_concerned} : {wrong}")
    return plain("\n".join(filter(None, [*lines, left_out(figures)])))


def notes(figures: Figures) -> list[str]:
    """Return what changes how to read the report, most serious first."""
    several = [_together(one.names) for one in figures.pupils if len(one.names) > 1]
    begun, forged = (
        [f"{_together(one.pupils)} ({answers(one.answers)})" for one in figures.shared
         if one.alike is alike] for alike in (True, False)
    )  # fmt: skip
    dated = [file for file in figures.files if file.lines.get("other_bank")]
    count = sum(file.lines["other_bank"] for file in dated)
    given = plural(count, "a été donnée", "ont été données")
    corrected = plural(count, "elle est corrigée", "elles sont corrigées")
    told = [
        ("Le même fichier de réponses porte plusieurs noms ; il est compté une seule fois, sous "
         "tous ces noms, à vérifier avec les élèves", several),
        ("Des fichiers commencent par les mêmes réponses, puis diffèrent (un cours distribué avec "
         "des réponses dedans ?) ; ce sont des élèves distincts, et ces réponses sont comptées "
         "pour chacun", begun),
        ("Des élèves ont exactement les mêmes réponses, données au même instant, sous des "
         "identifiants différents ; elles sont comptées pour chacun, à vérifier avec eux", forged),
        (f"{answers(count)} {given} avec une autre version des situations, {corrected} avec "
         "celle-ci", [file.place for file in dated]),
    ]  # fmt: skip
    return [f"{words} : {_list(names)}." for words, names in told if names]


def faults(figures: Figures) -> Iterator[tuple[str, str, int | None]]:
    """Yield each file at fault: its path, what is wrong, how many lines of it (None unread)."""
    first = {id(file): pupil.files[0] for pupil in figures.pupils for file in pupil.files[1:]}
    for file in figures.files:
        if file.fault:
            yield file.place, FAULTS[file.fault].format(reason=file.reason), None
        if other := first.get(id(file)):
            same = "même contenu que" if file.events == other.events else "réuni avec"
            wrong = f"{same} {other.place}, chaque réponse comptée une fois"
            yield file.place, wrong, file.answers
        if len(file.learners) > 1:
            yield file.place, "plusieurs identifiants, compté pour un seul élève", file.answers
        for sort, (_, wrong) in LINES.items():
            if wrong and file.lines.get(sort):
                yield file.place, wrong, file.lines[sort]


def left_out(figures: Figures) -> str:
    """Return what was left out because it comes with the course, "" for nothing."""
    if not figures.left_out:
        return ""
    parts = [
        f"{name} ({number(count)} {plural(count, 'fichier', 'fichiers')})"
        for name, count in sorted(figures.left_out.items())
    ]
    return f"Laissé de côté, car cela vient du cours et non d’un élève : {', '.join(parts)}."


def set_aside(figures: Figures) -> str:
    """Return which files were left out because no answer could be read in them, "" for none."""
    told = [
        f"{file.place} ({FAULTS[file.fault].format(reason=file.reason).partition(';')[0].strip()})"
        for file in figures.files
        if file.fault
    ]
    return f"Laissé de côté, faute de réponses à y lire : {_list(told, ' ; ')}." if told else ""


def _together(names: Sequence[str]) -> str:
    return _list([quoted(name) for name in names], " et ")


def _list(names: Sequence[str], separator: str = ", ") -> str:
    """Return the first names, and how many others there are."""
    more = len(names) - _NAMES_SHOWN
    others = f" et {number(more)} {plural(more, 'autre', 'autres')}" if more > 0 else ""
    return separator.join(names[:_NAMES_SHOWN]) + others
