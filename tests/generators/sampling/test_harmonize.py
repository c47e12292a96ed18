"""Harmonizing: what is given stays, the rest is written."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from generators.encodings.chorale import END, FRAME
from generators.errors import InputError
from generators.pieces import Note, Piece, Voice, transpose
from generators.sampling.harmonize import Task, harmonize, with_empty_voices
from generators.sampling.tokens import GREEDY, Sampling

SUBSETS = ["".join(voices) for count in range(1, 5) for voices in combinations("SATB", count)]


@pytest.mark.parametrize("sampling", [GREEDY, Sampling(0.9)])
def test_for_all_15_subsets_the_given_voices_come_back_bit_identical(bachbot, chorale: Piece, sampling) -> None:
    engines, encoding = bachbot
    assert len(SUBSETS) == 15
    made = harmonize(engines, encoding, [Task(chorale, voices, 1) for voices in SUBSETS], sampling)
    for voices, generated in zip(SUBSETS, made, strict=True):
        piece = generated.piece
        for voice in "SATB":
            if voice not in voices:
                assert piece.voice(voice) == chorale.voice(voice)
            else:
                assert piece.voice(voice).notes
        assert (piece.key, piece.meters, piece.tempo, piece.length) == (
            chorale.key,
            chorale.meters,
            chorale.tempo,
            chorale.length,
        )
        frames = generated.tokens.count(FRAME)
        assert generated.chosen == frames * len(voices) == chorale.length // 120 * len(voices)
        assert generated.tokens[-1] == END
        assert generated.log_likelihood < 0
    assert any(generated.piece.voices != chorale.voices for generated in made)


def test_notes_off_the_grid_that_are_given_are_kept_as_they_are(bachbot) -> None:
    engines, encoding = bachbot
    tune = Voice("S", (Note(0, 470, 72, velocity=33), Note(485, 160, 74), Note(645, 160, 76), Note(805, 875, 77, True)))
    piece = with_empty_voices(Piece((tune,), 1680, title="tune"), "ATB")
    (generated,) = harmonize(engines, encoding, [Task(piece, "ATB", 1)], GREEDY)
    assert generated.piece.voice("S") == tune
    assert all(generated.piece.voice(name).notes for name in "ATB")


def test_the_same_seed_gives_the_same_whatever_its_neighbors_are(bachbot, chorale: Piece) -> None:
    engines, encoding = bachbot
    tasks = [Task(chorale, "ATB", seed) for seed in (1, 2, 3)]
    together = harmonize(engines, encoding, tasks, Sampling(1.0))
    (alone,) = harmonize(engines, encoding, tasks[1:2], Sampling(1.0))
    assert together[1].tokens == alone.tokens
    assert len({generated.tokens for generated in together}) == 3


def test_the_key_it_stands_in_makes_no_difference(bachbot, chorale: Piece) -> None:
    engines, encoding = bachbot
    tasks = [Task(transpose(chorale, steps), "AT", 1) for steps in (0, 1)]
    here, there = harmonize(engines, encoding, tasks, GREEDY)
    assert here.tokens == there.tokens
    assert transpose(here.piece, 1).voices == there.piece.voices


def test_every_encoding_of_voices_in_frames_keeps_those_that_are_given(encoding, noise, chorale: Piece) -> None:
    piece = encoding.prepare(chorale)  # noise sings at the ends of MIDI's range
    task = Task(piece, "TB", 1)
    if not encoding.voices:
        with pytest.raises(InputError, match=f"{encoding.name} has no voices of its own, none to write as TB"):
            harmonize(noise(encoding), encoding, [task], GREEDY)
        return
    (generated,) = harmonize(noise(encoding), encoding, [task], Sampling(1.0))
    assert generated.piece.voices[:2] == piece.voices[:2]
    assert generated.piece.voices[2:] != piece.voices[2:]
    assert generated.tokens == tuple(encoding.encode(encoding.decode(generated.tokens)))
    assert generated.chosen == 2 * generated.steps == 2 * chorale.length // 120
    sung = [encoding.vocabulary[token] for token in generated.tokens]
    assert sung.count("(-)") + sung.count("-") == 0  # nobody rests


@pytest.mark.parametrize("voices", ["", "X", "SS", "satb"])
def test_voices_that_are_none_are_refused(chorale: Piece, voices: str) -> None:
    with pytest.raises(InputError, match="not some of S, A, T, B"):
        Task(chorale, voices, 1)


def test_missing_voices_are_put_in_empty() -> None:
    tune, bass = Voice("Flute", (Note(0, 480, 72),)), Voice("Cello", (Note(0, 480, 48),))
    piece = with_empty_voices(Piece((tune, bass), 480), "AT")
    assert piece.voices == (replace(tune, name="S"), Voice("A", ()), Voice("T", ()), replace(bass, name="B"))
    with pytest.raises(InputError, match=r"trio has 3 voices: give four, or 2 \(S, B\)"):
        with_empty_voices(Piece((tune, bass, tune), 480, title="trio"), "AT")


def test_nothing_to_do_is_refused(bachbot) -> None:
    with pytest.raises(InputError, match="nothing to harmonize"):
        harmonize(*bachbot, [], GREEDY)
