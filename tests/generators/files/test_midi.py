"""MIDI files, against bytes written by hand from the Standard MIDI File 1.0 specification."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generators.errors import InputError
from generators.files.midi import parse_midi, read_midi, to_midi
from generators.pieces import Key, Meter, Note, Piece, Tempo, Voice

TEMPO_90 = bytes.fromhex("00ff51030a2c2a")  # 666,666 microseconds a quarter
MIDDLE_C = bytes.fromhex("00903c40 60803c40")  # a quarter, at 96 ticks a quarter
END = bytes.fromhex("00ff2f00")


def file(*tracks: bytes, resolution: int = 96, kind: int = 1, end: bytes = END) -> bytes:
    header = kind.to_bytes(2, "big") + len(tracks).to_bytes(2, "big") + resolution.to_bytes(2, "big")
    chunks = b"".join(b"MTrk" + (len(track + end)).to_bytes(4, "big") + track + end for track in tracks)
    return b"MThd" + (6).to_bytes(4, "big") + header + chunks


CHORD = file(
    TEMPO_90 + bytes.fromhex("00ff58040302180800ff5902fd01"),  # 3/4, C minor
    bytes.fromhex("00ff0304466c6f74") + MIDDLE_C + bytes.fromhex("30904050 30804000"),  # "Flot"
    bytes.fromhex("00913040 60813040"),
)


def test_a_file_written_by_hand_is_read_note_for_note() -> None:
    piece = parse_midi(CHORD)
    assert piece.voices == (
        Voice("Flot", (Note(0, 480, 60, velocity=64), Note(720, 240, 64, velocity=80))),
        Voice("track 2", (Note(0, 480, 48, velocity=64),)),
    )
    assert (piece.length, piece.meters, piece.key, piece.tempo) == (960, (Meter(0, 3, 4),), Key(0, "minor"), 90.0)


def test_what_a_file_does_not_name_is_not_known_but_for_the_meter_4_4() -> None:
    """The standard names 4/4 and 120 quarters a minute; a tempo that nobody chose is none, and no instrument either."""
    piece = parse_midi(file(MIDDLE_C))
    assert (piece.tempos, piece.keys, piece.meters) == ((), (), (Meter(0, 4, 4),))
    assert (piece.voices[0].programs, piece.voices[0].pedals, piece.changes) == ((), (), ())


def test_a_changing_tempo_is_kept_as_it_changes() -> None:
    slower = bytes.fromhex("00ff51030f4240 60ff51031e8480")  # one quarter of 1 s, then quarters of 2 s
    piece = parse_midi(file(slower, bytes.fromhex("00903c40 8140803c40")))  # 192 ticks
    assert piece.tempos == (Tempo(0, 60.0), Tempo(480, 30.0))
    assert piece.seconds == 3.0


def test_before_the_first_tempo_it_goes_as_the_standard_says() -> None:
    later = bytes.fromhex("60ff51030f4240")  # after a quarter of half a second, quarters of 1 s
    piece = parse_midi(file(later, bytes.fromhex("00903c40 8140803c40")))
    assert (piece.tempos, piece.seconds) == ((Tempo(0, 120.0), Tempo(480, 60.0)), 1.5)


def test_two_channels_of_one_track_are_two_voices() -> None:
    assert len(parse_midi(file(bytes.fromhex("00903c40 00913040 60803c40 00813040"))).voices) == 2


def test_drums_are_told_from_pitches_by_their_channel() -> None:
    """General MIDI: channel 10, counted from 1."""
    kit, line = Voice("kit", (Note(0, 120, 36),), drums=True), Voice("line", (Note(0, 120, 36),))
    data = to_midi(Piece((kit, line), 480))
    assert data.count(bytes.fromhex("992450")) == 1  # note on, channel 10
    assert [voice.drums for voice in parse_midi(data).voices] == [True, False]


def test_reading_a_file_names_it(tmp_path: Path) -> None:
    path = tmp_path / "chord.mid"
    path.write_bytes(CHORD)
    assert (read_midi(path).source, read_midi(path).title) == ("chord.mid", "chord")
    path.write_bytes(b"")
    with pytest.raises(InputError, match=r"chord\.mid: the file is empty"):
        read_midi(path)
    with pytest.raises(InputError, match=r"absent\.mid: cannot be read: No such file"):
        read_midi(tmp_path / "absent.mid")


HOSTILE = {
    "not a MIDI file": b"<?xml version='1.0'?><score-partwise/>",
    "larger than": CHORD + bytes(1_000_000),
    "not a MIDI file: ": b"",
    "damaged MIDI file: it stops after": CHORD[:-6],
    "before its end": CHORD[:-20],
    "header is cut off": CHORD[:12],
    "0 ticks a quarter": file(MIDDLE_C, resolution=0),
    "SMPTE time of 17 frames a second": file(MIDDLE_C, resolution=0xEF28),
    "SMPTE time of 25 frames a second and 0 ticks": file(MIDDLE_C, resolution=0xE700),
    "a note of pitch 188 and velocity 64": file(bytes.fromhex("0090bc40 60803c40")),
    "a note of pitch 60 and velocity 200": file(bytes.fromhex("00903cc8 60803c40")),
    "a time of more than four bytes": file(bytes.fromhex("8181818101903c40") + MIDDLE_C),
    "a length of more than four bytes": file(bytes.fromhex("00ff01818181818101") + MIDDLE_C),
    "a track that ends within an event": file(MIDDLE_C + bytes.fromhex("00903c"), MIDDLE_C, end=b""),
    "there are no notes": file(TEMPO_90),
    "more than 40,000 beginnings and ends of notes": file(bytes.fromhex("00903c40 01803c40") * 25_000),
    "20,001 notes, more than 20,000": file(bytes.fromhex("01903c40") * 20_001),
    "more than 20,000 movements of the pedal": file(bytes.fromhex("00b04000") * 20_001 + MIDDLE_C),
    "a tempo of 0 microseconds": file(bytes.fromhex("00ff5103000000") + MIDDLE_C),
    "quarters a minute on average": file(bytes.fromhex("00ff5103000001") + MIDDLE_C),
    "quarter notes long": file(MIDDLE_C + bytes.fromhex("ffffff7f903c40 ffffff7f803c40")),  # 5.6 million
    "seconds long": file(bytes.fromhex("00ff51031e8480 00903c40 9600803c40") * 100),  # 3,200 quarters of 2 s
    "time signature of 0/4": file(bytes.fromhex("00ff580400021808") + MIDDLE_C),
    "time signature of 4/0": file(bytes.fromhex("00ff580404ff1808") + MIDDLE_C),
}


@pytest.mark.parametrize("message", HOSTILE)
def test_what_cannot_be_used_is_refused_in_one_line(message: str) -> None:
    with pytest.raises(InputError, match=message) as refusal:
        parse_midi(HOSTILE[message])
    assert "\n" not in str(refusal.value)


def test_a_file_may_have_any_number_of_tracks() -> None:
    assert len(parse_midi(file(*[MIDDLE_C] * 200)).voices) == 200


def test_a_note_of_no_length_becomes_the_shortest() -> None:
    (voice,) = parse_midi(file(bytes.fromhex("00903c40 00803c40"))).voices
    assert voice.notes == (Note(0, 1, 60, velocity=64),)


def test_names_that_text_cannot_hold_are_cleaned() -> None:
    names = [voice.name for voice in parse_midi(file(bytes.fromhex("00ff0304 00ff0a41") + MIDDLE_C)).voices]
    assert all(name.isprintable() and name for name in names)


@st.composite
def pieces(draw: st.DrawFn) -> Piece:
    voices = []
    for name in draw(st.lists(st.sampled_from("SATBXYZ"), min_size=1, max_size=5, unique=True)):
        onset, notes = 0, []
        for rest, duration, pitch, velocity in draw(
            st.lists(
                st.tuples(st.integers(0, 960), st.integers(1, 960), st.integers(0, 127), st.integers(1, 127)),
                min_size=1,
                max_size=12,
            )
        ):
            notes.append(Note(onset + rest, duration, pitch, velocity=velocity))
            onset = notes[-1].end
        voices.append(Voice(name, tuple(notes)))
    mode = draw(st.sampled_from(["major", "minor"]))
    return Piece(
        tuple(voices),
        length=max(voice.notes[-1].end for voice in voices),
        meters=(Meter(0, draw(st.integers(1, 12)), draw(st.sampled_from([2, 4, 8]))),),
        keys=(Key(draw(st.integers(0, 11)), mode).signature(),),
        tempos=(Tempo(0, float(draw(st.integers(20, 300)))),),
    )


@given(pieces())
@settings(max_examples=150, deadline=None)
def test_a_piece_comes_back_as_it_was_written(piece: Piece) -> None:
    again = parse_midi(to_midi(piece))
    assert again.voices == piece.voices
    assert (again.length, again.meters, again.key) == (piece.length, piece.meters, piece.key)
    assert again.tempo == pytest.approx(piece.tempo, abs=0.002)


@given(pieces())
@settings(max_examples=20, deadline=None)
def test_the_same_piece_gives_the_same_bytes(piece: Piece) -> None:
    assert to_midi(piece) == to_midi(piece)


def test_mutated_files_are_read_or_refused_but_never_crash() -> None:
    chance = random.Random(20)
    for _ in range(5_000):
        data = bytearray(CHORD)
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            piece = parse_midi(bytes(data[: chance.randint(len(data) // 2, len(data))]))
        except InputError:
            continue
        assert piece.seconds <= 601
