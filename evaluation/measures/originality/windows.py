"""Windows of held-out pieces as long as a candidate, and the longest copy in each.

A long piece has more chances to share a long run than a short one, so pieces are compared by windows in which as many
notes begin, at whatever speed and in however many voices: a number that every kind of events has in common.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.measures.originality.events import beginnings
from evaluation.measures.originality.passages import Finding
from evaluation.ngrams.copies.suffix_automaton import Ints
from generators.pieces import Piece

Flags = NDArray[np.bool_]

FAR = 1 << 40  # ticks: longer than any piece, so that ticks of many pieces, or lines, are sorted as one number


@dataclass(frozen=True, eq=False)
class Windows:
    """Windows of several pieces, one after the other; what is left of a piece is one, too, but does not count."""

    begins: Ints  # (windows,), ascending: FAR times the piece's place, plus the tick
    whole: Flags  # (windows,)

    def __len__(self) -> int:
        """How many count."""
        return int(self.whole.sum())

    @property
    def pieces(self) -> Ints:
        """(whole windows,): the place of the piece of each."""
        return self.begins[self.whole] // FAR


def windows_of(pieces: Sequence[Ints], size: int) -> Windows:
    """Windows in which notes begin at `size` ticks, > 0, each from the end of the one before; all of a shorter piece.

    pieces: for each, the ticks at which its notes begin (`onsets_of`).
    """
    begins: list[int] = []
    whole: list[bool] = []
    for place, ticks in enumerate(pieces):
        starts = [0, *ticks[size::size].tolist()]  # what comes before the first note is in the first window
        begins += [place * FAR + start for start in starts]
        whole += [True, *(len(ticks) >= number * size for number in range(2, 1 + len(starts)))]
    return Windows(np.array(begins, np.int64), np.array(whole, np.bool_))


def onsets_of(piece: Piece) -> Ints:
    """Ticks at which notes begin, those in one twelfth of a quarter once."""
    return np.array(beginnings(piece), np.int64)


class Runs:
    """Where the events of several pieces begin, by one kind, and how long a copy ends with each."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        lines = [(place, shared) for place, finding in enumerate(findings) for shared in finding.lines]
        sizes = [len(shared.line) for _, shared in lines]
        ticks = np.array([tick for _, shared in lines for tick in shared.line.onsets], np.int64)
        self._lines = np.repeat(np.arange(len(lines)), sizes) * FAR
        self._in_line = self._lines + ticks
        self._in_piece = np.repeat([place for place, _ in lines], sizes).astype(np.int64) * FAR + ticks
        self._lengths = np.concatenate([np.zeros(0, np.int64), *(shared.copies.lengths for _, shared in lines)])

    def longest(self, windows: Windows) -> Ints:
        """(whole windows,): the longest copy in each, in events; of a run the part that begins in the window."""
        inside = np.searchsorted(windows.begins, self._in_piece, side="right") - 1
        first = np.searchsorted(self._in_line, self._lines + windows.begins[inside] % FAR)
        longest = np.zeros(len(windows.begins), np.int64)
        np.maximum.at(longest, inside, np.minimum(self._lengths, np.arange(len(first)) - first + 1))
        return longest[windows.whole]
