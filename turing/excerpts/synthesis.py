"""Notes to sound: every excerpt is played by one rule, each voice on its instrument, so that only the notes differ."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from django.conf import settings as site

from generators.pieces import TICKS_PER_QUARTER, Piece
from turing.excerpts.instruments import instruments
from turing.excerpts.player import Strike, play
from turing.excerpts.rendersettings import RenderSettings, Samples, in_samples, sample_count
from turing.excerpts.soundfont import load

VELOCITY = 80  # for every note: the studies are about composition, not performance
REPEAT_GAP = 0.04  # seconds a key is up before it is struck again, so that repeated notes are heard as such


def synthesize(music: Piece, settings: RenderSettings) -> Samples:
    """The piece played without a room: float64 of shape (`sample_count(...)`,), of no particular loudness."""
    return play(strikes(music, settings), load(site.SOUNDFONT), sample_count(music, settings))


def strikes(music: Piece, settings: RenderSettings) -> Iterator[Strike]:
    """When keys go down and up. A key struck again goes up shortly before, whatever its note's length says.

    Drums are only struck: they ring out, and how long a drum's note is written means nothing.
    """
    a_tick = 60 / music.tempo / TICKS_PER_QUARTER
    for preset, voice in zip(instruments(music, settings), music.voices, strict=True):
        ends = {(note.pitch, note.onset): note.end for note in sorted(voice.notes)}  # of two at once the longer
        for (pitch, onset), following in pairwise([*sorted(ends), (-1, 0)]):
            down = in_samples(settings.lead_in) + in_samples(onset * a_tick)
            up = in_samples(settings.lead_in) + in_samples(ends[pitch, onset] * a_tick)
            if following[0] == pitch:
                again = in_samples(settings.lead_in) + in_samples(following[1] * a_tick)
                up = min(up, max(again - in_samples(REPEAT_GAP), (down + again) // 2))
            yield Strike(down, preset, pitch, VELOCITY, None if voice.drums else max(up, down + 1))
