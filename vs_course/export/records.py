"""A journal as xAPI statements: written to a file, or sent to an institution's record store."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from vs_course.bank.items import Bank, CourseError
from vs_course.export import xapi as statements
from vs_course.export import xapi_receipts as receipts
from vs_course.export import xapi_sender as sender
from vs_course.export import xapi_texts as texts
from vs_course.export.xapi_credentials import Credentials
from vs_course.practice.journal import Journal

__all__ = ["Report", "send", "write"]


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a journal's answers; `str()` gives the French sentences for a terminal.

    `done` were written, or sent; `already` were in the store; `repeated` lines say again what
    another says; `unknown` are about a question or a choice the bank doesn't have; `torn` lines
    can't be read.
    """

    done: int
    already: int
    repeated: int
    unknown: int
    torn: int
    head: str

    def __str__(self) -> str:
        notes = (
            (self.already, texts.ALREADY),
            (self.repeated, texts.REPEATED),
            (self.unknown, texts.UNKNOWN),
            (self.torn, texts.TORN),
        )
        return " ".join([self.head, *(texts.count(n, forms) for n, forms in notes if n)])


def write(journal: Path, bank: Bank, destination: Path) -> Report:
    """Write a journal's answers as a JSON list of xAPI statements, one a line.

    Raises CourseError when the journal can't be read, or the file not be written.
    """
    made, torn = _read(journal, bank)
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in made.statements)
    receipts.write(destination, f"[\n{lines}\n]\n")
    count = len(made.statements)
    answers = texts.count(count, texts.WRITTEN_ANSWERS)
    head = texts.WRITTEN.format(answers=answers, path=destination)
    return Report(count, 0, made.repeated, made.unknown, torn, head)


def send(
    journal: Path,
    bank: Bank,
    url: str,
    credentials: Credentials,
    *,
    batch: int = sender.BATCH,
    pauses: Sequence[float] = sender.PAUSES,
    timeout: float = 30.0,
) -> Report:
    """Send a journal's answers to the record store at `url`, whatever it has already left out.

    Raises CourseError: one sentence that says what to mend, or that the same command goes on.
    """
    made, torn = _read(journal, bank)
    sent = sender.send(
        made.statements,
        url,
        credentials,
        state_file(journal),
        batch=batch,
        pauses=pauses,
        timeout=timeout,
    )
    answers = texts.count(sent.sent, texts.SENT_ANSWERS)
    head = texts.SENT.format(answers=answers, url=url)
    return Report(sent.sent, sent.already, made.repeated, made.unknown, torn, head)


def state_file(journal: Path) -> Path:
    """Return where what has been sent of a journal is noted: beside it."""
    return journal.with_name(f"{journal.name}.envois.json")


def _read(journal: Path, bank: Bank) -> tuple[statements.Batch, int]:
    if not journal.exists():
        raise CourseError(texts.JOURNAL_MISSING.format(path=journal))
    source = Journal(journal)
    return statements.batch(source.read(), bank), source.unreadable
