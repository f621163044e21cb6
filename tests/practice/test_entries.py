"""What a line of the journal is: the schema and its readers say the same of every line."""

from collections import Counter
from dataclasses import replace

import jsonschema

from tests.practice.journal_lines import LINES, SCHEMA, by_schema, mutations
from tests.practice.played import ANSWER, DRAWN
from vs_course.practice.entries import Answer, Drawn, Report, Unknown, in_order, line, parse

KINDS = {Answer: "answer", Drawn: "series", Report: "report", Unknown: "unknown"}


def by_parse(text: str) -> str | None:
    return KINDS.get(type(parse(text.encode())))


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_shared_lines_are_many_and_apart():
    assert len({one["line"] for one in LINES}) == len(LINES) > 200
    kinds = Counter(one["kind"] for one in LINES)
    assert min(kinds[kind] for kind in ("answer", "series", "report", "unknown", None)) > 1


def test_every_line_is_what_it_is_for_the_schema_and_for_python():
    faults = [
        f"{one['why']}: {one['kind']}, the schema {found[0]}, Python {found[1]}"
        for one in LINES
        for found in [(by_schema(one["line"]), by_parse(one["line"]))]
        if found != (one["kind"], one["kind"])
    ]
    assert faults == []


def test_what_is_changed_at_random_is_the_same_for_the_schema_and_for_python():
    lines = list(mutations(800, seed=20261125))
    found = [(by_schema(text), by_parse(text), text) for text in lines]
    assert [told for told in found if told[0] != told[1]] == []
    assert Counter(kind for kind, _, _ in found)[None] > 200
    assert len([kind for kind, _, _ in found if kind]) > 200


def test_a_line_is_read_back_as_it_was():
    faults = []
    for one in LINES:
        entry = parse(one["line"].encode())
        if isinstance(entry, Answer | Drawn | Report):
            written = line(entry)
            if isinstance(entry, Answer):  # a series of no name is not written
                entry = replace(entry, series=entry.series or None)
            if parse(written) != entry or written.count(b"\n") != 1:
                faults.append(one["why"])
            if by_schema(written.decode()) != one["kind"]:
                faults.append(f"{one['why']}: what is written is not what the schema says")
    assert faults == []


def test_a_line_that_is_not_utf_8_is_none():
    whole = line(ANSWER)
    assert parse(whole.replace(b"eleve", b"\xe9l\xe8ve")) is None
    assert parse(whole.decode().encode("utf-16")) is None


def test_the_older_lines_say_nothing_of_a_series():
    read = parse(line(ANSWER))
    assert (read.series, read.hints) == (None, 0)
    assert b"series" not in line(ANSWER)
    assert parse(line(replace(ANSWER, series="x", hints=2))).hints == 2


def test_the_order_is_that_of_the_instants_and_stable():
    instants = ["2026-01-31T08:00:00Z", "2026-01-31T09:00:00+01:00", "2026-01-31T07:30:00-00:30"]
    given = [replace(ANSWER, id=f"{n}", at=at) for n, at in enumerate(instants)]
    assert in_order(given) == given
    assert in_order(reversed(given)) == given[::-1]
    later = replace(DRAWN, at="2026-01-31T08:00:00.000001Z")
    assert in_order([later, *given]) == [*given, later]
