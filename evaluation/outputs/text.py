"""A result for a terminal: what is long first, so that what matters stands at the end, where it is seen."""

from __future__ import annotations

from collections.abc import Iterator

from evaluation.measures.result import Column, Result, Table

LISTED = 50  # rows of a folded table that text has, at most
NARROWEST = 5  # signs, of a column of numbers


def as_text(result: Result) -> str:
    """Tables of which a page folds some away first, then the others with their notes, the method and signatures."""
    folded = [table for table in result.tables if table.folded]
    details = [_detail(result.detail, "--csv FILE"), *(_detail(table, "--json") for table in folded)]
    tables = ["\n".join(_lines(table)) for table in result.tables if not table.folded]
    noted = "\n".join([*tables[-1:], *result.notes])
    signed = (f"{name}: {signature}" if name else signature for name, signature in result.signatures.items())
    blocks = [*details, *tables[:-1], noted, "\n".join([*result.method, *signed])]
    return "\n\n".join(block for block in blocks if block)


def _detail(table: Table, option: str) -> str:
    if len(table.rows) > LISTED:
        return f"{len(table.rows):,} {table.name}; {option} names each"
    return "\n".join(_lines(table)) if table.rows else ""


def _lines(table: Table) -> Iterator[str]:
    """The caption, headings but for the first, and the rows, under the name of their set if there are several."""
    groups = table.groups()
    if not groups:
        return
    columns = [table.columns[place] for place in table.seen]
    headings = ["", *(column.heading for column in columns[1:])]
    every = [headings, *(row for rows in groups.values() for row in rows)]
    widths = [max(map(len, cells)) for cells in zip(*every, strict=True)]
    if table.captioned:
        yield table.caption
    yield _aligned(headings, columns, widths)
    for name, rows in groups.items():
        if len(groups) > 1:
            yield name
        for row in rows:
            yield _aligned(row, columns, widths)


def _aligned(cells: list[str], columns: list[Column], widths: list[int]) -> str:
    """Numbers to the right; the first cell, words and ranges to the left."""
    aligned = [
        f"{cell:>{max(width, NARROWEST)}}" if place and column.kind == "number" else f"{cell:{width}}"
        for place, (cell, column, width) in enumerate(zip(cells, columns, widths, strict=True))
    ]
    return "  ".join(aligned).rstrip()
