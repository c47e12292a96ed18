"""Candidates: the pieces that a system made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from evaluation.pairs.gate import KEPT, Readings
from generators.pieces import Piece
from generators.sampling.compose import Generated

COMPOSITION = "SATB"  # the variant in which nothing is given


@dataclass(frozen=True, slots=True)
class Candidate:
    """A piece that a system made, with how it was made, what was measured, and whether it is kept."""

    name: str
    variant: str  # the voices that the machine wrote; of continuations the system
    human: str  # the piece that it rewrites or goes on from, as its corpus calls it; empty for a composition
    seed: int
    temperature: float | None  # 0: greedy; None: searched by a beam
    log_likelihood: float  # nats per token the model chose
    piece: Piece
    readings: Readings
    verdict: str  # "kept", or why not

    @property
    def kept(self) -> bool:
        return self.verdict == KEPT


def per_token(generated: Generated) -> float:
    """The log-likelihood of a token that the model chose, in nats."""
    return generated.log_likelihood / generated.chosen


def verdicts(candidates: Iterable[Candidate]) -> dict[str, int]:
    """How many candidates were judged how."""
    return dict(sorted(Counter(candidate.verdict for candidate in candidates).items()))
