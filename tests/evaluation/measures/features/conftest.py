"""Tiny pieces written out in quarters, so that features can be counted by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generators.pieces import Meter, Note, Piece, Tempo, Voice


@pytest.fixture
def tiny() -> Callable[..., Piece]:
    """Makes a piece of voices, each a list of (onset, duration, pitch) in quarters; as long as its notes by default."""

    def make(*voices: list[tuple[float, float, int]], quarters: float = 0, meter: int = 4, pickup: int = 0) -> Piece:
        notes = [
            tuple(sorted(Note(round(480 * onset), round(480 * length), pitch) for onset, length, pitch in voice))
            for voice in voices
        ]
        last = max((note.end for voice in notes for note in voice), default=0)
        return Piece(
            tuple(Voice(f"V{number}", voice) for number, voice in enumerate(notes)),
            max(last, round(480 * quarters)),
            meters=(Meter(0, meter, 4),),
            pickup=480 * pickup,
            tempos=(Tempo(0, 120),),
        )

    return make
