"""The columns of a table of candidates' BLEU."""

from __future__ import annotations

from evaluation.measures.bleu.scores import CandidateScore, NgramPrecision
from evaluation.measures.result import Cell, Column


def score_columns(orders: int) -> tuple[Column, ...]:
    """For people the score, brevity and percents of matching n-grams; for programs counts and cumulated scores."""
    ngrams = range(1, orders + 1)
    return (
        Column("bleu"),
        Column("unmatched"),
        Column("brevity_penalty"),
        *(Column(f"{what}_{n}") for n in ngrams for what in ("matches", "total")),
        *(Column(f"cumulated_{n}") for n in ngrams),
        Column(heading="BLEU", form=".4f"),
        Column(heading="brevity", form=".4f"),
        *(Column(heading=f"n={n}", form=".1f") for n in ngrams),
    )


def score_cells(score: CandidateScore) -> tuple[Cell, ...]:
    """What stands in them; to people a score that measures nothing is none."""
    return (
        score.bleu,
        score.unmatched,
        score.brevity_penalty,
        *(count for each in score.precisions for count in (each.matches, each.total)),
        *score.cumulated,
        score.bleu if score.unmatched is None else None,
        score.brevity_penalty,
        *map(_percent, score.precisions),
    )


def _percent(precision: NgramPrecision) -> float | None:
    return 100 * precision.matches / precision.total if precision.total else None
