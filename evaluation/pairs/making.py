"""Making candidates with a model and judging them: harmonizations of held-out chorales, and compositions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from evaluation.pairs.records import COMPOSITION, Candidate
from evaluation.pairs.rule import Limits, Measures, Yardstick, limits_from, verdict
from generators.corpora.chorales.splits import Split, pick
from generators.corpora.tokens import encode_normalized
from generators.encodings import Encoding
from generators.engines.engine import Engines
from generators.pieces import Piece
from generators.sampling.compose import Generated, compose
from generators.sampling.harmonize import Task, harmonize
from generators.sampling.tokens import GREEDY, Sampling

ATTEMPTS = 4  # harmonizations of one chorale: a greedy one, as in BachBot, then sampled ones if that is thrown away
COMPOSING = Sampling(temperature=0.9)  # BachBot's default
RETRYING = Sampling(temperature=0.8)
BATCH = 32
SEEDS_PER_RUN = 1_000_000  # candidate i of the run with seed s has the seed s · 1,000,000 + i

Report = Callable[[str], None]


@dataclass(frozen=True)
class Maker:
    """A model, the chorales it has and has not seen, and what held-out Bach measures."""

    engines: Engines
    encoding: Encoding
    system: str
    chorales: Mapping[str, Piece]
    yardstick: Yardstick
    bach: Mapping[str, Measures]  # of each held-out chorale
    limits: Limits


def prepare(engines: Engines, encoding: Encoding, system: str, chorales: Mapping[str, Piece], split: Split) -> Maker:
    """Measure held-out Bach against the training set, and take the limits from it."""
    training = pick(chorales, split.train)
    yardstick = Yardstick(split.train, training, encode_normalized(training, encoding), encoding.name)
    held_out = pick(chorales, split.held_out)
    bach = yardstick.measure(held_out, encode_normalized(held_out, encoding))
    return Maker(
        engines, encoding, system, chorales, yardstick, dict(zip(split.held_out, bach, strict=True)), limits_from(bach)
    )


def make_compositions(maker: Maker, count: int, seed: int, report: Report) -> list[Candidate]:
    """`count` compositions, kept and thrown away, in the order of their seeds."""
    seeds = [seed * SEEDS_PER_RUN + index for index in range(count)]
    candidates: list[Candidate] = []
    for start in range(0, count, BATCH):
        made = compose(maker.engines, maker.encoding, seeds[start : start + BATCH], COMPOSING)
        measured = maker.yardstick.measure([g.piece for g in made], [g.tokens for g in made])
        candidates += [_composition(maker, generated, m) for generated, m in zip(made, measured, strict=True)]
        kept = sum(candidate.verdict == "kept" for candidate in candidates)
        report(f"compositions {len(candidates)}/{count}, {kept} kept")
    return candidates


def _composition(maker: Maker, generated: Generated, measures: Measures) -> Candidate:
    name = f"{maker.system}-{generated.seed}"
    return Candidate(
        name=name,
        variant=COMPOSITION,
        bwv="",
        seed=generated.seed,
        temperature=COMPOSING.temperature,
        log_likelihood=generated.log_likelihood / generated.chosen,
        piece=replace(generated.piece, title=name),
        measures=measures,
        verdict=verdict(measures, maker.limits, finished=generated.finished, frames=generated.steps, bach=None),
    )


def make_harmonizations(maker: Maker, jobs: Sequence[tuple[str, str]], seed: int, report: Report) -> list[Candidate]:
    """Harmonizations of the jobs, each a BWV number and the voices to write, tried until one is kept."""
    candidates: list[Candidate] = []
    open_jobs = list(jobs)
    for attempt in range(ATTEMPTS):
        made = [
            candidate
            for start in range(0, len(open_jobs), BATCH)
            for candidate in _attempt(maker, open_jobs[start : start + BATCH], seed * SEEDS_PER_RUN + attempt, attempt)
        ]
        candidates += made
        open_jobs = [(c.bwv, c.variant) for c in made if c.verdict != "kept"]
        report(f"harmonizations, attempt {attempt + 1}: {len(jobs) - len(open_jobs)} of {len(jobs)} kept")
        if not open_jobs:
            break
    return candidates


def _attempt(maker: Maker, jobs: Sequence[tuple[str, str]], seed: int, attempt: int) -> list[Candidate]:
    sampling = RETRYING if attempt else GREEDY
    tasks = [Task(maker.chorales[bwv], voices, seed) for bwv, voices in jobs]
    made = harmonize(maker.engines, maker.encoding, tasks, sampling)
    measured = maker.yardstick.measure([g.piece for g in made], [g.tokens for g in made])
    return [
        _harmonization(maker, bwv, voices, generated, measures, sampling)
        for (bwv, voices), generated, measures in zip(jobs, made, measured, strict=True)
    ]


def _harmonization(
    maker: Maker, bwv: str, voices: str, generated: Generated, measures: Measures, sampling: Sampling
) -> Candidate:
    judged = verdict(measures, maker.limits, finished=True, frames=None, bach=maker.bach[bwv])
    name = f"{maker.system}-{bwv}-{voices}"
    return Candidate(
        name=name if sampling is GREEDY else f"{name}-{generated.seed}",
        variant=voices,
        bwv=bwv,
        seed=generated.seed,
        temperature=sampling.temperature,
        log_likelihood=generated.log_likelihood / generated.chosen,
        piece=replace(generated.piece, title=f"BWV {bwv}, {voices} by {maker.system}"),
        measures=measures,
        verdict=judged,
    )
