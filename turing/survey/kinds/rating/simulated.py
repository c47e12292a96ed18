"""What simulated listeners give a clip: about Deep Jammer's means, 7.9 for the human's piece and 7.5 for its best."""

from __future__ import annotations

import random

from evaluation.answers.kinds.rating.records import HIGHEST, LOWEST
from turing.excerpts.models import Origin

MEANS = {Origin.HUMAN: 7.9, Origin.MACHINE: 6.5}
SPREAD = 1.8  # standard deviation
CALLED_HUMAN = {Origin.HUMAN: 0.75, Origin.MACHINE: 0.55}


def rating(origin: str, rng: random.Random) -> int:
    return min(HIGHEST, max(LOWEST, round(rng.gauss(MEANS[Origin(origin)], SPREAD))))


def taken_for(origin: str, rng: random.Random) -> str:
    return Origin.HUMAN if rng.random() < CALLED_HUMAN[Origin(origin)] else Origin.MACHINE
