"""Where the drums of a kit stand on the staff, what they are called, and which drum a place or a name means.

Sources: the names, General MIDI 1 Percussion Key Map; the places, N. Weinberg, Guidelines for drumset notation,
Percussive Notes 1994, by step and octave as in the treble clef, which is how MusicXML counts under a percussion clef.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Drum(NamedTuple):
    name: str
    step: str
    octave: int


KIT = {
    35: Drum("Acoustic Bass Drum", "F", 4),
    36: Drum("Bass Drum 1", "F", 4),
    37: Drum("Side Stick", "C", 5),
    38: Drum("Acoustic Snare", "C", 5),
    40: Drum("Electric Snare", "C", 5),
    41: Drum("Low Floor Tom", "A", 4),
    42: Drum("Closed Hi-Hat", "G", 5),
    43: Drum("High Floor Tom", "A", 4),
    44: Drum("Pedal Hi-Hat", "D", 4),
    45: Drum("Low Tom", "A", 4),
    46: Drum("Open Hi-Hat", "G", 5),
    47: Drum("Low-Mid Tom", "D", 5),
    48: Drum("Hi-Mid Tom", "D", 5),
    49: Drum("Crash Cymbal 1", "A", 5),
    50: Drum("High Tom", "E", 5),
    51: Drum("Ride Cymbal 1", "F", 5),
    52: Drum("Chinese Cymbal", "A", 5),
    53: Drum("Ride Bell", "F", 5),
    55: Drum("Splash Cymbal", "A", 5),
    57: Drum("Crash Cymbal 2", "A", 5),
    59: Drum("Ride Cymbal 2", "F", 5),
}
# Where several drums share a place: the one that is meant where nothing else is said.
PLACES = {(KIT[pitch].step, KIT[pitch].octave): pitch for pitch in (36, 38, 42, 43, 44, 47, 49, 50, 51)}
# Words of a name, all of which it must have, and the drum it then is; the first that fits counts.
NAMED: tuple[tuple[tuple[str, ...], int], ...] = (
    (("open", "hi", "hat"), 46),
    (("pedal", "hi", "hat"), 44),
    (("hi", "hat"), 42),
    (("hihat",), 42),
    (("side", "stick"), 37),
    (("snare",), 38),
    (("side", "drum"), 38),
    (("kick",), 36),
    (("bass", "drum"), 36),
    (("floor", "tom"), 43),
    (("low", "tom"), 45),
    (("mid", "tom"), 47),
    (("high", "tom"), 50),
    (("tom",), 47),
    (("splash",), 55),
    (("crash",), 49),
    (("ride", "bell"), 53),
    (("ride",), 51),
    (("chinese",), 52),
    (("cymbal",), 49),
    (("cymbals",), 49),
    (("tam", "tam"), 52),
    (("gong",), 52),
    (("clap",), 39),
    (("tambourine",), 54),
    (("cowbell",), 56),
    (("vibraslap",), 58),
    (("bongo",), 60),
    (("bongos",), 60),
    (("conga",), 64),
    (("congas",), 64),
    (("timbales",), 65),
    (("agogo",), 67),
    (("cabasa",), 69),
    (("maracas",), 70),
    (("whistle",), 72),
    (("guiro",), 74),
    (("claves",), 75),
    (("wood", "block"), 76),
    (("woodblock",), 76),
    (("cuica",), 79),
    (("triangle",), 81),
)


def drum(pitch: int) -> Drum:
    """The drum of a MIDI number; those that do not belong to a kit stand on the middle line."""
    return KIT.get(pitch, Drum(f"Percussion {pitch}", "B", 4))


def drum_at(step: str, octave: str) -> int | None:
    """The MIDI number of the drum that stands there on the staff; None if none does."""
    return PLACES.get((step, int(octave))) if octave else None


def drum_named(name: str) -> int | None:
    """The MIDI number of the drum that is called so, in English; None if the name tells none."""
    words = set(re.findall(r"[a-z]+", name.lower()))
    own = (pitch for pitch, known in KIT.items() if known.name.lower() == name.strip().lower())
    return next(own, next((pitch for needed, pitch in NAMED if words >= set(needed)), None))
