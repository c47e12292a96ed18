"""A table for spreadsheets."""

from __future__ import annotations

import csv
import io

from evaluation.measures.result import Table


def as_csv(table: Table) -> str:
    """A header and a line a row; where there is no figure the cell is empty."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.names)
    writer.writerows(table.values())
    return text.getvalue()
