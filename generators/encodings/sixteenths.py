"""Four voices by sixteenths, pitches only: how the data of the JSB benchmark see a chorale.

Source: N. Boulanger-Lewandowski et al., Modeling temporal dependencies in high-dimensional sequences, ICML 2012, in the
form of Jsb16thSeparated.json (C.-Z. A. Huang et al., Counterpoint by convolution, ISMIR 2017): four pitches for every
sixteenth, in the order S A T B, -1 for a rest. A chorale is START, one token a voice and sixteenth, END: no delimiters,
no fermatas, and nothing that tells a note held from a note struck again.

Deviations: none. The key is left as it is; models learn all keys from transpositions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generators.encodings.alphabet import Alphabet
from generators.encodings.chorale import FIRST_NOTE, Grid, from_grid, note_token, to_grid
from generators.encodings.chorale import REST as REST_CELL
from generators.encodings.encoding import Encoding
from generators.errors import InputError
from generators.pieces import Piece

START, END, REST, FIRST_PITCH = range(4)
VOCABULARY = ("START", "END", "-", *map(str, range(128)))
VOICES = 4
STEPS_PER_QUARTER = 4
NO_PITCH = -1  # a rest among pitches
ADVANCE = np.array([name not in ("START", "END") for name in VOCABULARY], dtype=np.int64)
ALPHABET = Alphabet(
    STEPS_PER_QUARTER, ADVANCE, (START,), END, never=(START,), parts=VOICES, framed=True, silent=(REST,)
)


@dataclass(frozen=True, slots=True)
class SixteenthsEncoding(Encoding):
    """Four voices on a sixteenth grid, one pitch a token (see the module's text)."""

    name = "sixteenths"
    vocabulary = VOCABULARY
    alphabet = ALPHABET
    voices = "SATB"

    def quantize(self, piece: Piece) -> Piece:
        """The piece on the sixteenth grid; notes of one pitch that touch are one note."""
        return piece_of(pitches_of(piece))

    def encode(self, piece: Piece) -> list[int]:
        """START, the pitches, END. Raises InputError unless the piece has four voices of single notes."""
        return tokens_of(pitches_of(piece))

    def decode(self, tokens: Sequence[int]) -> Piece:
        """The piece that START … END stands for; END may be missing. Raises InputError where the grammar breaks."""
        body = list(tokens)
        if not body or body[0] != START:
            raise InputError("a chorale by sixteenths begins with START")
        body = body[1:-1] if body[-1] == END else body[1:]
        for position, token in enumerate(body):
            if not REST <= token < len(VOCABULARY):
                raise InputError(f"token {position + 1}, {token}, is no pitch or rest")
        if len(body) % VOICES:
            raise InputError("the last frame is not finished")
        return piece_of(np.array(body, dtype=np.int64).reshape(-1, VOICES) - FIRST_PITCH)

    def roles(self, tokens: Sequence[int]) -> list[str]:
        """START, END, S, A, T, B, of a whole piece."""
        return [VOCABULARY[START], *("SATB"[index % VOICES] for index in range(len(tokens) - 2)), VOCABULARY[END]]


def tokens_of(pitches: NDArray[np.int64]) -> list[int]:
    """The tokens of a grid: pitches (frames, 4), -1 for a rest."""
    return [START, *(pitches + FIRST_PITCH).ravel().tolist(), END]


def pitches_of(piece: Piece) -> NDArray[np.int64]:
    """The piece's grid, (frames, 4) MIDI pitches, -1 for a rest; raises InputError as `to_grid` does."""
    cells = to_grid(piece).cells
    return np.where(cells == REST_CELL, NO_PITCH, (cells - FIRST_NOTE) // 2)


def piece_of(pitches: NDArray[np.int64]) -> Piece:
    """The piece of a grid: equal pitches in neighboring frames are one note."""
    held = np.zeros(pitches.shape, dtype=bool)
    held[1:] = pitches[1:] == pitches[:-1]
    cells = np.where(pitches == NO_PITCH, REST_CELL, note_token(0, tied=False) + 2 * pitches + held)
    return from_grid(Grid(cells, np.zeros(len(pitches), dtype=bool)))
