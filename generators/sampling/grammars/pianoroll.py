"""What is drawn for Deep Jammer's cells: whether a key plays and whether it is struck, less and less readily silent.

Source of the rule against silence: D. Johnson's biaxial LSTM (2015), `gen_adaptive` of main.py and `_predict_step_note`
of model.py. A key plays with the probability that the model gives it to the power of `conservativity`. That is 1 at
first; after a step in which fewer than two keys play it falls by .02, after any other it goes back to 1 by .3 of the
way.

Deviation: the steps of a prompt count, too.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from generators.encodings.pianoroll import KEYS, VOCABULARY, PianorollEncoding
from generators.sampling.alphabets import alphabet_of
from generators.sampling.grammars.grammar import Limits, Logits, Rows
from generators.sampling.grammars.words import WordGrammar

FEW = 2  # keys: fewer in a step are next to silence
FALL, RECOVERY = 0.02, 0.3
SILENT, STRUCK, HELD = map(VOCABULARY.index, ("silent", "struck", "held"))


class PianorollGrammar(WordGrammar):
    """Follows B piano rolls, cell by cell."""

    def __init__(self, encoding: PianorollEncoding, limits: Limits, *, may_end: bool) -> None:
        super().__init__(alphabet_of(encoding), limits, may_end=may_end)
        self._playing = np.zeros(len(limits), dtype=np.int64)  # keys that play in this step
        self._conservativity = np.ones(len(limits))

    def weighed(self, logits: Logits, rows: Rows) -> Logits:
        """The logits with the probability of playing to the power of each row's conservativity."""
        shifted = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)
        plays = np.logaddexp(shifted[:, STRUCK], shifted[:, HELD])
        raised = np.minimum(plays * self._conservativity[rows], 0)
        weighed = shifted + (raised - plays)[:, None]
        with np.errstate(divide="ignore"):  # what is certain to play is silent with log 0
            weighed[:, SILENT] = np.log(-np.expm1(raised))
        return np.asarray(weighed, dtype=np.float32)

    def write(self, rows: Rows, tokens: NDArray[np.int64]) -> None:
        super().write(rows, tokens)
        self._playing[rows] += tokens != SILENT
        over = rows[self._time[rows] % KEYS == 0]  # a step is full
        before = self._conservativity[over]
        few = self._playing[over] < FEW
        self._conservativity[over] = np.where(few, before - FALL, before + (1 - before) * RECOVERY)
        self._playing[over] = 0

    def select(self, rows: Rows) -> None:
        super().select(rows)
        self._playing, self._conservativity = self._playing[rows], self._conservativity[rows]
