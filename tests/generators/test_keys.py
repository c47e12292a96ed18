"""Keys: scales by hand, and chorales held against music21's analysis with the same profiles."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from generators.errors import InputError
from generators.keys import estimate_key, normalize_key, pitch_class_durations, steps_to_normal
from generators.pieces import Key, Note, Piece, Voice, transpose


def melody(*pitches: int) -> Piece:
    return Piece(
        (Voice("S", tuple(Note(480 * place, 480, pitch) for place, pitch in enumerate(pitches))),), 480 * len(pitches)
    )


C_MAJOR = melody(60, 62, 64, 65, 67, 69, 71, 72, 67, 64, 60)
A_MINOR = melody(57, 59, 60, 62, 64, 65, 68, 69, 64, 60, 57)


@pytest.mark.parametrize("steps", range(-6, 6))
def test_a_scale_is_in_its_own_key_wherever_it_stands(steps: int) -> None:
    assert estimate_key(transpose(C_MAJOR, steps)) == Key(steps % 12, "major")
    assert estimate_key(transpose(A_MINOR, steps)) == Key((9 + steps) % 12, "minor")


@pytest.mark.parametrize("steps", range(-6, 6))
def test_every_key_is_normalized_by_the_shorter_way(steps: int) -> None:
    for piece in (C_MAJOR, A_MINOR):
        normal, moved = normalize_key(transpose(piece, steps))
        assert abs(moved) <= 6
        assert moved % 12 == -steps % 12
        assert estimate_key(normal) in (Key(0, "major"), Key(9, "minor"))


def test_steps_run_from_six_down_to_five_up() -> None:
    assert {steps_to_normal(Key(tonic, mode)) for tonic in range(12) for mode in ("major", "minor")} == set(
        range(-6, 6)
    )


def test_a_pitch_class_counts_as_long_as_it_sounds() -> None:
    piece = Piece((Voice("S", (Note(0, 480, 60), Note(480, 240, 72))), Voice("B", (Note(0, 100, 50),))), 720)
    durations = pitch_class_durations(piece)
    assert (durations[0], durations[2], durations.sum()) == (720, 100, 820)


def test_music_in_no_key_is_refused() -> None:
    for piece in (Piece((Voice("S", ()),), 480), melody(*range(60, 72))):
        with pytest.raises(InputError, match="no key"):
            estimate_key(piece)


def test_bachs_keys_are_those_that_music21_finds(bach: Mapping[str, Piece]) -> None:
    music21 = pytest.importorskip("music21")
    for piece in list(bach.values())[:12]:
        stream = music21.stream.Stream()
        for note in (note for voice in piece.voices for note in voice.notes):
            stream.insert(note.onset / 480, music21.note.Note(note.pitch, quarterLength=note.duration / 480))
        key = music21.analysis.discrete.KrumhanslKessler(stream).getSolution(stream)
        assert estimate_key(piece) == Key(key.tonic.pitchClass, key.mode)
