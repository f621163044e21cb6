"""The card of a whole class: projected, answered by a show of hands, then explained."""

import json
import os
import uuid
import zlib
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
    "before": "avant",
    "after": "après",
    "again": "Voter à nouveau",
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

    They are appended to `votes`, one JSON object a line: `v`, `id`, `at`, `projection` (the same
    for all that one projection counts), `exercise`, `question`, `round` (1, or 2 for the hands
    counted again after discussing), `votes` ({choice: number of hands}), `bank`.
    """

    def __init__(self, series: Series, bank: str, votes: str | os.PathLike[str] = VOTES):
        self.series = series
        self._bank = bank
        self._votes = Journal(votes)
        self._kept: set[str] = set()
        self._id = uuid.uuid4().hex[:8]
        shown = content(series)
        words = {**shown["texts"], **_TEXTS}
        # What waits to be saved in the browser is filed by it: a vote is sent to no other series.
        asked = " ".join([bank, *(question.id for question in series.questions)])
        filed = {"projected": True, "series": f"{zlib.crc32(asked.encode()):08x}"}
        super().__init__(content={**shown, "texts": words, **filed})
        self.on_msg(self._receive)

    def vote(
        self, question_id: str, votes: dict[str, int], event_id: str, again: bool = False
    ) -> None:
        """Keep a show of hands: how many for each choice, from 0 to 999; an event once only.

        `again` tells the hands counted a second time, after discussing.

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
            "projection": self._id,
            "exercise": self.series.exercise.id,
            "question": question_id,
            "round": 2 if again else 1,
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
                **rest,
            }:
                # A page opened before there were two rounds says none.
                self._take(event_id, asked, votes, rest.get("round") == 2)

    def _take(self, event_id: str, asked: str, votes: dict[str, Any], again: bool) -> None:
        kind = reason = ""
        try:
            self.vote(asked, votes, event_id, again)
            kind = "saved"
        except JournalError as error:
            kind, reason = "unsaved", str(error)
        except CourseError as error:
            kind, reason = "refused", str(error)
        self.send({"kind": kind, "id": event_id, "reason": reason})


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value <= _MOST_HANDS
