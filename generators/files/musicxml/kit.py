"""Where the drums of a kit stand on the staff, and what they are called.

Sources: the names, General MIDI 1 Percussion Key Map; the places, N. Weinberg, Guidelines for drumset notation,
Percussive Notes 1994, by step and octave as in the treble clef, which is how MusicXML counts under a percussion clef.
"""

from __future__ import annotations

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


def drum(pitch: int) -> Drum:
    """The drum of a MIDI number; those that do not belong to a kit stand on the middle line."""
    return KIT.get(pitch, Drum(f"Percussion {pitch}", "B", 4))
