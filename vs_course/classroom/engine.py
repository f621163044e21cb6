"""The answers of a whole class, read and graded by DuckDB in bounded memory.

The tables it leaves, for measures.py to count:

- `event`: one row a line, in the order of the files; `id` is null for a line that is no answer;
- `answer`: one row an answer of a pupil, each event once, in the order the pupil gave them;
- `choice`, `scenario`, `subject`, `asked`: the bank's key, as rows.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from vs_course.bank import exercises as catalogue
from vs_course.bank.items import Bank, CourseError, Kind, Policy
from vs_course.classroom import texts
from vs_course.practice import grading
from vs_course.practice import questions as exercise

MEMORY = "512MB"

_TEXTS = ("id", "at", "learner", "exercise", "question", "choice", "bank")
_NAMES = ("v", *_TEXTS, "correct", "confidence", "attempt", "duration_ms")
_PATHS = "[" + ", ".join(f"'$.{name}'" for name in _NAMES) + "]"
_WHOLE = "('UBIGINT', 'BIGINT')"
# The same lines as journal.parse: every key there, and of its type.
_IS_ANSWER = f"""
    x[1] = '1' AND t[1] IN {_WHOLE} AND list_unique(t[2:{len(_TEXTS) + 1}]) = 1 AND t[2] = 'VARCHAR'
    AND len(list_filter(t[2:{len(_TEXTS) + 1}], lambda k: k IS NULL)) = 0
    AND t[9] IN ('BOOLEAN', 'NULL') AND t[10] IN ('VARCHAR', 'NULL')
    AND t[11] IN {_WHOLE} AND t[12] IN {_WHOLE}
"""
_LOAD = f"""
CREATE TABLE event AS
WITH line AS (
    SELECT file, CASE WHEN json_valid(text) AND text LIKE '{{%' THEN text ELSE '{{}}' END AS text
    FROM (SELECT file, trim(text) AS text FROM read_csv(
        $spool, delim = '\t', quote = '', escape = '', header = false, auto_detect = false,
        columns = {{'file': 'INTEGER', 'text': 'VARCHAR'}}))
    WHERE text <> ''),
parsed AS (
    SELECT file, json_extract_string(text, {_PATHS}) AS x, json_type(text, {_PATHS}) AS t FROM line)
SELECT file, CASE WHEN ok THEN x[2] END AS id, x[3] AS moment, x[4] AS learner, x[5] AS exercise,
    x[6] AS question, x[7] AS choice, x[8] AS bank, TRY_CAST(x[9] AS BOOLEAN) AS correct,
    x[10] AS confidence
FROM (SELECT *, coalesce({_IS_ANSWER}, false) AS ok FROM parsed)
"""
# A learner's single file keeps its own order; several are put together by the hour of each answer.
_ANSWER = """
CREATE TABLE answer AS
SELECT owned.pupil, e.exercise, e.question, e.choice, e.confidence, c.correct,
    c.question IS NOT NULL AS offered
FROM event AS e JOIN owned USING (file)
JOIN subject ON subject.id = split_part(e.question, '/', 1)
LEFT JOIN choice AS c ON c.question = e.question AND c.choice = e.choice
WHERE e.id IS NOT NULL
QUALIFY row_number() OVER (
    PARTITION BY owned.pupil, e.id
    ORDER BY CASE WHEN owned.several THEN e.moment END, e.rowid) = 1
ORDER BY owned.pupil, CASE WHEN owned.several THEN e.moment END, e.rowid
"""


class Engine:
    """A DuckDB of its own, in memory up to MEMORY and then in `folder`; nothing of it stays."""

    def __init__(self, folder: Path):
        try:
            import duckdb
        except ModuleNotFoundError as error:
            raise CourseError(texts.LIBRARY_MISSING.format(library=error.name)) from error
        self._database = duckdb.connect(
            ":memory:",
            config={
                "memory_limit": MEMORY,
                "temp_directory": str(folder),
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            },
        )
        self._full = (duckdb.IOException, duckdb.OutOfMemoryException)
        # Its own bar would be printed among what the command says.
        self._database.execute("SET enable_progress_bar = false")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._database.close()

    def run(self, query: str, **values: Any) -> list[tuple]:
        """Run one statement, with `values` for its `$names`; return its rows.

        Raises OSError when the disk, or the memory, is full.
        """
        return self._run(query, values or None)

    def _run(self, query: str, values: dict[str, Any] | list[list] | None) -> list[tuple]:
        try:
            return self._database.execute(query, values).fetchall()
        except self._full as error:
            raise OSError(str(error).splitlines()[0]) from error

    def table(self, name: str, columns: dict[str, str], rows: Iterable[Sequence[Any]]) -> None:
        """Make a table of rows: `columns` gives the type of each."""
        shape = ", ".join(f"{column} {kind}" for column, kind in columns.items())
        self.run(f"CREATE TABLE {name} ({shape})")
        if kept := list(rows):
            lists = list(map(list, zip(*kept, strict=True)))
            fields = ", ".join(f"unnest(?::{kind}[])" for kind in columns.values())
            self._run(f"INSERT INTO {name} SELECT {fields}", lists)

    def load(self, spool: Path) -> None:
        """Read the lines that spool.rows made."""
        self.run(_LOAD, spool=str(spool))

    def grade(self, owned: Iterable[tuple[int, int, bool]]) -> None:
        """Say whose each file is (file, pupil, one of several), and grade their answers."""
        self.table("owned", {"file": "INTEGER", "pupil": "INTEGER", "several": "BOOLEAN"}, owned)
        self.run(_ANSWER)

    def know(self, bank: Bank) -> None:
        """Make tables of the bank: what it asks, what is right, what is kept for a trial."""
        kinds = {"question": "VARCHAR", "choice": "VARCHAR", "correct": "BOOLEAN"}
        self.table("choice", kinds, _choices(bank))
        subjects = {s.id for s in (*bank.scenarios, *bank.statements, *bank.debates)}
        subjects |= {scenario.pair for scenario in bank.scenarios}
        self.table("subject", {"id": "VARCHAR"}, ((one,) for one in sorted(subjects)))
        criteria = [criterion.id for criterion in bank.criteria]
        reserved = catalogue.reserved_pairs(bank.exercises)
        self.table(
            "scenario",
            {"id": "VARCHAR", "criterion": "INTEGER", "level": "INTEGER", "reserved": "BOOLEAN"},
            (
                (s.id, criteria.index(s.criterion), s.level, s.pair in reserved)
                for s in bank.scenarios
            ),
        )
        self.table(
            "asked", {"trial": "VARCHAR", "size": "INTEGER", "question": "VARCHAR"}, _asked(bank)
        )


def _choices(bank: Bank) -> list[tuple[str, str, bool | None]]:
    """Return every question of every kind with each of its choices, and whether it is right."""
    found = {}
    for kind in Kind:
        subjects = {Kind.ATTRIBUER: bank.statements, Kind.DEBATTRE: bank.debates}
        for subject in subjects.get(kind, bank.scenarios):
            for asked in exercise.questions(kind, subject, bank):
                for choice in asked.choices:
                    right = grading.grade(asked, choice.value)
                    found[asked.id, choice.value] = right
    return [(question, str(choice), right) for (question, choice), right in found.items()]


def sizes(bank: Bank) -> dict[str, int]:
    """Return how many questions each diagnostic or evaluation asks, in the order of the course."""
    return {trial: size for trial, size, _ in _asked(bank)}


def _asked(bank: Bank) -> list[tuple[str, int, str]]:
    rows = []
    for what in bank.exercises:
        if what.policy is not Policy.IMMEDIAT:
            subjects = catalogue.subjects(what, bank)
            groups = [exercise.questions(what.kind, subject, bank) for subject in subjects]
            size = what.size * max(map(len, groups))
            ids = {question.id for group in groups for question in group}
            rows += [(what.id, size, one) for one in sorted(ids)]
    return rows
