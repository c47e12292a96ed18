"""MIDI files, against bytes written by hand from the Standard MIDI File 1.0 specification."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generators.errors import InputError
from generators.files.guards import OWN
from generators.files.midi import parse_midi, read_midi, to_midi
from generators.pieces import Key, KeySignature, Meter, Mode, Note, Pedal, Piece, Program, Tempo, Voice

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
    "more than 64 tracks": file(*[MIDDLE_C] * 65),
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


def test_a_file_of_ones_own_may_have_hundreds_of_tracks() -> None:
    assert len(parse_midi(file(*[MIDDLE_C] * 200), OWN).voices) == 200


def test_a_note_of_no_length_becomes_the_shortest() -> None:
    (voice,) = parse_midi(file(bytes.fromhex("00903c40 00803c40"))).voices
    assert voice.notes == (Note(0, 1, 60, velocity=64),)


def test_names_that_text_cannot_hold_are_cleaned() -> None:
    names = [voice.name for voice in parse_midi(file(bytes.fromhex("00ff0304 00ff0a41") + MIDDLE_C)).voices]
    assert all(name.isprintable() and name for name in names)


KINDS = ("S", "A", "T", "B", "X", "kit", "drums")


@st.composite
def lines(draw: st.DrawFn) -> tuple[Note, ...]:
    """Notes each after the one before."""
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
    return tuple(notes)


@st.composite
def played(draw: st.DrawFn, name: str, notes: tuple[Note, ...], length: int) -> Voice:
    """The notes with instruments and strokes of the pedal, which begin within the length."""
    programs = draw(st.dictionaries(st.integers(0, length - 1), st.integers(0, 127), max_size=3))
    edges = sorted(draw(st.sets(st.integers(0, length - 1), max_size=6)))
    return Voice(
        name,
        notes,
        drums=name in KINDS[-2:],
        programs=tuple(Program(tick, programs[tick]) for tick in sorted(programs)),
        pedals=tuple(Pedal(down, up) for down, up in zip(edges[::2], edges[1::2], strict=False)),
    )


@st.composite
def pieces(draw: st.DrawFn) -> Piece:
    """A piece of up to seven voices whose tempo, metre and key change."""
    names = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=7, unique=True))
    sung = [draw(lines()) for _ in names]
    length = max(notes[-1].end for notes in sung)
    made = [draw(played(name, notes, length)) for name, notes in zip(names, sung, strict=True)]
    changes = sorted(draw(st.sets(st.integers(1, max(length - 1, 1)), max_size=4)) - {length})
    tempos = st.one_of(st.integers(20, 300).map(float), st.integers(200, 3000).map(lambda tenths: tenths / 10))
    modes = st.sampled_from(["major", "minor"])
    beats = [draw(st.tuples(st.integers(1, 255), st.sampled_from([1, 2, 4, 8, 16, 32, 64]))) for _ in range(5)]
    meters = [Meter(0, *beats[0])]
    for tick, own in zip(changes, beats[1:], strict=False):
        if own != (meters[-1].numerator, meters[-1].denominator):
            meters.append(Meter(tick, *own))
    return Piece(
        tuple(made),
        length=length,
        meters=tuple(meters),
        keys=tuple(KeySignature(tick, draw(st.integers(-7, 7)), draw(modes)) for tick in changes),
        tempos=tuple(Tempo(tick, draw(tempos)) for tick in ((0, *changes) if draw(st.booleans()) else ())),
    )


@given(pieces())
@settings(max_examples=150, deadline=None)
def test_a_piece_comes_back_as_it_was_written(piece: Piece) -> None:
    assert parse_midi(to_midi(piece)) == piece


@given(pieces())
@settings(max_examples=20, deadline=None)
def test_the_same_piece_gives_the_same_bytes(piece: Piece) -> None:
    assert to_midi(piece) == to_midi(piece)


def test_forty_voices_of_which_some_have_instruments_keep_to_themselves() -> None:
    """More than there are channels: the others go to further ports."""
    made = tuple(
        Voice(
            str(place),
            (Note(0, 480, 60),),
            drums=place % 5 == 0,
            programs=(Program(0, place),) if place % 2 else (),
            pedals=(Pedal(0, 240),) if place % 3 else (),
        )
        for place in range(40)
    )
    assert parse_midi(to_midi(Piece(made, 480))).voices == made


@pytest.mark.parametrize("mode", ["dorian", None])
def test_a_key_that_midi_cannot_name_is_left_out_rather_than_called_major(mode: Mode | None) -> None:
    keys = (KeySignature(0, 1, "major"), KeySignature(480, 2, mode))
    piece = Piece((Voice("line", (Note(0, 960, 60),)),), 960, keys=keys)
    assert parse_midi(to_midi(piece)).keys == ()
    assert parse_midi(to_midi(replace(piece, keys=keys[:1]))).keys == keys[:1]


@pytest.mark.parametrize(
    ("piece", "message"),
    [
        (Piece((), 480, tempos=(Tempo(0, 3.0),)), "a tempo of 3 quarters a minute has no place in MIDI"),
        (Piece((), 480, meters=(Meter(0, 256, 4),)), "a metre of 256/4 has no place in MIDI: 255 beats at most"),
        (Piece((), 2**28, tempos=(Tempo(2**28, 90.0),)), "a silence of 268,435,456 ticks has no place in MIDI"),
    ],
)
def test_what_has_no_place_in_midi_is_refused(piece: Piece, message: str) -> None:
    with pytest.raises(InputError, match=message):
        to_midi(piece)


CASES = Path(__file__).parents[2] / "cases" / "files"


def test_mutated_files_are_read_or_refused_but_never_crash() -> None:
    """Bytes changed, left out, doubled and moved, in a file of ours and in those that people have."""
    chance = random.Random(20)
    files = [CHORD, *(path.read_bytes() for path in sorted(CASES.rglob("*.mid")))]
    for number in range(5_000):
        data = bytearray(files[number % len(files)] or CHORD)
        for _ in range(chance.randint(1, 6)):
            place = chance.randrange(len(data))
            how = chance.randrange(6)
            if how < 4:
                data[place] = chance.choice((chance.randrange(256), 0, 0x7F, 0x80, 0xFF))
            elif how == 4:
                del data[place : place + chance.randint(1, 4)]
            else:
                data[place:place] = data[place : place + chance.randint(1, 40)]
            data = data or bytearray(CHORD)
        try:
            piece = parse_midi(bytes(data[: chance.randint(len(data) // 2, len(data))]))
        except InputError as error:
            refused(error)
            continue
        assert piece.seconds <= 601
        assert parse_midi(to_midi(piece)).voices == piece.voices or any(overlaps(voice) for voice in piece.voices)


@given(st.lists(st.binary(max_size=200), max_size=3), st.integers(0, 3), st.integers(0, 0xFFFF))
@settings(max_examples=500, deadline=None)
def test_any_bytes_in_tracks_are_read_or_refused(tracks: list[bytes], kind: int, division: int) -> None:
    try:
        parse_midi(file(*tracks, kind=kind, resolution=division))
    except InputError as error:
        refused(error)


def refused(error: InputError) -> None:
    assert str(error)
    assert "\n" not in str(error)


def overlaps(voice: Voice) -> bool:
    """Whether a pitch is struck in it while it sounds, or struck twice at once."""
    ends: dict[int, int] = {}
    for note in voice.notes:
        if note.onset < ends.get(note.pitch, 0):
            return True
        ends[note.pitch] = note.end
    return False
