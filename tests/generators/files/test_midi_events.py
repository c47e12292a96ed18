"""MIDI as programs write it: bytes written by hand from the MIDI 1.0 and Standard MIDI File 1.0 specifications."""

from __future__ import annotations

import pytest

from generators.errors import InputError
from generators.files.guards import OWN, STRANGERS
from generators.files.midi import parse_midi
from generators.files.midi.names import text_of
from generators.files.midi.signatures import microseconds_of, quarters_of
from generators.pieces import KeySignature, Meter, Pedal, Piece, Program, Tempo, Voice

QUARTER = "60"  # ticks, of 96
C_DOWN, C_UP = "903c40", "803c40"
END = "00ff2f00"


def header(tracks: int, kind: int = 1, division: int = 96) -> bytes:
    return b"MThd\0\0\0\6" + b"".join(number.to_bytes(2, "big") for number in (kind, tracks, division))


def chunk(events: str, length: int | None = None, name: bytes = b"MTrk") -> bytes:
    data = bytes.fromhex(events)
    return name + (len(data) if length is None else length).to_bytes(4, "big") + data


def read(*tracks: str, kind: int = 1, division: int = 96) -> Piece:
    return parse_midi(header(len(tracks), kind, division) + b"".join(chunk(track + END) for track in tracks))


def heard(voice: Voice) -> list[tuple[int, int, int]]:
    return [(note.onset, note.duration, note.pitch) for note in voice.notes]


def only(piece: Piece) -> list[tuple[int, int, int]]:
    (voice,) = piece.voices
    return heard(voice)


# Notes


def test_a_velocity_of_0_ends_a_note_and_running_status_goes_on_over_exclusive_messages() -> None:
    piece = read(f"00903c40 00f00643104c0018f7 {QUARTER}3c00 00ff0103616263 003e40 {QUARTER}3e00")
    assert only(piece) == [(0, 480, 60), (480, 480, 62)]


def test_system_messages_that_files_should_not_have_are_passed_over() -> None:
    piece = read(f"00{C_DOWN} 00f8 00f20102 00f301 00fe 00f6 {QUARTER}{C_UP}")
    assert only(piece) == [(0, 480, 60)]


@pytest.mark.parametrize("controller", ["7b", "78", "7c", "7f"])
def test_all_notes_off_ends_what_sounds_on_its_channel_only(controller: str) -> None:
    piece = read(f"00{C_DOWN} 00904040 00914340 {QUARTER}b0{controller}00 {QUARTER}814340")
    assert [heard(voice) for voice in piece.voices] == [[(0, 480, 60), (0, 480, 64)], [(0, 960, 67)]]
    assert piece.changes == ()


def test_strikes_before_all_notes_off_end_at_the_next_one() -> None:
    piece = read(f"00{C_DOWN} {QUARTER}{C_DOWN} {QUARTER}b07b00 {QUARTER}{C_DOWN} {QUARTER}{C_UP}")
    assert only(piece) == [(0, 480, 60), (480, 480, 60), (1440, 480, 60)]


def test_only_the_note_that_is_never_ended_is_changed() -> None:
    """C is struck three times and released twice; the E between is not concerned."""
    piece = read(
        f"00{C_DOWN} {QUARTER}{C_UP} 00{C_DOWN} 00904040 {QUARTER}{C_DOWN} 00804040 {QUARTER}{C_UP} {QUARTER}803040"
    )
    assert only(piece) == [(0, 480, 60), (480, 480, 60), (480, 480, 64), (960, 480, 60)]
    assert piece.changes == ("1 note never ended: until the next strike or the end of the track",)


def test_of_two_strikes_at_once_one_of_which_is_never_ended_one_is_a_note() -> None:
    piece = read(f"00903c20 00903c50 {QUARTER}{C_UP}")
    assert only(piece) == [(0, 480, 60)]
    assert piece.voices[0].notes[0].velocity == 80


def test_a_release_may_stand_in_another_track_of_the_channel() -> None:
    piece = read(f"00{C_DOWN} 8300904040 {QUARTER}804040", f"{QUARTER}{C_UP}")
    assert heard(piece.voices[0])[0] == (0, 480, 60)
    assert piece.changes == ()


def test_second_tracks_of_a_channel_and_tracks_beyond_those_announced_are_voices_too() -> None:
    one, two = f"00{C_DOWN} {QUARTER}{C_UP} {END}", f"00904040 {QUARTER}804040 {END}"
    data = header(1) + chunk(one) + chunk("00", name=b"XFIH") + chunk(two)
    assert [heard(voice) for voice in parse_midi(data).voices] == [[(0, 480, 60)], [(0, 480, 64)]]


def test_each_port_has_channels_of_its_own() -> None:
    """All notes off on the first port's channel 1 leaves the second port's alone."""
    piece = read(f"00ff210101 00{C_DOWN} 8140{C_UP}", f"00904040 {QUARTER}b07b00")
    assert [heard(voice) for voice in piece.voices] == [[(0, 960, 60)], [(0, 480, 64)]]


# Programs and pedal


def test_a_track_that_names_no_program_or_pedal_has_its_channels() -> None:
    setup = f"00c10b 00c30b 00b1407f {QUARTER}b14000"
    left = f"00913c40 {QUARTER}813c40"
    own = "00c328 00b3407f 30b34000 00934040 30834040"
    other = f"00924340 {QUARTER}824340"
    voices = read(left, own, other, setup).voices
    assert [voice.programs for voice in voices] == [(Program(0, 11),), (Program(0, 40),), ()]
    assert [voice.pedals for voice in voices] == [(Pedal(0, 480),), (Pedal(0, 240),), ()]


def test_the_pedal_is_down_from_64_up_and_goes_up_with_all_controllers() -> None:
    values = "00b0403f 18b04040 18b0407f 18b0403f 18b0407f"  # up, down, further down, up, down
    piece = read(f"00{C_DOWN} {values} 18b07900 8700{C_UP}")
    assert piece.voices[0].pedals == (Pedal(120, 360), Pedal(480, 600))


def test_a_pedal_that_is_never_released_is_down_to_the_end() -> None:
    assert read(f"00{C_DOWN} 30b0407f 30{C_UP}").voices[0].pedals == (Pedal(240, 480),)


def test_values_that_do_not_exist_spoil_no_note() -> None:
    piece = read(f"00b0a87f 00c0c8 00e0ffff 00d0ff 00a0ffff 00b040ff 00{C_DOWN} {QUARTER}{C_UP}")
    assert only(piece) == [(0, 480, 60)]
    assert (piece.voices[0].programs, piece.voices[0].pedals) == ((), (Pedal(0, 480),))
    assert set(piece.changes) == {
        "1 program that does not exist left out",
        "1 pitch bend left out",
        "2 messages of aftertouch left out",
    }


def test_what_is_heard_and_not_kept_is_counted_and_what_changes_nothing_is_not() -> None:
    silent = "00b00764 00b00b7f 00b00a40 00b00100 00e00040 00b00000"  # where everything is from the beginning
    audible = "00b00750 00b00b40 00b00a10 00b00110 00b0437f 00b0427f 00e00050 01e00060 00b00008 00ff05026c61"
    assert read(f"{silent} 00{C_DOWN} {QUARTER}{C_UP}").changes == ()
    assert set(read(f"{audible} 00{C_DOWN} {QUARTER}{C_UP}").changes) == {
        "2 changes of volume left out",
        "1 change of panning left out",
        "1 change of modulation left out",
        "1 movement of the soft pedal left out",
        "1 movement of the sostenuto pedal left out",
        "2 pitch bends left out",
        "1 change of the bank of programs left out",
        "1 syllable of lyrics left out",
    }


# Time


@pytest.mark.parametrize(
    ("division", "seconds"),
    [(0xE728, 0.096), (0xE808, 0.5), (0xE350, 96 / (30_000 / 1001 * 80)), (0xE264, 0.032)],
)
def test_frames_a_second_are_24_25_30_or_those_of_television(division: int, seconds: float) -> None:
    piece = read(f"00{C_DOWN} {QUARTER}{C_UP}", division=division)
    assert piece.seconds == pytest.approx(seconds, abs=1 / 1920)  # half of one of our ticks


@pytest.mark.parametrize("division", [1, 7, 24, 1000, 15_360, 32_767])
def test_any_number_of_ticks_a_quarter_is_read_to_the_nearest_of_ours(division: int) -> None:
    piece = read(f"00{C_DOWN} {QUARTER}{C_UP}", division=division)
    assert only(piece) == [(0, max(round(96 * 480 / division), 1), 60)]


def test_whatever_stands_in_a_track_is_at_the_nearest_of_our_ticks() -> None:
    """One tick of seven a quarter is 68.57 of ours, three are 205.71."""
    settings = "01ff5902fd01 00ff5103061a80 00c028 00b0407f 02b04000"
    piece = read(f"00{C_DOWN} {settings} 04{C_UP}", division=7)
    (voice,) = piece.voices
    assert (voice.programs, voice.pedals) == ((Program(69, 40),), (Pedal(69, 206),))
    assert (piece.keys, piece.tempos[-1]) == ((KeySignature(69, -3, "minor"),), Tempo(69, 150.0))
    assert read(f"01{C_DOWN} 02{C_UP}", division=7).voices[0].notes[0].end == 206


@pytest.mark.parametrize("quarters", [40, 66.6, 90, 120, 137.25, 287.3, 397, 399])
def test_a_tempo_comes_back_as_round_as_it_was(quarters: float) -> None:
    assert quarters_of(microseconds_of(quarters)) == quarters
    assert quarters_of(666_666) == 90  # as programs write it that cut fractions off


def test_tempi_of_one_moment_are_the_last_one_and_those_after_the_music_are_none() -> None:
    piece = read("00ff51030f4240 00ff510307a120 60ff51030f4240", f"00{C_DOWN} {QUARTER}{C_UP}")
    assert piece.tempos == (Tempo(0, 120.0),)


def test_a_metre_named_again_is_left_out_at_a_bar_line_and_begins_a_bar_within_one() -> None:
    three = "ff580403021808"
    piece = read(f"00{three} 8220{three} {QUARTER}{three}", f"00{C_DOWN} 8740{C_UP}")  # after three quarters, then one
    assert piece.meters == (Meter(0, 3, 4), Meter(1920, 3, 4))


def test_sixty_five_beats_are_a_bar_like_any() -> None:
    assert read(f"00ff580441021808 00{C_DOWN} {QUARTER}{C_UP}").meters == (Meter(0, 65, 4),)


def test_keys_come_from_any_track_in_the_order_of_time() -> None:
    piece = read(f"{QUARTER}ff5902fd01", f"00ff59020200 00{C_DOWN} 8140{C_UP}")
    assert piece.keys == (KeySignature(0, 2, "major"), KeySignature(480, -3, "minor"))


# Damage and limits


def test_a_track_without_an_end_mark_ends_where_its_length_says() -> None:
    events = f"00{C_DOWN} {QUARTER}{C_UP}"
    data = header(2) + chunk(events) + chunk(events)
    assert [heard(voice) for voice in parse_midi(data).voices] == [[(0, 480, 60)]] * 2


@pytest.mark.parametrize("length", [0, 5, 60, 10_000])
def test_a_wrong_length_is_mended_by_the_end_mark_and_told(length: int) -> None:
    one, two = f"00{C_DOWN} {QUARTER}{C_UP} {END}", f"00904040 {QUARTER}804040 {END}"
    piece = parse_midi(header(2) + chunk(one, length=length) + chunk(two))
    assert [heard(voice) for voice in piece.voices] == [[(0, 480, 60)], [(0, 480, 64)]]
    assert piece.changes == ("wrong length of 1 track, read to the end mark",)


def test_a_longer_header_is_passed_over() -> None:
    data = b"MThd\0\0\0\x08" + header(1)[8:] + b"\0\0" + chunk(f"00{C_DOWN} {QUARTER}{C_UP} {END}")
    assert only(parse_midi(data)) == [(0, 480, 60)]


def test_one_piece_of_format_2_is_read_and_several_are_refused() -> None:
    track = f"00{C_DOWN} {QUARTER}{C_UP}"
    assert only(read(track, kind=2)) == [(0, 480, 60)]
    with pytest.raises(InputError, match="MIDI of format 2, 3 separate pieces"):
        read(track, track, track, kind=2)


def test_strangers_bytes_have_tighter_limits_than_ones_own() -> None:
    data = header(1) + chunk("00903c40" + "013c00003c40" * 25_000 + "013c00" + END)
    assert len(parse_midi(data, OWN).voices[0].notes) == 25_001
    with pytest.raises(InputError, match="more than 40,000 beginnings and ends of notes"):
        parse_midi(data, STRANGERS)


# Names


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"Flute", "Flute"),
        ("Flöte".encode("latin-1"), "Flöte"),
        ("Violão".encode(), "Violão"),
        ("ドラム".encode("cp932"), "ドラム"),
        ("弦楽四重奏".encode("cp932"), "弦楽四重奏"),
        (b"\x81\xff", ""),  # no text in any of them
    ],
)
def test_names_are_decoded_as_what_they_most_likely_are(data: bytes, text: str) -> None:
    assert text_of(data) == text


def test_a_name_that_cannot_be_decoded_is_the_tracks_number() -> None:
    assert read(f"00ff030281ff 00{C_DOWN} {QUARTER}{C_UP}").voices[0].name == "track 1"


@pytest.mark.parametrize("byte", [0x00, 0x7F, 0x80, 0xF0, 0xF7, 0xFF])
def test_a_megabyte_of_one_byte_is_refused_at_its_beginning(byte: int) -> None:
    """Else numbers of a million digits would be computed with."""
    data = header(1) + b"MTrk" + (900_000).to_bytes(4, "big") + bytes((byte,)) * 900_000
    with pytest.raises(InputError, match=r"at byte 2\d$|before its end|no notes"):
        parse_midi(data)
