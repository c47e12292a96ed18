"""The sustain pedal: how long notes sound under it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from generators.pieces import Note, Piece, Voice, in_force


def sustained(piece: Piece) -> Piece:
    """The piece as it sounds: a note that ends while the pedal is down lasts until the pedal goes up or it is struck
    again, and no longer than the piece.
    """
    return replace(piece, voices=tuple(_sustained(voice, piece.length) for voice in piece.voices))


def _sustained(voice: Voice, length: int) -> Voice:
    struck: dict[int, list[int]] = {}
    for note in voice.notes:
        struck.setdefault(note.pitch, []).append(note.onset)

    def held(note: Note) -> Note:
        pedal = in_force(voice.pedals, note.end)
        if pedal is None or note.end >= pedal.end:
            return note
        again = struck[note.pitch]
        following = bisect_left(again, note.end)
        end = min(pedal.end, length, *again[following : following + 1])
        return replace(note, duration=max(end, note.end) - note.onset)

    return replace(voice, notes=tuple(sorted(map(held, voice.notes))), pedals=())
