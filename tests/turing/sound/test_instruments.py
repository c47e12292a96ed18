"""What plays a voice, by General MIDI's numbers: piano 1, church organ 20, violin 41, counted from 0."""

import pytest

from generators.encodings import ENCODINGS
from generators.pieces import Note, Piece, Program, Voice
from turing.sound.instruments import DRUM_KIT, NAMES, Preset, instrument, own_instrument
from turing.sound.rendersettings import RenderSettings

PIANO, ORGAN, VIOLIN = Preset(0, 0), Preset(0, 19), Preset(0, 40)
LINE = (Note(0, 480, 60),)
SONG = Piece((Voice("voice", LINE), Voice("Piano", (Note(0, 480, 48),))), length=480)
BEAT = Piece((Voice("kit", (Note(0, 480, 36),), drums=True),), length=480)
CHORALE = Piece(tuple(Voice(name, LINE) for name in ("Soprano", "Alto", "Tenor", "Bass")), length=480)


@pytest.mark.parametrize(
    ("encoding", "options", "piece", "played_on"),
    [
        ("notewise", {"duet": True}, SONG, [VIOLIN, PIANO]),
        ("notewise", {}, SONG, [PIANO]),
        ("chordwise", {}, SONG, [PIANO]),
        ("pianoroll", {}, SONG, [PIANO]),
        ("polyphony", {}, SONG, [PIANO]),
        ("melody", {}, SONG, [PIANO]),
        ("drums", {}, BEAT, [DRUM_KIT]),
        ("chorale", {}, CHORALE, [ORGAN] * 4),
        ("sixteenths", {}, CHORALE, [ORGAN] * 4),
    ],
)
def test_what_an_encoding_decodes_is_played_on_its_instruments(encoding, options, piece, played_on) -> None:
    made = ENCODINGS[encoding](**options).quantize(piece)
    assert [instrument(voice, 0, RenderSettings()) for voice in made.voices] == played_on


@pytest.mark.parametrize("name", ["piano", "Piano right", "Pianoforte", "piano (2)"])
def test_pianos_by_other_names_are_pianos(name: str) -> None:
    assert own_instrument(Voice(name, ()), 0) == PIANO


def test_drums_are_drums_whatever_they_are_called() -> None:
    assert own_instrument(Voice("piano", (), drums=True), 0) == DRUM_KIT
    assert own_instrument(Voice("drums", ()), 0) is None


def test_a_program_says_more_than_a_name_and_drums_more_than_a_program() -> None:
    assert own_instrument(Voice("piano", (), programs=(Program(0, 40),)), 0) == VIOLIN
    assert own_instrument(Voice("piano", (), drums=True, programs=(Program(0, 40),)), 0) == DRUM_KIT
    assert own_instrument(Voice("piano", (), programs=(Program(480, 40),)), 479) == PIANO


@pytest.mark.parametrize("program", range(128))
def test_every_program_of_general_midi_is_played_on_something_that_the_font_has(program: int) -> None:
    played_on = own_instrument(Voice("", (), programs=(Program(0, program),)), 0)
    assert played_on in NAMES
    assert Preset(0, program) not in NAMES or played_on == Preset(0, program)
