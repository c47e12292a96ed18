"""A table as text, for spreadsheets and programs: comma-separated values (RFC 4180)."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO


def csv_text(rows: Iterable[Iterable[object]], line_end: str = "\n") -> str:
    """A line a row, the header being one too; a cell of None is empty."""
    text = StringIO()
    csv.writer(text, lineterminator=line_end).writerows(rows)
    return text.getvalue()


def records_csv(records: Sequence[Mapping[str, object]]) -> str:
    """A line a record, at least one, below a header of the first one's names."""
    names = list(records[0])
    return csv_text([names, *([record[name] for name in names] for record in records)])
