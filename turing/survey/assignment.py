"""Which items a listener hears, and in which order: assigned as BachBot did it, but without repeats.

For each slot of a study's plan one of the slot's variants is drawn, then one item of that variant (Liang 2016, chapter
7: one of S/A/T/B, one AT, one ATB, two SATB). BachBot drew with replacement, so that one listener in twelve heard a
pair twice; here no item and no tune comes twice. Then the order is shuffled. What is heard of each item, and under
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
class AvailableVersion:
    """One of an item's excerpts."""

    excerpt: int  # primary key
    origin: str  # human or machine
    system: str = ""  # the generator, if a machine wrote it
    is_opening: bool = False


@dataclass(frozen=True, slots=True)
class AvailableItem:
    """An item that can be assigned."""

    item: int  # primary key
    variant: str
    tune: str
    versions: tuple[AvailableVersion, ...]

    def by(self, origin: str) -> tuple[AvailableVersion, ...]:
        """Its versions by a person or by machines, in a fixed order."""
        return tuple(version for version in self.versions if version.origin == origin and not version.is_opening)


def drawn(versions: Sequence[AvailableVersion], rng: random.Random) -> AvailableVersion:
    """One of the versions. Where there is only one, nothing is drawn: `rng` stays as it is."""
    return versions[0] if len(versions) == 1 else rng.choice(versions)


def assign(plan: Plan, items: Sequence[AvailableItem], rng: random.Random) -> list[AvailableItem]:
    """The items of a sitting, in order; equal arguments give equal items.

    Uniform over the variants of a slot and the items of a variant, among the choices that leave the rest of the plan
    possible. Raises InputError if the items cannot fill the plan without hearing a tune twice.
    """
    if not can_fill(plan, items):
        raise InputError(
            f"{_inventory(items)} cannot fill the plan {_words(plan)} without hearing a tune twice: "
            f"{fillable(plan, items)} of its {counted(len(plan), 'trial')} can be had"
        )
    left, assigned = list(items), []
    for position, slot in enumerate(plan):
        choice = _choose(slot, plan[position + 1 :], left, rng)
        left = _other_tunes(left, choice)
        assigned.append(choice)
    rng.shuffle(assigned)
    return assigned


def can_fill(plan: Plan, items: Sequence[AvailableItem]) -> bool:
    """Whether every slot can have a tune of its own."""
    return fillable(plan, items) == len(plan)


def fillable(plan: Plan, items: Sequence[AvailableItem]) -> int:
    """How many slots can have a tune of their own: a bipartite matching of slots to tunes, by augmenting paths."""
    tunes = [{one.tune for one in items if one.variant in slot} for slot in plan]
    slot_of: dict[str, int] = {}

    def place(slot: int, tried: set[str]) -> bool:
        for tune in sorted(tunes[slot] - tried):
            tried.add(tune)
            if tune not in slot_of or place(slot_of[tune], tried):
                slot_of[tune] = slot
                return True
        return False

    return sum(place(slot, set()) for slot in range(len(plan)))


def _choose(slot: Sequence[str], rest: Plan, left: Sequence[AvailableItem], rng: random.Random) -> AvailableItem:
    """A variant of the slot, then an item of it; a choice that would leave the rest impossible is drawn again."""
    for variant in rng.sample(list(slot), len(slot)):
        of_variant = [one for one in left if one.variant == variant]
        for choice in rng.sample(of_variant, len(of_variant)):
            if can_fill(rest, _other_tunes(left, choice)):
                return choice
    raise AssertionError("a plan that can be filled has a choice for each slot")


def _other_tunes(items: Sequence[AvailableItem], choice: AvailableItem) -> list[AvailableItem]:
    return [one for one in items if one.tune != choice.tune]


def _inventory(items: Sequence[AvailableItem]) -> str:
    variants = sorted({one.variant for one in items})
    counts = ", ".join(f"{sum(one.variant == variant for one in items)} {variant}" for variant in variants)
    tunes = {one.tune for one in items}
    return f"{counted(len(items), 'item')} ({counts or 'none'}) of {counted(len(tunes), 'tune')}"


def _words(plan: Plan) -> str:
    return " + ".join("/".join(slot) for slot in plan) or "of no trials"
