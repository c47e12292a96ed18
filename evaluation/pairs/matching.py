"""Pairs of a held-out chorale and a candidate: its harmonization, or a composition as long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from evaluation.pairs.candidate import COMPOSITION, Candidate
from evaluation.pairs.cuts import TEMPO, Ends, common_length, cut_lengths
from evaluation.pairs.folder import Pair, Side, machine_side
from evaluation.pairs.humans import Humans
from generators.counts import counted
from generators.errors import InputError
from generators.keys import estimate_key, steps_to_normal
from generators.pieces import Piece, at_tempo, cut, transpose


def choose_chorales(humans: Humans, held_out: Sequence[str], seed: int) -> list[str]:
    """The held-out chorales that can be cut, in a drawn order: one of each tune first, then the others."""
    drawn = [held_out[index] for index in np.random.default_rng(seed).permutation(len(held_out))]
    order = [name for name in drawn if cut_lengths(humans.pieces[name], humans.ends)]
    first_of_tune = {humans.tunes[name]: name for name in reversed(order)}
    return sorted(order, key=lambda name: first_of_tune[humans.tunes[name]] != name)


def plan_harmonizations(chosen: Sequence[str], counts: Mapping[str, int]) -> list[tuple[str, str]]:
    """Which chorale is rewritten in which voices: as many of each variant as asked for, each chorale once.

    Raises InputError if there are not enough chorales.
    """
    wanted = [variant for variant, count in counts.items() if variant != COMPOSITION for _ in range(count)]
    if len(wanted) + counts.get(COMPOSITION, 0) > len(chosen):
        raise InputError(
            f"{counted(sum(counts.values()), 'pair')} asked for, but only {len(chosen)} held-out chorales can be cut"
        )
    return list(zip(chosen, wanted, strict=False))


def pair_harmonizations(humans: Humans, candidates: Sequence[Candidate], system: str) -> list[Pair]:
    """A pair for each kept harmonization; one that sounds like the chorale's own within the cut is left out."""
    pairs: list[Pair] = []
    for candidate in candidates:
        human, machine = humans.music(candidate.human), at_tempo(candidate.piece, TEMPO)
        length = common_length(human, machine, humans.ends)
        if candidate.kept and length and cut(human, 0, length).voices != cut(machine, 0, length).voices:
            side = machine_side(candidate.name, machine, system, candidate.seed)
            pairs.append(_pair(humans, candidate.human, candidate.variant, side, length, pairs))
    return pairs


def pair_compositions(
    humans: Humans, chosen: Sequence[str], candidates: Sequence[Candidate], count: int, system: str
) -> list[Pair]:
    """For each chorale the first kept composition of its mode that has a cut of equal length, until there are enough.

    The composition is moved to the chorale's key, and takes over its metre and pickup, which it has none of its own.
    Raises InputError if there are fewer than `count`.
    """
    left = [candidate for candidate in candidates if candidate.kept]
    pairs: list[Pair] = []
    for name in chosen:
        human = humans.music(name)
        match = next((c for c in left if _fits(human, c.piece, humans.ends)), None)
        if match is None or len(pairs) == count:
            continue
        left.remove(match)
        length = common_length(human, match.piece, humans.ends)
        if length is not None:
            side = machine_side(match.name, _in_the_manner_of(human, match.piece, length), system, match.seed)
            pairs.append(_pair(humans, name, COMPOSITION, side, length, pairs))
    if len(pairs) < count:
        raise InputError(
            f"only {len(pairs)} of {count} compositions found a chorale of equal length: make more of them"
        )
    return pairs


def _fits(human: Piece, machine: Piece, ends: Ends) -> bool:
    return estimate_key(human).mode == estimate_key(machine).mode and common_length(human, machine, ends) is not None


def _in_the_manner_of(human: Piece, machine: Piece, length: int) -> Piece:
    key = estimate_key(human)
    moved = transpose(machine, -steps_to_normal(key))
    barred = replace(
        moved,
        meters=tuple(meter for meter in human.meters if meter.onset < length),
        pickup=human.pickup,
        measures=tuple(tick for tick in human.measures if tick < length),
        keys=human.keys or (key.signature(),),
    )
    return at_tempo(barred, TEMPO)


def _pair(humans: Humans, human: str, variant: str, machine: Side, length: int, before: Sequence[Pair]) -> Pair:
    """A pair under the next number of its variant."""
    name = f"{variant.lower()}-{sum(pair.variant == variant for pair in before) + 1:02d}"
    return Pair(name, variant, humans.tunes[human], humans.side(human), machine, length)
