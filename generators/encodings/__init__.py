"""The encodings by name. To add one, see CONTRIBUTING.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

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
from generators.errors import InputError

__all__ = ["ENCODINGS", "Encoding", "encoding_from", "find_encoding", "settings_of"]

ENCODINGS: dict[str, type[Encoding]] = {
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


def find_encoding(name: str, options: Mapping[str, object] | None = None) -> Encoding:
    """The encoding of that name. Raises InputError naming those there are, or for an option that it has not."""
    if name not in ENCODINGS:
        raise InputError(f"no encoding {name!r}: choose from {', '.join(ENCODINGS)}")
    try:
        return ENCODINGS[name](**options or {})
    except TypeError as error:
        raise InputError(f"{name} has not these options: {error}") from None


def settings_of(encoding: Encoding) -> dict[str, object]:
    """The encoding's name and options, from which `encoding_from` makes it again."""
    return {"name": encoding.name, **{field.name: getattr(encoding, field.name) for field in fields(encoding)}}


def encoding_from(settings: Mapping[str, Any]) -> Encoding:
    """The encoding of these settings. Raises KeyError or TypeError if there is none such."""
    options = {name: value for name, value in settings.items() if name != "name"}
    return ENCODINGS[settings["name"]](**options)
