"""Answers for the dashboard to count: given through the site's own functions, by people and by bots of ours."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import pytest

from turing.survey.kinds.discrimination.choices import human_side, other
from turing.survey.models import Sitting, Study
from turing.survey.sittings import Profile, begin, mark_shown, record_answer


@pytest.fixture
def answered(study: Study) -> Callable[..., Sitting]:
    """A sitting in which the first `right` questions are answered rightly and the others wrongly.

    Only so many `questions` are answered; None for all. Its key is its number: what it is given is the same every time.
    """

    numbers = count()

    def sit(
        right: int,
        experience: str = "novice",
        seconds: float = 60.0,
        simulated: bool = False,
        questions: int | None = None,
    ) -> Sitting:
        profile = Profile("26to45", experience, "NL", consent="1", simulated=simulated)
        sitting = begin(study, f"sitting {next(numbers)}", profile)
        for trial in sitting.trials.with_excerpts()[:questions]:
            mark_shown(trial)
            human = human_side(trial)
            choice = human if trial.position <= right else other(human)
            record_answer(trial, {"choice": choice}, None, seconds)
        return sitting

    return sit
