"""Listeners that are not people: they guess as the kind of trial says, so that a demo's dashboard is not empty.

They are stored as simulated and never shown or counted as people.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from django.db import transaction

from generators.progress import Progress
from turing.survey.kinds.registry import kind_named
from turing.survey.models import AgeGroup, Experience, Sitting, Study
from turing.survey.sittings import KEY_LENGTH, KEY_LETTERS, Profile, begin, mark_shown, record_answer

MIX = (0.27, 0.49, 0.17, 0.07)  # of the levels, as BachBot's
HASTE = 0.04  # of the answers come too fast


@dataclass(frozen=True, slots=True)
class Simulated:
    """One listener who is not a person."""

    key: str
    experience: str
    age_group: str


def listeners(count: int, rng: random.Random) -> list[Simulated]:
    return [
        Simulated(
            key="".join(rng.choices(KEY_LETTERS, k=KEY_LENGTH)),
            experience=rng.choices(Experience.values, MIX)[0],
            age_group=rng.choice(AgeGroup.values),
        )
        for _ in range(count)
    ]


@transaction.atomic
def simulate(study: Study, count: int) -> None:
    """Sittings of `count` simulated listeners, all of them drawn from the study's seed."""
    rng = random.Random(study.seed)
    progress = Progress(f"simulated listeners of {study.slug}", count)
    for one in listeners(count, rng):
        profile = Profile(one.age_group, one.experience, country="", consent="simulated", simulated=True)
        _sit(begin(study, one.key, profile), rng)
        progress.step()


def _sit(sitting: Sitting, rng: random.Random) -> None:
    for trial in sitting.trials.with_excerpts().select_related("item"):
        mark_shown(trial)
        said = kind_named(trial.kind).guess(trial, sitting.listener.experience, rng)
        seconds = trial.seconds * (rng.uniform(0.1, 0.5) if rng.random() < HASTE else rng.uniform(1.1, 1.8))
        record_answer(trial, said, None, round(seconds, 2))
