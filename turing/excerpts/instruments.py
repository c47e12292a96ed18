"""Which instrument of the soundfont plays a voice: decided by what the voice is, never by who wrote it."""

from __future__ import annotations

from typing import NamedTuple

from generators.pieces import Piece, Voice
from turing.excerpts.rendersettings import RenderSettings


class Preset(NamedTuple):
    """An instrument of the soundfont, counted from 0 as General MIDI does."""

    bank: int  # 128: drum kits
    program: int


DRUM_KIT = Preset(128, 0)
PIANO, VIOLIN = Preset(0, 0), Preset(0, 40)
# What voices are called that have an instrument of their own, by a word in their names. A melody is played on the
# piano: every note begins as clearly, and it reaches the whole compass of melodies (48 to 83), as a violin does not.
NAMED = {"violin": VIOLIN, "piano": PIANO, "melody": PIANO}


def own_instrument(voice: Voice) -> Preset | None:
    """The instrument that the voice is for; None if it is played on the study's."""
    if voice.drums:
        return DRUM_KIT
    name = voice.name.casefold()
    return next((preset for word, preset in NAMED.items() if word in name), None)


def instruments(music: Piece, settings: RenderSettings) -> list[Preset]:
    """What each voice is played on."""
    return [own_instrument(voice) or Preset(0, settings.program) for voice in music.voices]
