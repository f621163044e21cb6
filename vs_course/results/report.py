"""The page of a learner's results: French HTML for a notebook, plain lines for a terminal."""

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from types import ModuleType

from vs_course.bank.items import Policy, Scenario
from vs_course.practice import texts as practice_texts
from vs_course.practice.mastery import Progress, Tally
from vs_course.results import report_sentences as words
from vs_course.results import texts
from vs_course.results.advice import suggest

_CSS = Path(__file__).parent / "bilan.css"
_SURE_SHOWN = 5
_CHECK = '<span aria-hidden="true">✓\u00a0</span>'


def as_text(progress: Progress, notice: str = "") -> str:
    """Return the results as plain lines: the headline, the criteria, what to do next."""
    advice = suggest(progress)
    lines = [texts.RESULTS, words.headline(progress), notice]
    if progress.met:
        for c in progress.criteria:
            lines.append(f"- {c.criterion.name}\u00a0: {words.score(c.tally)}. {words.mastery(c)}.")
    lines.append(f"{advice.reason} ({advice.page}.ipynb)")
    return "\n".join(filter(None, lines))


def as_html(progress: Progress, notice: str = "") -> str:
    """Return the results as one HTML element that carries its own style; no script.

    With no answer yet it is three plain paragraphs, legible where styles are taken out.
    """
    parts = [
        f"<h3>{escape(texts.RESULTS)}</h3>",
        f'<p class="vs-headline">{escape(words.headline(progress))}</p>',
        f'<p class="vs-notice">{escape(notice)}</p>' if notice else "",
        _next(progress),
    ]
    if progress.answers:
        style = f"<style>\n{_CSS.read_text(encoding='utf-8')}</style>"
        parts = [style, *parts, *_results(progress)]
    body = "\n".join(filter(None, parts))
    return f'<section class="vs-bilan" lang="fr">\n{body}\n</section>'


def _results(progress: Progress) -> Iterable[str]:
    if progress.met:
        yield from (_criteria(progress), _levels(progress), _tens(progress))
        if _drawing() is None:
            yield _paragraph(texts.NO_PLOTS, "vs-note")
    yield _trials(progress)
    if progress.sure:
        yield _sure_wrong(progress)


def _next(progress: Progress) -> str:
    advice = suggest(progress)
    number, title = advice.page[:2], texts.PAGES[advice.page]
    link = texts.NEXT_OPEN.format(number=number, title=title)
    return (
        f'<div class="vs-next"><p><strong>{escape(texts.NEXT_TITLE)}</strong> '
        f"{escape(advice.reason)}</p>\n"
        f'<p><a href="{advice.page}.ipynb">{escape(link)}</a></p></div>'
    )


def _drawing() -> ModuleType | None:
    """Return what draws the plots; nothing where matplotlib isn't, as in a browser."""
    try:
        from vs_course.results import plot
    except ModuleNotFoundError:
        return None
    return plot


def _criteria(progress: Progress) -> str:
    names = [c.criterion.name for c in progress.criteria]
    tallies = [c.tally for c in progress.criteria]
    drawn = ""
    if plot := _drawing():
        drawn = plot.by_criterion(progress, _alternative(texts.PLOT_CRITERION, names, tallies))
    states = [_CHECK * c.mastered + escape(words.mastery(c)) for c in progress.criteria]
    rows = [
        [*_figures(name, tally), state]
        for name, tally, state in zip(names, tallies, states, strict=True)
    ]
    columns = (texts.COLUMN_CRITERION, texts.COLUMN_RIGHT, texts.COLUMN_STATE)
    note = _paragraph(words.mastery_rule(), "vs-note")
    return _block(
        texts.BY_CRITERION, _table(columns, rows), note, _plot(texts.PLOT_CRITERION, drawn)
    )


def _levels(progress: Progress) -> str:
    rows = [_figures(words.level(number), tally) for number, tally in progress.levels.items()]
    table = _table((texts.COLUMN_LEVEL, texts.COLUMN_RIGHT), rows)
    return _block(texts.BY_LEVEL, table, _paragraph(words.errors(progress)))


def _tens(progress: Progress) -> str:
    """Return the plot through time, once there are two points to compare."""
    if len(progress.tens) < 2:
        return ""
    names = words.tens(progress)[-words.SHOWN_TENS :]
    tallies = progress.tens[-words.SHOWN_TENS :]
    drawn = ""
    if plot := _drawing():
        drawn = plot.by_tens(progress, _alternative(texts.PLOT_TENS, names, tallies))
    rows = [_figures(name, tally) for name, tally in zip(names, tallies, strict=True)]
    table = _table((texts.COLUMN_TENS, texts.COLUMN_RIGHT), rows)
    return _block(texts.BY_TENS, _plot(texts.PLOT_TENS, drawn), table)


def _trials(progress: Progress) -> str:
    rows = [
        [escape(cell) for cell in (t.exercise.title, words.trial_score(t), words.trial_state(t))]
        for t in progress.trials
    ]
    if not rows:
        return ""
    columns = (texts.COLUMN_TRIAL, texts.COLUMN_SCORE, texts.COLUMN_STATE)
    return _block(texts.BY_TRIAL, _table(columns, rows), _paragraph(_gain(progress)))


def _gain(progress: Progress) -> str:
    """Return how the share right moved from the diagnostic to the evaluation, or ""."""
    done = {t.exercise.policy: t for t in reversed(progress.trials) if t.complete}
    if not {Policy.AUCUN, Policy.FIN} <= done.keys():
        return ""
    before, after = (done[p].score / done[p].size for p in (Policy.AUCUN, Policy.FIN))
    if after <= before:
        return ""  # the table says it
    return texts.GAINED.format(before=words.percent(before), after=words.percent(after))


def _sure_wrong(progress: Progress) -> str:
    found, names = (
        progress.sure_wrong,
        {c.criterion.id: c.criterion.name for c in progress.criteria},
    )
    if not found:
        return _block(texts.SURE_WRONG, _paragraph(texts.SURE_WRONG_NONE))
    shown = found[:_SURE_SHOWN]
    latest = texts.SURE_WRONG_LATEST.format(shown=len(shown), total=len(found))
    intro = f"{texts.SURE_WRONG_INTRO} {latest if shown != found else ''}".strip()
    items = "\n".join(_situation(scenario, names[scenario.criterion]) for scenario in shown)
    return _block(texts.SURE_WRONG, _paragraph(intro), f'<ul class="vs-list">\n{items}\n</ul>')


def _situation(scenario: Scenario, criterion: str) -> str:
    before, clue, after = scenario.text.partition(scenario.clue)
    answer = texts.SURE_WRONG_ANSWER.format(
        answer=practice_texts.CATEGORY_ARTICLE[scenario.category]
    )
    details = [
        texts.SURE_WRONG_CLUE.format(clue=_nested(clue)),
        texts.SURE_WRONG_CRITERION.format(name=criterion[0].lower() + criterion[1:]),
    ]
    return (
        f"<li><p>{escape(before)}<mark>{escape(clue)}</mark>{escape(after)}</p>\n"
        f"<p><strong>{escape(answer)}</strong> {escape(scenario.explanation)}</p>\n"
        f"{_paragraph(' '.join(details), 'vs-note')}</li>"
    )


def _nested(text: str) -> str:
    """Return a text to stand between « »: what it quotes itself takes the inner marks."""
    return text.replace("«\u00a0", "“").replace("\u00a0»", "”")


def _figures(name: str, tally: Tally) -> list[str]:
    return [escape(name), escape(words.score(tally))]


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; the cells are HTML already, the first of a row names it."""
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    lines = [
        f'<tr><th scope="row">{name}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'
        for name, *cells in rows
    ]
    body = "\n".join(lines)
    return (
        f'<table class="vs-figures">\n<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{body}\n</tbody></table>"
    )


def _block(title: str, *parts: str) -> str:
    return "\n".join([f"<h4>{escape(title)}</h4>", *filter(None, parts)])


def _plot(caption: str, svg: str) -> str:
    if not svg:
        return ""
    return f"<figure>\n<figcaption>{escape(caption)}</figcaption>\n{svg}\n</figure>"


def _paragraph(text: str, name: str = "") -> str:
    attribute = f' class="{name}"' if name else ""
    return f"<p{attribute}>{escape(text)}</p>" if text else ""


def _alternative(title: str, names: Iterable[str], tallies: Iterable[Tally]) -> str:
    """Return in words what a plot shows: « Titre. L’objectif : 12 sur 14, … »."""
    figures = [
        texts.ALTERNATIVE.format(name=name, score=words.score(tally))
        for name, tally in zip(names, tallies, strict=True)
    ]
    return f"{title}. {texts.LIST_SEPARATOR.join(figures)}."
