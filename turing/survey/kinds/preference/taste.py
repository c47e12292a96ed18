"""What simulated listeners prefer: people's music somewhat better than machines', all machines' alike."""

from __future__ import annotations

import random

from evaluation.answers.kinds.preference.records import HUMAN, SAME

INDIFFERENT = 0.15  # the share of answers that hear no difference
PERSON = 0.62  # of the others beside a machine, those that prefer a person's better


def preferred(makers: dict[str, str], rng: random.Random) -> str:
    """The side that is preferred, or SAME, by who made what was heard on each."""
    if rng.random() < INDIFFERENT:
        return SAME
    prefers_person = rng.random() < PERSON
    sides = [side for side, maker in makers.items() if (maker == HUMAN) == prefers_person]
    return rng.choice(sorted(sides or makers))
