"""What sounds when: a piece's notes in one row, its lines, and its time cut wherever a note begins or ends."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from generators.pieces import Note, Piece, Voice

Segment = tuple[int, int, tuple[int, ...]]  # from tick, to tick, the different pitches that sound, ascending


def all_notes(piece: Piece) -> list[Note]:
    """The notes of all voices, by onset."""
    return sorted(note for voice in piece.voices for note in voice.notes)


def line(voice: Voice) -> list[int]:
    """The voice's pitches in time; of notes that begin together, the highest."""
    highest: dict[int, int] = {}
    for note in voice.notes:
        highest[note.onset] = max(note.pitch, highest.get(note.onset, 0))
    return [highest[onset] for onset in sorted(highest)]


def segments(piece: Piece) -> Iterator[Segment]:
    """The piece from tick 0 to the end of its last note, in stretches in which the same pitches sound.

    Two voices on one pitch are one pitch, as in a piano roll. Nothing for a piece without notes.
    """
    changes: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for note in all_notes(piece):
        changes[note.onset].append((note.pitch, 1))
        changes[note.end].append((note.pitch, -1))
    sounding: Counter[int] = Counter()
    start = 0
    for tick in sorted(changes):
        if tick > start:
            yield start, tick, tuple(sorted(sounding))
        for pitch, change in changes[tick]:
            sounding[pitch] += change
            if not sounding[pitch]:
                del sounding[pitch]
        start = tick
