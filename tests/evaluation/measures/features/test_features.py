"""What holds for every feature."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from evaluation.measures.features.features import FEATURES, Histogram
from generators.corpora.chorales.scores import load_chorales
from generators.pieces import Piece, Tempo, transpose


@pytest.fixture(scope="module")
def chorale() -> Piece:
    return replace(load_chorales()["248.12-2"], tempos=(Tempo(0, 100),))  # it names none, as many do


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.name)
def test_no_feature_depends_on_the_key(feature, chorale) -> None:
    expected = feature.measure(chorale)
    for semitones in (-5, 1, 6):
        np.testing.assert_allclose(feature.measure(transpose(chorale, semitones)), expected, rtol=0, atol=1e-12)


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.name)
def test_no_feature_depends_on_names_or_the_order_of_voices(feature, chorale) -> None:
    renamed = tuple(replace(voice, name=f"Track {n}") for n, voice in enumerate(reversed(chorale.voices)))
    other = replace(chorale, voices=renamed, title="", source="", keys=())
    np.testing.assert_allclose(feature.measure(other), feature.measure(chorale), rtol=0, atol=1e-12)


def test_histograms_have_a_share_a_bin_and_sum_to_one(chorale) -> None:
    for feature in FEATURES:
        if isinstance(feature, Histogram):
            shares = feature.measure(chorale)
            assert shares.shape == (len(feature.bins),)
            assert shares.sum() == pytest.approx(1)
            assert shares.min() >= 0
            if feature.positions is not None:
                assert list(feature.positions) == sorted(feature.positions)
                assert len(feature.positions) == len(feature.bins)


def test_no_two_features_share_a_name() -> None:
    assert len({feature.name for feature in FEATURES}) == len(FEATURES)
