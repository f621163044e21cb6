"""Sends statements to a record store in batches, and goes on where an earlier sending stopped."""

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from vs_course.bank.items import CourseError
from vs_course.export import xapi_texts as texts
from vs_course.export.xapi import Statement
from vs_course.export.xapi_credentials import Credentials
from vs_course.export.xapi_receipts import Receipts
from vs_course.export.xapi_store import Cut, Outcome, Refused, Store

BATCH = 500
BATCH_BYTES = 1_000_000  # a body stays under it
PAUSES = (1.0, 2.0, 4.0, 8.0)  # seconds before each new try

Piece = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class Sent:
    """How many statements this sending added to the store, and how many were there before."""

    sent: int
    already: int


def send(
    statements: Sequence[Statement],
    url: str,
    credentials: Credentials,
    state: Path,
    *,
    batch: int = BATCH,
    pauses: Sequence[float] = PAUSES,
    timeout: float = 30.0,
) -> Sent:
    """Send the statements the store has not acknowledged yet, noting each batch in `state`.

    Raises CourseError, one sentence: what to mend, or how many are safe and that it goes on.
    """
    store = Store(url, credentials, timeout)
    receipts = Receipts(state, store.url, credentials.username)
    sending = _Sending(store, receipts, pauses)
    new = [s for s in statements if s["id"] not in receipts.ids]
    already = len(statements) - len(new)
    if new:
        receipts.add(())  # a folder that can't keep receipts is said before anything leaves
    try:
        for pieces in batches(new, batch):
            sending.post(pieces)
    except Cut as cut:
        raise CourseError(_cut(cut, sending.kept, len(new))) from cut
    except Refused as refused:
        safe = texts.count(sending.kept, texts.ACKNOWLEDGED)
        raise CourseError(texts.REFUSED_CONTENT.format(code=refused.code, count=safe)) from refused
    return Sent(sending.kept - sending.conflicts, already + sending.conflicts)


def batches(statements: Sequence[Statement], size: int) -> Iterator[list[Piece]]:
    """Yield the statements as JSON with their ids, `size` at most and under BATCH_BYTES at once."""
    pieces: list[Piece] = []
    weight = 0
    for statement in statements:
        body = json.dumps(statement, ensure_ascii=False).encode()
        if pieces and (len(pieces) == size or weight + len(body) + 2 >= BATCH_BYTES):
            yield pieces
            pieces, weight = [], 0
        pieces.append((statement["id"], body))
        weight += len(body) + 2  # and what parts it from the next
    if pieces:
        yield pieces


class _Sending:
    """One sending under way: the store, its receipts, and what it has kept so far."""

    def __init__(self, store: Store, receipts: Receipts, pauses: Sequence[float]):
        self.store = store
        self.receipts = receipts
        self.pauses = pauses
        self.kept = 0
        self.conflicts = 0

    def post(self, pieces: list[Piece]) -> None:
        """Post a batch; cut in two where it is too large, or holds one the store has already."""
        ids = [name for name, _ in pieces]
        outcome = self._try(b"[" + b",".join(body for _, body in pieces) + b"]", set(ids))
        if outcome is not Outcome.KEPT and len(pieces) > 1:
            middle = len(pieces) // 2
            self.post(pieces[:middle])
            self.post(pieces[middle:])
            return
        if outcome is Outcome.TOO_LARGE:
            raise Refused(413)
        self.receipts.add(ids)
        self.kept += len(ids)
        self.conflicts += outcome is Outcome.CONFLICT

    def _try(self, body: bytes, ids: set[str]) -> Outcome:
        for pause in self.pauses:
            try:
                return self.store.post(body, ids)
            except Cut:
                time.sleep(pause)
        return self.store.post(body, ids)


def _cut(cut: Cut, kept: int, total: int) -> str:
    safe = texts.count(kept, texts.ACKNOWLEDGED)
    return texts.CUT.format(reason=cut, count=safe, total=total)
