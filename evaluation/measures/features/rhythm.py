"""Features of rhythm: how many notes, how long, how far apart, and how alike the bars (sources in `pitch.py`)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from evaluation.measures.features.feature import Histogram, Scalar, entropy, normalized
from evaluation.measures.features.sounding import all_notes, segments
from generators.pieces import TICKS_PER_QUARTER, Note, Piece, bar_spans

GRID = TICKS_PER_QUARTER // 4  # a sixteenth
# Yang & Lerch's twelve note lengths, in quarters, from a sixteenth to a whole note.
LENGTHS = (1 / 4, 1 / 3, 3 / 8, 1 / 2, 2 / 3, 3 / 4, 1, 4 / 3, 3 / 2, 2, 3, 4)
LENGTH_NAMES = ("1/4", "1/3", "3/8", "1/2", "2/3", "3/4", "1", "4/3", "3/2", "2", "3", "4")
OCTAVES = tuple(float(np.log2(length)) for length in LENGTHS)


def notes_per_quarter(piece: Piece) -> float | None:
    """Notes of all voices over the quarters from the start to the end of the last note, above 0. None without notes."""
    notes = all_notes(piece)
    return len(notes) / max(note.end for note in notes) * TICKS_PER_QUARTER if notes else None


def notes_per_second(piece: Piece) -> float | None:
    """`notes_per_quarter` at the piece's tempo, on average. None without notes, and where the music names no tempo."""
    density = notes_per_quarter(piece)
    return density * piece.tempo / 60 if density and piece.tempos else None


def duration_histogram(piece: Piece) -> NDArray[np.float64] | None:
    """How many notes are of each length: shape (12,), shares of notes, each in the nearest of the `LENGTHS`.

    Yang & Lerch's note length histogram; halfway between two lengths is the shorter. None without notes.
    """
    return _lengths([note.duration for note in all_notes(piece)])


def duration_entropy(piece: Piece) -> float | None:
    """Entropy of the duration histogram in bits, 0 to log2(12) = 3.58. None without notes."""
    return entropy(duration_histogram(piece))


def onset_interval_histogram(piece: Piece) -> NDArray[np.float64] | None:
    """How far apart notes begin: shape (12,), shares of the times from one onset of any voice to the next.

    In the nearest of the `LENGTHS`; notes that begin together are one onset. None with fewer than two onsets.
    """
    return _lengths(_onset_intervals(piece))


def average_onset_interval(piece: Piece) -> float | None:
    """Mean time between onsets in quarters, above 0 (Yang & Lerch's average inter-onset interval is in seconds).

    None with fewer than two onsets.
    """
    intervals = _onset_intervals(piece)
    return float(np.mean(intervals)) / TICKS_PER_QUARTER if intervals else None


def groove_consistency(piece: Piece) -> float | None:
    """1 minus the mean normalized Hamming distance of neighboring bars' onsets, 0 to 1 (Wu & Yang 2020; MusPy).

    A bar is a row of sixteenths, each 1 if a note of any voice begins in it. Full bars only; two neighbors of different
    length are not compared. None where no two can be.
    """
    rows = [_onset_row(*bar) for bar in _full_bars(piece)]
    distances = [float((one != other).mean()) for one, other in pairwise(rows) if len(one) == len(other)]
    return 1 - float(np.mean(distances)) if distances else None


def bar_repetition(piece: Piece) -> float | None:
    """The share of bars that are equal to an earlier one, note for note, 0 to below 1 (ours).

    Full bars in which a note begins; equal if the same pitches begin at the same places and last as long, whatever the
    voice. None without such bars.
    """
    contents = [
        frozenset((note.onset - start, note.duration, note.pitch) for note in begun)
        for start, _, begun in _full_bars(piece)
    ]
    filled = [content for content in contents if content]
    return 1 - len(set(filled)) / len(filled) if filled else None


def empty_beat_rate(piece: Piece) -> float | None:
    """The share of quarters in which nothing sounds, from the start to the end of the last note, 0 to below 1.

    MusPy's, but that a note that ends where a quarter begins does not fill it, and a last quarter counts if any of it
    is reached. None without notes.
    """
    filled: set[int] = set()
    last = 0
    for start, end, pitches in segments(piece):
        last = -(-end // TICKS_PER_QUARTER)
        if pitches:
            filled.update(range(start // TICKS_PER_QUARTER, last))
    return 1 - len(filled) / last if last else None


def _lengths(ticks: list[int]) -> NDArray[np.float64] | None:
    quarters = np.array(ticks, dtype=np.float64) / TICKS_PER_QUARTER
    nearest = np.abs(quarters[:, None] - np.array(LENGTHS)).argmin(axis=1) if ticks else np.zeros(0, dtype=np.int64)
    return normalized(np.bincount(nearest, minlength=len(LENGTHS)).astype(np.float64))


def _onset_intervals(piece: Piece) -> list[int]:
    onsets = sorted({note.onset for note in all_notes(piece)})
    return [later - earlier for earlier, later in pairwise(onsets)]


def _onset_row(start: int, length: int, begun: list[Note]) -> NDArray[np.bool_]:
    """For each sixteenth of a bar, whether a note begins in it."""
    row = np.zeros(-(-length // GRID), dtype=bool)
    row[[(note.onset - start) // GRID for note in begun]] = True
    return row


def _full_bars(piece: Piece) -> Iterator[tuple[int, int, list[Note]]]:
    """Tick, length in ticks and the notes that begin in it, of each full bar; what is left at the end is none."""
    notes = all_notes(piece)
    for start, end in bar_spans(piece):
        if end <= piece.length:
            first, last = (bisect_left(notes, tick, key=_onset) for tick in (start, end))
            yield start, end - start, notes[first:last]


def _onset(note: Note) -> int:
    return note.onset


RHYTHM = (
    Scalar("notes per quarter", "notes", notes_per_quarter),
    Scalar("notes per second", "notes", notes_per_second, needs_tempo=True),
    Histogram("durations", "log2 quarters", LENGTH_NAMES, duration_histogram, OCTAVES),
    Scalar("duration entropy", "bits", duration_entropy),
    Histogram("onset intervals", "log2 quarters", LENGTH_NAMES, onset_interval_histogram, OCTAVES),
    Scalar("average onset interval", "quarters", average_onset_interval),
    Scalar("groove consistency", "share of sixteenths", groove_consistency),
    Scalar("bar repetition", "share of bars", bar_repetition),
    Scalar("empty-beat rate", "share of quarters", empty_beat_rate),
)
