"""What each token of a piece says: a voice's note, or what stands around the notes."""

from __future__ import annotations

from collections.abc import Sequence

from generators.encodings import Encoding
from generators.encodings.chorale import FERMATA, FRAME, ChoraleEncoding
from generators.encodings.sixteenths import VOICES, SixteenthsEncoding

START, END = "START", "END"  # what encodings that have them call them
TOKENS = "tokens"  # the part of all tokens of an encoding without frames


def parts_of(encoding: Encoding, sequence: Sequence[int]) -> list[str]:
    """The part that each token belongs to, START and END included.

    For the encodings by sixteenths S, A, T, B, and for the chorale encoding `fermata` and `delimiter`. That there is no
    fermata is said, and paid for, by the token in its place: the first voice's. Other encodings have one part.
    """
    if isinstance(encoding, ChoraleEncoding):
        return _chorale_parts(encoding, sequence)
    if isinstance(encoding, SixteenthsEncoding):
        body = ["SATB"[index % VOICES] for index in range(len(sequence) - 2)]
        return [START, *body, END]
    named = {START: START, END: END}
    return [named.get(encoding.vocabulary[token], TOKENS) for token in sequence]


def frames_in(parts: Sequence[str]) -> int | None:
    """How many sixteenths the parts are of, None for an encoding without frames."""
    return None if TOKENS in parts else parts.count("S")


def _chorale_parts(encoding: ChoraleEncoding, sequence: Sequence[int]) -> list[str]:
    parts = [START]
    voice = 0
    for token in sequence[1:-1]:
        if token == FERMATA:
            parts.append("fermata")
        elif token == FRAME:
            parts.append("delimiter")
            voice = 0
        else:
            parts.append(encoding.voice_order[voice])
            voice += 1
    return [*parts, END]
