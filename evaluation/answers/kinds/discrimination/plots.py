"""Plots of accuracy as SVG: a row for each estimate, its interval, the chance line, and the count beside it.

Colors are the site's: greys for chance, one hue's tints for the ordered levels of experience (shape tells them apart
too), and neither the human's nor the machine's hue, which mean something else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from evaluation.answers.kinds.discrimination.accuracy import AccuracyTable
from evaluation.answers.kinds.discrimination.clusters import CHANCE
from evaluation.answers.kinds.discrimination.published import Published, PublishedShare
from evaluation.answers.kinds.discrimination.records import Accuracy
from evaluation.answers.kinds.discrimination.wording import percent_and_count
from evaluation.answers.records import ALL, EXPERIENCES
from evaluation.plots.drawing import STYLE, WIDTH, file_bytes, point
from evaluation.plots.palettes import PALETTES, Palette, Theme

ROW, MARGIN = 0.27, 1.1  # inches
BELOW = 0.3  # rows from an estimate down to its published counterpart
MARKERS = dict(zip(EXPERIENCES, "os^D", strict=True))


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a plot."""

    place: float  # from the top, in rows
    estimate: Accuracy
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
        return file_bytes(figure, title, "svg", palette.paper).decode()


def _frame(axes: Axes, labels: dict[float, str] | dict[int, str], height: float, palette: Palette) -> None:
    axes.set_xlim(0, 100)
    axes.set_ylim(height - 0.4, -0.6)
    axes.set_xticks([0, 50, 100], ["0 %", "50 %", "100 %"])  # beside long names there is no room for more
    axes.set_xticks([25, 75], minor=True)
    axes.set_yticks(list(labels), list(labels.values()))
    axes.set_xlabel("right answers on these very pairs,\nso far; dashed: guessing")
    axes.axvline(100 * CHANCE, color=palette.chance, linestyle=(0, (4, 3)), linewidth=1.2, zorder=0)
    axes.tick_params(which="both", colors=palette.ink)
    axes.xaxis.label.set_color(palette.soft)
    axes.spines["bottom"].set_color(palette.soft)


def _mark(axes: Axes, row: _Row, palette: Palette) -> None:
    """One estimate with its interval and count, or the count alone; the published share, if any, as a hollow star."""
    estimate, text = row.estimate, percent_and_count(row.estimate)
    axes.text(1.05, row.place, text, transform=axes.get_yaxis_transform(), va="center", color=palette.soft, size=9)
    if estimate.value is not None and estimate.low is not None and estimate.high is not None:
        axes.plot([100 * estimate.low, 100 * estimate.high], [row.place] * 2, color=row.edge, solid_capstyle="butt")
        point(axes, 100 * estimate.value, row.place, row.marker, row.face, row.edge)
    if row.published:
        point(axes, 100 * row.published.value, row.place + BELOW, "*", "none", palette.soft)


def _legend(figure: Figure, levels: Sequence[str], published: Published | None, palette: Palette) -> None:
    axes = figure.axes[0]
    for level, face in zip(levels, palette.experience, strict=False):
        axes.plot([], [], MARKERS[level], markerfacecolor=face, markeredgecolor=palette.edge, label=level)
    if published:
        axes.plot([], [], "*", markerfacecolor="none", markeredgecolor=palette.soft, label=published.title)
    legend = figure.legend(loc="outside upper left", ncols=2 if published else 4, handletextpad=0.2, columnspacing=1.2)
    for text in legend.get_texts():
        text.set_color(palette.ink)
