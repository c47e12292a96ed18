"""What sampling has to know of an encoding's tokens: how they move time on, how a piece begins and ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generators.encodings import Encoding, chorale, chordwise, drums, melody, notewise, pianoroll, polyphony, sixteenths
from generators.encodings.chorale import ChoraleEncoding
from generators.encodings.chordwise import ChordwiseEncoding
from generators.encodings.drums import DrumEncoding
from generators.encodings.melody import MelodyEncoding
from generators.encodings.merged import MergedEncoding
from generators.encodings.notewise import NotewiseEncoding
from generators.encodings.pianoroll import PianorollEncoding
from generators.encodings.polyphony import PolyphonyEncoding
from generators.encodings.roll import step_ticks
from generators.encodings.sixteenths import SixteenthsEncoding
from generators.errors import InputError

MAIAS_PROMPT = "p33"  # maia, LSTM/model.py
BASS_DRUM = 1 << 0  # Magenta's drums_rnn and melody_rnn begin with one, and with a middle C
MIDDLE_C = melody.VOCABULARY.index("NOTE_ON 60")


@dataclass(frozen=True, eq=False)
class Alphabet:
    """An encoding's tokens, as they are written one after another."""

    steps_per_quarter: int
    advance: NDArray[np.int64]  # (vocabulary,) by how many parts of a step each token moves time on
    opening: tuple[int, ...]  # what a piece of the model's own begins with
    end: int | None = None  # what ends a piece
    never: tuple[int, ...] = ()  # tokens that stand in no music: START, UNKNOWN, composers
    waits: tuple[int, ...] = ()  # tokens that let one step go by, two, … and do nothing else
    parts: int = 1  # of a step: the tokens of a frame, where only their number tells where it ends
    framed: bool = False  # a step is several tokens in a fixed order, of which none may be missing

    @property
    def step_ticks(self) -> int:
        return step_ticks(self.steps_per_quarter)

    def steps(self, tokens: Sequence[int]) -> int:
        """How many whole steps go by in the tokens."""
        return int(self.advance[list(tokens)].sum()) // self.parts

    def places(self, tokens: Sequence[int]) -> NDArray[np.int64]:
        """(T,) the step, from 0, in which each token stands."""
        moved = self.advance[list(tokens)]
        return np.asarray((np.cumsum(moved) - moved) // self.parts)


def alphabet_of(encoding: Encoding) -> Alphabet:
    """What sampling has to know of the encoding's tokens. Raises InputError for an encoding that is not known here."""
    size = len(encoding.vocabulary)
    each = np.ones(size, dtype=np.int64)
    match encoding:
        case ChoraleEncoding():
            return _with_frames(size, chorale.FRAME, chorale.START, chorale.END)
        case PolyphonyEncoding():
            return _with_frames(size, polyphony.STEP_END, polyphony.START, polyphony.END)
        case SixteenthsEncoding():
            each[[sixteenths.START, sixteenths.END]] = 0
            opening, never = (sixteenths.START,), (sixteenths.START,)
            return Alphabet(4, each, opening, sixteenths.END, never, parts=sixteenths.VOICES, framed=True)
        case PianorollEncoding():
            silent = (pianoroll.VOCABULARY.index("silent"),)
            return Alphabet(pianoroll.STEPS_PER_QUARTER, each, silent, parts=pianoroll.KEYS, framed=True)
        case DrumEncoding():
            return Alphabet(drums.STEPS_PER_QUARTER, each, (BASS_DRUM,))
        case MelodyEncoding():
            return Alphabet(melody.STEPS_PER_QUARTER, each, (MIDDLE_C,))
        case ChordwiseEncoding():
            silence = chordwise.RESTS.index("a")
            return Alphabet(encoding.steps_per_quarter, each, (silence,), never=(chordwise.UNKNOWN,))
        case NotewiseEncoding() | MergedEncoding():
            return _of_words(encoding.vocabulary)
    raise InputError(f"cannot compose in the encoding {encoding.name!r}")


def _with_frames(size: int, delimiter: int, start: int, end: int) -> Alphabet:
    """Of an encoding by sixteenths whose frames end with a delimiter."""
    advance = np.zeros(size, dtype=np.int64)
    advance[delimiter] = 1
    return Alphabet(4, advance, (start,), end, never=(start,), framed=True)


def _of_words(vocabulary: Sequence[str]) -> Alphabet:
    """Of notewise words, and of n-grams of them."""
    advance = np.array([sum(map(_waited, word.split("+"))) for word in vocabulary], dtype=np.int64)
    one = vocabulary.index("wait1")
    grid, lasting = notewise.STEPS_PER_QUARTER, tuple(range(one, one + notewise.LONGEST_WAIT))
    if notewise.START not in vocabulary:
        return Alphabet(grid, advance, (vocabulary.index(MAIAS_PROMPT),), waits=lasting)
    start, end = vocabulary.index(notewise.START), vocabulary.index(notewise.END)
    never = (start, *range(end + 1, len(vocabulary)))  # composers come last
    return Alphabet(grid, advance, (start,), end, never, lasting)


def _waited(word: str) -> int:
    return int(word.removeprefix("wait")) if word.startswith("wait") else 0
