"""Which pieces are the same music: fingerprints that know no key, tempo or file format.

Two pieces are equal if their notes are, counted from the first one: onsets in twelfths of a quarter note and pitches in
semitones. They are near duplicates if at least half of the smaller one's runs of 12 melodic intervals stand in the
larger one; a run is taken over all notes in order of onset, then pitch. Of the runs every fourth is looked at, chosen
by its hash, so that a piece costs about two bytes a note (FracMinHash: L. Irber et al., bioRxiv 2022).
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generators.pieces import TICKS_PER_QUARTER, Piece

STEP_TICKS = TICKS_PER_QUARTER // 12
RUN = 12  # intervals
LOOKED_AT = 4  # one run in so many
ALIKE = 0.5  # share of the smaller piece's runs
FEWEST = 4  # runs looked at; with fewer, only equal pieces are duplicates


@dataclass(frozen=True, slots=True)
class Fingerprint:
    equal: str  # alike for equal pieces
    runs: tuple[int, ...]  # hashes of the runs that are looked at, sorted, each once
    notes: int


def fingerprint(piece: Piece) -> Fingerprint:
    """The piece's fingerprint, the same in every key. A piece without notes has one, too."""
    notes = sorted(
        {((note.onset + STEP_TICKS // 2) // STEP_TICKS, note.pitch) for voice in piece.voices for note in voice.notes}
    )
    grid = np.array(notes, dtype=np.int64).reshape(-1, 2)
    told = (grid - grid[:1]).astype("<i8").tobytes()
    return Fingerprint(hashlib.sha256(told).hexdigest()[:16], _runs(grid[:, 1]), len(notes))


def _runs(pitches: NDArray[np.int64]) -> tuple[int, ...]:
    """Hashes of the runs of intervals whose hash is divisible by LOOKED_AT."""
    intervals = np.diff(pitches)
    if len(intervals) < RUN:
        return ()
    rows = np.lib.stride_tricks.sliding_window_view(intervals, RUN).astype(np.uint64)
    mixed = np.zeros(len(rows), dtype=np.uint64)
    for column in rows.T:
        mixed = (mixed ^ column) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    return tuple(np.unique(mixed[mixed % np.uint64(LOOKED_AT) == 0]).tolist())


def duplicates(fingerprints: Sequence[Fingerprint]) -> dict[int, int]:
    """For the place of each piece that repeats another one, that one's place.

    Of pieces that are alike the longest is kept, of equal ones the first.
    """
    equal: dict[str, int] = {}
    holders: defaultdict[int, list[int]] = defaultdict(list)  # run → kept pieces that have it
    repeated: dict[int, int] = {}
    for place in sorted(range(len(fingerprints)), key=lambda place: (-fingerprints[place].notes, place)):
        own = fingerprints[place]
        like = equal.get(own.equal)
        if like is None and len(own.runs) >= FEWEST:
            shared = Counter(holder for run in own.runs for holder in holders.get(run, ()))
            like = next((holder for holder, count in shared.most_common(1) if count >= ALIKE * len(own.runs)), None)
        if like is not None:
            repeated[place] = like
            continue
        equal[own.equal] = place
        for run in own.runs:
            holders[run].append(place)
    return repeated
