"""Plots of sets of candidates: a strip of cumulated BLEU for each n, as in maia's article, and n-gram precisions.

Held-out real music has the human's hue, a filled circle and an unbroken line; every set of a machine has the machine's
hue, and is told from the others by its marker, its dashes and its name.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from evaluation.plots.drawing import STYLE, WIDTH, Format, file_bytes
from evaluation.plots.palettes import PALETTES, Palette, Theme

ROW, HEADING, MARGIN = 0.3, 0.32, 0.75  # inches
JITTER = 0.28  # of a row, up and down
HEIGHT = 3.4  # inches, of the curves
LONGEST_NAME = 22  # characters that fit beside the plot

MARKERS = "s^Dv<>pX"
DASHES = ("--", ":", "-.", (0, (6, 1, 1, 1, 1, 1)), (0, (1, 3)), (0, (8, 3)))


@dataclass(frozen=True, eq=False)
class Plotted:
    """A set as it is drawn."""

    name: str
    human: bool
    values: NDArray[np.float64]  # (candidates, orders): for n = 1, 2, …; NaN where a candidate has no n-gram


@dataclass(frozen=True, slots=True)
class _Look:
    color: str
    marker: str
    face: str
    dashes: str | tuple[int, tuple[int, ...]]


def strip_plot(
    sets: Sequence[Plotted], orders: Sequence[int], seed: int = 1, theme: Theme = "light", kind: Format = "svg"
) -> bytes:
    """Cumulated BLEU of every candidate, a strip for each n and set, with its median as a bar across.

    `seed` is of the jitter, which only parts dots that would hide each other.
    """
    palette = PALETTES[theme]
    inches = MARGIN + len(orders) * (HEADING + ROW * len(sets))
    with mpl.rc_context(fname=STYLE):
        figure = Figure(figsize=(WIDTH, inches), layout="constrained")
        panels = np.atleast_1d(figure.subplots(len(orders), 1, sharex=True))
        for axes, order in zip(panels, orders, strict=True):
            _strips(axes, sets, order, seed, palette)
        panels[-1].set_xlabel("cumulated BLEU; bar: median")
        panels[-1].set_xlim(_lowest(sets, orders), 1.01)
        return file_bytes(figure, "Cumulated n-grams", kind, palette.paper)


def _strips(axes: Axes, sets: Sequence[Plotted], order: int, seed: int, palette: Palette) -> None:
    _frame(axes, palette)
    axes.set_title(f"n = {order}", loc="left", color=palette.ink, pad=3)
    axes.set_ylim(len(sets) - 0.5, -0.5)
    axes.set_yticks(range(len(sets)), [_shortened(each.name) for each in sets])
    for row, (each, look) in enumerate(zip(sets, _looks(sets, palette), strict=True)):
        values = each.values[:, order - 1]
        places = row + np.random.default_rng(seed).uniform(-JITTER, JITTER, len(values))
        axes.plot(
            values,
            places,
            look.marker,
            markersize=4,
            markerfacecolor=look.face,
            markeredgecolor=look.color,
            markeredgewidth=0.8,
            alpha=_alpha(len(values)),
            clip_on=False,
        )
        axes.plot([np.nanmedian(values)] * 2, [row - 0.42, row + 0.42], color=palette.ink, linewidth=2.2, zorder=4)


def _lowest(sets: Sequence[Plotted], orders: Sequence[int]) -> float:
    """A tenth, or 0, below every value that is shown, so that dots near 1 do not share a corner of the plot."""
    least = min(float(np.nanmin(each.values[:, min(orders) - 1 : max(orders)])) for each in sets)
    return max(0.0, math.floor(10 * least - 0.1) / 10) - 0.01


def precision_plot(sets: Sequence[Plotted], theme: Theme = "light", kind: Format = "svg") -> bytes:
    """The share of matching n-grams for n = 1, 2, …: each set's median as a line, its quartiles as a band."""
    palette = PALETTES[theme]
    with mpl.rc_context(fname=STYLE):
        figure = Figure(figsize=(WIDTH, HEIGHT + 0.2 * len(sets)), layout="constrained")
        axes = figure.add_subplot()
        _frame(axes, palette)
        for each, look in zip(sets, _looks(sets, palette), strict=True):
            _curve(axes, each, look)
        axes.set_xlabel("n")
        axes.set_ylabel("n-grams that match; band: quartiles")
        axes.set_ylim(0, 1.02)
        axes.set_yticks(np.arange(0, 1.1, 0.25), [f"{tick} %" for tick in range(0, 101, 25)])
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.grid(axis="y", color=palette.soft, alpha=0.25, linewidth=0.7)
        legend = figure.legend(loc="outside upper left", handlelength=3.2)
        for text in legend.get_texts():
            text.set_color(palette.ink)
        return file_bytes(figure, "N-gram precisions", kind, palette.paper)


def _curve(axes: Axes, each: Plotted, look: _Look) -> None:
    known = ~np.isnan(each.values).all(axis=0)  # orders that at least one candidate is long enough for
    orders = np.flatnonzero(known) + 1
    first, median, third = np.nanpercentile(each.values[:, known], (25, 50, 75), axis=0)
    axes.fill_between(orders, first, third, color=look.color, alpha=0.18, linewidth=0)
    axes.plot(
        orders,
        median,
        color=look.color,
        linestyle=look.dashes,
        marker=look.marker,
        markersize=5,
        markerfacecolor=look.face,
        markeredgecolor=look.color,
        label=_shortened(each.name),
    )


def _looks(sets: Sequence[Plotted], palette: Palette) -> list[_Look]:
    """Machines take markers and dashes in turn, hollow ones first, so that they differ in grey."""
    looks = []
    for place, each in enumerate(sets):
        if each.human:
            looks.append(_Look(palette.human, "o", palette.human, "-"))
            continue
        turn = place - sum(before.human for before in sets[:place])
        face = palette.paper if turn % 2 == 0 else palette.machine
        looks.append(_Look(palette.machine, MARKERS[turn % len(MARKERS)], face, DASHES[turn % len(DASHES)]))
    return looks


def _frame(axes: Axes, palette: Palette) -> None:
    axes.tick_params(colors=palette.ink)
    axes.spines["bottom"].set_color(palette.soft)
    for label in (axes.xaxis.label, axes.yaxis.label):
        label.set_color(palette.soft)


def _alpha(count: int) -> float:
    """Dots fade where there are many."""
    return float(np.clip(8 / np.sqrt(count), 0.25, 0.9))


def _shortened(name: str) -> str:
    """Cut in the middle if too long, and free of the signs that matplotlib would read as mathematics."""
    half = LONGEST_NAME // 2
    shown = name if len(name) <= LONGEST_NAME else f"{name[: half - 1]}…{name[-half:]}"
    return shown.replace("$", r"\$")
