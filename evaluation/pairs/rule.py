"""Which candidates are kept: a rule whose limits come from Bach himself.

A candidate is thrown away if it is unfinished, if it copies more than held-out Bach does, if it is closer to the
training set than held-out Bach is, or if it stands still longer than Bach ever does. Nothing else is judged: the first
candidate that passes is taken, so that a pair is a fair draw of what the system makes, not a pick of its best.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evaluation.measures.bleu.scores import score_candidates
from evaluation.measures.originality.events import chord_events
from evaluation.ngrams.copies.search import Copy, find_shared_events
from evaluation.sequences.packed import Tokens
from generators.errors import InputError
from generators.pieces import TICKS_PER_QUARTER, Piece

MIN_FRAMES, MAX_FRAMES = 100, 400  # BachBot's bounds on a composition, in sixteenths (scripts/decode.py)
PERCENTILE = 95  # of held-out Bach: what the limits on copying and on BLEU are


@dataclass(frozen=True, slots=True)
class Measures:
    """What is measured of a piece before anyone hears it."""

    bleu: float | None  # weighted BLEU against the training set; None if no n-gram of the needed length matches
    copied: int  # chords in a row that also stand in one training piece, up to transposition
    copied_from: str  # that piece
    hold: float  # quarter notes: the longest time without a new note in any voice


@dataclass(frozen=True, slots=True)
class Limits:
    copied: int
    bleu: float | None  # None if none of Bach's matches either: nothing is thrown away for it
    hold: float


class Yardstick:
    """Measures pieces against one training set."""

    def __init__(self, names: Sequence[str], pieces: Sequence[Piece], tokens: Sequence[Tokens], encoding: str) -> None:
        """Pieces and tokens are the training set, in the same order as its names."""
        if not names:
            raise InputError("an empty training set: nothing to measure against")
        self._names, self._tokens, self._encoding = list(names), list(tokens), encoding
        self._events = [chord_events(piece).events for piece in pieces]
        self.signature = ""

    def measure(self, pieces: Sequence[Piece], tokens: Sequence[Tokens]) -> list[Measures]:
        """Each piece's measures; tokens: each piece encoded as the training set was."""
        if not pieces:
            return []
        report = score_candidates(list(tokens), self._tokens, encoding=self._encoding)
        self.signature = report.signature
        shared = find_shared_events([chord_events(piece).events for piece in pieces], self._events)
        return [
            self._measures(piece, score.bleu if score.unmatched is None else None, copies.longest)
            for piece, score, copies in zip(pieces, report.candidates, shared, strict=True)
        ]

    def _measures(self, piece: Piece, bleu: float | None, copy: Copy) -> Measures:
        source = "" if copy.sequence is None else self._names[copy.sequence]
        return Measures(bleu, copy.length, source, longest_hold(piece))


def longest_hold(piece: Piece) -> float:
    """The longest time, in quarter notes, in which no voice begins a note before the last one that does."""
    onsets = sorted({note.onset for voice in piece.voices for note in voice.notes})
    return max(np.diff(onsets, prepend=0).tolist(), default=0) / TICKS_PER_QUARTER


def limits_from(bach: Sequence[Measures]) -> Limits:
    """The limits that held-out Bach sets. Raises InputError if there is none."""
    if not bach:
        raise InputError("no held-out pieces: the split has no valid and test part to take limits from")
    matched = [m.bleu for m in bach if m.bleu is not None]
    return Limits(
        copied=int(np.percentile([m.copied for m in bach], PERCENTILE)),
        bleu=float(np.percentile(matched, PERCENTILE)) if matched else None,
        hold=max(m.hold for m in bach),
    )


def verdict(measures: Measures, limits: Limits, *, finished: bool, frames: int | None, bach: Measures | None) -> str:
    """Why the candidate is thrown away, or "kept".

    frames: a composition's length in sixteenths; None for a harmonization, whose length is Bach's. bach: what was
    measured of the chorale that a harmonization rewrites: it may copy as much as that one does, because most of it is.
    """
    copied = max(limits.copied, bach.copied if bach else 0)
    allowed = [each for each in (limits.bleu, bach.bleu if bach else None) if each is not None]
    if not finished:
        return "unfinished"
    if frames is not None and not MIN_FRAMES <= frames <= MAX_FRAMES:
        return f"not {MIN_FRAMES} to {MAX_FRAMES} sixteenths long"
    if measures.copied > copied:
        return "copied too long a run"
    if measures.bleu is not None and allowed and measures.bleu > max(allowed):  # no score, no verdict: kept
        return "BLEU above Bach's own"
    if measures.hold > limits.hold:
        return "stands still"
    return "kept"


def thrown_away(verdicts: Sequence[str]) -> dict[str, int]:
    """How many candidates were judged how."""
    return dict(sorted(Counter(verdicts).items()))
