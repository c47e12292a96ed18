"""How a clip is made from notes: everything that decides its bytes besides the notes, and how long it lasts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from generators.pieces import Piece

if TYPE_CHECKING:  # the site's processes know a clip's length without loading numpy
    import numpy as np
    import numpy.typing as npt

SAMPLE_RATE = 44_100

Samples: TypeAlias = "npt.NDArray[np.float64]"  # one channel, shape (samples,), full scale at 1


@dataclass(frozen=True, slots=True)
class ClipSettings:
    """How every clip leaves, whatever it was made from."""

    loudness: float = -20.0  # LUFS, integrated (ITU-R BS.1770-4)
    peak: float = -1.5  # dBTP: where a clip would exceed it, all that are heard side by side are made softer
    compression: float = 0.89  # libsndfile's level for MP3: 64 kbit/s


@dataclass(frozen=True, slots=True)
class RenderSettings(ClipSettings):
    """One set of these holds for a whole study: an excerpt must not be told by how it was rendered."""

    program: int = 19  # of voices without an instrument of their own; General MIDI, from 0: church organ, whose sound
    # neither swells nor fades
    lead_in: float = 0.25  # seconds of silence before the first note
    tail: float = 1.75  # seconds after the last note for the room to fall silent
    version: int = 2  # to be raised whenever the instruments, the room or the encoder change the sound


def in_samples(seconds: float) -> int:
    return round(seconds * SAMPLE_RATE)


def sample_count(music: Piece, settings: RenderSettings) -> int:
    """How many samples the clip has: the same for any two pieces of one length in ticks and one tempo."""
    return in_samples(settings.lead_in) + in_samples(music.seconds) + in_samples(settings.tail)
