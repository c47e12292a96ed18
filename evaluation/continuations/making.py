"""Having a model go on from the openings of held-out pieces, until one continuation of each passes the rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from evaluation.continuations.heldout import HeldOut
from evaluation.continuations.rule import KEPT, Limits, Measures, Yardstick, limits_from, verdict
from evaluation.continuations.stretches import Stretch
from generators.checkpoints.opening import Composer
from generators.corpora.corpus import TRAIN
from generators.corpora.prepared.corpus import Prepared
from generators.counts import counted
from generators.errors import InputError
from generators.pieces import Piece
from generators.sampling.beam import Beam
from generators.sampling.complete import complete
from generators.sampling.compose import Generated
from generators.sampling.tokens import Sampling

ATTEMPTS = 4  # continuations of one opening, where they are drawn
SEEDS_PER_RUN = 1_000_000  # attempt i of the run with seed s has the seed s · 1,000,000 + i
BEYOND = 1  # bars written after those that are heard, so that what sounds at the end is held as long as it is meant

Report = Callable[[str], None]


@dataclass(frozen=True)
class Maker:
    """A model, the music that it learned from, and what held-out music measures."""

    composer: Composer
    sampling: Sampling | Beam
    yardstick: Yardstick
    limits: Limits
    humans: Sequence[Measures]  # of all held-out stretches


@dataclass(frozen=True, slots=True)
class Attempt:
    """A continuation that the model wrote, and whether it was kept."""

    file: str
    stretch: Stretch
    seed: int
    log_likelihood: float  # nats per token that the model chose
    machine: Piece  # what is heard of it
    measures: Measures
    verdict: str  # "kept", or why not

    @property
    def kept(self) -> bool:
        return self.verdict == KEPT


def prepare(composer: Composer, sampling: Sampling | Beam, prepared: Prepared, held_out: HeldOut) -> Maker:
    """Measure the held-out stretches against the training part, and take the limits from them.

    Raises InputError if there are none.
    """
    yardstick = Yardstick(prepared.pieces(TRAIN))
    humans = yardstick.measure([each.human for part in (held_out.test, held_out.valid) for each in part.values()])
    return Maker(composer, sampling, yardstick, limits_from(humans), humans)


def make_continuations(
    maker: Maker, stretches: Sequence[tuple[str, Stretch]], pairs: int, seed: int, report: Report
) -> list[Attempt]:
    """All attempts at the stretches, files' names and cuts, in their order, until so many are kept.

    Raises InputError if fewer are.
    """
    attempts: list[Attempt] = []
    for file, stretch in stretches:
        if sum(attempt.kept for attempt in attempts) == pairs:
            break
        for attempt in _attempts(maker, file, stretch, seed * SEEDS_PER_RUN + len(attempts)):
            attempts.append(attempt)
            report(f"{file}, seed {attempt.seed}: {attempt.verdict}")
    kept = sum(attempt.kept for attempt in attempts)
    if kept < pairs:
        raise InputError(
            f"only {kept} of {counted(pairs, 'pair')}: {counted(len(stretches), 'test piece')} can be used, "
            f"and of {len(attempts)} continuations {len(attempts) - kept} were thrown away"
        )
    return attempts


def _attempts(maker: Maker, file: str, stretch: Stretch, first: int) -> Iterator[Attempt]:
    """Up to ATTEMPTS continuations with the seeds from `first` on; the last one that is made may be kept."""
    always_the_same = isinstance(maker.sampling, Beam) or maker.sampling.temperature == 0
    bars = stretch.human.length // stretch.human.meters[0].bar + BEYOND
    composer = maker.composer
    for seed in range(first, first + (1 if always_the_same else ATTEMPTS)):
        (made,) = complete(composer.engines, composer.encoding, [stretch.given], [seed], maker.sampling, bars)
        attempt = _judged(maker, file, stretch, made)
        yield attempt
        if attempt.kept:
            return


def _judged(maker: Maker, file: str, stretch: Stretch, made: Generated) -> Attempt:
    machine = stretch.heard(made.piece)
    (measures,) = maker.yardstick.measure([machine])
    judged = verdict(machine, stretch.human, measures, maker.limits)
    return Attempt(file, stretch, made.seed, made.log_likelihood / made.chosen, machine, measures, judged)
