"""A table as text, for spreadsheets and programs: comma-separated values (RFC 4180)."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO


def csv_text(rows: Iterable[Iterable[object]], line_end: str = "\n") -> str:
    """A line a row, the header being one too; a cell of None is empty."""
    text = StringIO()
    csv.writer(text, lineterminator=line_end).writerows(rows)
    return text.getvalue()
