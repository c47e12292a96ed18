"""Every encoding there is, and some with options: what tests write, read and compose in. And music for them."""

from __future__ import annotations

from generators.encodings import ENCODINGS, Encoding
from generators.encodings.chorale import ChoraleEncoding
from generators.encodings.chordwise import ChordwiseEncoding
from generators.encodings.merged import MergedEncoding
from generators.encodings.notewise import NotewiseEncoding
from generators.pieces import Note, Piece, Voice

VARIATIONS: dict[str, Encoding] = {
    **{name: make() for name, make in ENCODINGS.items()},
    **{
        f"chorale {order}{'' if fermatas else ' without fermatas'}": ChoraleEncoding(order, fermatas)
        for order, fermatas in (("BTAS", True), ("SATB", False), ("BTAS", False))
    },
    **{
        f"chordwise, {steps} steps{', held' if held else ''}": ChordwiseEncoding(steps_per_quarter=steps, held=held)
        for steps, held in ((4, True), (12, False), (12, True))
    },
    "merged, three times": MergedEncoding(((0, 124), (130, 3), (149, 150))),
    "notewise with composers": NotewiseEncoding(88, composers=("Wolfgang Amadeus Mozart", "J. S. Bach")),
    "notewise for two": NotewiseEncoding(duet=True),
}

# Two bars of a rock beat with a fill, a little before and behind the beat.
BEAT = Piece(
    (
        Voice("drums", tuple(Note(240 * i + 7 * (i % 3), 60, 42) for i in range(12))),
        Voice("kick and snare", tuple(Note(max(480 * i - 11, 0), 30, (36, 40)[i % 2]) for i in range(7)), drums=True),
        Voice(
            "fill",
            tuple(Note(2880 + 120 * i, 100, pitch) for i, pitch in enumerate((50, 50, 48, 47, 45, 41, 49))),
            drums=True,
        ),
    ),
    3840,
)
# A bar in four voices.
HYMN = Piece(
    tuple(
        Voice(name, (Note(0, 480, pitch), Note(480, 1440, pitch + 2)))
        for name, pitch in {"S": 72, "A": 67, "T": 60, "B": 48}.items()
    ),
    1920,
)


def music_for(encoding: Encoding) -> Piece:
    """A piece that the encoding can carry."""
    return BEAT if encoding.drums else HYMN


def fitted(encoding: Encoding, *pieces: Piece) -> Encoding:
    """The encoding with its vocabulary, learned from the pieces, or from its own music, where it learns one."""
    return encoding if encoding.is_fitted else encoding.fitted(pieces or [music_for(encoding)], encoding.most)
