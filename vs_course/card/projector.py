"""The card of a whole class: projected, answered by a show of hands, then explained."""

import json
import os
from datetime import UTC, datetime
from typing import Any

from vs_course.bank.items import CourseError
from vs_course.card.widget import View
from vs_course.practice import grading
from vs_course.practice.entries import VERSION
from vs_course.practice.journal import Journal, JournalError
from vs_course.practice.payload import content
from vs_course.practice.series import Series

VOTES = "votes_de_la_classe.jsonl"
_MOST_HANDS = 999
# What the view says in place of the card's words, or beside them; {n} is filled in the browser.
_TEXTS = {
    "fullScreen": "Plein écran",
    "hands": "mains",
    "reveal": "Montrer la réponse",
    "next": "Situation suivante",
    "finish": "Voir les votes",
    "summary": "Les votes de la classe",
    "saved": "Vote enregistré",
    "unsavedOne": "1 vote n’est pas enregistré.",
    "unsavedMany": "{n} votes ne sont pas enregistrés.",
}


class Projection(View):
    """An exercise for the video projector: the view of the card, large, with votes for answers.

    They are appended to `votes`, one JSON object a line: `v`, `id`, `at`, `exercise`, `question`,
    `votes` ({choice: number of hands}), `bank`.
    """

    def __init__(self, series: Series, bank: str, votes: str | os.PathLike[str] = VOTES):
        self.series = series
        self._bank = bank
        self._votes = Journal(votes)
        self._kept: set[str] = set()
        shown = content(series)
        words = {**shown["texts"], **_TEXTS}
        super().__init__(content={**shown, "texts": words, "projected": True})
        self.on_msg(self._receive)

    def vote(self, question_id: str, votes: dict[str, int], event_id: str) -> None:
        """Keep a show of hands: how many for each choice, from 0 to 999; an event once only.

        Raises CourseError for a question or a choice the exercise doesn't have, and JournalError
        when the vote can't be written.
        """
        question = self.series.question(question_id)
        known = all(grading.offers(question, choice) for choice in votes)
        if not known or not all(map(_is_count, votes.values())):
            raise CourseError("Ce vote n’est pas celui d’une question de cet exercice.")
        if event_id in self._kept:
            return
        record = {
            "v": VERSION,
            "id": event_id,
            "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "exercise": self.series.exercise.id,
            "question": question_id,
            "votes": votes,
            "bank": self._bank,
        }
        self._votes.write(json.dumps(record).encode() + b"\n")
        self._kept.add(event_id)

    def _receive(self, _widget: object, message: object, _buffers: object) -> None:
        match message:
            case {
                "kind": "vote",
                "id": str(event_id),
                "question": str(asked),
                "votes": dict(votes),
            }:
                self._take(event_id, asked, votes)

    def _take(self, event_id: str, asked: str, votes: dict[str, Any]) -> None:
        kind = reason = ""
        try:
            self.vote(asked, votes, event_id)
            kind = "saved"
        except JournalError as error:
            kind, reason = "unsaved", str(error)
        except CourseError as error:
            kind, reason = "refused", str(error)
        self.send({"kind": kind, "id": event_id, "reason": reason})


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value <= _MOST_HANDS
