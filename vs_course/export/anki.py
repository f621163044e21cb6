"""A deck of cards for Anki, one a situation."""

import io
from pathlib import Path

import genanki

from vs_course.bank.items import Scenario
from vs_course.export import Selection, layout
from vs_course.practice import texts as practice_texts
from vs_course.practice.questions import Question

# Drawn once: what Anki knows the deck and its cards by, from one import to the next.
_DECK_ID = 1_942_617_083
_MODEL_ID = 1_407_285_619
_FIELDS = ("Identifiant", "Situation", "Réponse", "Explication", "Indice", "Critère", "Jumelle")
_FRONT = f"""\
<div lang="fr">
<p>{{{{Situation}}}}</p>
<p class="question">{practice_texts.PROMPT_CLASSER}</p>
</div>
"""
_BACK = f"""\
{{{{FrontSide}}}}
<hr id="answer">
<div lang="fr">
<p class="answer">{{{{Réponse}}}}</p>
<p>{{{{Explication}}}}</p>
<p><b>{layout.CLUE}</b> {{{{Indice}}}}<br><b>{layout.CRITERION}</b> {{{{Critère}}}}</p>
<div class="twin">{{{{Jumelle}}}}</div>
</div>
"""


def package(selection: Selection) -> bytes:
    """Return a package that Anki imports; imported again, it updates the cards it brought."""
    model = genanki.Model(
        _MODEL_ID,
        practice_texts.PROMPT_CLASSER,
        fields=[{"name": name} for name in _FIELDS],
        templates=[{"name": practice_texts.PROMPT_CLASSER, "qfmt": _FRONT, "afmt": _BACK}],
        css=(Path(__file__).parent / "anki.css").read_text(encoding="utf-8"),
    )
    deck = genanki.Deck(_DECK_ID, practice_texts.PROMPT_CLASSER)
    for scenario in selection.mixed().scenarios:
        note = genanki.Note(
            model,
            [_unbracketed(field) for field in _fields(scenario, selection.question(scenario))],
            guid=genanki.guid_for("vs-course", scenario.id),
            tags=layout.tags(scenario, "::"),
        )
        deck.add_note(note)
    made = io.BytesIO()
    genanki.Package(deck).write_to_file(made)
    return made.getvalue()


def _fields(scenario: Scenario, question: Question) -> tuple[str, ...]:
    clue, criterion = layout.on_question(scenario, question)
    return (
        scenario.id,
        layout.html(question.text),
        layout.html(practice_texts.CATEGORY[scenario.category]),
        layout.html(question.explanation),
        layout.html(clue.text),
        layout.html(criterion.text),
        layout.as_html(layout.beside(question.asides)),
    )


def _unbracketed(html: str) -> str:
    """Return HTML in which Anki finds no [sound:…] or [latex] to play or to run."""
    return html.replace("[", "&#91;")
