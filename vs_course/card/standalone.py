"""An exercise as HTML that asks nothing of a kernel: the same view, the answers in the browser."""

import json
from html import escape
from typing import Any

from vs_course.bank.items import Policy
from vs_course.card import browser, static_html
from vs_course.practice import texts
from vs_course.practice.grading import Feedback
from vs_course.practice.series import Series
from vs_course.practice.session import Session

# What the host in the browser says for itself.
_KEEPING = {
    "page": "Cette page oubliera vos réponses : téléchargez-les avant de la fermer.",
    "soon": "La suite se prépare : encore quelques secondes.",
    "never": "La suite ne peut pas se préparer sur cet appareil. Vos réponses sont gardées.",
    "noResults": (
        "Le bilan ne peut pas se calculer sur cet appareil. Vos réponses sont gardées : "
        "remettez-les, ou reprenez-les ailleurs."
    ),
    "handed": f"Le fichier « {{name}} » est enregistré. {texts.HAND_IN} Si vous voulez être "
    "reconnu, mettez votre nom à la fin du nom du fichier.",
    "restored": texts.RESTORED,
    "already": texts.RESTORED_ALREADY,
    "nothing": texts.RESTORED_NOTHING,
}
# What the card says elsewhere of its kernel.
_CARD = {
    **texts.CARD,
    "unsavedHelp": "Vous pouvez continuer : elles seront enregistrées dès que possible.",
    "waiting": "Vos réponses sont gardées. Le résultat s’affiche dans quelques secondes.",
}


class StandaloneCard:
    """The card where there are no widgets: a frame that carries its page, its style, its script.

    The frame keeps the host's style sheets and keyboard shortcuts away from the exercise.
    """

    def __init__(self, session: Session):
        self.session = session

    def answer(self, question_id: str, choice: str) -> Feedback:
        """Answer a question from Python (see Session.answer); the page keeps its own answers."""
        return self.session.answer(question_id, choice)

    def __repr__(self) -> str:
        return static_html.as_text(self.session.series)

    def _repr_html_(self) -> str:
        title = escape(self.session.series.exercise.title)
        page = document(title, host(self.session, neighbours=False))
        return (
            f'<iframe srcdoc="{escape(page)}" title="{title}" loading="lazy" '
            'style="width: 100%; height: 26rem; border: 0"></iframe>'
        )


def host(session: Session, neighbours: bool = True, live: bool = False) -> str:
    """Return the element where `script` puts the exercise, with what it needs to know of it.

    `neighbours` says whether the other notebooks are pages too, beside this one; `live` whether
    Python comes to it.
    """
    shown = {
        "content": content(session, neighbours, live),
        "series": session.series.id,
        "bank": session.bank.fingerprint,
        "ending": _ending(session.series),
    }
    return f'<div class="vs-host">{_data(shown)}</div>'


def content(session: Session, neighbours: bool = True, live: bool = False) -> dict[str, Any]:
    """Return what a page shows of an exercise; see `host`."""
    shown = {**session.content, "texts": _CARD, "resume": not live}
    if not live:
        shown["more"] = False
        if session.exercise.policy is Policy.FIN:  # not marked here: what is next is to hand it in
            shown["next"] = None
    for road in ("next", "back"):
        if there := shown[road]:
            beside = {**there, "href": there["href"].replace(".ipynb", ".html")}
            shown[road] = beside if neighbours else None
    return shown


def keeping(**said: str) -> str:
    """Return the element that tells the page's scripts what to say of the answers."""
    return _data({**_KEEPING, **said}, ' id="vs-keeping"')


def script(start: str = "standalone") -> str:
    """Return the element that brings every host of a page to life (see browser.script)."""
    return f'<script type="module">\n{browser.script(start)}</script>'


def style() -> str:
    """Return the card's style sheet, as an element."""
    return f"<style>\n{browser.style()}</style>"


def document(title: str, body: str, head: str = "", start: str = "", **said: str) -> str:
    """Return a whole page, with no address in it but its own; `title` and `body` are HTML.

    `start` is the script that starts it, `said` what it says otherwise (see `keeping`).
    """
    return (
        '<!DOCTYPE html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n{style()}{head}\n</head>\n"
        f"<body>\n{body}\n{keeping(**said)}\n{script(start or 'standalone')}\n</body>\n</html>\n"
    )


def _data(shown: object, named: str = "") -> str:
    # In a script element only « </ » and « <!-- » mean something; escaped, they are still JSON.
    data = json.dumps(shown, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/json"{named}>{data}</script>'


def _ending(series: Series) -> str:
    """Return the sentence that ends what is answered once: nothing here can grade it."""
    if series.exercise.policy is Policy.AUCUN:
        return texts.STARTING_POINT
    return (
        "Merci. Vos réponses sont gardées, mais cette page ne peut pas les corriger : "
        "remettez-les à votre professeur."
    )
