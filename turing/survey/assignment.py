"""Which items a listener hears, and in which order: planned as BachBot did it, but balanced and without repeats.

For each slot of a study's plan one of the slot's variants is chosen, then one item of that variant (Liang 2016, chapter
7: one of S/A/T/B, one AT, one ATB, two SATB). BachBot drew both uniformly and with replacement, so that one listener in
twelve heard a pair twice and one pair had several times the answers of another; here what was heard least comes next,
and no item and no tune comes twice. Then the order is shuffled. What is heard of each item, and under which letters, is
for the kind of trial to say.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from generators.counts import counted
from generators.errors import InputError

Plan = Sequence[Sequence[str]]  # of a block, one slot a trial: the variants it is drawn from


@dataclass(frozen=True, slots=True)
class AvailableVersion:
    """One of an item's excerpts."""

    excerpt: int  # primary key
    origin: str  # human or machine
    system: str = ""  # the generator, if a machine wrote it
    is_opening: bool = False


@dataclass(frozen=True, slots=True)
class AvailableItem:
    """An item that can be assigned to a block's trials."""

    block: int  # primary keys
    item: int
    variant: str
    tune: str
    versions: tuple[AvailableVersion, ...]

    def by(self, origin: str) -> tuple[AvailableVersion, ...]:
        """Its versions by a person or by machines, in a fixed order."""
        return tuple(version for version in self.versions if version.origin == origin and not version.is_opening)


def drawn(versions: Sequence[AvailableVersion], rng: random.Random) -> AvailableVersion:
    """One of the versions. Where there is only one, nothing is drawn: `rng` stays as it is."""
    return versions[0] if len(versions) == 1 else rng.choice(versions)


@dataclass(frozen=True, slots=True)
class Slot:
    """A trial to come: which items may fill it."""

    block: int  # primary key
    variants: tuple[str, ...]

    def takes(self, item: AvailableItem) -> bool:
        return item.block == self.block and item.variant in self.variants


def slots_of(block: int, plan: Plan) -> list[Slot]:
    """The trials of a block, by its primary key."""
    return [Slot(block, tuple(variants)) for variants in plan]


def assign(
    slots: Sequence[Slot], items: Sequence[AvailableItem], rng: random.Random, heard: Mapping[tuple[int, int], int]
) -> list[AvailableItem]:
    """The items of a sitting, in order; equal arguments give equal items.

    heard: how often each was given to listeners such as this one, by block and item. Of the variants of a slot the one
    that was heard least, of the items of a variant the one heard least, any of those that are equal, among the choices
    that leave the other slots possible. Those of a block stay together, in any order. Raises InputError if the items
    cannot fill the slots without hearing a tune twice.
    """
    if not can_fill(slots, items):
        raise InputError(
            f"{_inventory(items)} cannot fill the plan {_words(slots)} without hearing a tune twice: "
            f"{fillable(slots, items)} of its {counted(len(slots), 'trial')} can be had"
        )
    left, open_slots, assigned = list(items), dict(enumerate(slots)), {}
    while open_slots:
        place = _neediest(open_slots, left, rng, heard)
        slot = open_slots.pop(place)
        assigned[place] = _choose(slot, list(open_slots.values()), left, rng, heard)
        left = _other_tunes(left, assigned[place])
    in_order = [assigned[place] for place in sorted(assigned)]
    return [item for _, block in groupby(in_order, key=lambda item: item.block) for item in _shuffled(block, rng)]


def can_fill(slots: Sequence[Slot], items: Sequence[AvailableItem]) -> bool:
    """Whether every slot can have a tune of its own."""
    return fillable(slots, items) == len(slots)


def fillable(slots: Sequence[Slot], items: Sequence[AvailableItem]) -> int:
    """How many slots can have a tune of their own: a bipartite matching of slots to tunes, by augmenting paths."""
    tunes = [{item.tune for item in items if slot.takes(item)} for slot in slots]
    slot_of: dict[str, int] = {}

    def place(slot: int, tried: set[str]) -> bool:
        for tune in sorted(tunes[slot] - tried):
            tried.add(tune)
            if tune not in slot_of or place(slot_of[tune], tried):
                slot_of[tune] = slot
                return True
        return False

    return sum(place(slot, set()) for slot in range(len(slots)))


def _neediest(
    slots: Mapping[int, Slot], left: Sequence[AvailableItem], rng: random.Random, heard: Mapping[tuple[int, int], int]
) -> int:
    """The slot, by its place, that has the item heard least.

    Were slots filled in their order, of two items of one tune that of the first slot would come for ever.
    """

    def least(place: int) -> int:
        return min((_times(item, heard) for item in left if slots[place].takes(item)), default=0)

    return min(rng.sample(list(slots), len(slots)), key=least)


def _choose(
    slot: Slot,
    rest: Sequence[Slot],
    left: Sequence[AvailableItem],
    rng: random.Random,
    heard: Mapping[tuple[int, int], int],
) -> AvailableItem:
    """A variant of the slot, then an item of it; a choice that would leave the rest impossible is made again."""
    of_variant: dict[str, list[AvailableItem]] = {variant: [] for variant in slot.variants}
    for item in filter(slot.takes, left):
        of_variant[item.variant].append(item)

    def times(item: AvailableItem) -> int:
        return _times(item, heard)

    def mean_times(variant: str) -> float:
        return sum(map(times, of_variant[variant])) / max(len(of_variant[variant]), 1)

    for variant in sorted(rng.sample(slot.variants, len(slot.variants)), key=mean_times):
        for choice in sorted(rng.sample(of_variant[variant], len(of_variant[variant])), key=times):
            if can_fill(rest, _other_tunes(left, choice)):
                return choice
    raise AssertionError("a plan that can be filled has a choice for each slot")


def _times(item: AvailableItem, heard: Mapping[tuple[int, int], int]) -> int:
    return heard.get((item.block, item.item), 0)


def _other_tunes(items: Sequence[AvailableItem], choice: AvailableItem) -> list[AvailableItem]:
    return [item for item in items if item.tune != choice.tune]


def _shuffled(items: Iterable[AvailableItem], rng: random.Random) -> list[AvailableItem]:
    shuffled = list(items)
    rng.shuffle(shuffled)
    return shuffled


def _inventory(items: Sequence[AvailableItem]) -> str:
    variants = sorted({item.variant for item in items})
    counts = ", ".join(f"{sum(item.variant == variant for item in items)} {variant}" for variant in variants)
    tunes = {item.tune for item in items}
    return f"{counted(len(items), 'item')} ({counts or 'none'}) of {counted(len(tunes), 'tune')}"


def _words(slots: Sequence[Slot]) -> str:
    return " + ".join("/".join(slot.variants) for slot in slots) or "of no trials"
