"""Where any token may follow any other: notes as words, chords, hits of drums, melodies, voices in turn."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from generators.sampling.alphabets import Alphabet
from generators.sampling.grammars.grammar import Grammar, Limits, Rows


class WordGrammar(Grammar):
    """Anything may come next, but time has to go on.

    Between two tokens that move it on stand as many others at most as there are: each key struck once and ended once
    is more than any music has.
    """

    def __init__(self, alphabet: Alphabet, limits: Limits, *, may_end: bool) -> None:
        super().__init__(alphabet, limits, may_end=may_end)
        self._moving = alphabet.advance > 0
        self._crowd = int((~self._moving).sum())
        self._since = np.zeros(len(limits), dtype=np.int64)  # tokens since time went on

    def write(self, rows: Rows, tokens: NDArray[np.int64]) -> None:
        super().write(rows, tokens)
        self._since[rows] = np.where(self._moving[tokens], 0, self._since[rows] + 1)

    def select(self, rows: Rows) -> None:
        super().select(rows)
        self._since = self._since[rows]

    def _fitting(self) -> NDArray[np.bool_]:
        return np.asarray(self._moving | (self._since < self._crowd)[:, None])
