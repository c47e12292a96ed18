"""What a run of candidates consists of."""

from __future__ import annotations

from dataclasses import dataclass

from evaluation.candidates.rule import Measures
from generators.pieces import Piece

COMPOSITION = "SATB"  # the variant in which nothing is given


@dataclass(frozen=True, slots=True)
class Candidate:
    """A piece a system made, with how it was made, what was measured, and whether it was kept."""

    name: str
    variant: str  # the voices the machine wrote
    bwv: str  # the chorale it rewrites; empty for a composition
    seed: int
    temperature: float  # 0: greedy
    log_likelihood: float  # nats per token the machine chose
    piece: Piece
    measures: Measures
    verdict: str  # "kept", or why not


@dataclass(frozen=True, slots=True)
class Pair:
    """A human and a machine excerpt of equal length, both cut from the start of their pieces."""

    name: str
    variant: str
    tune: str  # a chorale of the melody family, which stands for it
    human: Piece
    machine: Piece
    candidate: Candidate
    bwv: str
    length: int  # ticks
