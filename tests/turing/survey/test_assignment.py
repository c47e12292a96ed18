"""Assigning a sitting's pairs. What is possible is counted by trying every combination."""

from collections import Counter
from itertools import product
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generators.errors import InputError
from turing.survey.assignment import AvailableItem, assign, can_fill, slots_of

BLOCK = 1
BACHBOT = slots_of(BLOCK, [["S", "A", "T", "B"], ["AT"], ["ATB"], ["SATB"], ["SATB"]])
# BachBot's bank (Liang 2016, chapter 7): 2 each of S, A, T, B, 8 AT, 8 ATB, 12 SATB.
BANK = [
    AvailableItem(BLOCK, number, variant, f"tune {number}", versions=())
    for number, variant in enumerate(["S", "A", "T", "B"] * 2 + ["AT"] * 8 + ["ATB"] * 8 + ["SATB"] * 12)
]

variants = st.sampled_from(["S", "A", "SATB"])
plans = st.lists(st.lists(variants, min_size=1, max_size=3, unique=True), min_size=1, max_size=4).map(
    lambda plan: slots_of(BLOCK, plan)
)
banks = st.lists(st.tuples(variants, st.sampled_from("wxyz")), max_size=7).map(
    lambda rows: [
        AvailableItem(BLOCK, number, variant, tune, versions=()) for number, (variant, tune) in enumerate(rows)
    ]
)
seeds = st.integers(0, 2**63 - 1)


def possible(plan, bank):
    """Whether some choice of one pair a slot fits and repeats no tune."""
    choices = [[one.tune for one in bank if one.variant in slot.variants] for slot in plan]
    return any(len(set(tunes)) == len(plan) for tunes in product(*choices))


@given(plans, banks)
def test_a_plan_can_be_filled_exactly_if_some_combination_fills_it(plan, bank):
    assert can_fill(plan, bank) == possible(plan, bank)


@given(plans, banks, seeds)
def test_every_assignment_fills_its_plan_and_repeats_neither_pair_nor_tune(plan, bank, seed):
    assume(possible(plan, bank))
    assigned = assign(plan, bank, Random(seed), {})
    assert len({one.item for one in assigned}) == len({one.tune for one in assigned}) == len(plan)
    assert possible(plan, assigned)


@given(plans, banks, seeds)
def test_a_plan_that_cannot_be_filled_is_refused(plan, bank, seed):
    assume(not possible(plan, bank))
    with pytest.raises(InputError, match="cannot fill the plan"):
        assign(plan, bank, Random(seed), {})


def test_the_refusal_names_what_there_is_and_what_was_asked():
    with pytest.raises(InputError, match=r"^1 item \(1 AT\) of 1 tune cannot fill the plan S/A/T/B \+ AT"):
        assign(BACHBOT, [AvailableItem(BLOCK, 1, "AT", "tune", versions=())], Random(0), {})


@given(seeds)
def test_a_seed_assigns_the_same_pairs_again(seed):
    assert assign(BACHBOT, BANK, Random(seed), {}) == assign(BACHBOT, BANK, Random(seed), {})


def test_variants_pairs_and_places_are_drawn_evenly():
    sittings = [assign(BACHBOT, BANK, Random(seed), {}) for seed in range(4000)]
    singles = Counter(one.variant for sitting in sittings for one in sitting if len(one.variant) == 1)
    pairs = Counter(one.item for sitting in sittings for one in sitting if one.variant == "SATB")
    first = Counter(sitting[0].variant for sitting in sittings)
    # Five standard deviations of a binomial count.
    assert all(abs(count - 1000) < 137 for count in singles.values())
    assert len(pairs) == 12
    assert all(abs(count - 8000 / 12) < 125 for count in pairs.values())
    assert abs(first["SATB"] - 1600) < 155


def test_of_two_items_of_one_tune_neither_comes_for_ever():
    rows = [("S", "a"), ("S", "b"), ("SATB", "a"), ("SATB", "c")]
    bank = [AvailableItem(BLOCK, number, *row, versions=()) for number, row in enumerate(rows)]
    plan = slots_of(
        BLOCK, [["S"], ["SATB"], ["S", "SATB"]]
    )  # takes all tunes: b and c each time, a as one or the other
    heard = Counter[tuple[int, int]]()
    for seed in range(100):
        heard.update((one.block, one.item) for one in assign(plan, bank, Random(seed), heard))
    assert [heard[BLOCK, number] for number in (1, 3)] == [100, 100]
    assert heard[BLOCK, 0] + heard[BLOCK, 2] == 100
    assert abs(heard[BLOCK, 0] - heard[BLOCK, 2]) <= 2
