"""Plots of accuracy as SVG: a row for each estimate, its interval, the chance line, and the count beside it.

Drawn with matplotlib's objects, not with pyplot, which keeps state between the requests of a web process. The same
input gives the same bytes. Colors are the site's: greys for chance, one hue's tints for the ordered levels of
experience (shape tells them apart too), and neither the human's nor the machine's hue, which mean something else.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from evaluation.statistics.accuracy import ALL, CHANCE, EXPERIENCES, AccuracyTable
from evaluation.statistics.published import Published, PublishedShare
from evaluation.statistics.records import Estimate
from evaluation.statistics.wording import percent

STYLE = Path(__file__).with_name("turing.mplstyle")
WIDTH = 4.3  # inches of 72 points: narrow, so that type stays legible on a phone
ROW, MARGIN = 0.27, 0.95  # inches
BELOW = 0.3  # rows from an estimate down to its published counterpart

Theme = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Palette:
    """The site's colors that plots need."""

    paper: str
    ink: str
    soft: str
    chance: str
    experience: tuple[str, str, str, str]  # tints of Okabe and Ito's bluish green, novice to expert
    edge: str


PALETTES: dict[Theme, Palette] = {
    "light": Palette(
        "#fbf8f1", "#22201c", "#5c564b", "#767676", ("#fbf8f1", "#a3d3be", "#52b897", "#007a59"), "#007a59"
    ),
    "dark": Palette(
        "#1a1815", "#f0eadd", "#b9b0a0", "#a3a3a3", ("#1a1815", "#0d4b3a", "#05795a", "#33c79d"), "#33c79d"
    ),
}
MARKERS = dict(zip(EXPERIENCES, "os^D", strict=True))


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a plot."""

    place: float  # from the top, in rows
    estimate: Estimate
    published: PublishedShare | None
    marker: str
    face: str
    edge: str


def accuracy_plot(table: AccuracyTable, published: Published | None = None, theme: Theme = "light") -> str:
    """Accuracy by variant, and over all, as the text of an SVG file."""
    palette = PALETTES[theme]
    variants = [*table.variants, ALL]
    rows = [
        _Row(place, table.cells[each, ALL], _share(published, each, ALL), "o", palette.ink, palette.ink)
        for place, each in enumerate(variants)
    ]
    return _drawn("Accuracy by variant", rows, dict(enumerate(variants)), published, palette)


def experience_plot(table: AccuracyTable, published: Published | None = None, theme: Theme = "light") -> str:
    """Accuracy by variant and, within it, by experience, as the text of an SVG file."""
    palette = PALETTES[theme]
    rows, labels = [], {}
    for group, variant in enumerate([*table.variants, ALL]):
        first = group * (len(EXPERIENCES) + 0.8)
        labels[first + (len(EXPERIENCES) - 1) / 2] = variant
        for place, (experience, face) in enumerate(zip(EXPERIENCES, palette.experience, strict=True)):
            estimate, share = table.cells[variant, experience], _share(published, variant, experience)
            rows.append(_Row(first + place, estimate, share, MARKERS[experience], face, palette.edge))
    return _drawn("Accuracy by variant and experience", rows, labels, published, palette, legend=EXPERIENCES)


def _share(published: Published | None, variant: str, experience: str) -> PublishedShare | None:
    return published.cells.get((variant, experience)) if published else None


def _drawn(
    title: str,
    rows: Sequence[_Row],
    labels: dict[float, str] | dict[int, str],
    published: Published | None,
    palette: Palette,
    legend: Sequence[str] = (),
) -> str:
    height = max(row.place for row in rows) + 1
    with mpl.rc_context(fname=STYLE):
        figure = Figure(figsize=(WIDTH, MARGIN + ROW * (height + bool(legend) + bool(published))), layout="constrained")
        axes = figure.add_subplot()
        _frame(axes, labels, height, palette)
        for row in rows:
            _mark(axes, row, palette)
        if legend or published:
            _legend(figure, legend, published, palette)
        return _svg(figure, title)


def _frame(axes: Axes, labels: dict[float, str] | dict[int, str], height: float, palette: Palette) -> None:
    axes.set_xlim(0, 100)
    axes.set_ylim(height - 0.4, -0.6)
    axes.set_xticks(range(0, 101, 25), [f"{tick} %" for tick in range(0, 101, 25)])
    axes.set_yticks(list(labels), list(labels.values()))
    axes.set_xlabel("right answers; dashed: guessing")
    axes.axvline(100 * CHANCE, color=palette.chance, linestyle=(0, (4, 3)), linewidth=1.2, zorder=0)
    axes.tick_params(colors=palette.ink)
    axes.xaxis.label.set_color(palette.soft)
    axes.spines["bottom"].set_color(palette.soft)


def _mark(axes: Axes, row: _Row, palette: Palette) -> None:
    """One estimate with its interval and count, and the published share, if any, as a hollow star."""
    estimate, count = row.estimate, f"n = {row.estimate.count:,}"
    text = f"{percent(estimate.value)}, {count}" if estimate.count else "no answers"
    axes.text(1.05, row.place, text, transform=axes.get_yaxis_transform(), va="center", color=palette.soft, size=9)
    if estimate.value is not None and estimate.low is not None and estimate.high is not None:
        axes.plot([100 * estimate.low, 100 * estimate.high], [row.place] * 2, color=row.edge, solid_capstyle="butt")
        _point(axes, 100 * estimate.value, row.place, row.marker, row.face, row.edge)
    if row.published:
        _point(axes, 100 * row.published.value, row.place + BELOW, "*", "none", palette.soft)


def _point(axes: Axes, x: float, y: float, marker: str, face: str, edge: str) -> None:
    axes.plot([x], [y], marker, markerfacecolor=face, markeredgecolor=edge, zorder=3, clip_on=False)


def _legend(figure: Figure, levels: Sequence[str], published: Published | None, palette: Palette) -> None:
    axes = figure.axes[0]
    for level, face in zip(levels, palette.experience, strict=False):
        axes.plot([], [], MARKERS[level], markerfacecolor=face, markeredgecolor=palette.edge, label=level)
    if published:
        axes.plot([], [], "*", markerfacecolor="none", markeredgecolor=palette.soft, label=published.title)
    legend = figure.legend(loc="outside upper left", ncols=2 if published else 4, handletextpad=0.2, columnspacing=1.2)
    for text in legend.get_texts():
        text.set_color(palette.ink)


def _svg(figure: Figure, title: str) -> str:
    file = io.StringIO()
    figure.savefig(file, format="svg", metadata={"Title": title, "Date": None, "Creator": None})
    return file.getvalue()
