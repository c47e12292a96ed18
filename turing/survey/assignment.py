"""Which pairs a listener hears, and in which order: assigned as BachBot did it, but without repeats.

For each slot of a study's plan one of the slot's variants is drawn, then one pair of that variant (Liang 2016, chapter
7: one of S/A/T/B, one AT, one ATB, two SATB). BachBot drew with replacement, so that one listener in twelve heard a
pair twice; here no pair and no tune comes twice. Then the order is shuffled. What is heard of each pair, and under
which letters, is for the kind of trial to say.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from generators.counts import counted
from generators.errors import InputError

Plan = Sequence[Sequence[str]]  # one slot a trial: the variants it is drawn from


@dataclass(frozen=True, slots=True)
class AvailablePair:
    """A pair that can be assigned, by primary keys."""

    pair: int
    variant: str
    tune: str
    human: int  # its excerpts
    machine: int


def assign(plan: Plan, pairs: Sequence[AvailablePair], rng: random.Random) -> list[AvailablePair]:
    """The pairs of a sitting, in order; equal arguments give equal pairs.

    Uniform over the variants of a slot and the pairs of a variant, among the choices that leave the rest of the plan
    possible. Raises InputError if the pairs cannot fill the plan without hearing a tune twice.
    """
    if not can_fill(plan, pairs):
        raise InputError(
            f"{_inventory(pairs)} cannot fill the plan {_words(plan)} without hearing a tune twice: "
            f"{fillable(plan, pairs)} of its {counted(len(plan), 'trial')} can be had"
        )
    left, assigned = list(pairs), []
    for position, slot in enumerate(plan):
        choice = _choose(slot, plan[position + 1 :], left, rng)
        left = _other_tunes(left, choice)
        assigned.append(choice)
    rng.shuffle(assigned)
    return assigned


def can_fill(plan: Plan, pairs: Sequence[AvailablePair]) -> bool:
    """Whether every slot can have a tune of its own."""
    return fillable(plan, pairs) == len(plan)


def fillable(plan: Plan, pairs: Sequence[AvailablePair]) -> int:
    """How many slots can have a tune of their own: a bipartite matching of slots to tunes, by augmenting paths."""
    tunes = [{one.tune for one in pairs if one.variant in slot} for slot in plan]
    slot_of: dict[str, int] = {}

    def place(slot: int, tried: set[str]) -> bool:
        for tune in sorted(tunes[slot] - tried):
            tried.add(tune)
            if tune not in slot_of or place(slot_of[tune], tried):
                slot_of[tune] = slot
                return True
        return False

    return sum(place(slot, set()) for slot in range(len(plan)))


def _choose(slot: Sequence[str], rest: Plan, left: Sequence[AvailablePair], rng: random.Random) -> AvailablePair:
    """A variant of the slot, then a pair of it; a choice that would leave the rest impossible is drawn again."""
    for variant in rng.sample(list(slot), len(slot)):
        of_variant = [one for one in left if one.variant == variant]
        for choice in rng.sample(of_variant, len(of_variant)):
            if can_fill(rest, _other_tunes(left, choice)):
                return choice
    raise AssertionError("a plan that can be filled has a choice for each slot")


def _other_tunes(pairs: Sequence[AvailablePair], choice: AvailablePair) -> list[AvailablePair]:
    return [one for one in pairs if one.tune != choice.tune]


def _inventory(pairs: Sequence[AvailablePair]) -> str:
    variants = sorted({one.variant for one in pairs})
    counts = ", ".join(f"{sum(one.variant == variant for one in pairs)} {variant}" for variant in variants)
    tunes = {one.tune for one in pairs}
    return f"{counted(len(pairs), 'pair')} ({counts or 'none'}) of {counted(len(tunes), 'tune')}"


def _words(plan: Plan) -> str:
    return " + ".join("/".join(slot) for slot in plan) or "of no trials"
