"""Expected copies come from comparing every stretch with every other, and from chorales written by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.originality import Copy, CopyIndex, chord_events, longest_copy
from generators.errors import InputError
from generators.pieces import Note, Piece, Voice, transpose

events = st.lists(st.integers(0, 3), max_size=15)


def by_comparing_everything(candidate, corpus) -> Copy:
    for length in range(len(candidate), 0, -1):
        for start in range(len(candidate) - length + 1):
            run = candidate[start : start + length]
            for index, source in enumerate(corpus):
                for place in range(len(source) - length + 1):
                    if source[place : place + length] == run:
                        return Copy(length, start, index, place)
    return Copy(0, 0, None, None)


@settings(max_examples=500, deadline=None)
@given(candidate=events, corpus=st.lists(events, max_size=5))
def test_the_longest_copy_is_the_one_found_by_comparing_everything(candidate, corpus):
    assert longest_copy(candidate, corpus) == by_comparing_everything(candidate, corpus)


def test_no_copy_runs_from_one_piece_into_the_next():
    assert longest_copy([1, 2, 3, 4], [[1, 2], [3, 4]]) == Copy(2, 0, 0, 0)


def test_one_index_answers_for_many_candidates():
    index = CopyIndex([[5, 6, 7, 8], [1, 2, 3]])
    assert index.longest_copy([0, 1, 2, 3, 9]) == Copy(3, 1, 1, 0)
    assert index.longest_copy([8, 8]) == Copy(1, 0, 0, 3)
    assert index.longest_copy([]) == Copy(0, 0, None, None)


def test_events_may_be_numpy_integers():
    assert longest_copy(np.array([1, 2, 3]), [np.array([0, 2, 3])]) == Copy(2, 1, 0, 1)


def chorale(*chords: tuple[int, str]) -> Piece:
    """A piece of chords, each a duration in ticks and four pitches (soprano first, - for a rest)."""
    lines: list[list[Note]] = [[], [], [], []]
    tick = 0
    for duration, pitches in chords:
        for line, pitch in zip(lines, pitches.split(), strict=True):
            if pitch != "-":
                line.append(Note(tick, duration, int(pitch)))
        tick += duration
    return Piece(tuple(Voice(name, tuple(line)) for name, line in zip("SATB", lines, strict=True)), tick)


def test_chords_are_told_from_the_lowest_note_before():
    piece = chorale((480, "72 67 64 48"), (240, "74 67 65 47"), (240, "- 67 - 48"))
    assert chord_events(piece) == [
        (480, 24, 19, 16, 0),
        (240, 26, 19, 17, -1),
        (240, None, 20, None, 1),
    ]


def test_a_passing_note_cuts_the_chord_it_passes_over():
    piece = Piece(
        (
            Voice("S", (Note(0, 240, 72), Note(240, 240, 74))),
            Voice("A", (Note(0, 480, 67),)),
            Voice("T", (Note(0, 480, 64),)),
            Voice("B", (Note(0, 480, 48),)),
        ),
        480,
    )
    assert chord_events(piece) == [(240, 24, 19, 16, 0), (240, 26, 19, 16, 0)]


def test_a_transposed_copy_is_found():
    piece = chorale((480, "72 67 64 48"), (480, "74 67 65 47"), (960, "72 67 64 48"))
    assert longest_copy(chord_events(transpose(piece, 5)), [chord_events(piece)]) == Copy(3, 0, 0, 0)


def test_silence_of_all_voices_is_left_out():
    piece = chorale((480, "72 67 64 48"), (480, "- - - -"), (480, "72 67 64 48"))
    assert [event[0] for event in chord_events(piece)] == [480, 480]


def test_chords_need_four_single_voices():
    piece = chorale((480, "72 67 64 48"))
    with pytest.raises(InputError, match="four voices"):
        chord_events(Piece(piece.voices[:3], 480))
    doubled = Voice("S", (Note(0, 480, 72), Note(240, 240, 76)))
    with pytest.raises(InputError, match="two notes at once at tick 240"):
        chord_events(Piece((doubled, *piece.voices[1:]), 480))
