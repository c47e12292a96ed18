"""What was heard least comes next, and what is counted is what a recount of the trials finds."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as checked
from hypothesis import strategies as st

from turing.survey import sittings
from turing.survey.exposure import LEASE, BalancedRandom
from turing.survey.models import Exposure, Listener, Sitting, Trial
from turing.survey.sittings import Profile, begin, new_key, record_answer, withdraw

pytestmark = pytest.mark.django_db


def someone(experience: str = "novice") -> Profile:
    return Profile("26to45", experience, country="", consent="1")


def recount() -> Counter[tuple[object, ...]]:
    """From the trials themselves: those answered, and those of sittings that have not lapsed."""
    held = [trial for trial in Trial.objects.all() if hasattr(trial, "answer") or not trial.sitting.lapsed]
    return Counter(
        (trial.block_id, trial.item_id, trial.sitting.listener.experience, trial.arrangement) for trial in held
    )


def stored() -> Counter[tuple[object, ...]]:
    rows = Exposure.objects.values_list("block_id", "item_id", "experience", "arrangement", "count")
    return Counter({tuple(key): count for *key, count in rows if count})


def spread(study, variant: str) -> list[int]:
    """How often each item of the variant was given."""
    items = study.blocks.get().items.filter(variant=variant)
    return [Trial.objects.filter(item=item).count() for item in items]


def test_the_least_chosen_option_is_chosen_and_equal_ones_are_drawn():
    heard = Counter({"0/0": 2, "0/1": 1, "1/0": 2})
    for seed in range(20):
        balanced = BalancedRandom(random.Random(seed), heard)
        assert (balanced.choice("ab"), balanced.choice("xy")) == ("b", "y")
        assert balanced.arrangement == "1/1"
    drawn = Counter(BalancedRandom(random.Random(seed), Counter()).choice("ab") for seed in range(400))
    assert abs(drawn["a"] - 200) < 50  # five standard deviations of a binomial count


def test_items_sides_and_variants_are_given_equally_often(study):
    for _ in range(40):
        begin(study, new_key(), someone())
    for variant in ("AT", "ATB", "SATB"):
        assert max(spread(study, variant)) - min(spread(study, variant)) <= 1
    singles = [sum(spread(study, variant)) for variant in "SATB"]
    assert singles == [10] * 4
    for item in study.blocks.get().items.filter(variant="SATB"):
        sides = Counter(Trial.objects.filter(item=item).values_list("arrangement", flat=True))
        assert abs(sides["0"] - sides["1"]) <= 1


def test_each_level_is_balanced_by_itself(study):
    for _ in range(4):
        begin(study, new_key(), someone("novice"))
    begin(study, new_key(), someone("expert"))
    given = Counter(Trial.objects.filter(item__variant="AT").values_list("sitting__listener__experience", "item"))
    assert sorted(given.values()) == [1, 2, 2]


def test_what_a_listener_left_is_given_to_the_next_once_it_lapsed(study, time_passes):
    left = begin(study, new_key(), someone())
    time_passes(LEASE.total_seconds() + 1)
    begin(study, new_key(), someone())
    left.refresh_from_db()
    assert left.lapsed
    assert stored() == recount()
    record_answer(left.trials.with_excerpts().first(), {"choice": "A"}, None, 30)  # who comes back counts again
    assert stored() == recount()


def test_a_withdrawn_sitting_that_lapsed_gives_back_its_answers_alone(study, time_passes):
    left = begin(study, new_key(), someone())
    record_answer(left.trials.with_excerpts().first(), {"choice": "A"}, None, 30)
    time_passes(LEASE.total_seconds() + 1)
    other = begin(study, new_key(), someone())
    withdraw([left.key])
    assert stored() == recount()
    assert stored().total() == other.trials.count()


@checked(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["begin", "answer", "lapse", "withdraw"]), st.integers(0, 9)), max_size=25))
def test_whatever_happens_the_counts_are_those_of_a_recount(study, deeds):
    Sitting.objects.all().delete()
    Listener.objects.all().delete()
    Exposure.objects.all().delete()
    for deed, number in deeds:
        known = list(Sitting.objects.order_by("pk"))
        chosen = known[number % len(known)] if known else None
        if deed == "begin":
            begin(study, new_key(), someone(("novice", "expert")[number % 2]))
        elif chosen and deed == "answer":
            trial = chosen.trials.with_excerpts().unanswered().first()
            assert trial is None or record_answer(trial, {"choice": "A"}, None, 30)
        elif chosen and deed == "lapse":
            Sitting.objects.filter(pk=chosen.pk).update(started=sittings.timezone.now() - LEASE - timedelta(seconds=1))
        elif chosen:
            withdraw([chosen.key])
        assert stored() == recount()
