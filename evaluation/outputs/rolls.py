"""Piano rolls in rows, as a score has its systems: in one row a long piece would be a smear."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise
from math import ceil

from lxml import etree

from evaluation.pianoroll import roll_element
from generators.pieces import TICKS_PER_QUARTER, Piece, bars, cut

ROW = 64 * TICKS_PER_QUARTER  # ticks: 16 bars of 4/4, about as much as one holds


def roll_rows(
    music: Piece, title: str, machine: Collection[str], passage: tuple[int, int] | None = None
) -> list[etree._Element]:
    """The piece in rows of nearly one length, each begun by a bar; see `roll_element` for the rest."""
    rows = list(pairwise([*_begins(music), music.length]))
    rolls = []
    for number, (begin, end) in enumerate(rows, start=1):
        called = title if len(rows) == 1 else f"{title}, row {number} of {len(rows)}"
        rolls.append(roll_element(cut(music, begin, end - begin), called, machine, _within(passage, begin, end)))
    return rolls


def _begins(music: Piece) -> list[int]:
    """Ticks at which the rows begin: the bars that are nearest to where they would if all were of one length."""
    count = ceil(music.length / ROW)
    places = [0, *(tick for tick in bars(music) if tick)]
    wanted = (number * music.length / count for number in range(count))
    return sorted({min(places, key=lambda tick: abs(tick - place)) for place in wanted})


def _within(passage: tuple[int, int] | None, begin: int, end: int) -> tuple[int, int] | None:
    """The part of the passage that the row shows, in its own ticks."""
    if passage is None or passage[1] <= begin or end <= passage[0]:
        return None
    return max(passage[0], begin) - begin, min(passage[1], end) - begin
