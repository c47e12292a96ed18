"""Scores written out by their notes' names, a quarter each."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from generators.pieces import Meter, Note, Piece, Voice

STEPS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
ALTERATIONS = {"": 0, "#": 1, "b": -1}


def pitch(name: str) -> int:
    step, alteration, octave = re.fullmatch(r"([A-G])([#b]?)(\d)", name).groups()
    return 12 * (int(octave) + 1) + STEPS[step] + ALTERATIONS[alteration]


@pytest.fixture
def score() -> Callable[..., Piece]:
    """Makes a piece of four lines such as "C4 D4 - E4"; a dash is a rest, a dot goes on with the note before.

    fermatas: numbers of the soprano's notes, from 0, rests counted.
    """

    def make(*lines: str, fermatas: tuple[int, ...] = (), length: float = 1, pickup: int = 0) -> Piece:
        ticks = round(480 * length)
        voices = []
        for name, line in zip("SATB", lines, strict=True):
            notes: list[Note] = []
            for place, word in enumerate(line.split()):
                if word == ".":
                    last = notes.pop()
                    notes.append(Note(last.onset, last.duration + ticks, last.pitch, last.fermata))
                elif word != "-":
                    notes.append(Note(place * ticks, ticks, pitch(word), name == "S" and place in fermatas))
            voices.append(Voice(name, tuple(notes)))
        return Piece(tuple(voices), ticks * len(lines[0].split()), (Meter(0, 4, 4),), pickup * 480)

    return make
