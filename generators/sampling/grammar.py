"""What may come next in a chorale: everything else has probability zero.

A frame is an optional fermata, four notes, the delimiter; a piece ends only between frames; a voice goes on (`tied`)
only with the pitch it has.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from generators.encodings.chorale import (
    END,
    FERMATA,
    FIRST_NOTE,
    FRAME,
    REST,
    VOCABULARY,
    ChoraleEncoding,
    note_token,
    pitch_of,
)

VOICES = 4
FRAME_START, AFTER_FERMATA, DELIMITER = 0, VOICES + 1, VOICES  # phases; 1 to 3: that many notes have been written


def note_mask() -> NDArray[np.bool_]:
    """Notes that begin, and the rest: what a voice may always write. Shape (vocabulary,)."""
    mask = np.zeros(len(VOCABULARY), dtype=bool)
    mask[REST] = True
    mask[FIRST_NOTE::2] = True
    return mask


class ChoraleGrammar:
    """Follows B chorales as they grow, token by token, and says what each may write next."""

    def __init__(self, encoding: ChoraleEncoding, batch: int) -> None:
        self._fermatas = encoding.fermatas
        self._phase = np.full(batch, FRAME_START)
        self._pitch = np.full((batch, VOICES), -1)  # by place in the frame: the pitch that may go on, -1 after a rest
        self.frames = np.zeros(batch, dtype=np.int64)
        self.finished = np.zeros(batch, dtype=bool)

    def allowed(self) -> NDArray[np.bool_]:
        """What may come next: (B, vocabulary). A finished chorale may only write END again."""
        allowed = np.zeros((len(self._phase), len(VOCABULARY)), dtype=bool)
        writes_note = (self._phase != DELIMITER) & ~self.finished
        allowed[writes_note] = note_mask()
        for row in np.flatnonzero(writes_note):
            pitch = self._pitch[row, self._phase[row] % AFTER_FERMATA]
            if pitch >= 0:
                allowed[row, note_token(int(pitch), tied=True)] = True
        at_start = (self._phase == FRAME_START) & ~self.finished
        allowed[at_start, FERMATA] = self._fermatas
        allowed[at_start & (self.frames > 0), END] = True
        allowed[(self._phase == DELIMITER) & ~self.finished, FRAME] = True
        allowed[self.finished, END] = True
        return allowed

    def write(self, tokens: NDArray[np.int64]) -> None:
        """Take in one token a chorale, each an allowed one."""
        for row, token in enumerate(tokens.tolist()):
            if token == END:
                self.finished[row] = True
            elif token == FERMATA:
                self._phase[row] = AFTER_FERMATA
            elif token == FRAME:
                self._phase[row] = FRAME_START
                self.frames[row] += 1
            else:
                place = self._phase[row] % AFTER_FERMATA
                self._pitch[row, place] = -1 if token == REST else pitch_of(token)
                self._phase[row] = place + 1
