"""What plays a voice, by General MIDI's numbers: piano 1, church organ 20, violin 41, counted from 0."""

import pytest

from generators.encodings import ENCODINGS
from generators.pieces import Note, Piece, Voice
from turing.excerpts.instruments import DRUM_KIT, Preset, instrument, own_instrument
from turing.excerpts.rendersettings import RenderSettings

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
