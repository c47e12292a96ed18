"""Features of pitch. None of them changes when a piece is transposed.

Sources: Yang & Lerch 2018, "On the evaluation of generative models in music", Neural Computing and Applications 32,
4773-4784 (mgeval); Dong et al. 2020, "MusPy: a toolkit for symbolic music generation", ISMIR; Wu & Yang 2020, "The Jazz
Transformer on the front line", ISMIR.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from evaluation.measures.features.feature import Histogram, Scalar, entropy, normalized
from evaluation.measures.features.sounding import all_notes
from generators.errors import InputError
from generators.keys import estimate_key, pitch_class_durations
from generators.pieces import Piece

DEGREES = ("1", "b2", "2", "b3", "3", "4", "#4", "5", "b6", "6", "b7", "7")
MAJOR = (0, 2, 4, 5, 7, 9, 11)


def pitch_class_histogram(piece: Piece) -> NDArray[np.float64] | None:
    """How long each pitch class sounds, counted from the tonic: shape (12,), shares of the sounding time of all notes.

    Weighted by duration as Yang & Lerch do; they count from C, here it is the tonic that Krumhansl and Schmuckler's
    method finds, so that music in all keys can be compared. None where it finds none (no notes, all classes alike).
    """
    try:
        tonic = estimate_key(piece).tonic
    except InputError:
        return None
    return normalized(np.roll(pitch_class_durations(piece), -tonic))


def pitch_class_entropy(piece: Piece) -> float | None:
    """Entropy of the notes' pitch classes in bits, 0 to log2(12) = 3.58, each note counted once (Wu & Yang; MusPy).

    None without notes.
    """
    return entropy(normalized(_counts(piece, 12)))


def pitch_entropy(piece: Piece) -> float | None:
    """Entropy of the notes' pitches in bits, 0 to 7, each note counted once (MusPy). None without notes."""
    return entropy(normalized(_counts(piece, 128)))


def pitch_range(piece: Piece) -> float | None:
    """Semitones from the lowest to the highest pitch, 0 to 127 (Yang & Lerch; MusPy). None without notes."""
    pitches = [note.pitch for note in all_notes(piece)]
    return float(max(pitches) - min(pitches)) if pitches else None


def pitches_used(piece: Piece) -> float | None:
    """How many different pitches occur, 1 to 128 (Yang & Lerch's pitch count; MusPy). None without notes."""
    return float(np.count_nonzero(_counts(piece, 128))) or None


def scale_consistency(piece: Piece) -> float | None:
    """The share of notes in the major scale that holds most of them, 7/12 to 1 (Mogren 2016; MusPy).

    MusPy asks all major and natural minor scales, which are the same twelve sets. None without notes.
    """
    shares = normalized(_counts(piece, 12))
    if shares is None:
        return None
    return float(max(np.roll(shares, -root)[list(MAJOR)].sum() for root in range(12)))


def _counts(piece: Piece, modulus: int) -> NDArray[np.float64]:
    pitches = np.array([note.pitch % modulus for note in all_notes(piece)], dtype=np.int64)
    return np.bincount(pitches, minlength=modulus).astype(np.float64)


PITCH = (
    Histogram("pitch classes", "degree", DEGREES, pitch_class_histogram),
    Scalar("pitch-class entropy", "bits", pitch_class_entropy),
    Scalar("pitch entropy", "bits", pitch_entropy),
    Scalar("pitch range", "semitones", pitch_range),
    Scalar("pitches used", "pitches", pitches_used),
    Scalar("scale consistency", "share of notes", scale_consistency),
)
