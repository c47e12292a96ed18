"""What the figures of all kinds of answers have in common on a terminal."""

from __future__ import annotations

from collections.abc import Mapping

from evaluation.answers.records import reason
from generators.counts import counted


def remarks(
    excluded: Mapping[str, int], others: int, repeated: int, *, simulated: bool, item: str = "pair"
) -> list[str]:
    """What was left out, and what was counted though it may not be meant."""
    told = [f"Left out: {count:,} {reason(why)}." for why, count in excluded.items()]
    if others:
        told.append(f"Left out: {others:,} by {'people' if simulated else 'simulated listeners'}.")
    if repeated:
        told.append(
            f"Counted: {counted(repeated, 'answer')} by a listener who had answered about the same {item} before."
        )
    return told


def aligned(rows: list[list[str]]) -> str:
    """A table, each column as wide as its longest cell."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )
