"""The class report as French HTML: an element for a notebook, or a page that needs nothing else."""

from collections.abc import Iterable
from html import escape
from pathlib import Path

from vs_course.bank.items import Category, Criterion, Scenario
from vs_course.classroom import pupil_grid as grid
from vs_course.classroom import texts, words
from vs_course.classroom.statistics import Figures, Item, Reliability, Situation
from vs_course.practice import texts as practice_texts
from vs_course.results.report_sentences import NO_SHARE, percent

_CSS = Path(__file__).parent / "report.css"
_MISSED_SHOWN = 5
_SURE_SHOWN = 5
_SHARED = 2  # pupils, at least, for a mistake to be the class's
_ENOUGH = 5  # pupils who met a situation, for it to be called missed
_LABEL = 52  # characters of a text in the table of the questions
_PAGE = """\
<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>@page {{ size: A4; margin: 9mm 10mm; }}</style>
</head>
<body class="vs-page">
<main>
{body}
</main>
</body>
</html>
"""


def as_page(figures: Figures) -> str:
    """Return the report as a page of its own."""
    return _PAGE.format(title=escape(texts.TITLE), body=as_html(figures, 1))


def as_html(figures: Figures, level: int = 3) -> str:
    """Return the report as one element that carries its own style; `level` is its heading's."""
    parts = [f'<p class="vs-headline">{escape(words.headline(figures))}</p>']
    if figures.pupils:
        parts.append(f'<p class="vs-next">{escape(words.priority(figures))}</p>')
        parts += _results(figures, f"h{level + 1}")
    parts.append(_files(figures, f"h{level + 1}"))
    style = f"<style>\n{_CSS.read_text(encoding='utf-8')}</style>"
    body = "\n".join(filter(None, parts))
    title = f"<h{level}>{escape(texts.TITLE)}</h{level}>"
    return f'<section class="vs-classe" lang="fr">\n{style}\n{title}\n{body}\n</section>'


def _results(figures: Figures, heading: str) -> Iterable[str]:
    if len(figures.pupils) > grid.MOST_PUPILS:
        why = texts.BY_GROUP_WHY.format(n=texts.number(len(figures.pupils)))
        table, title = f"{_paragraph(why)}\n{grid.by_group(figures)}", texts.BY_GROUP
    else:
        table, title = grid.by_pupil(figures), texts.BY_PUPIL
    yield _block(heading, title, table, _paragraph(grid.legend(), "vs-note"))
    yield _block(heading, texts.MISSED, *_missed(figures))
    yield _block(heading, texts.SURE_WRONG, *_sure_wrong(figures))
    if told := words.gain(figures):
        yield _block(heading, texts.GAIN, _paragraph(" ".join(told)))
    if figures.trials:
        yield _block(heading, texts.ITEMS, *_items(figures))


def _missed(figures: Figures) -> Iterable[str]:
    enough = min(_ENOUGH, len(figures.pupils))
    missed = [s for s in figures.situations if s.wrong >= _SHARED and s.seen >= enough]
    if not missed:
        return [_paragraph(texts.MISSED_NONE)]
    items = "\n".join(_situation(one, figures) for one in missed[:_MISSED_SHOWN])
    return [_paragraph(texts.MISSED_INTRO), f'<ol class="vs-list">\n{items}\n</ol>']


def _situation(one: Situation, figures: Figures) -> str:
    scenario = one.scenario
    before, clue, after = scenario.text.partition(scenario.clue)
    told = texts.MISSED_BY.format(
        wrong=one.wrong,
        seen=one.seen,
        choice=practice_texts.CATEGORY[_other(scenario)],
        answer=practice_texts.CATEGORY_ARTICLE[scenario.category],
    )
    criterion = texts.CRITERION.format(name=_criterion(scenario, figures))
    return (
        f"<li><p>{escape(before)}<mark>{escape(clue)}</mark>{escape(after)}</p>\n"
        f"<p><strong>{escape(told)}</strong></p>\n"
        f'<p class="vs-note">{escape(scenario.explanation)} {escape(criterion)}</p></li>'
    )


def _sure_wrong(figures: Figures) -> Iterable[str]:
    shared = [s for s in figures.situations if s.sure_wrong >= _SHARED]
    if not shared:
        return [_paragraph(texts.SURE_WRONG_NONE)]
    shared.sort(key=lambda one: -one.sure_wrong)
    items = "\n".join(_misbelief(one, figures) for one in shared[:_SURE_SHOWN])
    return [_paragraph(texts.SURE_WRONG_INTRO), f'<ul class="vs-list">\n{items}\n</ul>']


def _misbelief(one: Situation, figures: Figures) -> str:
    scenario = one.scenario
    told = texts.SURE_WRONG_BY.format(
        n=one.sure_wrong,
        wrong=practice_texts.CATEGORY_ARTICLE[_other(scenario)],
        answer=practice_texts.CATEGORY_ARTICLE[scenario.category],
        name=_criterion(scenario, figures),
    )
    before, clue, after = scenario.text.partition(scenario.clue)
    return (
        f"<li><p>{escape(before)}<mark>{escape(clue)}</mark>{escape(after)} "
        f"<strong>{escape(told)}</strong></p></li>"
    )


def _other(scenario: Scenario) -> Category:
    return next(category for category in Category if category is not scenario.category)


def _criterion(scenario: Scenario, figures: Figures) -> str:
    found: Criterion = next(c for c in figures.criteria if c.id == scenario.criterion)
    return words.inside(found)


def _items(figures: Figures) -> Iterable[str]:
    if not figures.reliabilities:
        return [_paragraph(texts.ITEMS_NONE)]
    tables = "\n".join(_trial(one, figures) for one in figures.reliabilities)
    return [
        f'<div class="vs-trials">\n{tables}\n</div>',
        _paragraph(texts.ITEMS_MEANING),
        _paragraph(texts.ITEMS_LEGEND, "vs-note"),
    ]


def _trial(one: Reliability, figures: Figures) -> str:
    title = texts.ITEMS_TITLE.format(
        title=words.trial_name(one.trial, figures), pupils=words.pupils(one.pupils)
    )
    others = texts.several(one.others, texts.ITEMS_OTHERS).format(n=texts.number(one.others))
    columns = (texts.COLUMN_ITEM, texts.COLUMN_RIGHT, texts.COLUMN_LINK)
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    rows = "\n".join(map(_item, one.items, _labels(one.items, figures)))
    return (
        f'<div>\n<table class="vs-figures vs-items">\n<caption>{escape(title)}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody></table>\n"
        f"<p><strong>{escape(words.kr20(one.kr20))}</strong> "
        f"{escape(others if one.others else '')}</p>\n</div>"
    )


def _item(item: Item, label: str) -> str:
    link = NO_SHARE if item.link is None else texts.decimal(item.link)
    low = link.startswith("\u2212")
    sign = '<span aria-hidden="true">▼</span>' if low else ""
    return (
        f'<tr><th scope="row">{escape(label)}</th><td>{percent(item.right)}</td>'
        f"<td>{link}{sign}</td></tr>"
    )


def _labels(items: Iterable[Item], figures: Figures) -> list[str]:
    """Return the beginning of each question's text, or its name where it has none."""
    known = {s.scenario.id: s.scenario.text for s in figures.situations}
    return [_short(known.get(item.question, item.question)) for item in items]


def _short(text: str) -> str:
    if len(text) <= _LABEL:
        return text
    return text[:_LABEL].rsplit(" ", 1)[0].rstrip(" ,;:.«\u00a0") + "…"


def _files(figures: Figures, heading: str) -> str:
    if not figures.notes:
        count = len(figures.files)
        fine = texts.several(count, texts.FILES_FINE).format(n=texts.number(count))
        return _block(heading, texts.FILES, _paragraph(fine)) if count else ""
    notes = "\n".join(f"<li>{escape(note)}</li>" for note in figures.notes)
    return _block(heading, texts.FILES, f'<ul class="vs-notes">\n{notes}\n</ul>')


def _block(heading: str, title: str, *parts: str) -> str:
    inner = "\n".join(filter(None, parts))
    return f'<div class="vs-part">\n<{heading}>{escape(title)}</{heading}>\n{inner}\n</div>'


def _paragraph(text: str, name: str = "") -> str:
    attribute = f' class="{name}"' if name else ""
    return f"<p{attribute}>{escape(text)}</p>"
