"""Clara's chordwise encoding: a token for everything that sounds at a step.

Source: C. McLeavey Payne, "Clara: a neural net music generator" (2018), and its code (data/midi-to-encoding.py,
make_test_train.py). A chord is a digit for each of 62 pitches from A1 (33) up: 0 silent, 1 struck, 2 held; pitches
outside move by octaves. As Clara trained it, held notes are dropped (2 becomes 0), which keeps the vocabulary near
60,000, and every note lasts two steps. A step in which nothing is struck says how lively it just was: a letter, a to z
and A to Z for 0 to 51 notes struck in the ten steps before.

The vocabulary is learned: `fitted` takes the chords of a corpus. A chord that is not among them is written UNKNOWN and
read as an empty step. Chords are named by their digits without the zeros at the end.

Deviation: Clara writes a rest's letter once for each pitch, as wide as a chord; here it is written once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from string import ascii_lowercase, ascii_uppercase

import numpy as np
from numpy.typing import NDArray

from generators.encodings.alphabet import Alphabet, in_step
from generators.encodings.encoding import Encoding
from generators.encodings.instruments import refuse_drums
from generators.encodings.roll import HELD, SILENT, STRUCK, Roll, from_roll, to_roll
from generators.errors import InputError
from generators.pieces import Piece

LOW, HIGH = 33, 94
RESTS = ascii_lowercase + ascii_uppercase
UNKNOWN = len(RESTS)
FIRST_CHORD = UNKNOWN + 1
MEMORY = 10  # steps before a rest whose notes its letter counts
MOST_CHORDS = 60_000  # about as many as Clara found
LASTING = 2  # steps of a note, where held notes are dropped


@dataclass(frozen=True, slots=True)
class ChordwiseEncoding(Encoding):
    """Piano music, a token a step (see the module's text)."""

    name = "chordwise"
    most = MOST_CHORDS

    chords: tuple[str, ...] = ()  # the vocabulary beside the rests
    steps_per_quarter: int = 4
    held: bool = False  # keep the digit 2

    def __post_init__(self) -> None:
        object.__setattr__(self, "chords", tuple(self.chords))  # a card gives a list

    @property
    def vocabulary(self) -> tuple[str, ...]:
        return (*RESTS, "UNKNOWN", *self.chords)

    @property
    def alphabet(self) -> Alphabet:
        size, silence = FIRST_CHORD + len(self.chords), RESTS.index("a")
        return in_step(size, self.steps_per_quarter, silence, never=(UNKNOWN,))

    @property
    def is_fitted(self) -> bool:
        return bool(self.chords)

    def unfitted(self) -> ChordwiseEncoding:
        return replace(self, chords=())

    def fitted(self, pieces: Iterable[Piece], most: int = MOST_CHORDS) -> ChordwiseEncoding:
        """The same encoding with the chords of the pieces, the most frequent first."""
        counts: dict[str, int] = {}
        for piece in pieces:
            for row in self._roll(piece):
                if row.any():
                    name = _digits(row)
                    counts[name] = counts.get(name, 0) + 1
        return replace(self, chords=tuple(sorted(counts, key=lambda name: (-counts[name], name))[:most]))

    def quantize(self, piece: Piece) -> Piece:
        """The piece on the grid in one voice, without the steps whose chord is not in the vocabulary.

        What was held through such a step ends with it.
        """
        return self._piece(self._known(piece)[0])

    def encode(self, piece: Piece) -> list[int]:
        """A chord or a rest for each step. Raises InputError for drums."""
        refuse_drums(piece, self.name)
        numbers = _numbers(self.chords)
        roll, unknown = self._known(piece)
        struck = (roll == STRUCK).sum(axis=1)
        return [
            UNKNOWN
            if unknown[step]
            else numbers[_digits(row)]
            if row.any()
            else _rest(struck[max(step - MEMORY, 0) : step].sum())
            for step, row in enumerate(roll)
        ]

    def decode(self, tokens: Sequence[int]) -> Piece:
        """The piece. Raises InputError for no tokens, or one that is not in the vocabulary."""
        if not len(tokens):
            raise InputError("no tokens: a piece has a step at least")
        roll = np.zeros((len(tokens), HIGH - LOW + 1), dtype=np.uint8)
        for step, token in enumerate(tokens):
            if not 0 <= token < FIRST_CHORD + len(self.chords):
                last = FIRST_CHORD + len(self.chords) - 1
                raise InputError(f"token {step}, {token}, is no chord and no rest: 0 to {last}")
            if token >= FIRST_CHORD:
                digits = self.chords[token - FIRST_CHORD]
                roll[step, : len(digits)] = [int(digit) for digit in digits]
        return self._piece(roll)

    def _roll(self, piece: Piece) -> Roll:
        roll = to_roll(piece, self.steps_per_quarter, LOW, HIGH)
        return roll if self.held else np.where(roll == STRUCK, roll, SILENT).astype(np.uint8)

    def _known(self, piece: Piece) -> tuple[Roll, NDArray[np.bool_]]:
        """The roll with unknown chords emptied, and (steps,) where they were."""
        numbers = _numbers(self.chords)
        roll = self._roll(piece)
        unknown = np.zeros(len(roll), dtype=bool)
        for step, row in enumerate(roll):
            if step:
                row[(row == HELD) & (roll[step - 1] == SILENT)] = SILENT
            if row.any() and _digits(row) not in numbers:
                unknown[step] = True
                row[:] = SILENT
        return roll, unknown

    def _piece(self, roll: Roll) -> Piece:
        """The piece of a roll; where held notes are dropped, each note lasts two steps, or until it is struck again."""
        if self.held:
            return from_roll(roll, self.steps_per_quarter, LOW)
        lasting = roll.copy()
        for later in range(1, LASTING):
            sounding = np.zeros_like(roll)
            sounding[later:] = roll[:-later]
            lasting[(sounding == STRUCK) & (roll == SILENT)] = HELD
        return from_roll(lasting, self.steps_per_quarter, LOW)


@lru_cache(maxsize=8)
def _numbers(chords: tuple[str, ...]) -> dict[str, int]:
    return {name: number for number, name in enumerate(chords, start=FIRST_CHORD)}


def _digits(row: Roll) -> str:
    return "".join(map(str, row.tolist())).rstrip("0")


def _rest(struck: int) -> int:
    return min(int(struck), len(RESTS) - 1)
