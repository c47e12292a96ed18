"""Plots of accuracy as SVG.

Colors are the site's: greys for chance, one hue's tints for the ordered levels of experience (shape tells them apart
too), and neither the human's nor the machine's hue, which mean something else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evaluation.answers.kinds.discrimination.accuracy import AccuracyTable
from evaluation.answers.kinds.discrimination.published import Published
from evaluation.answers.plotting import in_percent, mark_of_all, marks_of_experience, percent_axis
from evaluation.answers.records import ALL, EXPERIENCES
from evaluation.answers.wording import percent_and_count
from evaluation.plots.intervals import STAR, Mark, Plot, Row, drawn
from evaluation.plots.palettes import PALETTES, Theme

AXIS = percent_axis("right answers on these very pairs,\nso far; dashed: guessing")


def accuracy_plot(table: AccuracyTable, published: Published | None = None, theme: Theme = "light") -> str:
    """Accuracy by variant, and over all, as the text of an SVG file."""
    variants = [*table.variants, ALL]
    mark = mark_of_all(PALETTES[theme])
    rows = [_row(table, published, (each, ALL), place, mark) for place, each in enumerate(variants)]
    return _drawn("Accuracy by variant", rows, dict(enumerate(variants)), published, theme)


def experience_plot(table: AccuracyTable, published: Published | None = None, theme: Theme = "light") -> str:
    """Accuracy by variant and, within it, by experience, as the text of an SVG file."""
    marks = marks_of_experience(PALETTES[theme])
    rows, labels = [], {}
    for group, variant in enumerate([*table.variants, ALL]):
        first = group * (len(EXPERIENCES) + 0.8)
        labels[first + (len(EXPERIENCES) - 1) / 2] = variant
        for place, (experience, mark) in enumerate(marks.items()):
            rows.append(_row(table, published, (variant, experience), first + place, mark))
    title = "Accuracy by variant and experience"
    return _drawn(title, rows, labels, published, theme, legend=list(marks.values()))


def _row(table: AccuracyTable, published: Published | None, cell: tuple[str, str], place: float, mark: Mark) -> Row:
    estimate, share = table.cells[cell], published.cells.get(cell) if published else None
    star = 100 * share.value if share else None
    return Row(place, in_percent(estimate), percent_and_count(estimate), mark, star)


def _drawn(
    title: str,
    rows: Sequence[Row],
    names: Mapping[float, str],
    published: Published | None,
    theme: Theme,
    legend: Sequence[Mark] = (),
) -> str:
    stars = [Mark(STAR, "none", PALETTES[theme].soft, published.title)] if published else []
    return drawn(Plot(title, AXIS, rows, names, [*legend, *stars]), theme)
