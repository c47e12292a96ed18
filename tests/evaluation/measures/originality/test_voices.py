"""Each voice alone: expected events are counted by hand."""

from __future__ import annotations

import pytest

from evaluation.measures.originality.events import Line
from evaluation.measures.originality.voices import interval_events, melodies, voice_events
from generators.pieces import Note, Piece, Voice

TUNE = ((0, 480, 60), (480, 240, 62), (720, 240, 62), (960, 960, 67), (1920, 480, 65))


def piece_of(*voices: tuple[tuple[int, int, int], ...], drums: bool = False) -> Piece:
    """Voices of notes given by onset, duration and pitch."""
    made = tuple(Voice(str(n), tuple(Note(*note) for note in notes), drums=drums) for n, notes in enumerate(voices))
    return Piece(made, max(onset + duration for notes in voices for onset, duration, _ in notes))


def pitches(piece: Piece) -> list[list[int]]:
    return [[note.pitch for note in line] for line in melodies(piece)]


def test_a_voice_is_intervals_and_ratios_of_durations() -> None:
    assert voice_events(piece_of(TUNE)) == (
        Line(
            events=((None, None), (2, None), (0, -2), (5, 0), (-2, 4)),  # 240 : 480, 240 : 240, 960 : 240
            onsets=(0, 480, 720, 960, 1920),
            ends=(480, 720, 960, 1920, 2400),
        ),
    )


@pytest.mark.parametrize("speed", [1 / 8, 1 / 2, 2, 3, 1.5])
def test_a_voice_is_the_same_at_any_speed(speed) -> None:
    other = piece_of(tuple((int(onset * speed), int(duration * speed), pitch) for onset, duration, pitch in TUNE))
    assert voice_events(other)[0].events == voice_events(piece_of(TUNE))[0].events


def test_intervals_are_the_same_in_any_rhythm() -> None:
    swung = ((0, 700, 60), (700, 100, 62), (800, 1000, 67), (1800, 30, 67), (1830, 30, 65))
    assert interval_events(piece_of(TUNE))[0].events == interval_events(piece_of(swung))[0].events == (0, 2, 5, -2)
    assert interval_events(piece_of(TUNE))[0].onsets == (0, 480, 960, 1920)


def test_each_voice_has_a_line_and_drums_have_none() -> None:
    assert pitches(piece_of(TUNE, ((0, 480, 40), (480, 480, 43)))) == [[60, 62, 62, 67, 65], [40, 43]]
    assert melodies(piece_of(TUNE, drums=True)) == ()
    assert voice_events(Piece((Voice("", ()),), 480)) == ()


def test_of_a_voice_in_chords_the_highest_and_the_lowest_line_are_taken() -> None:
    chords = piece_of(((0, 480, 72), (0, 480, 64), (0, 480, 48), (480, 480, 74), (480, 480, 65), (480, 480, 47)))
    assert pitches(chords) == [[72, 74], [48, 47]]
    octaves = piece_of(((0, 480, 36), (0, 480, 48), (480, 480, 43), (480, 480, 55)))
    assert [line.events for line in interval_events(octaves)] == [(0, 7), (0, 7)]


def test_notes_that_sound_below_a_held_one_are_no_part_of_the_highest_line() -> None:
    held = piece_of(((0, 960, 72), (240, 240, 64), (480, 240, 65), (960, 480, 71)))
    assert pitches(held)[0] == [72, 71]


def test_legato_notes_that_overlap_a_little_are_all_heard() -> None:
    assert pitches(piece_of(((0, 500, 72), (480, 500, 71), (960, 500, 69)))) == [[72, 71, 69]]


def test_the_notes_of_a_chord_need_not_begin_at_the_same_tick() -> None:
    spread = piece_of(((0, 470, 48), (6, 470, 64), (11, 470, 72), (480, 470, 47), (487, 470, 74)))
    assert pitches(spread) == [[72, 74], [48, 47]]
