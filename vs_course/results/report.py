"""The page of a learner's results: French HTML for a notebook, plain lines for a terminal."""

from base64 import b64encode
from collections.abc import Iterable
from html import escape
from pathlib import Path

from vs_course.bank.french import inside
from vs_course.bank.items import Bank, Scenario
from vs_course.practice.exchange import file_name
from vs_course.practice.journal import Journal
from vs_course.practice.mastery import MASTERED, RECENT, Progress, Tally
from vs_course.practice.review import REVISION, Due
from vs_course.practice.texts import CATEGORY_ARTICLE, HAND_IN
from vs_course.results import report_sentences as words
from vs_course.results.advice import Suggestion, suggest, title
from vs_course.results.attestation import parts as attest
from vs_course.results.html_parts import bar, cell, items, marked, paragraph, row, section, table

_CSS = Path(__file__).parent / "bilan.css"
_TITLE = "Votre bilan"
_SURE_SHOWN = 5
_SURE_WRONG = "Sûr mais faux"
_RIGHT = "Justes du premier coup"


def as_text(progress: Progress, notice: str = "", due: Due | None = None) -> str:
    """Return the results as plain lines: the headline, the criteria, what to do next."""
    advice = suggest(progress, due)
    lines = [_TITLE, words.headline(progress), notice]
    if progress.met:
        for c in progress.criteria:
            lines.append(f"- {c.criterion.name} : {words.score(c.tally)}. {words.mastery(c)}.")
        lines.append(f"Un critère est acquis à {MASTERED} sur {RECENT} ({words.AT_RANDOM}).")
    lines.append(f"{advice.reason} ({advice.page}.ipynb)")
    return "\n".join(filter(None, lines))


def as_html(
    progress: Progress,
    bank: Bank,
    notice: str = "",
    journal: Journal | None = None,
    due: Due | None = None,
) -> str:
    """Return the results as one HTML element that carries its own style; no script.

    With no answer yet it is a few plain paragraphs, legible where styles are taken out. `journal`
    is the file to hand in, if there is one, `due` what there is to review.
    """
    advice = suggest(progress, due)
    parts = [
        f"<style>\n{_CSS.read_text(encoding='utf-8')}</style>",
        paragraph(f"{words.headline(progress)} {advice.reason}", "vs-headline"),
        paragraph(notice, "vs-notice"),
        _next(advice, progress, bank),
    ]
    if progress.answers:
        parts += _results(progress, bank)
        if journal:
            reached, attestation = attest(bank, progress, journal.entries())
            parts += [reached, _hand_in(journal), attestation]
    body = "\n".join(filter(None, parts))
    return f'<section class="vs-bilan" lang="fr" aria-label="{_TITLE}">\n{body}\n</section>'


def _results(progress: Progress, bank: Bank) -> Iterable[str]:
    if progress.met:
        judged = f"acquis à {MASTERED} ({words.AT_RANDOM})"
        heading = f"Vos {RECENT} dernières situations de chaque critère : {judged}"
        yield section(heading, _criteria(progress))
    if progress.sure:
        yield _sure_wrong(progress)
    rule = paragraph(words.MASTERY_RULE, "vs-note")
    parts = [rule, _levels(progress), _tens(progress)] if progress.met else []
    inner = "\n".join(filter(None, [*parts, _trials(progress, bank)]))
    summary = "<summary>Le détail : difficulté, progrès, avant et après le cours</summary>"
    yield f'<details class="vs-part">{summary}\n{inner}\n</details>' if inner else ""


def _next(advice: Suggestion, progress: Progress, bank: Bank) -> str:
    known = {exercise.id for exercise in (REVISION, *bank.exercises)}
    place = f"#cell-id={advice.exercise}" if advice.exercise in known else ""
    onward = f"Continuer : {title(advice.page, bank)}"
    label = onward if progress.answers else "Commencer le cours"
    label = "Réviser" if advice.exercise == REVISION.id else label
    link = f'<a href="{advice.page}.ipynb{place}">{escape(label)}</a>'
    return f'<p class="vs-next">{link}</p>'


def _criteria(progress: Progress) -> str:
    """Return how many of the last situations of each criterion are right, out of all it takes."""
    rows = []
    for c in progress.criteria:
        right, seen = c.latest.right, c.latest.seen
        state = " <b>✓ acquis</b>" if c.mastered else ""
        if helped := words.helped(c.latest):
            state += f" <small>{helped}</small>"
        said = f"<span>{f'{right} sur {seen}' if seen else 'pas encore'}{state}</span>"
        rows.append(row(c.criterion.name, [cell(bar(right / RECENT) + said)]))
    return table(("Critère", "Justes"), rows, "vs-five")


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


def _trials(progress: Progress, bank: Bank) -> str:
    if not progress.trials:
        return ""
    rows, notes = [], []
    for trial in progress.told:
        share = None if trial.score is None else trial.score / trial.size
        score = cell(escape(words.trial_score(trial)) + bar(share))
        rows.append(row(trial.exercise.title, [score, cell(escape(words.trial_state(trial)))]))
        notes.append(paragraph(words.other_version(trial, bank.fingerprint), "vs-note"))
    figures = table(("Exercice", "Réponses justes", "Où vous en êtes"), rows)
    return section("Avant et après le cours", figures, *notes)


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
    answer = f"<strong>C’est {CATEGORY_ARTICLE[scenario.category]}.</strong> Pourquoi ?"
    judged = paragraph(f"Le critère : {inside(criterion)}.", "vs-note")
    return (
        f"<p>{marked(scenario.text, scenario.clue)}</p>\n<details><summary>{answer}</summary>\n"
        f"{paragraph(scenario.explanation)}\n{judged}</details>"
    )


def _hand_in(journal: Journal) -> str:
    """Return how to hand in one's answers: the file itself, which any host can save, and where."""
    name = file_name(journal)
    data = b64encode(journal.text().encode()).decode()
    address = f"data:application/x-ndjson;base64,{data}"
    link = f'<a download="{escape(name)}" href="{address}">Télécharger mes réponses</a>'
    where = (
        f"Vous obtenez le fichier « {name} ». {HAND_IN} Si vous voulez être reconnu, mettez "
        "votre nom à la fin du nom du fichier, par exemple « prenom-nom » : il ne sera écrit "
        "nulle part ailleurs."
    )
    kept = paragraph(
        f"Si le lien ne donne rien, remettez ce fichier-ci : {journal.path}", "vs-note"
    )
    return section("Remettre mes réponses", f"<p>{link}</p>", paragraph(where), kept)
