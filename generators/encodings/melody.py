"""Magenta's encoding of melodies, which MODULSHTEIN improvised with: an event for each sixteenth.

Source: magenta/music/melodies_lib.py and models/melody_rnn, configuration `basic_rnn` (2016-2019): NO_EVENT (the note
or the silence goes on), NOTE_OFF, or a note struck, pitches 48 to 83: 38 tokens, in C major or A minor.

Deviations: pitches outside the range move by octaves one by one, where Magenta moves the whole melody; the key is
found by Krumhansl and Schmuckler's profiles. Of several voices the first is taken, of several notes at once the
highest, and a note ends where the next begins.

Quantization: onsets and ends go to the nearest sixteenth; nothing but those notes is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from generators.encodings.alphabet import in_step
from generators.encodings.encoding import Encoding
from generators.encodings.instruments import refuse_drums
from generators.encodings.roll import folded, step_ticks
from generators.errors import InputError
from generators.keys import normalize_key
from generators.pieces import Note, Piece, Voice

NO_EVENT, NOTE_OFF, FIRST_PITCH = range(3)
LOW, HIGH = 48, 83
VOCABULARY = ("NO_EVENT", "NOTE_OFF", *(f"NOTE_ON {pitch}" for pitch in range(LOW, HIGH + 1)))
STEPS_PER_QUARTER = 4
MIDDLE_C = VOCABULARY.index("NOTE_ON 60")  # what Magenta's melody_rnn begins with


@dataclass(frozen=True, slots=True)
class MelodyEncoding(Encoding):
    """One melody on a sixteenth grid, a token a step (see the module's text)."""

    name = "melody"
    vocabulary = VOCABULARY
    alphabet = in_step(len(VOCABULARY), STEPS_PER_QUARTER, MIDDLE_C)

    def prepare(self, piece: Piece) -> Piece:
        """The piece in C major or A minor."""
        return normalize_key(piece)[0]

    def encode(self, piece: Piece) -> list[int]:
        """An event for each sixteenth. Raises InputError if there is no voice, and for drums."""
        if not piece.voices:
            raise InputError("a melody needs a voice, and there is none")
        refuse_drums(piece, self.name)
        ticks = step_ticks(STEPS_PER_QUARTER)
        steps = max(-(-piece.length // ticks), 1)
        struck: dict[int, Note] = {}
        for note in piece.voices[0].notes:
            step = min((note.onset + ticks // 2) // ticks, steps - 1)
            if step not in struck or note.pitch > struck[step].pitch:
                struck[step] = note
        events = [NO_EVENT] * steps
        for step, following in pairwise([*sorted(struck), steps]):
            note = struck[step]
            end = max((note.end + ticks // 2) // ticks, step + 1)
            events[step] = FIRST_PITCH + folded(note.pitch, LOW, HIGH) - LOW
            if end < following:
                events[end] = NOTE_OFF
        return events

    def decode(self, tokens: Sequence[int]) -> Piece:
        """The piece. Raises InputError for no tokens, or one that is no event."""
        if not len(tokens):
            raise InputError("no tokens: a melody has a sixteenth at least")
        for position, token in enumerate(tokens):
            if not 0 <= token < len(VOCABULARY):
                raise InputError(f"token {position}, {token}, is no event: 0 to {len(VOCABULARY) - 1}")
        ticks = step_ticks(STEPS_PER_QUARTER)
        changes = [step for step, token in enumerate(tokens) if token != NO_EVENT]
        notes = tuple(
            Note(step * ticks, (following - step) * ticks, LOW + tokens[step] - FIRST_PITCH)
            for step, following in pairwise([*changes, len(tokens)])
            if tokens[step] != NOTE_OFF
        )
        return Piece(voices=(Voice("melody", notes),), length=len(tokens) * ticks)
