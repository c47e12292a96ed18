"""What both sides of a pair have is heard, what one has not neither; and every change is a line."""

from dataclasses import replace

import pytest

from evaluation.pairs.folder import Pair, Side, human_side, machine_side
from generators.errors import InputError
from generators.pieces import Note, Pedal, Piece, Program, Tempo, Voice
from turing.sound.alike import Version, made_alike
from turing.sound.alike import alike as versions_alike

LOUDER = (40, 70, 100, 120)
SLOWER = (Tempo(0, 80.0), Tempo(960, 66.0))


def line(*velocities: int, **more) -> Voice:
    """A quarter for each velocity, rising by steps."""
    return Voice("", tuple(Note(480 * i, 480, 60 + i, velocity=v) for i, v in enumerate(velocities)), **more)


def piece(voice: Voice, *tempos: Tempo) -> Piece:
    return Piece((voice,), length=1920, tempos=tempos or (Tempo(0, 90),))


def alike(human: Piece, machine: Piece, length: int | None = 1920, human_start: int = 0) -> Pair:
    sides = human_side("tune", human, "", ""), machine_side("try", machine, "bot", 1)
    return made_alike(Pair("pair", "variant", "tune", *sides, length, human_start))


def velocities(side: Side) -> list[int]:
    return [note.velocity for voice in side.music.voices for note in voice.notes]


def test_dynamics_of_both_are_kept_without_a_word() -> None:
    heard = alike(piece(line(*LOUDER)), piece(line(*reversed(LOUDER))))
    assert velocities(heard.human) == list(LOUDER)
    assert velocities(heard.machine) == list(reversed(LOUDER))
    assert heard.changes == ()


@pytest.mark.parametrize("level", [64, 127])
def test_dynamics_that_one_side_has_not_neither_has(level: int) -> None:
    flat = piece(line(level, level, level, level))
    heard = alike(piece(line(*LOUDER)), flat)
    assert velocities(heard.human) == velocities(heard.machine) == [80] * 4
    assert heard.changes == ("velocities levelled: the machine's piece has none",)
    assert alike(flat, piece(line(*LOUDER))).changes == ("velocities levelled: the human's piece has none",)


def test_two_pieces_without_dynamics_are_equally_loud() -> None:
    heard = alike(piece(line(64, 64)), piece(line(127, 127)))
    assert velocities(heard.human) == velocities(heard.machine) == [80, 80]
    assert heard.changes == ()


def test_pedal_that_one_side_has_not_neither_has() -> None:
    pressed, dry = piece(line(80, 80, pedals=(Pedal(0, 960),))), piece(line(80, 80))
    assert alike(pressed, pressed).human.music.voices[0].pedals == (Pedal(0, 960),)
    heard = alike(pressed, dry)
    assert heard.human.music.voices[0].pedals == ()
    assert heard.changes == ("pedal left out: the machine's piece has none",)


def test_programs_that_one_side_has_not_neither_has() -> None:
    violin, unknown = piece(line(80, 80, programs=(Program(0, 40),))), piece(line(80, 80))
    heard = alike(violin, unknown)
    assert heard.human.music.voices[0].programs == ()
    assert heard.changes == ("instruments left out: the machine's piece has none",)
    assert alike(violin, violin).human.music.voices[0].programs == (Program(0, 40),)


def test_a_name_says_as_much_as_a_program() -> None:
    by_program = piece(line(80, 80, programs=(Program(0, 0),)))
    by_name = piece(replace(line(80, 80), name="piano"))
    heard = alike(by_program, by_name)
    assert heard.human.music.voices[0].programs == (Program(0, 0),)
    assert heard.changes == ()


def test_an_instrument_that_the_soundfont_has_not_is_named() -> None:
    flutes = piece(line(80, 80, programs=(Program(0, 73), Program(480, 19))))
    assert alike(flutes, flutes).changes == ("pipe (program 74) is played on the reed organ",)


def test_both_go_as_fast_as_the_humans_cut_does() -> None:
    fast = piece(line(80, 80), Tempo(0, 198))
    heard = alike(piece(line(80, 80), Tempo(0, 66)), fast)
    assert heard.human.music.tempos == heard.machine.music.tempos == (Tempo(0, 66),)
    assert heard.changes == ("the machine's piece is played at the human's 66 instead of 198 quarters a minute",)


def test_a_cut_has_its_own_changes_of_tempo() -> None:
    human = replace(piece(line(80, 80, 80, 80), Tempo(0, 120), Tempo(480, 80), Tempo(1440, 66)), length=1920)
    heard = alike(human, piece(line(80, 80, 80, 80), Tempo(0, 80)), 1440, human_start=480)
    assert heard.human.music.tempos == heard.machine.music.tempos == SLOWER
    assert heard.human.music.seconds == heard.machine.music.seconds == pytest.approx(2 * 60 / 80 + 60 / 66)
    assert heard.changes == ("the machine's piece is played at the human's 66 to 80 instead of 80 quarters a minute",)


def test_a_tempo_that_differs_by_rounding_is_no_word_worth() -> None:
    assert alike(piece(line(80, 80), Tempo(0, 90)), piece(line(80, 80), Tempo(0, 90.0003))).changes == ()


def test_an_unknown_tempo_of_the_machines_is_the_humans_and_of_the_humans_is_said() -> None:
    unknown, known = replace(piece(line(80, 80)), tempos=()), piece(line(80, 80), Tempo(0, 70))
    assert alike(known, unknown).changes == ()
    assert alike(unknown, known).changes == ("played at 90 quarters a minute, as the human's piece names no tempo",)


def test_a_cut_that_nobody_asked_for_is_said() -> None:
    long = replace(piece(line(80, 80)), length=7680)
    assert alike(piece(line(80, 80)), long, None).changes == (
        "the machine's piece is cut to the other's 4 of its 16 quarters",
    )
    assert alike(piece(line(80, 80)), long, 1920).changes == ()


def test_a_cut_that_is_not_within_its_piece_is_refused() -> None:
    with pytest.raises(InputError, match="cannot cut ticks 0 to 4000"):
        alike(piece(line(80)), piece(line(80)), 4000)


def test_many_pieces_are_made_alike_after_the_first() -> None:
    flat, lively = piece(line(80, 80, 80, 80), Tempo(0, 60)), piece(line(*LOUDER))
    longer = replace(lively, voices=(line(*LOUDER, 50, 60),), length=2880)
    cuts, changes = versions_alike(
        [Version("human", lively), Version("gpt", longer), Version("lstm", flat), Version("ngram", flat)]
    )
    assert {(music.length, music.tempos) for music in cuts} == {(1920, (Tempo(0, 90),))}
    assert {note.velocity for music in cuts for voice in music.voices for note in voice.notes} == {80}
    assert changes == (
        "the gpt's piece is cut to the shortest's 4 of its 6 quarters",
        "velocities levelled: the pieces of lstm and ngram have none",
        "the lstm's piece is played at the human's 90 instead of 60 quarters a minute",
        "the ngram's piece is played at the human's 90 instead of 60 quarters a minute",
    )
