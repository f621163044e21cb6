"""The attestation: what was done, when, on which version of the situations, and by whose word."""

from base64 import b64encode
from collections.abc import Sequence
from html import escape

from vs_course.bank.items import Bank
from vs_course.practice.entries import Entry
from vs_course.practice.mastery import Progress
from vs_course.practice.moments import Moment, moments
from vs_course.results import report_sentences as words
from vs_course.results.html_parts import cell, items, paragraph, row, section, table

_STAR = (
    '<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path fill="currentColor" '
    'd="M8 1l2 4.6 5 .5-3.8 3.3 1.2 4.9L8 11.7l-4.4 2.6 1.2-4.9L1 6.1l5-.5z"/></svg>'
)
_STYLE = (
    "body { max-width: 42rem; margin: 3rem auto; padding: 0 1rem; font: 12pt/1.5 sans-serif; } "
    "td, th { padding: 0.2rem 1rem 0.2rem 0; text-align: left; } li { margin: 0.2rem 0; } "
    "ul { padding: 0; list-style: none; } .sign { margin-top: 3rem; } @page { margin: 2cm; }"
)
_WATCHED = (
    "Personne n’a surveillé ces réponses. Le cours les a corrigées ; elles viennent d’un fichier "
    "que l’élève garde et peut modifier : cette page dit ce qu’il contient, rien de plus."
)


def parts(bank: Bank, progress: Progress, history: Sequence[Entry]) -> tuple[str, str]:
    """Return the moments that count, where there are, and the attestation as a file to print."""
    listed = _listed(moments(bank, history))
    data = b64encode(page(bank, progress, history).encode()).decode()
    address = f"data:text/html;base64,{data}"
    link = f'<p><a download="attestation.html" href="{address}">Télécharger l’attestation</a></p>'
    told = "Une page à imprimer : ce que vous avez fait, quand, sur quelle version des situations."
    return (
        section("Ce que vous avez atteint", listed) if listed else "",
        section("Attestation", link, paragraph(told, "vs-note")),
    )


def page(bank: Bank, progress: Progress, history: Sequence[Entry]) -> str:
    """Return the attestation as a page that stands alone."""
    first, last = history[0], history[-1]
    criteria = [row(c.criterion.name, [cell(words.mastery(c))]) for c in progress.criteria]
    tests = [
        row(
            t.exercise.title, [cell(words.trial_score(t)), cell(words.trial_state(t)), cell(t.bank)]
        )
        for t in progress.told
    ]
    parts = [
        "<h1>Vente ou service ? Attestation</h1>",
        '<p class="sign">Nom, écrit à la main : ……………………………………………………</p>',
        paragraph(f"Élève « {first.learner} », du {day(first.at)} au {day(last.at)}."),
        paragraph(f"{progress.answers} réponses. {words.headline(progress)}"),
        table(("Critère", "Où il en est"), criteria),
        table(("Épreuve", "Réponses justes", "Résultat", "Version"), tests) if tests else "",
        _listed(moments(bank, history)),
        paragraph(f"Version des situations : « {bank.fingerprint} »."),
        paragraph(_WATCHED),
    ]
    head = f'<meta charset="utf-8"><title>Attestation</title><style>{_STYLE}</style>'
    body = "\n".join(filter(None, parts))
    return f'<!doctype html>\n<html lang="fr"><head>{head}</head>\n<body>\n{body}\n</body></html>\n'


def day(at: str) -> str:
    """Return the day of an instant, « 03/02/2026 »."""
    return "/".join(reversed(at[:10].split("-")))


def _listed(found: Sequence[Moment]) -> str:
    rows = [f"{_STAR} {escape(one.text)} <small>{day(one.at)}</small>" for one in found]
    return items(rows, name="vs-moments") if rows else ""
