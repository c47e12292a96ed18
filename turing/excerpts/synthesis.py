"""Notes to sound: every excerpt is played by one rule, each voice on its instrument, so that only the notes differ."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from django.conf import settings as site

from generators.pieces import TICKS_PER_QUARTER, Piece
from turing.excerpts.instruments import DRUM_KIT, channels, instruments
from turing.excerpts.rendersettings import SAMPLE_RATE, RenderSettings, Samples, in_samples, sample_count

VELOCITY = 80  # for every note: the studies are about composition, not performance
REPEAT_GAP = 0.04  # seconds a key is up before it is struck again, so that repeated notes are heard as such


class KeyEvent(NamedTuple):
    """A key going down or up; sorted, all that happens at one sample goes up before anything goes down."""

    sample: int
    down: bool
    channel: int
    pitch: int


def synthesize(music: Piece, settings: RenderSettings) -> Samples:
    """The piece played without a room: float64 of shape (`sample_count(...)`, 2), of no particular loudness."""
    import tinysoundfont  # here, because the site that plays finished clips does not need it installed

    synth = tinysoundfont.Synth(samplerate=SAMPLE_RATE)
    font = synth.sfload(str(site.SOUNDFONT))
    presets = instruments(music, settings)
    for channel, (bank, program) in zip(channels(presets), presets, strict=True):
        synth.program_select(channel, font, bank, program, is_drums=bank == DRUM_KIT.bank)
    total = sample_count(music, settings)
    parts: list[Samples] = []
    position = 0
    for event in sorted(key_events(music, settings)):
        parts.append(_generate(synth, event.sample - position))
        position = event.sample
        if event.down:
            synth.noteon(event.channel, event.pitch, VELOCITY)
        else:
            synth.noteoff(event.channel, event.pitch)
    parts.append(_generate(synth, total - position))
    return np.concatenate(parts)


def key_events(music: Piece, settings: RenderSettings) -> Iterator[KeyEvent]:
    """When keys go down and up. A key struck again goes up shortly before, whatever its note's length says.

    Drums are only struck: they ring out, and how long a drum's note is written means nothing.
    """
    a_tick = 60 / music.tempo / TICKS_PER_QUARTER
    for channel, voice in zip(channels(instruments(music, settings)), music.voices, strict=True):
        strikes = {(note.pitch, note.onset): note.end for note in sorted(voice.notes)}  # of two at once the longer
        for (pitch, onset), following in pairwise([*sorted(strikes), (-1, 0)]):
            down = in_samples(settings.lead_in) + in_samples(onset * a_tick)
            yield KeyEvent(down, True, channel, pitch)
            if voice.drums:
                continue
            up = in_samples(settings.lead_in) + in_samples(strikes[pitch, onset] * a_tick)
            if following[0] == pitch:
                again = in_samples(settings.lead_in) + in_samples(following[1] * a_tick)
                up = min(up, max(again - in_samples(REPEAT_GAP), (down + again) // 2))
            yield KeyEvent(max(up, down + 1), False, channel, pitch)


def _generate(synth: object, samples: int) -> Samples:
    """The next stretch of sound, shape (samples, 2)."""
    buffer = synth.generate_simple(samples) if samples else b""  # type: ignore[attr-defined]
    return np.frombuffer(buffer, dtype=np.float32).astype(np.float64).reshape(-1, 2)
