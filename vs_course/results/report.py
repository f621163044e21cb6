"""The page of a learner's results: French HTML for a notebook, plain lines for a terminal."""

from collections.abc import Iterable
from html import escape
from pathlib import Path

from vs_course.bank.items import Policy, Scenario
from vs_course.practice.mastery import Progress, Tally
from vs_course.practice.texts import CATEGORY_ARTICLE
from vs_course.results import report_sentences as words
from vs_course.results.advice import PAGES, suggest
from vs_course.results.html_parts import bar, cell, items, marked, paragraph, row, section, table

_CSS = Path(__file__).parent / "bilan.css"
_TITLE = "Votre bilan"
_SURE_SHOWN = 5
_SURE_WRONG = "Sûr mais faux"
_STATE = "Où vous en êtes"
_RIGHT = "Justes du premier coup"


def as_text(progress: Progress, notice: str = "") -> str:
    """Return the results as plain lines: the headline, the criteria, what to do next."""
    advice = suggest(progress)
    lines = [_TITLE, words.headline(progress), notice]
    if progress.met:
        for c in progress.criteria:
            lines.append(f"- {c.criterion.name} : {words.score(c.tally)}. {words.mastery(c)}.")
    lines.append(f"{advice.reason} ({advice.page}.ipynb)")
    return "\n".join(filter(None, lines))


def as_html(progress: Progress, notice: str = "") -> str:
    """Return the results as one HTML element that carries its own style; no script.

    With no answer yet it is three plain paragraphs, legible where styles are taken out.
    """
    parts = [
        f"<h3>{_TITLE}</h3>",
        paragraph(words.headline(progress), "vs-headline"),
        paragraph(notice, "vs-notice"),
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
    yield _trials(progress)
    if progress.sure:
        yield _sure_wrong(progress)


def _next(progress: Progress) -> str:
    advice = suggest(progress)
    link = f"Ouvrir la page {advice.page[:2]} : {PAGES[advice.page]}"
    return (
        f'<div class="vs-next"><p><strong>Et maintenant ?</strong> {escape(advice.reason)}</p>\n'
        f'<p><a href="{advice.page}.ipynb">{escape(link)}</a></p></div>'
    )


def _criteria(progress: Progress) -> str:
    check = '<span aria-hidden="true">✓\u00a0</span>'
    rows = [
        row(
            c.criterion.name,
            [
                _score(c.tally),
                cell((check if c.mastered else "") + escape(words.mastery(c))),
            ],
        )
        for c in progress.criteria
    ]
    figures = table(("Critère", _RIGHT, _STATE), rows)
    rule = paragraph(words.MASTERY_RULE, "vs-note")
    return section("Critère par critère", figures, rule)


def _score(tally: Tally) -> str:
    """Return the cell of a count: in figures, and as a bar."""
    return cell(escape(words.score(tally)) + bar(tally.share))


def _levels(progress: Progress) -> str:
    levels = progress.levels.items()
    rows = [row(words.level(number), [_score(tally)]) for number, tally in levels]
    figures = table(("Niveau", _RIGHT), rows)
    return section("Selon la difficulté", figures, paragraph(words.errors(progress)))


def _tens(progress: Progress) -> str:
    """Return the progress through time, once there are two groups of ten to compare."""
    if len(progress.tens) < 2:
        return ""
    groups = list(zip(words.tens(progress), progress.tens, strict=True))
    rows = [row(name, [_score(tally)]) for name, tally in groups[-words.SHOWN_TENS :]]
    return section("Au fil des situations", table(("Situations", _RIGHT), rows))


def _trials(progress: Progress) -> str:
    if not progress.trials:
        return ""
    rows = []
    for trial in progress.trials:
        share = None if trial.score is None else trial.score / trial.size
        score = cell(escape(words.trial_score(trial)) + bar(share))
        rows.append(row(trial.exercise.title, [score, cell(escape(words.trial_state(trial)))]))
    figures = table(("Exercice", "Réponses justes", _STATE), rows)
    return section("Avant et après le cours", figures, paragraph(_gain(progress)))


def _gain(progress: Progress) -> str:
    """Return how the share right moved from the diagnostic to the evaluation, or ""."""
    done = {t.exercise.policy: t for t in reversed(progress.trials) if t.complete}
    if not {Policy.AUCUN, Policy.FIN} <= done.keys():
        return ""
    before, after = ((done[p].score or 0) / done[p].size for p in (Policy.AUCUN, Policy.FIN))
    if after <= before:
        return ""  # the table says it
    return (
        "Du point de départ à l’évaluation, votre part de réponses justes est passée de "
        f"{words.percent(before)} à {words.percent(after)}."
    )


def _sure_wrong(progress: Progress) -> str:
    found = progress.sure_wrong
    if not found:
        none = "Aucune erreur à corriger parmi vos réponses « Sûr »."
        return section(_SURE_WRONG, paragraph(none))
    intro = (
        "Vous avez répondu « Sûr », et c’était l’autre réponse. Ce sont les situations qui "
        "apprennent le plus ; elles quittent cette liste quand vous y répondez juste."
    )
    if len(found) > _SURE_SHOWN:
        intro += f" Voici les {_SURE_SHOWN} plus récentes, sur {len(found)}."
    names = {c.criterion.id: c.criterion.name for c in progress.criteria}
    shown = [_situation(one, names[one.criterion]) for one in found[:_SURE_SHOWN]]
    return section(_SURE_WRONG, paragraph(intro), items(shown))


def _situation(scenario: Scenario, criterion: str) -> str:
    answer = f"C’est {CATEGORY_ARTICLE[scenario.category]}."
    clue = f"L’indice : « {_nested(scenario.clue)} »."
    judged = f"Le critère : {criterion[0].lower()}{criterion[1:]}."
    return (
        f"<p>{marked(scenario.text, scenario.clue)}</p>\n"
        f"<p><strong>{escape(answer)}</strong> {escape(scenario.explanation)}</p>\n"
        f"{paragraph(f'{clue} {judged}', 'vs-note')}"
    )


def _nested(text: str) -> str:
    """Return a text to stand between « »: what it quotes itself takes the inner marks."""
    return text.replace("«\u00a0", "“").replace("\u00a0»", "”")
