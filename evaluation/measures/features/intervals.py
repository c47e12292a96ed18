"""Features of intervals, one after the other and together (Yang & Lerch 2018, see `pitch.py`)."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

from evaluation.measures.features.feature import Histogram, Scalar, normalized
from evaluation.measures.features.sounding import line, segments
from generators.pieces import Piece

FARTHEST = 13  # semitones: wider leaps are counted here
LEAPS = tuple(range(-FARTHEST, FARTHEST + 1))
LEAP_NAMES = tuple(f"{leap:+d}" if abs(leap) < FARTHEST else f"{leap:+d} or more" for leap in LEAPS)
INTERVALS = ("octave", "m2", "M2", "m3", "M3", "P4", "tritone", "P5", "m6", "M6", "m7", "M7")


def melodic_intervals(piece: Piece) -> NDArray[np.float64] | None:
    """How often each voice moves by each interval, up positive: shape (27,), shares of all moves of all voices.

    Bins are semitones from -12 to 12, and everything wider downwards and upwards. A move goes from one note to the
    voice's next, over rests too; of notes that a voice begins together the highest counts. None without moves.
    """
    leaps = np.clip(np.array(_moves(piece), dtype=np.int64), -FARTHEST, FARTHEST) + FARTHEST
    return normalized(np.bincount(leaps, minlength=len(LEAPS)).astype(np.float64))


def average_interval(piece: Piece) -> float | None:
    """Mean size of the voices' moves in semitones, 0 to 127 (Yang & Lerch's average pitch interval), moves as above.

    None without moves.
    """
    moves = _moves(piece)
    return float(np.abs(moves).mean()) if moves else None


def harmonic_intervals(piece: Piece) -> NDArray[np.float64] | None:
    """How often each interval sounds where a note begins: shape (12,), shares of all pairs of pitches, octaves apart
    or not (a tenth is a third).

    At each tick at which a note begins, each pair of different pitches then sounding counts once. Ours, after the
    harmonic intervals of Bach or Mock (Fang et al. 2020, arXiv 2006.13329). None where there are no such pairs.
    """
    onsets = {note.onset for voice in piece.voices for note in voice.notes}
    counts = np.zeros(12)
    for start, _, pitches in segments(piece):
        if start in onsets:
            for low, high in combinations(pitches, 2):
                counts[(high - low) % 12] += 1
    return normalized(counts)


def _moves(piece: Piece) -> list[int]:
    return [later - earlier for voice in piece.voices for earlier, later in pairwise(line(voice))]


INTERVAL = (
    Histogram("melodic intervals", "semitones", LEAP_NAMES, melodic_intervals, tuple(map(float, LEAPS))),
    Scalar("average interval", "semitones", average_interval),
    Histogram("harmonic intervals", "interval", INTERVALS, harmonic_intervals),
)
