"""What a run of candidates consists of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from evaluation.pairs import folder
from evaluation.pairs.rule import Measures
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

    def row(self) -> dict[str, Any]:
        """Its line of candidates.csv."""
        return {
            "candidate": self.name,
            "variant": self.variant,
            "bwv": self.bwv,
            "seed": self.seed,
            "temperature": self.temperature,
            "log_likelihood_per_token": f"{self.log_likelihood:.4f}",
            "bleu": "" if self.measures.bleu is None else f"{self.measures.bleu:.4f}",
            "copied_chords": self.measures.copied,
            "copied_from": self.measures.copied_from,
            "longest_hold_quarters": f"{self.measures.hold:g}",
            "verdict": self.verdict,
        }


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

    def of_system(self, system: str) -> folder.Pair:
        """The pair as it is written, the machine being that system."""
        human = folder.human_side(f"bwv{self.bwv}", self.human, self.human.source, "public domain")
        machine = folder.machine_side(self.candidate.name, self.machine, system, self.candidate.seed)
        return folder.Pair(self.name, self.variant, self.tune, human, machine, self.length)
