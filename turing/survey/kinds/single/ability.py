"""What simulated listeners say of a clip.

They say a person more often than not: DeepBach's listeners called genuine Bach so in 75 % (MIT Technology Review 2016).
"""

from __future__ import annotations

from collections.abc import Mapping

from turing.excerpts.models import Origin
from turing.survey.models import Experience

HITS = 0.75  # share of human's clips called human
FALSE_ALARMS: Mapping[str, float] = {
    Experience.NOVICE: 0.65,
    Experience.INTERMEDIATE: 0.58,
    Experience.ADVANCED: 0.50,
    Experience.EXPERT: 0.40,
}


def share_called_human(experience: str, origin: str) -> float:
    """The probability, 0 to 1, that a clip of that origin is called human."""
    return HITS if origin == Origin.HUMAN else FALSE_ALARMS[experience]
