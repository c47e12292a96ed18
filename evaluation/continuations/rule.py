"""Which continuations are kept: a rule whose limits come from how held-out pieces go on.

One is thrown away if it leaves a voice out, if it is the piece's own, if it goes beyond all that held-out pieces do in
how few or many notes it has, in how long it is silent or in how much it repeats itself, or if it copies a longer run of
what the model learned from than 95 % of them do. Nothing else is judged, and the first that passes is taken, so that a
pair is a fair draw of what the system makes, not a pick of its best.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from evaluation.continuations.stretches import longest_silence
from evaluation.measures.originality.events import onset_events
from evaluation.ngrams.copies.search import Copy, find_shared_events
from generators.errors import InputError
from generators.pieces import TICKS_PER_QUARTER, Piece

RUN = 4  # events: the n of distinct-n
PERCENTILE = 95  # of held-out music: what the limit on copying is
KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Measures:
    """What is measured of an excerpt before anyone hears it.

    Events are notes that begin together, equal in transposed copies (`evaluation.measures.originality.onset_events`).
    """

    notes: float  # a quarter note, over all voices
    silence: float  # quarter notes: the longest time in which nothing sounds
    distinct: float  # distinct-4: of its runs of 4 events the share that are different, 0 to 1; 1 if it has none
    copied: int  # events in a row that also stand in one training piece
    copied_from: str  # that piece's file


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of what is kept, each of them still allowed."""

    fewest: float  # notes a quarter note of any held-out excerpt
    most: float
    silence: float  # the longest
    distinct: float  # the smallest
    copied: int  # the 95th percentile, rounded down


class Yardstick:
    """Measures excerpts against one training set."""

    def __init__(self, training: Mapping[str, Piece]) -> None:
        """training: pieces by their names."""
        self._names = list(training)
        self._events = [onset_events(piece).events for piece in training.values()]

    def measure(self, pieces: Sequence[Piece]) -> list[Measures]:
        """Each excerpt's measures."""
        events = [onset_events(piece).events for piece in pieces]
        shared = find_shared_events(events, self._events)
        return [self._measures(*each) for each in zip(pieces, events, (each.longest for each in shared), strict=True)]

    def _measures(self, piece: Piece, events: Sequence[Hashable], copy: Copy) -> Measures:
        return Measures(
            notes=sum(len(voice.notes) for voice in piece.voices) / (piece.length / TICKS_PER_QUARTER),
            silence=longest_silence(piece) / TICKS_PER_QUARTER,
            distinct=distinct(events),
            copied=copy.length,
            copied_from="" if copy.sequence is None else self._names[copy.sequence],
        )


def distinct(events: Sequence[Hashable]) -> float:
    """distinct-n of one sequence, n = 4: its different runs of n events, divided by all (J. Li et al., NAACL 2016)."""
    runs = [tuple(events[start : start + RUN]) for start in range(len(events) - RUN + 1)]
    return len(set(runs)) / len(runs) if runs else 1.0


def limits_from(humans: Sequence[Measures]) -> Limits:
    """The limits that held-out excerpts set. Raises InputError if there is none."""
    if not humans:
        raise InputError("no held-out piece can be used: there is nothing to take limits from")
    return Limits(
        fewest=min(each.notes for each in humans),
        most=max(each.notes for each in humans),
        silence=max(each.silence for each in humans),
        distinct=min(each.distinct for each in humans),
        copied=int(np.percentile([each.copied for each in humans], PERCENTILE)),
    )


def verdict(machine: Piece, human: Piece, measures: Measures, limits: Limits) -> str:
    """Why the machine's excerpt is thrown away, or "kept"."""
    if not all(voice.notes for voice in machine.voices):
        return "a voice rests throughout"
    if machine.voices == human.voices:
        return "the same as the human's"
    if measures.notes < limits.fewest:
        return "nearly empty"
    if measures.notes > limits.most:
        return "overfull"
    if measures.silence > limits.silence:
        return "silent too long"
    if measures.distinct < limits.distinct:
        return "repeats itself"
    if measures.copied > limits.copied:
        return "copied too long a run"
    return KEPT
