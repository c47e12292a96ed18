"""Sets of numbers drawn at random, as if they were measured in pieces."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from evaluation.measures.features.features import FEATURES, Histogram
from evaluation.measures.features.sets import FeatureSet


@pytest.fixture
def drawn() -> Callable[..., FeatureSet]:
    """Makes a set of pieces with normal scalars and uniform histograms; `shift` moves the pitch range."""

    def make(pieces: int, seed: int, shift: float = 0) -> FeatureSet:
        rng = np.random.default_rng(seed)
        values = {
            feature.name: tuple(rng.dirichlet(np.ones(len(feature.bins)), pieces))
            if isinstance(feature, Histogram)
            else tuple((rng.normal(size=pieces) + shift * (feature.name == "pitch range")).tolist())
            for feature in FEATURES
        }
        return FeatureSet(tuple(f"piece {number}" for number in range(pieces)), values, ())

    return make
