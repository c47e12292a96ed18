"""The names of pitches: what a key makes likely."""

from __future__ import annotations

from generators.pieces import Key, KeySignature

SHARP_STEPS = "FCGDAEB"  # the line of fifths
C_ON_LINE = 1


def spell(pitch: int, key: Key | KeySignature | None) -> tuple[str, int, int]:
    """Step, alteration and octave of a MIDI pitch, spelled as the key makes likely.

    The twelve names are a stretch of the line of fifths: from three fifths below the major tonic of the signature (two
    below, in minor) upwards, so that C major has E♭ B♭ F♯ C♯ G♯ and A minor D♯ in place of E♭.
    """
    fifths = key.fifths if key else 0
    low = C_ON_LINE + fifths - (2 if key and key.mode == "minor" else 3)
    position = next(p for p in range(low, low + 12) if ((p - C_ON_LINE) * 7 - pitch) % 12 == 0)
    alter, index = divmod(position, 7)
    natural = pitch - alter
    return SHARP_STEPS[index], alter, natural // 12 - 1
