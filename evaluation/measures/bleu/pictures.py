"""Scored sets as plots."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from evaluation.measures.bleu.scores import CandidateScore
from evaluation.measures.bleu.sets import SetsReport
from evaluation.plots.drawing import Format
from evaluation.plots.ngrams import Plotted, precision_plot, strip_plot
from evaluation.plots.palettes import Theme


def draw_strips(
    report: SetsReport,
    orders: Sequence[int] = (2, 3, 4, 5),
    seed: int = 1,
    theme: Theme = "light",
    kind: Format = "svg",
) -> bytes:
    """Cumulated BLEU of every candidate; the report must count n-grams as long as the last of `orders`."""
    return strip_plot(_plotted(report, lambda score: score.cumulated), orders, seed, theme, kind)


def draw_precisions(report: SetsReport, theme: Theme = "light", kind: Format = "svg") -> bytes:
    """The share of matching n-grams of every order that the report counts."""
    return precision_plot(_plotted(report, _shares), theme, kind)


def _shares(score: CandidateScore) -> Sequence[float]:
    return [each.matches / each.total if each.total else np.nan for each in score.precisions]


def _plotted(report: SetsReport, values: Callable[[CandidateScore], Sequence[float]]) -> list[Plotted]:
    return [
        Plotted(each.name, each is report.held_out, np.array([values(score) for score in each.candidates]))
        for each in report.every_set
    ]
