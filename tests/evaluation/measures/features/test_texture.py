"""Polyphony: by hand, and by MusPy's definition on a piano roll of ticks."""

from __future__ import annotations

import numpy as np
import pytest

from evaluation.measures.features.texture import polyphony, polyphony_rate
from generators.corpora.chorales.scores import load_chorales


def test_polyphony_is_the_mean_over_the_time_in_which_something_sounds(tiny) -> None:
    piece = tiny([(0, 2, 60), (3, 1, 60)], [(1, 1, 64)], quarters=8)  # 1, 2, silence, 1
    assert polyphony(piece) == pytest.approx(4 / 3)
    assert polyphony_rate(piece) == 1 / 4  # of the four quarters to the end of the last note


def test_two_voices_on_one_pitch_are_one_key_of_the_piano_roll(tiny) -> None:
    piece = tiny([(0, 1, 60)], [(0, 2, 60)])
    assert (polyphony(piece), polyphony_rate(piece)) == (1, 0)


def test_a_chorale_s_polyphony_is_that_of_its_piano_roll() -> None:
    piece = load_chorales()["66.6"]
    roll = np.zeros((piece.length, 128), dtype=bool)
    for voice in piece.voices:
        for note in voice.notes:
            roll[note.onset : note.end, note.pitch] = True
    counts = roll.sum(axis=1)
    counts = counts[: np.flatnonzero(counts)[-1] + 1]
    assert polyphony(piece) == pytest.approx(counts[counts > 0].mean())
    assert polyphony_rate(piece) == pytest.approx((counts >= 2).mean())


def test_silence_has_no_polyphony(tiny) -> None:
    assert polyphony(tiny([], quarters=4)) is polyphony_rate(tiny([], quarters=4)) is None
