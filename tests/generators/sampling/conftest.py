"""Models without sense: what they write is what grammars and samplers make of noise."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from generators.encodings import Encoding
from generators.encodings.chorale import ChoraleEncoding
from generators.encodings.chordwise import ChordwiseEncoding
from generators.encodings.drums import DrumEncoding
from generators.encodings.melody import MelodyEncoding
from generators.encodings.merged import MergedEncoding
from generators.encodings.notewise import NotewiseEncoding
from generators.encodings.pianoroll import PianorollEncoding
from generators.encodings.polyphony import PolyphonyEncoding
from generators.encodings.sixteenths import SixteenthsEncoding
from generators.engines.engine import Engines

ENCODINGS: dict[str, Encoding] = {
    "chorale": ChoraleEncoding(),
    "chorale from the bass up": ChoraleEncoding("BTAS", fermatas=False),
    "chordwise": ChordwiseEncoding(("1", "001", "1001")),
    "chordwise in twelfths": ChordwiseEncoding(("1", "001"), steps_per_quarter=12),
    "drums": DrumEncoding(),
    "melody": MelodyEncoding(),
    "merged": MergedEncoding(((0, 124), (130, 3), (149, 150))),
    "notewise": NotewiseEncoding(),
    "notewise with composers": NotewiseEncoding(88, composers=("Wolfgang Amadeus Mozart", "J. S. Bach")),
    "notewise for two": NotewiseEncoding(duet=True),
    "pianoroll": PianorollEncoding(),
    "polyphony": PolyphonyEncoding(),
    "sixteenths": SixteenthsEncoding(),
}


class Noise:
    """An engine whose logits come from the tokens that it read, by no rule that anyone could learn."""

    def __init__(self, vocabulary: int, rows: int) -> None:
        self.read = np.zeros(rows, dtype=np.uint64)  # a digest of each row's tokens
        self.words = np.arange(vocabulary, dtype=np.uint64)

    def step(self, tokens: np.ndarray) -> np.ndarray:
        assert len(tokens) == len(self.read)
        self.read = mixed(self.read * np.uint64(31) + tokens.astype(np.uint64) + np.uint64(1))
        bits = mixed(self.read[:, None] + self.words * np.uint64(0x9E3779B97F4A7C15))
        return (bits >> np.uint64(40)).astype(np.float32) / np.float32(1 << 21)  # from 0 to 8

    def select(self, rows: np.ndarray) -> None:
        self.read = self.read[rows]


def mixed(x: np.ndarray) -> np.ndarray:
    """The bits of each number stirred, as splitmix64 does."""
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


@pytest.fixture(params=ENCODINGS)
def encoding(request: pytest.FixtureRequest) -> Encoding:
    """Every encoding that can be composed in."""
    return ENCODINGS[request.param]


@pytest.fixture
def noise() -> Callable[[Encoding], Engines]:
    """Engines that would write anything."""

    def engines(encoding: Encoding) -> Engines:
        return lambda rows: Noise(len(encoding.vocabulary), rows)

    return engines
