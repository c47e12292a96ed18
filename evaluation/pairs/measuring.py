"""What is measured of a piece before anyone hears it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from evaluation.measures.bleu.scores import score_candidates
from evaluation.measures.originality.events import Line, onset_events
from evaluation.ngrams.copies.search import find_shared_events
from evaluation.pairs.gate import Reading, Readings
from evaluation.sequences.packed import Tokens
from generators.errors import InputError
from generators.pieces import TICKS_PER_QUARTER, Piece

SIXTEENTH = TICKS_PER_QUARTER // 4
RUN = 4  # events: the n of distinct-n


@dataclass(frozen=True, slots=True)
class Subject:
    """A piece to be measured."""

    piece: Piece  # as it is heard
    tokens: Tokens = ()  # as the model's encoding has it, where a measure asks for them
    finished: bool = True  # the model ended it itself
    human: Piece | None = None  # what it is heard beside


Measure = Callable[[Sequence[Subject]], Sequence[Reading]]


def read(measures: Mapping[str, Measure], subjects: Sequence[Subject]) -> list[Readings]:
    """What each measure says of each subject."""
    if not subjects:
        return []
    columns = [measure(subjects) for measure in measures.values()]
    return [dict(zip(measures, row, strict=True)) for row in zip(*columns, strict=True)]


def of_each(value: Callable[[Subject], float | None]) -> Measure:
    """A measure that needs one subject alone."""
    return lambda subjects: [Reading(value(subject)) for subject in subjects]


class Bleu:
    """Weighted BLEU against a training set; None where no n-gram of the longest length matches."""

    def __init__(self, training: Sequence[Tokens], encoding: str) -> None:
        """Raises InputError if the training set is empty."""
        if not training:
            raise InputError("an empty training set: nothing to measure against")
        self._training, self._encoding = training, encoding
        self.signature = ""  # of the scores, once there are some

    def __call__(self, subjects: Sequence[Subject]) -> Sequence[Reading]:
        report = score_candidates([subject.tokens for subject in subjects], self._training, encoding=self._encoding)
        self.signature = report.signature
        return [Reading(score.bleu if score.unmatched is None else None) for score in report.candidates]


class Copies:
    """How many events in a row stand in one training piece too, up to transposition; the source is that piece."""

    def __init__(self, training: Mapping[str, Piece], events: Callable[[Piece], Line]) -> None:
        self._names, self._line = list(training), events
        self._training = [events(piece).events for piece in training.values()]

    def __call__(self, subjects: Sequence[Subject]) -> Sequence[Reading]:
        shared = find_shared_events([self._line(subject.piece).events for subject in subjects], self._training)
        longest = [copies.longest for copies in shared]
        return [Reading(copy.length, "" if copy.sequence is None else self._names[copy.sequence]) for copy in longest]


def longest_hold(piece: Piece) -> float:
    """The longest time, in quarter notes, in which no voice begins a note before the last one that does."""
    onsets = sorted({note.onset for voice in piece.voices for note in voice.notes})
    return max(np.diff(onsets, prepend=0).tolist(), default=0) / TICKS_PER_QUARTER


def frames(subject: Subject) -> float:
    """Sixteenths that a chorale lasts."""
    return subject.piece.length / SIXTEENTH


def density(piece: Piece) -> float:
    """Notes a quarter note, over all voices."""
    return sum(len(voice.notes) for voice in piece.voices) / (piece.length / TICKS_PER_QUARTER)


def fewest_notes(piece: Piece) -> float | None:
    """Of the voice that has fewest."""
    return min((len(voice.notes) for voice in piece.voices), default=None)


def differs(subject: Subject) -> float:
    """1 if the piece is not the one it is heard beside, else 0."""
    return float(subject.human is None or subject.piece.voices != subject.human.voices)


def longest_silence(piece: Piece) -> int:
    """The longest time in ticks in which nothing sounds, at the piece's beginning, within it or at its end."""
    longest = now = 0
    sounding = sorted((note.onset, note.end) for voice in piece.voices for note in voice.notes)
    for onset, end in [*sounding, (piece.length, piece.length)]:
        longest, now = max(longest, onset - now), max(now, end)
    return longest


def distinct(events: Sequence[Hashable]) -> float:
    """distinct-n of one sequence, n = 4: its different runs of n events, divided by all (J. Li et al., NAACL 2016).

    Events are notes that begin together (`evaluation.measures.originality.onset_events`); 1 if there is no run.
    """
    runs = [tuple(events[start : start + RUN]) for start in range(len(events) - RUN + 1)]
    return len(set(runs)) / len(runs) if runs else 1.0


def distinct_onsets(piece: Piece) -> float:
    """distinct-4 of a piece."""
    return distinct(onset_events(piece).events)
