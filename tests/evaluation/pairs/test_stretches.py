"""What a model is given of a piece, and what is heard of it, in pieces written by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from evaluation.pairs.measuring import longest_silence
from evaluation.pairs.stretches import stretch_of
from generators.encodings.chordwise import ChordwiseEncoding
from generators.encodings.drums import DrumEncoding
from generators.encodings.melody import MelodyEncoding
from generators.encodings.notewise import NotewiseEncoding
from generators.errors import InputError
from generators.pieces import Key, Meter, Note, Pedal, Piece, Program, Tempo, Voice, at_tempo, cut, transpose

Q = 480
PIANO = NotewiseEncoding()


def tune(quarters: int = 32) -> Piece:
    """C major, a note a quarter, at 60 quarters a minute."""
    pitches = (60, 64, 67, 72, 71, 67, 64, 60)
    notes = tuple(Note(Q * n, Q, pitches[n % 8]) for n in range(quarters))
    return Piece(
        (Voice("piano", notes),),
        Q * quarters,
        keys=(Key(0, "major").signature(),),
        tempos=(Tempo(0, 60.0),),
        title="tune",
    )


def without(piece: Piece, dropped: Callable[[Note], bool]) -> Piece:
    voices = tuple(replace(v, notes=tuple(n for n in v.notes if not dropped(n))) for v in piece.voices)
    return replace(piece, voices=voices)


def test_the_opening_is_given_and_the_bars_after_it_are_heard() -> None:
    stretch = stretch_of(tune(), PIANO, opening=2, bars=4)
    assert stretch.given.piece == cut(tune(), 0, 8 * Q)
    assert stretch.human == cut(tune(), 8 * Q, 16 * Q)
    assert stretch.heard(tune()) == stretch.human


def test_a_pickup_belongs_to_the_opening() -> None:
    piece = replace(tune(33), pickup=Q)
    stretch = stretch_of(piece, PIANO, opening=2, bars=4)
    assert stretch.given.piece.length == 9 * Q
    assert stretch.human == cut(piece, 9 * Q, 16 * Q)
    assert stretch.human.pickup == 0


def test_what_is_heard_is_as_the_encoding_has_it() -> None:
    early = Voice("tune", tuple(Note(max(n.onset - 13, 0), Q - 7, n.pitch + 48) for n in tune().voices[0].notes))
    stretch = stretch_of(replace(tune(), voices=(early,)), PIANO, opening=2, bars=4)
    (voice,) = stretch.human.voices
    assert voice.name == "piano"
    assert [note.onset for note in voice.notes] == [Q * n for n in range(16)]  # 13 ticks early: the nearest twelfth
    assert max(note.pitch for note in voice.notes) <= 94  # of 62 keys the highest
    assert (stretch.human.tempo, stretch.human.key, stretch.human.title) == (60, Key(0, "major"), "tune")


def test_melodies_are_given_and_heard_in_c_major_or_a_minor() -> None:
    stretch = stretch_of(transpose(tune(), 3), MelodyEncoding(), opening=2, bars=4)
    assert [n.pitch for n in stretch.human.voices[0].notes] == [n.pitch for n in tune().voices[0].notes[8:24]]
    assert stretch.human.key == stretch.given.piece.key == Key(0, "major")
    assert [n.pitch for n in stretch.given.piece.voices[0].notes] == [n.pitch for n in tune().voices[0].notes[:8]]


BELOW = Voice("piano", (Note(7 * Q, 2 * Q, 40),))
DUET = replace(tune(), voices=(Voice("violin", (Note(0, Q, 80), Note(30 * Q, Q, 80))), *tune().voices))


@pytest.mark.parametrize(
    ("piece", "reason"),
    [
        (tune(27), "too short"),
        (replace(tune(), meters=(Meter(0, 4, 4), Meter(24 * Q, 3, 4))), "its metre changes"),
        (replace(tune(), breaks=(24 * Q,)), "a first ending runs on into a second one"),
        (replace(tune(), pickup=50), "its bars do not fit the grid"),
        (at_tempo(tune(), 121.0), "not 8 to 40 seconds long"),
        (at_tempo(tune(), 23.0), "not 8 to 40 seconds long"),
        (without(tune(), lambda note: note.onset < 8 * Q), "nothing is played in its opening"),
        (replace(tune(), voices=(*tune().voices, BELOW)), "a note of its opening is held"),
        (without(tune(), lambda note: 9 * Q <= note.onset < 14 * Q), "a bar of it is silent"),
    ],
)
def test_a_stretch_that_would_not_be_a_fair_test_is_refused(piece: Piece, reason: str) -> None:
    with pytest.raises(InputError, match=f"^{reason}$"):
        stretch_of(piece, PIANO, opening=2, bars=4)


def test_every_voice_must_be_heard() -> None:
    with pytest.raises(InputError, match=r"^a voice of it rests throughout$"):
        stretch_of(DUET, NotewiseEncoding(duet=True), opening=2, bars=4)


def test_what_sounds_on_from_the_opening_for_less_than_a_quarter_is_not_heard() -> None:
    below = Voice("below", (Note(7 * Q, 2 * Q - 40, 40), Note(9 * Q, Q, 41)))
    stretch = stretch_of(replace(tune(), voices=(*tune().voices, below)), PIANO, opening=2, bars=4)
    assert [note for note in stretch.human.voices[0].notes if note.pitch < 50] == [Note(Q, Q, 41)]
    assert stretch.heard(replace(tune(), voices=(below,))).voices[0].notes == (Note(Q, Q, 41),)


def test_what_is_at_a_bound_is_not_refused() -> None:
    assert stretch_of(at_tempo(tune(28), 120.0), PIANO, 2, 4).human.seconds == 8
    assert stretch_of(at_tempo(tune(28), 24.0), PIANO, 2, 4).human.seconds == 40
    later = replace(tune(), meters=(Meter(0, 4, 4), Meter(28 * Q, 3, 4)))
    assert stretch_of(later, PIANO, 2, 4).human.meters == (Meter(0, 4, 4),)
    stretch_of(without(tune(), lambda note: 9 * Q <= note.onset < 13 * Q), PIANO, 2, 4)


def test_an_opening_longer_than_the_context_is_refused() -> None:
    tokens = len(stretch_of(tune(), PIANO, 2, 4).given.tokens)
    stretch_of(tune(), PIANO, 2, 4, context=tokens)
    with pytest.raises(InputError, match=r"^its opening is longer than the model's context$"):
        stretch_of(tune(), PIANO, 2, 4, context=tokens - 1)


def test_one_unknown_chord_in_fifty_steps_is_let_pass_and_no_more() -> None:
    """Sixty-four sixteenths are heard: one is 1.6 % of them, two are 3.1 %."""
    known = ChordwiseEncoding(("0" * 27 + "1", *(("0" * k + "1") for k in (31, 34, 38, 39))))  # from A1 on
    piece = tune(32)

    def with_unknown(*quarters: int) -> Piece:
        notes = (*piece.voices[0].notes, *(Note(Q * q, Q // 4, 50) for q in quarters))
        return replace(piece, voices=(Voice("piano", tuple(sorted(notes))),))

    stretch_of(with_unknown(3, 12, 27), known, 2, 4)
    with pytest.raises(InputError, match=r"^steps that the encoding does not know$"):
        stretch_of(with_unknown(12, 16), known, 2, 4)


def test_drums_are_heard_as_drums() -> None:
    beat = Voice("kit", tuple(Note(Q * n, 60, (36, 38)[n % 2]) for n in range(32)), drums=True)
    human = stretch_of(Piece((beat,), 32 * Q, tempos=(Tempo(0, 60.0),)), DrumEncoding(), 2, 4).human
    assert human.voices == (Voice("drums", tuple(Note(Q * n, 120, (36, 38)[n % 2]) for n in range(16)), drums=True),)


def test_silence_is_counted_before_between_and_after_notes() -> None:
    def piece(*notes: Note) -> Piece:
        return Piece((Voice("one", notes[::2]), Voice("two", notes[1::2])), 10 * Q)

    assert longest_silence(piece(Note(3 * Q, Q, 60), Note(4 * Q, 5 * Q, 60))) == 3 * Q
    assert longest_silence(piece(Note(0, 6 * Q, 60), Note(Q, Q, 64), Note(8 * Q, Q, 60))) == 2 * Q
    assert longest_silence(piece(Note(0, 6 * Q, 60))) == 4 * Q
    assert longest_silence(piece()) == 10 * Q


def played(piece: Piece) -> Piece:
    """By a pianist: louder and louder, with pedal, on a harpsichord, faster from the heard part's second bar on."""
    (voice,) = piece.voices
    notes = tuple(replace(note, velocity=40 + place) for place, note in enumerate(voice.notes))
    harpsichord = replace(voice, notes=notes, programs=(Program(0, 6),), pedals=(Pedal(9 * Q, 10 * Q),))
    return replace(piece, voices=(harpsichord,), tempos=(Tempo(0, 60.0), Tempo(12 * Q, 90.0)))


def test_both_sides_go_at_the_humans_tempi_and_keys() -> None:
    keys = (Key(0, "major").signature(), Key(7, "major").signature(12 * Q))
    human = replace(played(tune()), keys=keys)
    stretch = stretch_of(human, PIANO, opening=2, bars=4)
    assert stretch.human.tempos == (Tempo(0, 60.0), Tempo(4 * Q, 90.0))
    made = at_tempo(tune(), 200.0)  # of the opening, a model knows the first tempo only
    assert (stretch.heard(made).tempos, stretch.heard(made).keys) == (stretch.human.tempos, stretch.human.keys)
    assert stretch.heard(made).seconds == stretch.human.seconds == 4 + 12 * 60 / 90


def test_what_both_sides_lose_to_the_encoding_is_told() -> None:
    assert stretch_of(tune(), PIANO, opening=2, bars=4).changes == ()
    assert stretch_of(played(tune()), PIANO, opening=2, bars=4).changes == (
        "dynamics left out: 16 velocities are one",
        "1 stroke of the pedal left out",
        "1 instrument left out: 6 in General MIDI",
    )


def test_the_pedal_makes_no_note_longer_for_an_encoding() -> None:
    assert stretch_of(played(tune()), PIANO, 2, 4).human.voices == stretch_of(tune(), PIANO, 2, 4).human.voices
