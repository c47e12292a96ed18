"""Rules of where the voices lie: their order, their distances and their ranges.

A passage in which a rule stays broken is one violation, at the chord where it begins: it is one decision of the
composer, however often other voices move meanwhile. (Humdrum's chorck counts every chord of it.)
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from evaluation.measures.rules.chorale import REST, VOICES, Chorale
from evaluation.measures.rules.rule import Place, Rule

OCTAVE = 12
# Lowest and highest MIDI pitch of each voice: C4-G5, G3-D5, C3-G4, E2-D4.
RANGES = {"S": (60, 79), "A": (55, 74), "T": (48, 67), "B": (40, 62)}


def crossings(chorale: Chorale) -> list[Place]:
    """A voice sounds below its lower neighbor (where soprano and tenor are crossed, one of them and the alto are, too).

    Source: Kostka and Payne, Tonal Harmony; Integrated Music Theory, lesson 10a. chorck leaves alto and tenor out.
    """
    upper, lower = chorale.pitches[:, :-1], chorale.pitches[:, 1:]
    return _begun((upper < lower) & (upper != REST) & (lower != REST), ("SA", "AT", "TB"))


def wide_spacings(chorale: Chorale) -> list[Place]:
    """Soprano and alto, or alto and tenor, are more than an octave apart; tenor and bass may be.

    Crossed voices are measured, too. Sources as for crossings.
    """
    upper, lower = chorale.pitches[:, :2], chorale.pitches[:, 1:3]
    return _begun((np.abs(upper - lower) > OCTAVE) & (upper != REST) & (lower != REST), ("SA", "AT"))


def out_of_range(chorale: Chorale) -> list[Place]:
    """A voice leaves its range: soprano C4-G5, alto G3-D5, tenor C3-G4, bass E2-D4; each note outside counts.

    It is judged in the key it is in, also where an encoding moved it. Source: the conservative ranges of Integrated
    Music Theory, lesson 10a; textbooks differ by a step or two.
    """
    lowest, highest = (np.array([RANGES[voice][place] for voice in VOICES]) for place in (0, 1))
    outside = ((chorale.pitches < lowest) | (chorale.pitches > highest)) & new_notes(chorale)
    return [Place(int(chord), VOICES[voice]) for chord, voice in zip(*np.nonzero(outside), strict=True)]


def new_notes(chorale: Chorale) -> NDArray[np.bool_]:
    """(chords, 4): whether the voice takes a new pitch there; a repeated note is not one."""
    new: NDArray[np.bool_] = chorale.pitches != REST
    new[1:] &= chorale.pitches[1:] != chorale.pitches[:-1]
    return new


def _begun(broken: NDArray[np.bool_], pairs: tuple[str, ...]) -> list[Place]:
    """Where the rule begins to be broken: broken has shape (chords, pairs)."""
    begins = broken.copy()
    begins[1:] &= ~broken[:-1]
    return [Place(int(chord), pairs[pair]) for chord, pair in zip(*np.nonzero(begins), strict=True)]


PLACING = (
    Rule("crossing", "chords", "a voice sounds below its lower neighbor", crossings),
    Rule("spacing", "chords", "soprano and alto, or alto and tenor, are more than an octave apart", wide_spacings),
    Rule("range", "notes", "a note outside C4–G5 (S), G3–D5 (A), C3–G4 (T) or E2–D4 (B)", out_of_range),
)
