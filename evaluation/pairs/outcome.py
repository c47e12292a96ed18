"""What a run ends with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.pairs.candidate import Candidate
from evaluation.pairs.folder import Pair


@dataclass(frozen=True)
class Outcome:
    """Pairs, all candidates that were made for them, and how."""

    pairs: Sequence[Pair]
    candidates: Sequence[Candidate]
    rows: Sequence[dict[str, object]]  # of candidates.csv
    report: dict[str, object]
