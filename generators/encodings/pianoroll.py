"""Deep Jammer's grid: for each sixteenth and each of a piano's 88 keys, whether it is struck, held or silent.

Source: J. Svegliato and S. Witty, "Deep Jammer: a music generation model" (article); the attributes go back to D.
Johnson's biaxial LSTM (2015). As tokens, a step is 88 cells from the lowest key up. As the model reads it, a step is 88
keys of 78 attributes (`attributes`):

- position, 1: the key's number from 1 to 88, divided by 88
- pitch class, 12: one of them 1
- vicinity, 48: for each of the 24 keys from an octave below to a seventh above, itself among them, whether it sounds
  and whether it was struck, in the same step
- beat, 17: one of them 1, the step's place in its bar of 16; the last is for places beyond

The article counts 78 attributes without listing them; this reading adds up and keeps a key's own state among them. Its
published code has 78 keys of 80 (25 keys of vicinity, the pitch classes' counts, four bits of the beat, a zero).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generators.encodings.alphabet import Alphabet
from generators.encodings.encoding import Encoding
from generators.encodings.grammar import FreeGrammar, Grammar, Limits, Logits, Rows
from generators.encodings.instruments import refuse_drums
from generators.encodings.roll import HELD, SILENT, STRUCK, Roll, from_roll, to_roll
from generators.errors import InputError
from generators.pieces import Piece

LOW, HIGH = 21, 108  # a piano's keys
KEYS = HIGH - LOW + 1
BELOW, ABOVE = 12, 11  # keys of the vicinity
STEPS_PER_BAR = 16
ATTRIBUTES = 1 + 12 + 2 * (BELOW + 1 + ABOVE) + STEPS_PER_BAR + 1
SEGMENT = 128  # steps that the model learns from at a time
VOCABULARY = ("silent", "struck", "held")
STEPS_PER_QUARTER = 4
ALPHABET = Alphabet(
    STEPS_PER_QUARTER, np.ones(len(VOCABULARY), dtype=np.int64), opening=(SILENT,), parts=KEYS, framed=True
)
FEW = 2  # keys: fewer in a step are next to silence
FALL, RECOVERY = 0.02, 0.3


@dataclass(frozen=True, slots=True)
class PianorollEncoding(Encoding):
    """Piano music on a grid of sixteenths and keys, a token a cell (see the module's text)."""

    name = "pianoroll"
    vocabulary = VOCABULARY
    alphabet = ALPHABET

    def quantize(self, piece: Piece) -> Piece:
        """The piece on the grid in one voice, pitches beyond a piano's keys moved by octaves."""
        return from_roll(to_roll(piece, STEPS_PER_QUARTER, LOW, HIGH), STEPS_PER_QUARTER, LOW)

    def encode(self, piece: Piece) -> list[int]:
        """Token ids. Raises InputError for drums."""
        refuse_drums(piece, self.name)
        cells: list[int] = to_roll(piece, STEPS_PER_QUARTER, LOW, HIGH).ravel().tolist()
        return cells

    def decode(self, tokens: Sequence[int]) -> Piece:
        """The piece. A key held that did not sound before is struck.

        Raises InputError for a token that is none of the three, and unless the tokens are steps of 88.
        """
        cells = np.asarray(tokens, dtype=np.int64)
        if not cells.size or cells.size % KEYS:
            raise InputError(f"{cells.size} tokens are not steps of {KEYS} keys")
        if cells.min() < 0 or cells.max() >= len(VOCABULARY):
            raise InputError(f"token {cells[(cells < 0) | (cells > 2)][0]} is none of 0 (silent), 1 (struck), 2 (held)")
        return from_roll(cells.astype(np.uint8).reshape(-1, KEYS), STEPS_PER_QUARTER, LOW)

    def grammar(self, limits: Limits, *, may_end: bool) -> Grammar:
        return PianorollGrammar(ALPHABET, limits, may_end=may_end)


def attributes(roll: Roll, first_step: int = 0) -> NDArray[np.float32]:
    """(steps, 88, 78) what the model is told of each key at each step, from a roll of (steps, 88) cells.

    first_step: how many steps into a bar of 16 the roll begins.
    """
    steps = len(roll)
    told = np.zeros((steps, KEYS, ATTRIBUTES), dtype=np.float32)
    keys = np.arange(KEYS)
    told[:, :, 0] = (keys + 1) / KEYS
    told[:, keys, 1 + (keys + LOW) % 12] = 1
    state = np.stack([roll > 0, roll == STRUCK], axis=2).astype(np.float32)  # (steps, 88, 2)
    padded = np.pad(state, ((0, 0), (BELOW, ABOVE), (0, 0)))
    around = np.lib.stride_tricks.sliding_window_view(padded, BELOW + 1 + ABOVE, axis=1)  # (steps, 88, 2, 24)
    told[:, :, 13 : 13 + 48] = around.swapaxes(2, 3).reshape(steps, KEYS, -1)
    beats = (first_step + np.arange(steps)) % STEPS_PER_BAR
    told[np.arange(steps), :, 13 + 48 + beats] = 1
    return told


class PianorollGrammar(FreeGrammar):
    """Any cell may follow any other, but the fewer keys play, the less readily one is silent.

    Source: D. Johnson's biaxial LSTM (2015), `gen_adaptive` of main.py and `_predict_step_note` of model.py. A key
    plays with the probability that the model gives it to the power of `conservativity`. That is 1 at first; after a
    step in which fewer than two keys play it falls by .02, after any other it goes back to 1 by .3 of the way.

    Deviation: the steps of a prompt count, too.
    """

    def __init__(self, alphabet: Alphabet, limits: Limits, *, may_end: bool) -> None:
        super().__init__(alphabet, limits, may_end=may_end)
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
