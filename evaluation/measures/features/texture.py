"""Features of texture: how many pitches sound together (MusPy, see `pitch.py`; time steps here are ticks)."""

from __future__ import annotations

from evaluation.measures.features.feature import Scalar
from evaluation.measures.features.sounding import segments
from generators.pieces import Piece


def polyphony(piece: Piece) -> float | None:
    """The mean number of different pitches that sound, over the time in which any does, from 1 (MusPy).

    None without notes.
    """
    sounding = [(end - start, len(pitches)) for start, end, pitches in segments(piece) if pitches]
    time = sum(duration for duration, _ in sounding)
    return sum(duration * count for duration, count in sounding) / time if time else None


def polyphony_rate(piece: Piece) -> float | None:
    """The share of the time up to the end of the last note in which two or more pitches sound, 0 to 1 (MusPy).

    None without notes.
    """
    stretches = [(end - start, len(pitches)) for start, end, pitches in segments(piece)]
    time = sum(duration for duration, _ in stretches)
    return sum(duration for duration, count in stretches if count >= 2) / time if time else None


TEXTURE = (
    Scalar("polyphony", "pitches", polyphony),
    Scalar("polyphony rate", "share of time", polyphony_rate),
)
