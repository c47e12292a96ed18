"""Rules of how phrases end, at the fermatas: on which chord, and what becomes of the leading tone.

Leading tones are looked at in authentic cadences (`cadences`), where chords say which note is one without a key having
to be found. Without fermatas there is nothing to look at.
"""

from __future__ import annotations

from collections.abc import Iterator

from evaluation.measures.rules.cadences import cadences
from evaluation.measures.rules.chorale import REST, VOICES, Chorale
from evaluation.measures.rules.rule import Place, Rule

SEMITONE_UP, THIRD_DOWN = 1, -4
INNER = "AT"


def weak_endings(chorale: Chorale) -> list[Place]:
    """No chord under the fermata is a major or minor triad with its root in the lowest voice; the fifth may be missing.

    Ours: textbooks end phrases so, but for deliberate effects.
    """
    return [Place(cadence.final, VOICES) for cadence in cadences(chorale) if cadence.root is None]


def doubled_leading_tones(chorale: Chorale) -> list[Place]:
    """In an authentic cadence two or more voices have the leading tone in the chord of approach, octaves apart or not.

    Source: Integrated Music Theory, lesson 10a (do not double tendency tones).
    """
    holders = [(chords[0], _leading_tones(chorale, chords[0], tone)) for chords, tone in _resolutions(chorale)]
    return [Place(chord, voices) for chord, voices in holders if len(voices) > 1]


def unresolved_leading_tones(chorale: Chorale) -> list[Place]:
    """In an authentic cadence a voice that has the leading tone in the chord of approach does not resolve it.

    Soprano and bass must reach the tonic, a semitone higher, by the final chord; alto and tenor may instead reach the
    fifth, a major third lower. What comes between is free. A cadence counts once, with all voices that fail. Source:
    Kostka and Payne, Tonal Harmony, on V-I.
    """
    found = []
    for chords, tone in _resolutions(chorale):
        held = _leading_tones(chorale, chords[0], tone)
        failing = "".join(voice for voice in held if not _resolves(chorale, chords, voice))
        if failing:
            found.append(Place(chords[-1], failing))
    return found


def _resolutions(chorale: Chorale) -> Iterator[tuple[range, int]]:
    """For each authentic cadence the chords from approach to end, and the leading tone's pitch class."""
    for cadence in cadences(chorale):
        if cadence.kind == "authentic" and cadence.approach is not None and cadence.root is not None:
            yield range(cadence.approach, cadence.final + 1), (cadence.root + 11) % 12


def _leading_tones(chorale: Chorale, chord: int, tone: int) -> str:
    """The voices that have the leading tone in the chord."""
    pitches = zip(VOICES, chorale.pitches[chord].tolist(), strict=True)
    return "".join(voice for voice, pitch in pitches if pitch != REST and pitch % 12 == tone)


def _resolves(chorale: Chorale, chords: range, voice: str) -> bool:
    line = chorale.pitches[chords.start : chords.stop, VOICES.index(voice)].tolist()
    allowed = {line[0] + SEMITONE_UP} | ({line[0] + THIRD_DOWN} if voice in INNER else set())
    return bool(allowed & set(line[1:]))


ENDINGS = (
    Rule("weak endings", "fermatas", "no triad in root position under a fermata", weak_endings),
    Rule(
        "doubled leading tone",
        "authentic cadences",
        "two voices have the leading tone before an authentic cadence's final chord",
        doubled_leading_tones,
    ),
    Rule(
        "unresolved leading tone",
        "authentic cadences",
        "the leading tone does not rise to the tonic nor, in alto or tenor, fall to the fifth",
        unresolved_leading_tones,
    ),
)
