"""What may come next in Polyphony RNN's events.

Within a step pitches descend, and only those that sounded in the step before may go on.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from generators.encodings.polyphony import CONTINUED, NEW, STEP_END, VOCABULARY, PolyphonyEncoding
from generators.sampling.alphabets import alphabet_of
from generators.sampling.grammars.grammar import Grammar, Limits, Rows

PITCHES = 128


class PolyphonyGrammar(Grammar):
    """Follows B pieces."""

    def __init__(self, encoding: PolyphonyEncoding, limits: Limits, *, may_end: bool) -> None:
        super().__init__(alphabet_of(encoding), limits, may_end=may_end)
        self._before = np.zeros((len(limits), PITCHES), dtype=bool)  # what sounded in the step before
        self._now = np.zeros((len(limits), PITCHES), dtype=bool)
        self._below = np.full(len(limits), PITCHES)  # the next pitch of this step must be lower

    def write(self, rows: Rows, tokens: NDArray[np.int64]) -> None:
        super().write(rows, tokens)
        sounds = tokens >= NEW
        pitches = (tokens[sounds] - NEW) % PITCHES
        self._now[rows[sounds], pitches] = True
        self._below[rows[sounds]] = pitches
        begins = rows[tokens == STEP_END]
        self._before[begins] = self._now[begins]
        self._now[begins] = False
        self._below[begins] = PITCHES

    def select(self, rows: Rows) -> None:
        super().select(rows)
        self._before, self._now, self._below = self._before[rows], self._now[rows], self._below[rows]

    def _fitting(self) -> NDArray[np.bool_]:
        lower = np.arange(PITCHES) < self._below[:, None]
        fitting = np.zeros((len(self._below), len(VOCABULARY)), dtype=bool)
        fitting[:, STEP_END] = True
        fitting[:, NEW:CONTINUED] = lower
        fitting[:, CONTINUED:] = lower & self._before
        return fitting

    def _between_steps(self) -> NDArray[np.bool_]:
        return np.asarray(self._below == PITCHES)
