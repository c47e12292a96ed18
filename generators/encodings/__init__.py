"""The encodings by name. To add one, see CONTRIBUTING.md."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import Any, Protocol, cast

from generators.encodings.chorale import ChoraleEncoding
from generators.encodings.chordwise import ChordwiseEncoding
from generators.encodings.drums import DrumEncoding
from generators.encodings.melody import MelodyEncoding
from generators.encodings.merged import MergedEncoding
from generators.encodings.notewise import NotewiseEncoding
from generators.encodings.pianoroll import PianorollEncoding
from generators.encodings.polyphony import PolyphonyEncoding
from generators.encodings.sixteenths import SixteenthsEncoding
from generators.pieces import Piece


class Encoding(Protocol):
    """Piece ⇄ token ids: `decode(encode(piece)) == quantize(piece)` for every piece the encoding can carry."""

    @property
    def name(self) -> str: ...

    @property
    def vocabulary(self) -> tuple[str, ...]:
        """What each token id is called."""

    def prepare(self, piece: Piece) -> Piece:
        """The piece as it is learned and measured: moved to the key the encoding wants, if it wants one."""

    def quantize(self, piece: Piece) -> Piece:
        """The piece as far as the encoding carries it."""

    def encode(self, piece: Piece) -> list[int]:
        """Token ids. Raises InputError if the encoding cannot carry the piece."""

    def decode(self, tokens: Sequence[int]) -> Piece:
        """The piece. Raises InputError naming the first token that breaks the grammar."""


ENCODINGS: dict[str, Callable[..., Encoding]] = {
    "chorale": ChoraleEncoding,
    "chordwise": ChordwiseEncoding,
    "drums": DrumEncoding,
    "melody": MelodyEncoding,
    "merged": MergedEncoding,
    "notewise": NotewiseEncoding,
    "pianoroll": PianorollEncoding,
    "polyphony": PolyphonyEncoding,
    "sixteenths": SixteenthsEncoding,
}


def settings_of(encoding: Encoding) -> dict[str, Any]:
    """The encoding's name and options, from which ENCODINGS makes it again."""
    options = {field.name: getattr(encoding, field.name) for field in fields(cast(Any, encoding))}
    return {"name": encoding.name, **options}
