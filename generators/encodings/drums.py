"""Magenta's encoding of drums, which MODULSHTEIN played break-beats with: a token for each set of hits.

Source: magenta/music/drums_encoder_decoder.py and models/drums_rnn (2016-2019). All General MIDI percussion is heard
as nine classes of a standard kit, and what is hit at a sixteenth is one of 2^9 = 512 sets, written as nine digits from
the bass drum to the ride cymbal. Roland's 22 and 26 (hi-hat edges, in the Groove MIDI dataset) are hi-hats as well.

Quantization: hits go to the nearest sixteenth, last one, and have their class's own sound; voices become one.

Magenta's six binary counters of the bar are inputs of its model, not tokens, and belong there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generators.encodings.alphabet import in_step
from generators.encodings.encoding import Encoding
from generators.encodings.instruments import is_kit
from generators.encodings.roll import step_ticks
from generators.errors import InputError
from generators.pieces import Note, Piece, Voice

# The class's own pitch first: what a hit is played with.
CLASSES = {
    "bass drum": (36, 35),
    "snare": (38, 27, 28, 31, 32, 33, 34, 37, 39, 40, 56, 65, 66, 75, 85),
    "closed hi-hat": (42, 22, 44, 54, 68, 69, 70, 71, 73, 78, 80),
    "open hi-hat": (46, 26, 67, 72, 74, 79, 81),
    "low tom": (45, 29, 41, 43, 61, 64, 84),
    "mid tom": (48, 47, 60, 63, 77, 86, 87),
    "high tom": (50, 30, 62, 76, 83),
    "crash": (49, 52, 55, 57, 58),
    "ride": (51, 53, 59, 82),
}
PITCHES = tuple(pitches[0] for pitches in CLASSES.values())
CLASS_OF = {pitch: number for number, pitches in enumerate(CLASSES.values()) for pitch in pitches}
VOCABULARY = tuple(f"{hits:09b}"[::-1] for hits in range(1 << len(CLASSES)))
STEPS_PER_QUARTER = 4
BASS_DRUM = 1 << 0  # what Magenta's drums_rnn begins with


@dataclass(frozen=True, slots=True)
class DrumEncoding(Encoding):
    """Percussion on a sixteenth grid, a token a step (see the module's text)."""

    name = "drums"
    vocabulary = VOCABULARY
    alphabet = in_step(len(VOCABULARY), STEPS_PER_QUARTER, BASS_DRUM)
    drums = True

    def encode(self, piece: Piece) -> list[int]:
        """A set of hits for each sixteenth. Raises InputError for what is no drum kit or no General MIDI percussion."""
        ticks = step_ticks(STEPS_PER_QUARTER)
        steps = [0] * max(-(-piece.length // ticks), 1)
        for voice in piece.voices:
            for note in voice.notes:
                if note.pitch not in CLASS_OF:
                    raise InputError(f"pitch {note.pitch} in voice {voice.name!r} is no drum of General MIDI's")
                steps[min((note.onset + ticks // 2) // ticks, len(steps) - 1)] |= 1 << CLASS_OF[note.pitch]
            if voice.notes and not is_kit(voice):
                raise InputError(f"voice {voice.name!r} is no drum kit's: not on MIDI's channel 10, nor called drums")
        return steps

    def decode(self, tokens: Sequence[int]) -> Piece:
        """The piece. Raises InputError for no tokens, or one that is no set of hits."""
        ticks = step_ticks(STEPS_PER_QUARTER)
        if not len(tokens):
            raise InputError("no tokens: a piece of drums has a sixteenth at least")
        for position, hits in enumerate(tokens):
            if not 0 <= hits < len(VOCABULARY):
                raise InputError(f"token {position}, {hits}, is no set of hits: 0 to {len(VOCABULARY) - 1}")
        notes = sorted(
            Note(step * ticks, ticks, pitch)
            for step, hits in enumerate(tokens)
            for number, pitch in enumerate(PITCHES)
            if hits >> number & 1
        )
        return Piece(voices=(Voice("drums", tuple(notes), drums=True),), length=len(tokens) * ticks)
