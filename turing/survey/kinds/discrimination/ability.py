"""How well simulated listeners tell the human's music: in the range of BachBot's (Liang 2016, chapter 7)."""

from __future__ import annotations

from collections.abc import Mapping

from turing.survey.models import Experience

# Shares right by level, and what the kind of pair adds.
ABILITY: Mapping[str, float] = {
    Experience.NOVICE: 0.54,
    Experience.INTERMEDIATE: 0.60,
    Experience.ADVANCED: 0.65,
    Experience.EXPERT: 0.72,
}
EASE: Mapping[str, float] = {"S": 0.12, "AT": 0.08, "ATB": 0.05, "B": -0.10, "SATB": -0.03}


def share_right(experience: str, variant: str) -> float:
    """The probability, 0 to 1, of a right answer."""
    return ABILITY[experience] + EASE.get(variant, 0.0)
