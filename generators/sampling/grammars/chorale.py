"""What may come next in a chorale.

A frame is an optional fermata, four notes, the delimiter; a piece ends only between frames; a voice goes on (`tied`)
only with the pitch it has.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from generators.encodings.chorale import (
    FERMATA,
    FIRST_NOTE,
    FRAME,
    REST,
    VOCABULARY,
    ChoraleEncoding,
    note_token,
    pitch_of,
)
from generators.sampling.alphabets import alphabet_of
from generators.sampling.grammars.grammar import Grammar, Limits, Rows

VOICES = 4
FRAME_START, AFTER_FERMATA, DELIMITER = 0, VOICES + 1, VOICES  # phases; 1 to 3: that many notes have been written


def note_mask() -> NDArray[np.bool_]:
    """Notes that begin, and the rest: what a voice may always write. Shape (vocabulary,)."""
    mask = np.zeros(len(VOCABULARY), dtype=bool)
    mask[REST] = True
    mask[FIRST_NOTE::2] = True
    return mask


class ChoraleGrammar(Grammar):
    """Follows B chorales."""

    def __init__(self, encoding: ChoraleEncoding, limits: Limits, *, may_end: bool) -> None:
        super().__init__(alphabet_of(encoding), limits, may_end=may_end)
        self._fermatas = encoding.fermatas
        self._phase = np.full(len(limits), FRAME_START)
        self._pitch = np.full((len(limits), VOICES), -1)  # by place in the frame: what may go on, -1 after a rest

    def write(self, rows: Rows, tokens: NDArray[np.int64]) -> None:
        super().write(rows, tokens)
        for row, token in zip(rows.tolist(), tokens.tolist(), strict=True):
            if token == FERMATA:
                self._phase[row] = AFTER_FERMATA
            elif token == FRAME:
                self._phase[row] = FRAME_START
            elif token >= REST:
                place = self._phase[row] % AFTER_FERMATA
                self._pitch[row, place] = -1 if token == REST else pitch_of(token)
                self._phase[row] = place + 1

    def select(self, rows: Rows) -> None:
        super().select(rows)
        self._phase, self._pitch = self._phase[rows], self._pitch[rows]

    def _fitting(self) -> NDArray[np.bool_]:
        fitting = np.zeros((len(self._phase), len(VOCABULARY)), dtype=bool)
        writes_note = self._phase != DELIMITER
        fitting[writes_note] = note_mask()
        for row in np.flatnonzero(writes_note):
            pitch = self._pitch[row, self._phase[row] % AFTER_FERMATA]
            if pitch >= 0:
                fitting[row, note_token(int(pitch), tied=True)] = True
        fitting[self._phase == FRAME_START, FERMATA] = self._fermatas
        fitting[self._phase == DELIMITER, FRAME] = True
        return fitting

    def _between_steps(self) -> NDArray[np.bool_]:
        return np.asarray(self._phase == FRAME_START)
