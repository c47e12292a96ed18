"""Expected events are counted by hand, from chorales written for it and from a melody with and without ornaments."""

import pytest

from evaluation.measures.originality.events import Line, chord_events, onset_events, skeleton, skeletons, sonorities
from evaluation.measures.originality.kinds import KINDS
from generators.errors import InputError
from generators.pieces import Note, Piece, Voice, cut, transpose


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
    assert chord_events(piece) == Line(
        events=((480, 24, 19, 16, 0), (240, 26, 19, 17, -1), (240, None, 20, None, 1)),
        onsets=(0, 480, 720),
        ends=(480, 720, 960),
    )


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
    assert chord_events(piece).events == ((240, 24, 19, 16, 0), (240, 26, 19, 16, 0))


def test_silence_of_all_voices_is_left_out():
    piece = chorale((480, "72 67 64 48"), (480, "- - - -"), (480, "72 67 64 48"))
    line = chord_events(piece)
    assert (line.onsets, line.ends) == ((0, 960), (480, 1440))


def test_chords_need_four_single_voices():
    piece = chorale((480, "72 67 64 48"))
    with pytest.raises(InputError, match="four voices"):
        chord_events(Piece(piece.voices[:3], 480))
    doubled = Voice("S", (Note(0, 480, 72), Note(240, 240, 76)))
    with pytest.raises(InputError, match="two notes at once at tick 240"):
        chord_events(Piece((doubled, *piece.voices[1:]), 480))


def melody(*notes: tuple[float, float, int], bass: int = 48, quarters: int = 4) -> Piece:
    """Notes given by beat, length in beats and pitch, over a bass in quarter notes."""
    top = tuple(Note(round(480 * onset), round(480 * length), pitch) for onset, length, pitch in notes)
    low = tuple(Note(480 * beat, 480, bass) for beat in range(quarters))
    return Piece((Voice("right", top), Voice("left", low)), 480 * quarters)


def test_onsets_are_grouped_whatever_the_voice_and_told_from_the_lowest_note_before():
    piece = melody((0, 1, 64), (1, 0.5, 65), (1.5, 0.5, 67), quarters=2)
    assert onset_events(piece) == Line(
        events=((0, 0, 16), (12, 0, 17), (6, 19)), onsets=(0, 480, 720), ends=(480, 720, 960)
    )
    assert onset_events(Piece((Voice("empty", ()),), 480)) == Line((), (), ())


def test_onsets_are_rounded_to_a_twelfth_the_same_wherever_they_are():
    for start in range(0, 200, 40):
        played = Piece((Voice("", (Note(start, 100, 60), Note(start + 165, 100, 62), Note(start + 220, 9, 64))),), 960)
        assert onset_events(played).events == ((0, 0), (4, 2), (2, 2))  # 165 is 4.1 twelfths, 220 is half past 5


def test_sonorities_are_onsets_without_their_times_and_repetitions():
    piece = chorale((480, "72 67 64 48"), (240, "72 67 64 48"), (240, "74 67 65 47"), (960, "74 67 65 47"))
    assert sonorities(piece) == Line(events=((0, 16, 19, 24), (-1, 17, 19, 26)), onsets=(0, 720), ends=(720, 1920))
    assert sonorities(Piece((Voice("empty", ()),), 480)) == Line((), (), ())


@pytest.mark.parametrize("kind", KINDS)
def test_transposed_copies_are_equal_in_every_kind(hymn, kind):
    piece = hymn(12)
    lines = [line.events for line in KINDS[kind].of_training(piece)]
    assert [line.events for line in KINDS[kind].of_training(transpose(piece, 5))] == lines
    assert [line.events for line in KINDS[kind].of_candidate(transpose(piece, -7))][: len(lines)] == lines


PLAIN = ((0, 1, 76), (1, 1, 74), (2, 1, 72), (3, 1, 71))
ORNAMENTED = {
    "a trill from the note above": [(n / 8, 1 / 8, 76 + 2 * (n % 2 == 0)) for n in range(8)],
    "a trill from the note itself": [(n / 8, 1 / 8, 76 + 2 * (n % 2)) for n in range(8)],
    "a fast trill from above": [(n / 16, 1 / 16, 76 + 2 * (n % 2 == 0)) for n in range(16)],
    "a mordent": [(0, 1 / 8, 76), (1 / 8, 1 / 8, 75), (1 / 4, 3 / 4, 76)],
    "a turn": [(0, 1 / 8, 78), (1 / 8, 1 / 8, 76), (1 / 4, 1 / 8, 75), (3 / 8, 5 / 8, 76)],
    "a grace note from above": [(0, 1 / 8, 77), (1 / 8, 7 / 8, 76)],
    "a grace note from below": [(0, 1 / 8, 74), (1 / 8, 7 / 8, 76)],
    "a passing note": [(0, 1 / 2, 76), (1 / 2, 1 / 2, 75)],
    "four sixteenths": [(0, 1 / 4, 76), (1 / 4, 1 / 4, 77), (1 / 2, 1 / 4, 76), (3 / 4, 1 / 4, 75)],
    "repeated notes": [(0, 1 / 2, 76), (1 / 2, 1 / 2, 76)],
    "a shorter note": [(0, 1 / 4, 76)],
}


@pytest.mark.parametrize("ornament", ORNAMENTED)
def test_a_skeleton_is_the_same_with_and_without_an_ornament(ornament):
    """The ornaments as keyboard tutors write them out (C. P. E. Bach, Versuch, 1753)."""
    ornamented = melody(*ORNAMENTED[ornament], *PLAIN[1:])
    assert skeleton(ornamented) == skeleton(melody(*PLAIN))
    assert onset_events(ornamented) != onset_events(melody(*PLAIN)) or ornament == "a shorter note"


def test_a_skeleton_holds_the_outer_lines_on_the_beats():
    piece = melody((0, 2, 76), (2, 1, 74), bass=48)
    assert skeleton(piece) == Line(
        events=((2, 28, 0), (1, 26, 0), (1, 0, 0)), onsets=(0, 960, 1440), ends=(960, 1440, 1920)
    )
    assert skeleton(Piece((Voice("empty", ()),), 480)) == Line((), (), ())


def test_beats_are_counted_from_the_first_full_bar():
    piece = melody(*PLAIN)
    moved = tuple(
        Voice(voice.name, tuple(Note(note.onset + 240, note.duration, note.pitch) for note in voice.notes))
        for voice in piece.voices
    )
    assert skeleton(Piece(moved, 2160, pickup=240)).events == skeleton(piece).events
    assert skeleton(piece).events in [line.events for line in skeletons(Piece(moved, 2160))]


def test_a_cut_has_the_skeleton_of_what_it_was_cut_from(hymn):
    whole = skeleton(hymn(12))
    assert skeleton(cut(hymn(12), 480 * 3, 480 * 6)).events[1:] == whole.events[4:9]
