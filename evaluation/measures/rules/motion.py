"""Rules of how two voices move from one chord to the next.

Perfect intervals are told by semitones, compound ones included: 7, 19 … are fifths; 0, 12, 24 … octaves. (A diminished
sixth would sound the same; all fifths that the rules find in Bach's chorales are written as such.) Both voices must
sound in both chords and change pitch in the same sixteenth, so that parallels on neighboring beats with an ornament
between them are none, as in Humdrum's chorck; a fermata between the chords excuses nothing.

Sources: S. Kostka and D. Payne, Tonal Harmony, as Humdrum's chorck puts its rules into words and code (C. S. Sapp,
extras.humdrum.org/man/chorck); Integrated Music Theory, lesson 10b (github.com/intmus/inttheory).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from evaluation.measures.rules.chorale import REST, VOICES, Chorale
from evaluation.measures.rules.rule import Place, Rule

FIFTH, OCTAVE = 7, 0  # semitones above whole octaves
STEP = 2  # semitones: the widest move that is no leap
PAIRS = tuple(combinations(range(len(VOICES)), 2))
NEIGHBORS = ((0, 1), (1, 2), (2, 3))
OUTER = ((0, 3),)

Pair = tuple[int, int]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class _Motion:
    """Two voices from each chord to the next: arrays of shape (chords - 1,)."""

    upper: tuple[NDArray[np.int64], NDArray[np.int64]]  # pitches before and after
    lower: tuple[NDArray[np.int64], NDArray[np.int64]]
    sounding: Mask  # both voices, before and after

    @property
    def directions(self) -> NDArray[np.int64]:
        """1 where both voices move up or both down, -1 where they move against each other, 0 where one stays."""
        moves = np.sign(self.upper[1] - self.upper[0]) * np.sign(self.lower[1] - self.lower[0])
        return np.where(self.sounding, moves, 0)

    def interval(self, time: Literal[0, 1]) -> NDArray[np.int64]:
        """Semitones between the voices, whichever is above, before (0) or after (1) they move."""
        distance: NDArray[np.int64] = np.abs(self.upper[time] - self.lower[time])
        return distance


def _motion(chorale: Chorale, pair: Pair) -> _Motion:
    upper, lower = (chorale.pitches[:, voice] for voice in pair)
    both = (upper != REST) & (lower != REST)
    return _Motion((upper[:-1], upper[1:]), (lower[:-1], lower[1:]), both[:-1] & both[1:])


def _consecutive(motion: _Motion, interval: int, direction: int) -> Mask:
    """Where the same perfect interval, or one that differs from it by octaves, follows itself."""
    same: Mask = (motion.interval(0) % 12 == interval) & (motion.interval(1) % 12 == interval)
    way: Mask = motion.directions == direction
    return same & way


def _unison(motion: _Motion) -> Mask:
    both: Mask = (motion.interval(0) == 0) & (motion.interval(1) == 0)
    return both


def parallel_fifths(chorale: Chorale) -> list[Place]:
    """Two voices, a perfect fifth or twelfth apart, move in the same direction to a fifth or twelfth."""
    return _places(chorale, PAIRS, lambda motion: _consecutive(motion, FIFTH, 1))


def parallel_octaves(chorale: Chorale) -> list[Place]:
    """Two voices, one or more octaves apart, move in the same direction to such an interval.

    From unison to octave and back counts too, from unison to unison does not.
    """
    return _places(chorale, PAIRS, lambda motion: _consecutive(motion, OCTAVE, 1) & ~_unison(motion))


def parallel_unisons(chorale: Chorale) -> list[Place]:
    """Two voices move together from a unison to another."""
    return _places(chorale, PAIRS, lambda motion: _consecutive(motion, OCTAVE, 1) & _unison(motion))


def contrary_fifths(chorale: Chorale) -> list[Place]:
    """Two voices move in contrary directions from a fifth to a twelfth, or back."""
    return _places(chorale, PAIRS, lambda motion: _consecutive(motion, FIFTH, -1))


def contrary_octaves(chorale: Chorale) -> list[Place]:
    """Two voices move in contrary directions from a unison, an octave … to another of these."""
    return _places(chorale, PAIRS, lambda motion: _consecutive(motion, OCTAVE, -1))


def hidden_fifths(chorale: Chorale) -> list[Place]:
    """Soprano and bass move in the same direction to a perfect fifth or twelfth, and the soprano leaps.

    A leap is more than two semitones; parallel fifths are not counted again. Textbooks agree on the outer voices;
    chorck applies the rule to the soprano and any other voice.
    """
    return _places(chorale, OUTER, lambda motion: _hidden(motion, FIFTH))


def hidden_octaves(chorale: Chorale) -> list[Place]:
    """Soprano and bass move in the same direction to an octave or a unison, and the soprano leaps, as above."""
    return _places(chorale, OUTER, lambda motion: _hidden(motion, OCTAVE))


def _hidden(motion: _Motion, interval: int) -> Mask:
    arrives: Mask = (motion.interval(1) % 12 == interval) & (motion.interval(0) % 12 != interval)
    leaps: Mask = np.abs(motion.upper[1] - motion.upper[0]) > STEP
    together: Mask = motion.directions == 1
    return arrives & leaps & together


def overlaps(chorale: Chorale) -> list[Place]:
    """A voice moves beyond where its neighbor was: the upper one below it, or the lower one above it.

    Not where the two are crossed before or after, which is counted as crossing. Source: music21's
    VoiceLeadingQuartet.voiceOverlap, restricted to neighbors.
    """
    return _places(chorale, NEIGHBORS, _overlapping)


def _overlapping(motion: _Motion) -> Mask:
    beyond = (motion.upper[1] < motion.lower[0]) | (motion.lower[1] > motion.upper[0])
    in_order = (motion.upper[0] >= motion.lower[0]) & (motion.upper[1] >= motion.lower[1])
    return beyond & in_order & motion.sounding


def _places(chorale: Chorale, pairs: Iterable[Pair], broken: Callable[[_Motion], Mask]) -> list[Place]:
    """Each place is at the chord to which the voices move."""
    return sorted(
        Place(int(before) + 1, VOICES[upper] + VOICES[lower])
        for upper, lower in pairs
        for before in np.flatnonzero(broken(_motion(chorale, (upper, lower))))
    )


MOTION = (
    Rule("parallel fifths", "chords", "two voices move from fifth to fifth in the same direction", parallel_fifths),
    Rule("parallel octaves", "chords", "two voices move from octave to octave in the same direction", parallel_octaves),
    Rule("parallel unisons", "chords", "two voices move from unison to unison", parallel_unisons),
    Rule("contrary fifths", "chords", "two voices move from fifth to fifth in contrary directions", contrary_fifths),
    Rule(
        "contrary octaves", "chords", "two voices move from octave to octave in contrary directions", contrary_octaves
    ),
    Rule(
        "hidden fifths",
        "chords",
        "soprano and bass move to a fifth in one direction, the soprano by leap",
        hidden_fifths,
    ),
    Rule(
        "hidden octaves",
        "chords",
        "soprano and bass move to an octave in one direction, the soprano by leap",
        hidden_octaves,
    ),
    Rule("overlap", "chords", "a voice moves beyond where its neighbor was", overlaps),
)
