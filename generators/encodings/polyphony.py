"""Magenta's encoding of polyphonic music: Polyphony RNN's, which MODULSHTEIN's talk names and BachBot inspired.

Source: magenta/models/polyphony_rnn/polyphony_lib.py and polyphony_encoder_decoder.py (2016-2019). A piece is START,
for each sixteenth what sounds in it from the highest pitch down, NEW where it is struck and CONTINUED where it goes on,
then STEP_END; END at last: 3 + 2 · 128 = 259 tokens.

Deviation: Magenta lets one pitch sound twice at once; here it sounds once (see roll.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generators.encodings.alphabet import Alphabet, delimited
from generators.encodings.encoding import Encoding
from generators.encodings.grammar import Grammar, Limits, Rows
from generators.encodings.instruments import refuse_drums
from generators.encodings.roll import HELD, SILENT, STRUCK, Roll, from_roll, to_roll
from generators.errors import InputError
from generators.pieces import Piece

START, END, STEP_END, NEW = range(4)
CONTINUED = NEW + 128
VOCABULARY = (
    "START",
    "END",
    "|||",
    *(f"({pitch},NEW)" for pitch in range(128)),
    *(f"({pitch},CONTINUED)" for pitch in range(128)),
)
STEPS_PER_QUARTER = 4
PITCHES = 128
ALPHABET = delimited(len(VOCABULARY), STEPS_PER_QUARTER, STEP_END, START, END)


@dataclass(frozen=True, slots=True)
class PolyphonyEncoding(Encoding):
    """Any piece without drums on a sixteenth grid, a token for each pitch that sounds (see the module's text)."""

    name = "polyphony"
    vocabulary = VOCABULARY
    alphabet = ALPHABET

    def quantize(self, piece: Piece) -> Piece:
        """The piece on the sixteenth grid in one voice, without key, metre, tempo, velocities and fermatas."""
        return from_roll(to_roll(piece, STEPS_PER_QUARTER), STEPS_PER_QUARTER)

    def encode(self, piece: Piece) -> list[int]:
        """Token ids. Raises InputError for drums."""
        refuse_drums(piece, self.name)
        return [START, *_written(to_roll(piece, STEPS_PER_QUARTER)), END]

    def decode(self, tokens: Sequence[int]) -> Piece:
        """The piece that START … END stands for; END may be missing, a step cut off at the end is left out.

        Raises InputError naming the first token that breaks the grammar: a pitch not below the one before it in its
        step, or one that goes on without having sounded.
        """
        return from_roll(_read(tokens), STEPS_PER_QUARTER)

    def grammar(self, limits: Limits, *, may_end: bool) -> Grammar:
        return PolyphonyGrammar(ALPHABET, limits, may_end=may_end)


def _written(roll: Roll) -> Iterator[int]:
    for row in roll:
        for pitch in np.flatnonzero(row)[::-1].tolist():
            yield (NEW if row[pitch] == STRUCK else CONTINUED) + pitch
        yield STEP_END


def _read(tokens: Sequence[int]) -> Roll:
    body = list(tokens)
    if not body or body[0] != START:
        raise InputError(f"a piece begins with START, not {_name(body[0]) if body else 'nothing'}")
    end = len(body) - 1 if body[-1] == END else len(body)
    rows = [np.zeros(128, dtype=np.uint8)]
    below = 128  # the next pitch of this step must be lower
    for position, token in enumerate(body[1:end], start=1):
        pitch = (token - NEW) % 128
        goes_on = token >= CONTINUED
        if token == STEP_END:
            rows.append(np.zeros(128, dtype=np.uint8))
            below = 128
        elif NEW <= token < len(VOCABULARY) and pitch < below and not (goes_on and _silent_before(rows, pitch)):
            rows[-1][pitch] = HELD if goes_on else STRUCK
            below = pitch
        else:
            raise InputError(f"token {position}, {_name(token)}, breaks the polyphony grammar")
    return np.array(rows[:-1], dtype=np.uint8).reshape(-1, 128)


def _silent_before(rows: Sequence[Roll], pitch: int) -> bool:
    return len(rows) < 2 or rows[-2][pitch] == SILENT


def _name(token: int) -> str:
    return VOCABULARY[token] if 0 <= token < len(VOCABULARY) else f"an unknown token {token}"


class PolyphonyGrammar(Grammar):
    """Within a step pitches descend, and only those that sounded in the step before may go on."""

    def __init__(self, alphabet: Alphabet, limits: Limits, *, may_end: bool) -> None:
        super().__init__(alphabet, limits, may_end=may_end)
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
