"""Which clip of a pair is heard as A, and what is stored of an answer."""

from collections import Counter
from random import Random

import pytest

from turing.survey.assignment import AvailableItem, AvailableVersion
from turing.survey.kinds.discrimination.choices import human_side, read_choice
from turing.survey.kinds.discrimination.kind import KIND

PAIR = AvailableItem(
    1, 1, "SATB", "a tune", (AvailableVersion(10, "human"), AvailableVersion(20, "machine", "bachbot"))
)


def test_the_human_is_heard_on_either_side_and_the_machine_on_the_other():
    trials = [KIND.clips(PAIR, Random(seed)) for seed in range(20_000)]
    assert all({clip.label for clip in clips} == {"A", "B"} for clips in trials)
    assert all({clip.excerpt for clip in clips} == {10, 20} for clips in trials)
    sides = Counter(clip.label for clips in trials for clip in clips if clip.excerpt == 10)
    assert abs(sides["A"] - 10_000) < 354  # five standard deviations of a binomial count


@pytest.mark.django_db
@pytest.mark.parametrize("choice", ["A", "B"])
def test_an_answer_is_judged_by_where_the_human_was_heard(sitting, choice):
    for trial in sitting.trials.with_excerpts():
        human = next(clip for clip in trial.clips.all() if clip.excerpt.piece.origin == "human")
        assert human_side(trial) == human.label
        stored = KIND.judged(trial, {"choice": choice})
        assert stored == {"choice": choice, "correct": choice == human.label}
        assert read_choice(stored).human_side == human.label
