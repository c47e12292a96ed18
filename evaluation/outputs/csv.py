"""A table for spreadsheets."""

from __future__ import annotations

from evaluation.measures.result import Table
from generators.files.table import csv_text


def as_csv(table: Table) -> str:
    """A header and a line a row; where there is no figure the cell is empty."""
    return csv_text([table.names, *table.values()])
