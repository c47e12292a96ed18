"""Who made what is heard, as answers of preference are stored and estimated by."""

from __future__ import annotations

import random
from collections.abc import Sequence

from evaluation.answers.kinds.preference.records import HUMAN, order
from turing.excerpts.models import Origin
from turing.survey.assignment import AvailableItem, AvailableVersion
from turing.survey.models import Trial


def maker(origin: str, system: str) -> str:
    """A person, or a machine's system."""
    return HUMAN if origin == Origin.HUMAN else system


def by_maker(item: AvailableItem) -> dict[str, list[AvailableVersion]]:
    """An item's versions but for openings, people's first, then the systems' by name."""
    versions: dict[str, list[AvailableVersion]] = {}
    for version in item.versions:
        if not version.is_opening:
            versions.setdefault(maker(version.origin, version.system), []).append(version)
    return {name: versions[name] for name in sorted(versions, key=order)}


def two_of(item: AvailableItem, rng: random.Random) -> Sequence[AvailableVersion]:
    """Versions by two makers, in the order in which they are heard: any two makers are as likely, either first."""
    versions = by_maker(item)
    return [rng.choice(versions[name]) for name in rng.sample(list(versions), 2)]


def makers_heard(trial: Trial) -> dict[str, str]:
    """The maker of each clip by its label; `trial` as TrialQuerySet.with_excerpts gives it."""
    return {clip.label: maker(clip.excerpt.piece.origin, clip.excerpt.piece.system) for clip in trial.clips.all()}
