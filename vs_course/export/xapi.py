"""A learner's answers as xAPI 1.0.3 statements, and these in a file."""

import json
import re
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zipfile import is_zipfile

from vs_course.bank import files, french
from vs_course.bank.items import Bank, CourseError
from vs_course.practice.entries import Answer, Confidence
from vs_course.practice.grading import AnswerKey
from vs_course.practice.journal import Journal
from vs_course.practice.questions import Layout, Question
from vs_course.practice.texts import PROMPT_CLASSER

Statement = dict[str, Any]

# Identifiers that need no domain: nobody has to own a name on the web, and none can be taken over.
# RFC 8141 lets a URN be followed by a fragment; the UUID is the project's own, drawn once.
NAMESPACE = uuid.UUID("d7f5fe12-6929-4bae-90e2-f884eed9f7ac")
BASE = f"{NAMESPACE.urn}#"
# The specification wants an address here (IRL): the project's, which is never fetched.
HOME_PAGE = "https://github.com/vente-ou-service/vente-ou-service"

ANSWERED = {
    "id": "http://adlnet.gov/expapi/verbs/answered",
    "display": {"en-US": "answered"},
}
_ACTIVITY = "http://adlnet.gov/expapi/activities/"
_LANGUAGE = "fr-FR"
_PSEUDONYM = re.compile(r"[\w.-]{1,64}")
_FINGERPRINT = re.compile("[0-9a-f]{1,64}")
_YEAR_MS = 366 * 24 * 3600 * 1000
_ATTEMPTS = 1_000_000


@dataclass(frozen=True, slots=True)
class Batch:
    """A journal's answers as statements, in their order; what was left out of them is counted.

    `unknown` are about a question or a choice that the bank doesn't have; `torn` lines can't be
    read.
    """

    statements: tuple[Statement, ...]
    unknown: int
    torn: int

    def report(self, head: str, known: int = 0) -> str:
        """Return what to say in a terminal: `head`, how many a store had, what was left out."""
        unknown = counted(self.unknown, "réponse laissée", "réponses laissées")
        torn = counted(self.torn, "ligne illisible", "lignes illisibles")
        left = french.plural(self.torn, "laissée", "laissées")
        lacking = "ce dossier de données n'a pas la question ou le choix"
        notes = (
            (known, counted(known, "y était déjà.", "y étaient déjà.")),
            (self.unknown, f"{unknown} de côté : {lacking}."),
            (self.torn, f"{torn} du journal {left} de côté."),
        )
        return " ".join([head, *(said for count, said in notes if count)])


def write(journal: Path, bank: Bank, destination: Path) -> str:
    """Write a journal's answers as a JSON list of statements, one a line; return what to say of it.

    Raises CourseError when the journal can't be read, or the file not be written.
    """
    made = read(journal, bank)
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in made.statements)
    files.save(destination, f"[\n{lines}\n]\n")
    answers = counted(len(made.statements), "réponse écrite", "réponses écrites")
    return made.report(f"{answers} dans « {destination} ».")


def read(journal: Path, bank: Bank) -> Batch:
    """Return the statements of a journal's answers; raises CourseError when it can't be read."""
    if not journal.is_file() or is_zipfile(journal):
        found = "est introuvable"
        if journal.exists():
            found = "est une archive" if journal.is_file() else "est un dossier"
        raise CourseError(
            f"« {journal} » {found} : donnez le fichier d'un élève, « reponses_….jsonl » ou "
            "« mes_reponses.jsonl »."
        )
    source, key = Journal(journal), AnswerKey(bank)
    answers = source.read()
    known = [answer for answer in answers if key.offers(answer)]
    made = (statement(answer, key, bank) for answer in known)
    once = {one["id"]: one for one in made}  # an id in capitals is the same one
    return Batch(tuple(once.values()), len(answers) - len(known), source.unreadable)


def counted(count: int, one: str, many: str) -> str:
    """Return a number with its noun, in the singular up to 1 as French does."""
    return f"{count} {french.plural(count, one, many)}"


def statement(answer: Answer, key: AnswerKey, bank: Bank) -> Statement:
    """Return the xAPI statement of one answer that the bank offers, graded again by its key.

    What an answer's own fields hold is carried only when it is what the course writes there.
    """
    question = key.question(answer.question)
    if question is None:
        raise ValueError(f"the bank has no question {answer.question}")
    made: Statement = {
        "id": _id(answer),
        "actor": {
            "objectType": "Agent",
            "account": {"homePage": HOME_PAGE, "name": _pseudonym(answer.learner)},
        },
        "verb": ANSWERED,
        "object": _activity(question),
        "result": _result(answer, key.right(answer)),
        "context": _context(answer, bank),
    }
    if at := _timestamp(answer.at):
        made["timestamp"] = at
    return made


def _id(answer: Answer) -> str:
    try:
        own = uuid.UUID(answer.id)
        if own.variant == uuid.RFC_4122:
            return str(own)
    except ValueError:
        pass
    return str(_derived(f"{answer.learner}/{answer.id}"))


def _pseudonym(learner: str) -> str:
    """Keep a pseudonym; a name in full or an e-mail somebody wrote there becomes one."""
    return learner if _PSEUDONYM.fullmatch(learner) else f"eleve-{_derived(learner).hex[:8]}"


def _derived(text: str) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, text.encode(errors="backslashreplace").decode())


def _iri(kind: str, name: str) -> str:
    return f"{BASE}{kind}/{quote(name, safe='/', errors='backslashreplace')}"


def _activity(question: Question) -> Statement:
    text = question.text or "".join(
        choice.label for choice in question.choices if question.layout is Layout.INLINE
    )
    definition = {
        "type": f"{_ACTIVITY}cmi.interaction",
        "name": _french(f"{question.prompt} ({question.id})"),
        "description": _french(text or question.prompt),
        "interactionType": "choice",
        "choices": [{"id": c.value, "description": _french(c.label)} for c in question.known],
    }
    if question.key is not None:
        definition["correctResponsesPattern"] = [str(question.key)]
    return {
        "objectType": "Activity",
        "id": _iri("question", question.id),
        "definition": definition,
    }


def _result(answer: Answer, correct: bool | None) -> Statement:
    result: Statement = {"response": answer.choice}
    if correct is not None:
        result["success"] = correct
    if answer.duration_ms <= _YEAR_MS:
        seconds, thousandths = divmod(int(answer.duration_ms), 1000)
        result["duration"] = f"PT{seconds}.{thousandths:03}S"
    if answer.confidence in set(Confidence):
        result["extensions"] = {f"{BASE}certitude": answer.confidence}
    return result


def _context(answer: Answer, bank: Bank) -> Statement:
    titles = [e.title for e in bank.exercises if e.id == answer.exercise]
    parent: Statement = {"objectType": "Activity", "id": _iri("exercice", answer.exercise)}
    if titles:
        parent["definition"] = {"type": f"{_ACTIVITY}assessment", "name": _french(titles[0])}
    course = {
        "objectType": "Activity",
        "id": f"{BASE}cours",
        "definition": {"type": f"{_ACTIVITY}course", "name": _french(PROMPT_CLASSER)},
    }
    context: Statement = {
        "contextActivities": {"parent": [parent], "grouping": [course]},
        "platform": PROMPT_CLASSER,
        "language": _LANGUAGE,
    }
    extensions: Statement = {}
    if answer.attempt <= _ATTEMPTS:
        extensions[f"{BASE}tentative"] = int(answer.attempt)
    if _FINGERPRINT.fullmatch(answer.bank):
        extensions[f"{BASE}empreinte-des-donnees"] = answer.bank
    return {**context, "extensions": extensions} if extensions else context


def _timestamp(at: str) -> str | None:
    """Return an instant in UTC; None before the year 1, and the store then dates it."""
    try:
        instant = datetime.fromisoformat(at).astimezone(UTC)
    except OverflowError:
        return None
    return instant.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _french(text: str) -> dict[str, str]:
    return {_LANGUAGE: text}
