"""Cadences: how a chorale's phrases end at its fermatas.

A phrase ends on a chord under the fermata that is a major or minor triad with its root in the lowest voice (the fifth
may be missing). Of several such triads it is the one that sounds longest, at its first place. The chord of approach is
the last that makes a cadence with it of those in the quarter before it; passing notes and anticipations between the two
are passed over. What belongs to the final triad is not before it: chords that have none but its notes, and suspensions,
that is chords under the fermata with its root in the lowest voice.

The kinds are those of S. Kostka and D. Payne, Tonal Harmony, told from the two chords:

- authentic: from V, V7, vii° or vii°7 of the final triad, in any position (vii°-I is their leading-tone cadence). A
  half cadence that its own dominant prepares (V/V-V) is one of these: the key in which it is half comes later.
- deceptive: from V or V7 to vi in major, VI in minor.
- plagal: from IV or iv to I or i.
- half: from I, ii, IV, vi (or the minor key's i, ii°, iv, VI), sevenths added or not, to a major triad that is V.
- other: none of these, and every phrase that does not end on such a triad.

IV-I and I-V are the same two chords, and so are iv-I and i-V: it is plagal if the scale of the final triad's root holds
more of what sounds in the phrase than the scale a fifth below, else half. The scales are major after IV or I; after iv
or i they are minor, with both sevenths.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from evaluation.measures.rules.chorale import Chorale

QUARTER = 4  # sixteenths

Pitches = frozenset[int]  # pitch classes above a root
Kind = Literal["authentic", "half", "plagal", "deceptive", "other"]
KINDS: tuple[Kind, ...] = ("authentic", "half", "plagal", "deceptive", "other")


def _above(*chords: str) -> frozenset[Pitches]:
    """Chords written as pitch classes, such as "0 4 7"."""
    return frozenset(frozenset(map(int, chord.split())) for chord in chords)


TRIADS = _above("0 4 7", "0 3 7", "0 4", "0 3")  # major and minor, with or without the fifth
# Above the tonic:
DOMINANT = _above("7 11 2", "7 11", "7 11 2 5", "7 11 5")
LEADING_TONE = _above("11 2 5", "11 2 5 8", "11 2 5 9")
MAJOR = (0, 2, 4, 5, 7, 9, 11)
MINOR = (0, 2, 3, 5, 7, 8, 10, 11)  # with both sevenths
TONIC = _above("0 4 7", "0 3 7", "0 4", "0 3")
SUBDOMINANT = _above("5 9 0", "5 8 0", "5 9", "5 8")
BEFORE_HALF = (
    TONIC | SUBDOMINANT | _above("2 5 9", "2 5 8", "2 5 9 0", "2 5 8 0", "5 9 0 4", "5 8 0 3", "9 0 4", "8 0 3", "8 0")
)  # ii, ii°, both with sevenths; IV and iv with sevenths; vi, VI


@dataclass(frozen=True, slots=True)
class Cadence:
    """The end of a phrase."""

    kind: Kind
    final: int  # the chord on which it ends, or the first under the fermata if none is a triad in root position
    approach: int | None  # the chord before, if the kind is not "other"
    root: int | None  # the final triad's pitch class; None if there is none


def cadences(chorale: Chorale) -> list[Cadence]:
    """The cadence at each fermata, in order."""
    found, begin = [], 0
    for held in chorale.fermatas:
        found.append(_cadence(chorale, begin, held))
        begin = held.stop
    return found


def pitch_classes(chorale: Chorale, chord: int, root: int) -> Pitches:
    """The chord's pitch classes above a root."""
    return frozenset((pitch - root) % 12 for pitch in chorale.sounding(chord))


def _cadence(chorale: Chorale, begin: int, held: range) -> Cadence:
    """begin: the phrase's first chord."""
    final = _final(chorale, held)
    if final is None:
        return Cadence("other", held.start, None, None)
    root = min(chorale.sounding(final)) % 12
    triad = pitch_classes(chorale, final, root)
    for approach in _before(chorale, begin, held, final):
        chord = pitch_classes(chorale, approach, root)
        kind = _kind(chord, triad)
        if kind == "half" and chord in SUBDOMINANT and _is_tonic(chorale, range(begin, held.stop), root, 8 in chord):
            kind = "plagal"
        if kind != "other":
            return Cadence(kind, final, approach, root)
    return Cadence("other", final, None, root)


def _is_rooted_triad(chorale: Chorale, chord: int) -> bool:
    pitches = chorale.sounding(chord)
    return bool(pitches) and pitch_classes(chorale, chord, min(pitches)) in TRIADS


def _final(chorale: Chorale, held: range) -> int | None:
    """The first chord on the root whose triads sound longest under the fermata; of roots as long, on the first."""
    sixteenths: dict[int, int] = {}
    firsts: dict[int, int] = {}
    for chord in held:
        if _is_rooted_triad(chorale, chord):
            root = min(chorale.sounding(chord)) % 12
            firsts.setdefault(root, chord)
            sixteenths[root] = sixteenths.get(root, 0) + int(chorale.durations[chord])
    return max(firsts.items(), key=lambda item: sixteenths[item[0]])[1] if firsts else None


def _before(chorale: Chorale, begin: int, held: range, final: int) -> Iterator[int]:
    """The phrase's chords that sound in the quarter before the final triad and what belongs to it, the last first."""
    triad, root = pitch_classes(chorale, final, 0), min(chorale.sounding(final)) % 12
    first = final
    while first > begin and (
        pitch_classes(chorale, first - 1, 0) <= triad
        or (first > held.start and min(chorale.sounding(first - 1)) % 12 == root)
    ):
        first -= 1
    for chord in range(first - 1, begin - 1, -1):
        yield chord
        if chorale.starts[first] - chorale.starts[chord] >= QUARTER:
            return


def _moved(pitches: Pitches, steps: int) -> Pitches:
    return frozenset((pitch + steps) % 12 for pitch in pitches)


def _kind(approach: Pitches, final: Pitches) -> Kind:
    """By two chords, both above the final triad's root; what may be half or plagal is half."""
    if approach in DOMINANT or approach in LEADING_TONE:
        return "authentic"
    # The root as the sixth degree of a major or minor key: its tonic is 3 or 4 semitones above.
    if (3 in final and _moved(approach, -3) in DOMINANT) or (4 in final and _moved(approach, -4) in DOMINANT):
        return "deceptive"
    if 4 in final and _moved(approach, 7) in BEFORE_HALF:  # above the tonic, a fifth below the root
        return "half"
    return "plagal" if approach in SUBDOMINANT else "other"


def _is_tonic(chorale: Chorale, phrase: range, root: int, minor: bool) -> bool:
    """Whether more of the phrase belongs to the key of the root than to that a fifth below."""
    scale = MINOR if minor else MAJOR
    surplus = 0
    for chord, sixteenths in zip(phrase, chorale.durations[phrase.start : phrase.stop].tolist(), strict=True):
        for pitch in chorale.sounding(chord):
            surplus += sixteenths * (((pitch - root) % 12 in scale) - ((pitch - root + 7) % 12 in scale))
    return surplus > 0
