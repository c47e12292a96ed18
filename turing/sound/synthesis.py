"""Notes to sound: every excerpt is played by one rule, each note on its instrument, so that only the music differs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import accumulate, pairwise

from django.conf import settings as site

from generators.pedal import sustained
from generators.pieces import TICKS_PER_QUARTER, Piece, tempos_within
from turing.sound.instruments import instrument
from turing.sound.player import Strike, play
from turing.sound.rendersettings import RenderSettings, Samples, in_samples, sample_count
from turing.sound.soundfont import load

REPEAT_GAP = 0.04  # seconds a key is up before it is struck again, so that repeated notes are heard as such


def synthesize(music: Piece, settings: RenderSettings) -> Samples:
    """The piece played without a room: float64 of shape (`sample_count(...)`,), of no particular loudness."""
    return play(strikes(music, settings), load(site.SOUNDFONT), sample_count(music, settings))


def strikes(music: Piece, settings: RenderSettings) -> Iterator[Strike]:
    """When keys go down and up. A key struck again goes up shortly before, whatever its note's length says.

    Drums are only struck: they ring out, and how long a drum's note is written means nothing.
    """
    sample = _samples_at(music, settings)
    for voice in sustained(music).voices:
        notes = {(note.pitch, note.onset): note for note in sorted(voice.notes)}  # of two at once the longer
        for (pitch, onset), following in pairwise([*sorted(notes), (-1, 0)]):
            note = notes[pitch, onset]
            down, up = sample(onset), sample(note.end)
            if following[0] == pitch:
                again = sample(following[1])
                up = min(up, max(again - in_samples(REPEAT_GAP), (down + again) // 2))
            key_up = None if voice.drums else max(up, down + 1)
            yield Strike(down, instrument(voice, onset, settings), pitch, note.velocity, key_up)


def _samples_at(music: Piece, settings: RenderSettings) -> Callable[[int], int]:
    """The sample at which a tick is heard."""
    tempos = tempos_within(music, 0, music.length)
    onsets = [0, *(tempo.onset for tempo in tempos[1:])]
    ticks = [60 / TICKS_PER_QUARTER / tempo.quarters for tempo in tempos]  # how long one lasts, in seconds
    spans = ((end - begin) * tick for (begin, end), tick in zip(pairwise(onsets), ticks, strict=False))
    begins = list(accumulate(spans, initial=0.0))

    def sample(tick: int) -> int:
        index = bisect_right(onsets, tick) - 1
        return in_samples(settings.lead_in) + in_samples(begins[index] + (tick - onsets[index]) * ticks[index])

    return sample
