"""Finding a piece's key, and moving it to C major or A minor."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from generators.errors import InputError
from generators.pieces import Key, Mode, Piece, transpose

# Krumhansl & Kessler's probe-tone ratings, as used by the Krumhansl-Schmuckler algorithm
# (Krumhansl, Cognitive Foundations of Musical Pitch, 1990, pp. 30 and 77-110); index 0 is the tonic.
PROFILES: dict[Mode, tuple[float, ...]] = {
    "major": (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88),
    "minor": (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17),
}
TONIC: dict[Mode, int] = {"major": 0, "minor": 9}


def pitch_class_durations(piece: Piece) -> NDArray[np.float64]:
    """How long each pitch class sounds, over all voices: shape (12,), in ticks."""
    durations = np.zeros(12)
    for voice in piece.voices:
        for note in voice.notes:
            durations[note.pitch % 12] += note.duration
    return durations


def estimate_key(piece: Piece) -> Key:
    """The key whose profile correlates best with how long each pitch class sounds (Krumhansl-Schmuckler).

    Raises InputError if there is nothing to tell it by: no notes, or all pitch classes alike.
    """
    durations = pitch_class_durations(piece)
    if np.ptp(durations) == 0:
        raise InputError(f"{piece.title or 'the piece'} is in no key: no pitch class sounds longer than another")
    keys = [Key(tonic, mode) for mode in PROFILES for tonic in range(12)]
    correlations = [np.corrcoef(durations, np.roll(PROFILES[key.mode], key.tonic))[0, 1] for key in keys]
    return keys[int(np.argmax(correlations))]


def steps_to_normal(key: Key) -> int:
    """Semitones from the key to C major or A minor by the shorter way: -6 to 5."""
    return (TONIC[key.mode] - key.tonic + 6) % 12 - 6


def normalize_key(piece: Piece) -> tuple[Piece, int]:
    """The piece in C major or A minor, by its estimated key, and the semitones it was moved by."""
    steps = steps_to_normal(estimate_key(piece))
    return transpose(piece, steps), steps


def semitones_between(before: Piece, after: Piece) -> int:
    """By how many a piece was moved, note for note, to become another. Raises InputError if it has no notes."""
    for old, new in zip(before.voices, after.voices, strict=True):
        for was, is_now in zip(old.notes, new.notes, strict=True):
            return is_now.pitch - was.pitch
    raise InputError(f"{before.source or before.title or 'the piece'} has no notes to tell a key by")
