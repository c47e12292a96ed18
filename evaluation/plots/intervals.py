"""Plots of estimates as SVG: a row for each, with its interval, and its figures in words beside it.

Shape tells apart what color does; the human's and the machine's hues mean these and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from evaluation.plots.drawing import STYLE, WIDTH, file_bytes, point
from evaluation.plots.palettes import PALETTES, Palette, Theme

ROW, MARGIN = 0.27, 1.1  # inches
STAR = "*"  # the marker of others' figures, a series of its own in the legend
BELOW = 0.3  # rows from an estimate down to the star beside it


@dataclass(frozen=True, slots=True)
class Mark:
    """How an estimate's point looks."""

    marker: str
    face: str
    edge: str
    label: str = ""  # in the legend


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a plot."""

    place: float  # from the top, in rows
    bounds: tuple[float, float, float] | None  # low, value, high; None where there is no estimate
    words: str
    mark: Mark
    star: float | None = None  # a figure of others to compare with


@dataclass(frozen=True, slots=True)
class Axis:
    """What is along the bottom."""

    label: str
    limits: tuple[float, float]
    ticks: Mapping[float, str]  # few: beside long names there is no room for more
    minor: Sequence[float] = ()
    line: float | None = None  # dashed, where guessing stands


@dataclass(frozen=True, slots=True)
class Plot:
    title: str
    axis: Axis
    rows: Sequence[Row]
    names: Mapping[float, str]  # beside the axis, by their places
    legend: Sequence[Mark] = ()


def drawn(plot: Plot, theme: Theme) -> str:
    """The plot as the text of an SVG file; the same plot gives the same text."""
    palette = PALETTES[theme]
    height = max(row.place for row in plot.rows) + 1
    legend_rows = len({mark.marker == STAR for mark in plot.legend})
    with mpl.rc_context(fname=STYLE):
        figure = Figure(figsize=(WIDTH, MARGIN + ROW * (height + legend_rows)), layout="constrained")
        axes = figure.add_subplot()
        _frame(axes, plot, height, palette)
        for row in plot.rows:
            _mark(axes, row, palette)
        if plot.legend:
            _legend(figure, plot.legend, palette)
        return file_bytes(figure, plot.title, "svg", palette.paper).decode()


def _frame(axes: Axes, plot: Plot, height: float, palette: Palette) -> None:
    axis = plot.axis
    axes.set_xlim(*axis.limits)
    axes.set_ylim(height - 0.4, -0.6)
    axes.set_xticks(list(axis.ticks), list(axis.ticks.values()))
    axes.set_xticks(list(axis.minor), minor=True)
    axes.set_yticks(list(plot.names), list(plot.names.values()))
    axes.set_xlabel(axis.label)
    if axis.line is not None:
        axes.axvline(axis.line, color=palette.chance, linestyle=(0, (4, 3)), linewidth=1.2, zorder=0)
    axes.tick_params(which="both", colors=palette.ink)
    axes.xaxis.label.set_color(palette.soft)
    axes.spines["bottom"].set_color(palette.soft)


def _mark(axes: Axes, row: Row, palette: Palette) -> None:
    """One estimate with its interval and words, or the words alone; what it is compared with as a hollow star."""
    axes.text(1.05, row.place, row.words, transform=axes.get_yaxis_transform(), va="center", color=palette.soft, size=9)
    if row.bounds:
        low, value, high = row.bounds
        axes.plot([low, high], [row.place] * 2, color=row.mark.edge, solid_capstyle="butt")
        point(axes, value, row.place, row.mark.marker, row.mark.face, row.mark.edge)
    if row.star is not None:
        point(axes, row.star, row.place + BELOW, STAR, "none", palette.soft)


def _legend(figure: Figure, marks: Sequence[Mark], palette: Palette) -> None:
    axes = figure.axes[0]
    for mark in marks:
        axes.plot([], [], mark.marker, markerfacecolor=mark.face, markeredgecolor=mark.edge, label=mark.label)
    has_star = any(mark.marker == STAR for mark in marks)
    legend = figure.legend(loc="outside upper left", ncols=2 if has_star else 4, handletextpad=0.2, columnspacing=1.2)
    for text in legend.get_texts():
        text.set_color(palette.ink)
