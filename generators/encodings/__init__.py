"""The encodings by name. To add one, see CONTRIBUTING.md."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any, cast

from generators.encodings.chorale import ChoraleEncoding
from generators.encodings.chordwise import ChordwiseEncoding
from generators.encodings.drums import DrumEncoding
from generators.encodings.encoding import Encoding
from generators.encodings.melody import MelodyEncoding
from generators.encodings.merged import MergedEncoding
from generators.encodings.notewise import NotewiseEncoding
from generators.encodings.pianoroll import PianorollEncoding
from generators.encodings.polyphony import PolyphonyEncoding
from generators.encodings.sixteenths import SixteenthsEncoding

__all__ = ["ENCODINGS", "Encoding", "settings_of"]

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
