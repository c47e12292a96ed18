"""A piece as a piano roll: what sounds at each step of a grid, whichever voice sounds it.

All voices become one. Where two of them strike one pitch at one step it is one note, and a pitch struck again while it
sounds ends there and begins anew; what then still sounds belongs to the last strike.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from generators.errors import InputError
from generators.pieces import TICKS_PER_QUARTER, Note, Piece, Voice

SILENT, STRUCK, HELD = 0, 1, 2

Roll = NDArray[np.uint8]  # (steps, pitches) of SILENT, STRUCK, HELD


def step_ticks(steps_per_quarter: int) -> int:
    """Length of a step in ticks. Raises InputError if a quarter note cannot be divided so."""
    if steps_per_quarter < 1 or TICKS_PER_QUARTER % steps_per_quarter:
        raise InputError(f"{steps_per_quarter} steps a quarter note: they must divide {TICKS_PER_QUARTER}")
    return TICKS_PER_QUARTER // steps_per_quarter


def to_roll(piece: Piece, steps_per_quarter: int, low: int = 0, high: int = 127) -> Roll:
    """The piece on the grid: onsets and ends go to the nearest step, a note lasts at least one.

    Pitches outside low … high move by octaves to the nearest inside. Column 0 is the pitch `low`.
    """
    ticks = step_ticks(steps_per_quarter)
    steps = max(-(-piece.length // ticks), 1)
    roll = np.zeros((steps, high - low + 1), dtype=np.uint8)
    spans = [(*_steps_of(note, ticks, steps), folded(note.pitch, low, high) - low) for note in _notes(piece)]
    for start, end, column in spans:
        roll[start:end, column] = HELD
    for start, _, column in spans:
        roll[start, column] = STRUCK
    return roll


def from_roll(roll: Roll, steps_per_quarter: int, low: int = 0, name: str = "piano") -> Piece:
    """The piece that a roll stands for, in one voice. HELD where nothing sounded before is struck there."""
    ticks = step_ticks(steps_per_quarter)
    notes = tuple(
        sorted(
            Note(start * ticks, (end - start) * ticks, low + column)
            for column in np.flatnonzero(roll.any(axis=0)).tolist()
            for start, end in _spans(roll[:, column])
        )
    )
    return Piece(voices=(Voice(name, notes),), length=max(len(roll), 1) * ticks)


def folded(pitch: int, low: int, high: int) -> int:
    """The pitch, moved by octaves to the nearest one within low … high, which must be an octave at least."""
    if pitch < low:
        return pitch + 12 * (-(-(low - pitch) // 12))
    return pitch - 12 * (-(-max(pitch - high, 0) // 12))


def _notes(piece: Piece) -> Iterator[Note]:
    return (note for voice in piece.voices for note in voice.notes)


def _steps_of(note: Note, ticks: int, steps: int) -> tuple[int, int]:
    start = min((note.onset + ticks // 2) // ticks, steps - 1)
    end = min((note.end + ticks // 2) // ticks, steps)
    return start, max(end, start + 1)


def _spans(column: NDArray[np.uint8]) -> Iterator[tuple[int, int]]:
    """First step and end of each note in a column."""
    before = np.concatenate([[SILENT], column[:-1]])
    starts = np.flatnonzero((column == STRUCK) | ((column == HELD) & (before == SILENT)))
    stops = np.flatnonzero(np.append(column != HELD, True))
    ends = stops[np.searchsorted(stops, starts, side="right")]
    return zip(starts.tolist(), ends.tolist(), strict=True)
