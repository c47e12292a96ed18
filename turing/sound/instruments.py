"""Which instrument of the soundfont plays a note: decided by what its voice is, never by who wrote it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generators.pieces import Piece, Voice, in_force
from turing.sound.rendersettings import RenderSettings


class Preset(NamedTuple):
    """An instrument of the soundfont, counted from 0 as General MIDI does."""

    bank: int  # 128: drum kits
    program: int

    def __str__(self) -> str:
        return NAMES[self]


DRUM_KIT = Preset(128, 0)
PIANO, HARPSICHORD, ORGAN, REEDS = Preset(0, 0), Preset(0, 6), Preset(0, 19), Preset(0, 20)
VIOLIN, STRINGS, CHOIR = Preset(0, 40), Preset(0, 48), Preset(0, 52)
NAMES = {  # all that the soundfont has
    DRUM_KIT: "drum kit",
    PIANO: "piano",
    HARPSICHORD: "harpsichord",
    ORGAN: "church organ",
    REEDS: "reed organ",
    VIOLIN: "violin",
    STRINGS: "strings",
    CHOIR: "choir",
}
# The families of General MIDI, eight programs each, and what stands in for those of theirs that the font does not have.
FAMILIES = (
    ("piano", PIANO),
    ("chromatic percussion", PIANO),
    ("organ", ORGAN),
    ("guitar", HARPSICHORD),
    ("bass", PIANO),
    ("strings", VIOLIN),
    ("ensemble", STRINGS),
    ("brass", REEDS),
    ("reed", REEDS),
    ("pipe", REEDS),
    ("synth lead", REEDS),
    ("synth pad", STRINGS),
    ("synth effects", STRINGS),
    ("ethnic", HARPSICHORD),
    ("percussive", PIANO),
    ("sound effects", PIANO),
)
# What voices of unknown program are called that have an instrument of their own, by a word in their names. A melody is
# played on the piano: every note begins as clearly, and it reaches the whole compass of melodies (48 to 83), as a
# violin does not.
NAMED = {"violin": VIOLIN, "piano": PIANO, "melody": PIANO}


def own_instrument(voice: Voice, tick: int) -> Preset | None:
    """The instrument that a voice is for at a tick, by its program, else by its name; None if that is not known."""
    if voice.drums:
        return DRUM_KIT
    program = in_force(voice.programs, tick)
    if program:
        return _played_on(program.number)
    name = voice.name.casefold()
    return next((preset for word, preset in NAMED.items() if word in name), None)


def own_instruments(music: Piece) -> set[Preset | None]:
    """All that the music is for."""
    return {own_instrument(voice, note.onset) for voice in music.voices for note in voice.notes}


def instrument(voice: Voice, tick: int, settings: RenderSettings) -> Preset:
    """What a voice is played on at a tick: its own instrument, or the study's."""
    return own_instrument(voice, tick) or Preset(0, settings.program)


def instruments(music: Piece, settings: RenderSettings) -> set[Preset]:
    """All that the music is played on."""
    return {own or Preset(0, settings.program) for own in own_instruments(music)}


def stand_ins(music: Piece) -> Iterator[str]:
    """A line for every program that another instrument stands in for."""
    numbers = {
        program.number
        for voice in music.voices
        if not voice.drums
        for note in voice.notes
        if (program := in_force(voice.programs, note.onset))
    }
    for number in sorted(numbers):
        if Preset(0, number) not in NAMES:
            yield f"{FAMILIES[number // 8][0]} (program {number + 1}) is played on the {_played_on(number)}"


def _played_on(program: int) -> Preset:
    exact = Preset(0, program)
    return exact if exact in NAMES else FAMILIES[program // 8][1]
