"""A deck of cards for Anki, one a situation."""

from pathlib import Path

import genanki

from vs_course.bank.items import Scenario
from vs_course.export import markup, notes, texts
from vs_course.export.selection import Selection
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
<p><b>{texts.CLUE_LABEL}</b> {{{{Indice}}}}<br><b>{texts.CRITERION_LABEL}</b> {{{{Critère}}}}</p>
<div class="twin">{{{{Jumelle}}}}</div>
</div>
"""
_CSS = Path(__file__).parent / "anki.css"


def write(selection: Selection, path: Path) -> None:
    """Write a package that Anki imports; imported again, it updates the cards it brought."""
    model = genanki.Model(
        _MODEL_ID,
        practice_texts.PROMPT_CLASSER,
        fields=[{"name": name} for name in _FIELDS],
        templates=[{"name": practice_texts.PROMPT_CLASSER, "qfmt": _FRONT, "afmt": _BACK}],
        css=_CSS.read_text(encoding="utf-8"),
    )
    deck = genanki.Deck(_DECK_ID, practice_texts.PROMPT_CLASSER)
    for scenario in selection.mixed().scenarios:
        note = genanki.Note(
            model,
            _fields(scenario, selection.question(scenario)),
            guid=genanki.guid_for("vs-course", scenario.id),
            tags=notes.tags(scenario, "::"),
        )
        deck.add_note(note)
    genanki.Package(deck).write_to_file(path)


def _fields(scenario: Scenario, question: Question) -> list[str]:
    clue, criterion = notes.on_question(question)
    (twin,) = question.asides
    beside = (
        notes.Note(texts.TWIN.format(title=twin.title), twin.intro),
        notes.Note("", twin.text),
    )
    return [
        scenario.id,
        _html(question.text),
        _html(practice_texts.CATEGORY[scenario.category]),
        _html(question.explanation),
        _html(clue.text),
        _html(criterion.text),
        _unbracketed(markup.paragraphs(beside)),
    ]


def _html(text: str) -> str:
    return _unbracketed(markup.html(text))


def _unbracketed(html: str) -> str:
    """Return HTML in which Anki finds no [sound:…] or [latex] to play or to run."""
    return html.replace("[", "&#91;")
