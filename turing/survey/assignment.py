"""Which pairs a listener hears, in which order, on which sides: drawn as BachBot drew them, but without repeats.

For each slot of a study's plan one of the slot's variants is drawn, then one pair of that variant (Liang 2016, chapter
7: one of S/A/T/B, one AT, one ATB, two SATB). BachBot drew with replacement, so that one listener in twelve heard a
pair twice; here no pair and no tune comes twice. Then the order is shuffled and the human's side drawn for each trial.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from generators.counts import counted
from generators.errors import InputError

Plan = Sequence[Sequence[str]]  # one slot a trial: the variants it is drawn from


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair that could be drawn."""

    pair: int  # its primary key
    variant: str
    tune: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A pair that was drawn, and the side on which the human's clip is heard."""

    pair: int
    human_side: Literal["A", "B"]


def draw(plan: Plan, candidates: Sequence[Candidate], seed: int) -> tuple[Drawn, ...]:
    """The trials of a sitting, in order; equal arguments give equal trials.

    Uniform over the variants of a slot and the pairs of a variant, among the choices that leave the rest of the plan
    possible. Raises InputError if the candidates cannot fill the plan without hearing a tune twice.
    """
    if not can_fill(plan, candidates):
        raise InputError(
            f"{_inventory(candidates)} cannot fill the plan {_words(plan)} without hearing a tune twice: "
            f"{fillable(plan, candidates)} of its {counted(len(plan), 'trial')} can be had"
        )
    rng = random.Random(seed)
    left, pairs = list(candidates), []
    for position, slot in enumerate(plan):
        choice = _choose(slot, plan[position + 1 :], left, rng)
        left = _other_tunes(left, choice)
        pairs.append(choice.pair)
    rng.shuffle(pairs)
    return tuple(Drawn(pair, rng.choice(("A", "B"))) for pair in pairs)


def can_fill(plan: Plan, candidates: Sequence[Candidate]) -> bool:
    """Whether every slot can have a tune of its own."""
    return fillable(plan, candidates) == len(plan)


def fillable(plan: Plan, candidates: Sequence[Candidate]) -> int:
    """How many slots can have a tune of their own: a bipartite matching of slots to tunes, by augmenting paths."""
    tunes = [{one.tune for one in candidates if one.variant in slot} for slot in plan]
    slot_of: dict[str, int] = {}

    def place(slot: int, tried: set[str]) -> bool:
        for tune in sorted(tunes[slot] - tried):
            tried.add(tune)
            if tune not in slot_of or place(slot_of[tune], tried):
                slot_of[tune] = slot
                return True
        return False

    return sum(place(slot, set()) for slot in range(len(plan)))


def _choose(slot: Sequence[str], rest: Plan, left: Sequence[Candidate], rng: random.Random) -> Candidate:
    """A variant of the slot, then a pair of it; a choice that would leave the rest impossible is drawn again."""
    for variant in rng.sample(list(slot), len(slot)):
        of_variant = [one for one in left if one.variant == variant]
        for choice in rng.sample(of_variant, len(of_variant)):
            if can_fill(rest, _other_tunes(left, choice)):
                return choice
    raise AssertionError("a plan that can be filled has a choice for each slot")


def _other_tunes(candidates: Sequence[Candidate], choice: Candidate) -> list[Candidate]:
    return [one for one in candidates if one.tune != choice.tune]


def _inventory(candidates: Sequence[Candidate]) -> str:
    variants = sorted({one.variant for one in candidates})
    counts = ", ".join(f"{sum(one.variant == variant for one in candidates)} {variant}" for variant in variants)
    tunes = {one.tune for one in candidates}
    return f"{counted(len(candidates), 'pair')} ({counts or 'none'}) of {counted(len(tunes), 'tune')}"


def _words(plan: Plan) -> str:
    return " + ".join("/".join(slot) for slot in plan) or "of no trials"
