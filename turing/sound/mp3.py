"""Sound to MP3 of one channel at a constant bit rate: files of equally long sounds differ in the music alone.

Their sizes, every frame's header and the tag in the first frame are the same: two channels would say, frame by frame,
how they are coded, which follows the music.
"""

from __future__ import annotations

import io

import numpy as np
import soundfile

from turing.sound.rendersettings import SAMPLE_RATE, ClipSettings, Samples

LAME_SCALE = 0.95  # LAME multiplies its input by this at a constant bit rate (lame.c, "scale"); undone beforehand


def encode_mp3(sound: Samples, settings: ClipSettings) -> bytes:
    """The MP3 file; the same sound gives the same bytes.

    Rounding to 16 bits first keeps differences of the last float digit between processors out of the file.
    """
    rounded = np.round(np.clip(sound / LAME_SCALE, -1, 1) * 32_767) / 32_767
    file = io.BytesIO()
    soundfile.write(
        file,
        rounded,
        SAMPLE_RATE,
        format="MP3",
        subtype="MPEG_LAYER_III",
        bitrate_mode="CONSTANT",
        compression_level=settings.compression,
    )
    return file.getvalue()


def decode_mp3(data: bytes) -> Samples:
    """The sound that a player makes of the file."""
    sound: Samples = soundfile.read(io.BytesIO(data), dtype="float64")[0]
    return sound
