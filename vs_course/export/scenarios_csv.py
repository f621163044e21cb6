"""A table for a spreadsheet, with the columns of scenarios.csv: edited, it can come back."""

from vs_course.bank import columns
from vs_course.bank.csv_reader import guarded
from vs_course.export import Selection
from vs_course.results.report_tables import situations


def table(selection: Selection) -> bytes:
    """Return the situations as French Excel opens a CSV: `;`, UTF-8 with its mark, CRLF.

    An optional column is there where one of them says something in it.
    """
    shape = columns.scenarios(())
    frame = situations(selection.scenarios, selection.bank).astype(str)
    said = [name for name, default in shape.optional.items() if (frame[name] != default).any()]
    written = frame[[*shape.columns, *said]].map(guarded)
    return written.to_csv(index=False, sep=";", lineterminator="\r\n").encode("utf-8-sig")
