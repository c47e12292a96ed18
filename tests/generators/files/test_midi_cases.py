"""Small MIDI files that people have, written by hand after bug reports of like software: what is right for each.

What is right is said in the files' own list: a note for note reading of their bytes by the Standard MIDI File 1.0
specification. The times are ticks at 480 to a quarter note.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from generators.errors import InputError
from generators.files import read_piece
from generators.pedal import sustained
from generators.pieces import (
    KeySignature,
    Meter,
    Pedal,
    Piece,
    Program,
    Tempo,
    Voice,
    bar_spans,
    cut,
)

CASES = Path(__file__).parents[2] / "cases" / "files"
SCALE = (60, 62, 64, 65, 67, 69, 71, 72)  # of C major, in quarters


def case(number: str) -> Path:
    (path,) = [path for path in CASES.rglob(f"{number}-*") if path.suffix in (".mid", ".kar")]
    return path


def read(number: str) -> Piece:
    return read_piece(case(number))


def heard(voice: Voice) -> list[tuple[int, int, int]]:
    return [(note.onset, note.duration, note.pitch) for note in voice.notes]


def quarters(*pitches: int) -> list[tuple[int, int, int]]:
    return [(480 * place, 480, pitch) for place, pitch in enumerate(pitches)]


@pytest.mark.parametrize(
    "number",
    ["03", "04", "05", "08", "09", "09b", "10", "11", "21", "24", "25", "27", "37", "38"],
)
def test_a_scale_is_read_whatever_stands_around_it(number: str) -> None:
    piece = read(number)
    (voice,) = piece.voices
    assert heard(voice) == quarters(*SCALE)
    assert piece.length == 3840


@pytest.mark.parametrize(
    ("number", "changes"),
    [
        ("05", ("it counts seconds (SMPTE), not quarters: read as 120 quarters a minute",)),
        ("11", ("1 change of volume left out",)),
        ("13", ("1 note never ended: until the next strike or the end of the track",)),
        ("24", ("1 pitch bend left out",)),
        ("27", ("8 syllables of lyrics left out",)),
        ("37", ("wrong length of 1 track, read to the end mark",)),
        ("38", ("1 key signature beyond seven sharps or flats left out",)),
        ("41", ("15 notes never ended: until the next strike or the end of the track",)),
        ("07", ()),
        ("08", ()),
        ("14", ()),
    ],
)
def test_what_is_left_out_or_changed_is_said_with_its_count(number: str, changes: tuple[str, ...]) -> None:
    assert read(number).changes == changes


@pytest.mark.parametrize(
    ("number", "message"),
    [
        ("01", "MIDI of format 2, 2 separate pieces: save each in a file of its own"),
        ("28", "the file is empty"),
        ("29", "there are no notes in it"),
        ("30", "a damaged MIDI file: data before the first status byte, at byte 22"),
        ("32", "a damaged MIDI file: it stops after 98 bytes, before its end"),
        ("39", "a time signature of 4/128"),
    ],
)
def test_what_cannot_be_read_is_refused_in_our_own_words(number: str, message: str) -> None:
    with pytest.raises(InputError) as refusal:
        read(number)
    assert str(refusal.value) == f"{case(number)}: {message}"


def test_seconds_counted_in_smpte_time_are_seconds() -> None:
    """Eight notes of half a second."""
    assert read("05").seconds == 4.0


def test_the_pedal_is_kept_beside_the_notes_and_lengthens_what_is_heard() -> None:
    piece = read("07")
    (voice,) = piece.voices
    assert heard(voice)[:4] == [(0, 100, 48), (240, 100, 55), (480, 100, 60), (720, 100, 64)]
    assert voice.pedals == (Pedal(0, 1920),)
    assert [note.end for note in sustained(piece).voices[0].notes] == [1920, 1920, 1920, 1920, 2400]


def test_a_program_that_changes_leaves_one_voice_with_two_programs() -> None:
    assert read("08").voices[0].programs == (Program(0, 0), Program(1920, 40))


def test_a_name_in_shift_jis_is_decoded_and_so_is_one_in_utf_8() -> None:
    assert [read(number).voices[0].name for number in ("09", "09b")] == ["ピアノ独奏", "Клавир"]


def test_a_note_that_is_never_ended_lasts_to_the_end_of_its_track() -> None:
    assert heard(read("13").voices[0]) == [*quarters(60, 62, 64, 65), (1920, 960, 72), (2400, 480, 48)]


def test_drum_hits_that_are_never_ended_last_to_the_next_strike() -> None:
    (voice,) = read("41").voices
    assert voice.drums
    assert [(note.onset, note.pitch) for note in voice.notes] == [
        (240 * hit, (36, 42, 38, 42)[hit % 4]) for hit in range(16)
    ]
    assert [note.end for note in voice.notes if note.pitch == 36] == [960, 1920, 2880, 4000]  # the last has its end
    assert [note.end for note in voice.notes if note.pitch == 38] == [1440, 2400, 3360, 4000]


def test_a_tempo_that_changes_is_a_map_and_a_cut_has_its_own() -> None:
    piece = read("14")
    assert piece.tempos == (Tempo(0, 40.0), Tempo(7680, 160.0))
    assert [cut(piece, start, 1920).seconds for start in (0, 7680)] == [6.0, 1.5]


def test_bars_begin_where_the_files_metres_say_even_inside_a_bar() -> None:
    piece = read("15")
    assert piece.meters == (Meter(0, 4, 4), Meter(4800, 3, 4))
    assert bar_spans(piece) == [
        (0, 1920),
        (1920, 3840),
        (3840, 4800),
        *((t, t + 1440) for t in range(4800, 10560, 1440)),
    ]


def test_triplets_stay_triplets() -> None:
    assert heard(read("20").voices[0]) == [(160 * place, 160, (60, 64, 67)[place % 3]) for place in range(12)]


def test_velocities_are_kept() -> None:
    assert [note.velocity for note in read("25").voices[0].notes] == [10, 24, 38, 52, 66, 80, 94, 108]


def test_a_file_may_have_forty_tracks() -> None:
    assert [voice.name for voice in read("34").voices] == [f"part {number}" for number in range(40)]


def test_running_status_goes_on_over_meta_events() -> None:
    assert heard(read("02").voices[0]) == quarters(60, 62, 64)


def test_notes_of_one_pitch_that_overlap_end_in_the_order_of_their_beginnings() -> None:
    assert heard(read("06").voices[0]) == [(0, 480, 60), (240, 720, 60)]


def test_keys_are_kept_where_they_change() -> None:
    assert read("16").keys == (KeySignature(0, -3, "minor"), KeySignature(1920, 3, "major"))


def test_a_note_of_no_length_is_the_shortest_and_velocity_0_ends() -> None:
    assert heard(read("17").voices[0]) == [(0, 1, 60), (480, 480, 62)]


def test_a_pickup_written_as_a_short_bar_is_one() -> None:
    assert bar_spans(read("18"))[:2] == [(0, 480), (480, 2400)]


def test_six_eighths_are() -> None:
    assert (read("19").meters, len(bar_spans(read("19")))) == ((Meter(0, 6, 8),), 3)


def test_channels_of_one_track_are_voices_and_the_tenth_is_drums() -> None:
    assert [(voice.name, voice.drums, len(voice.notes)) for voice in read("23").voices] == [
        ("track 1", False, 8),
        ("drums", True, 8),
    ]
    assert [heard(voice)[0] for voice in read("40").voices] == [(0, 480, 60), (0, 480, 48)]


def test_a_dense_tempo_map_is_kept_whole() -> None:
    assert len(read("35").tempos) == 640


def test_a_metre_that_comes_late_and_silence_before_the_music_are_kept() -> None:
    piece = read("36")
    assert (piece.meters, piece.voices[0].notes[0].onset) == ((Meter(0, 4, 4), Meter(9600, 3, 4)), 9600)
