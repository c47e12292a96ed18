"""A file that is to be heard, and what is known of it before it is opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.pairs.folder import HUMAN
from generators.errors import InputError
from generators.files import READERS

RECORDINGS = (".wav", ".flac", ".mp3", ".ogg", ".m4a", ".aac")
NOTES = tuple(READERS)
SHOWN = 5  # files that an error names


@dataclass(frozen=True, slots=True)
class Stimulus:
    """One version of an item. Those of one item are heard side by side, or one after the other as its versions."""

    file: Path  # within its folder
    item: str
    origin: str  # human or machine
    system: str = ""  # that made it, if a machine did
    variant: str = ""
    tune: str = ""  # no sitting hears two items of one
    title: str = ""
    licence: str = ""
    source: str = ""

    @property
    def is_recording(self) -> bool:
        return self.file.suffix.lower() in RECORDINGS

    @property
    def by(self) -> str:
        return "a person" if self.origin == HUMAN else self.system or "a machine"


def is_stimulus(file: Path) -> bool:
    """Whether a file is sound, MIDI or MusicXML by its suffix."""
    return file.suffix.lower() in (*RECORDINGS, *NOTES)


def refusal(files: Sequence[Path], reason: str) -> InputError:
    """An error that names files, the first of many."""
    names = ", ".join(file.as_posix() for file in files[:SHOWN])
    more = f" and {len(files) - SHOWN} more" if len(files) > SHOWN else ""
    return InputError(f"{names}{more}: {reason}")
