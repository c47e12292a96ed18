"""What may come next: a grammar follows sequences as they grow and says which tokens each may write."""

from __future__ import annotations

from abc import ABC, abstractmethod

import numpy as np
from numpy.typing import NDArray

from generators.encodings.alphabet import Alphabet

Logits = NDArray[np.float32]
Rows = NDArray[np.int64]  # numbers of rows
Limits = NDArray[np.float64]  # (B,) steps at which a row is complete, inf for none


class Grammar(ABC):
    """Follows B sequences. What it does not allow has probability zero.

    Time never goes beyond a row's limit, so that a length in steps is met exactly. Tokens that stand in no music are
    never allowed; END only where `may_end` says so, after one step at least and between steps.
    """

    def __init__(self, alphabet: Alphabet, limits: Limits, *, may_end: bool) -> None:
        self.alphabet = alphabet
        self._limits = limits * alphabet.parts
        self._may_end = may_end
        self._time = np.zeros(len(limits), dtype=np.int64)  # in parts of a step
        self._ended = np.zeros(len(limits), dtype=bool)

    def allowed(self) -> NDArray[np.bool_]:
        """What may come next: (B, vocabulary), for rows that are not complete."""
        left = self._limits - self._time
        allowed = self._fitting() & (self.alphabet.advance <= left[:, None])
        allowed[:, list(self.alphabet.never)] = False
        if self.alphabet.end is not None:
            allowed[:, self.alphabet.end] = self._may_end & self._between_steps() & (self._time > 0)
        return np.asarray(allowed)

    def weighed(self, logits: Logits, rows: Rows) -> Logits:
        """The logits of these rows, (len(rows), vocabulary), as they are drawn from: the model's own here."""
        del rows
        return logits

    def write(self, rows: Rows, tokens: NDArray[np.int64]) -> None:
        """Take in one token for each of these rows, given or written."""
        self._time[rows] += self.alphabet.advance[tokens]
        self._ended[rows] = tokens == self.alphabet.end

    def complete(self) -> NDArray[np.bool_]:
        """The rows to which nothing more is added, (B,)."""
        return np.asarray(self._ended | (self._time >= self._limits))

    def ended(self) -> NDArray[np.bool_]:
        """The rows that END ended, (B,)."""
        return self._ended

    def select(self, rows: Rows) -> None:
        """Go on with these rows, in this order; a row may be taken twice or left."""
        self._limits, self._time, self._ended = self._limits[rows], self._time[rows], self._ended[rows]

    @abstractmethod
    def _fitting(self) -> NDArray[np.bool_]:
        """What the music so far allows, (B, vocabulary), whatever its length; END and what is never written aside."""

    def _between_steps(self) -> NDArray[np.bool_]:
        """The rows of which no step is begun, (B,)."""
        return np.asarray(self._time % self.alphabet.parts == 0)


class FreeGrammar(Grammar):
    """Any token may follow any other, but time has to go on: what holds in most encodings.

    Between two tokens that move time on stand as many others at most as there are: each key struck once and ended once
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
