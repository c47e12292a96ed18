"""Plots of mean ratings as SVG: the human's and the machines' hues for clips of either."""

from __future__ import annotations

from evaluation.answers.kinds.rating.records import HIGHEST, LOWEST
from evaluation.answers.kinds.rating.table import RatingTable
from evaluation.answers.kinds.rating.wording import mean_and_count
from evaluation.answers.records import ALL, EXPERIENCES
from evaluation.plots.intervals import Axis, Mark, Plot, Row, drawn
from evaluation.plots.palettes import PALETTES, Palette, Theme
from evaluation.statistics.clustered_means import ClusteredMean

AXIS = Axis("mean rating of these very clips, so far", (LOWEST, HIGHEST), {0: "0", 5: "5", 10: "10"}, minor=range(11))
GAP = 0.8  # rows between groups


def systems_plot(table: RatingTable, theme: Theme = "light") -> str:
    """The mean of the human's clips and of each system's, as the text of an SVG file."""
    human, machine = _marks(PALETTES[theme])
    means = [("human’s", table.overall.human, human)]
    means += [(system, found.mean, machine) for system, found in table.systems.items()]
    rows = [_row(place, mean, mark) for place, (_, mean, mark) in enumerate(means)]
    return drawn(Plot("Mean ratings", AXIS, rows, {place: name for place, (name, _, _) in enumerate(means)}), theme)


def experience_plot(table: RatingTable, theme: Theme = "light") -> str:
    """The means of the human's and of the machines' clips by experience, as the text of an SVG file."""
    marks = _marks(PALETTES[theme])
    rows, names = [], {}
    for group, experience in enumerate((ALL, *EXPERIENCES)):
        first, found = group * (len(marks) + GAP), table.cells[ALL, experience]
        names[first + 0.5] = experience
        for place, (mean, mark) in enumerate(zip((found.human, found.machine), marks, strict=True)):
            rows.append(_row(first + place, mean, mark))
    return drawn(Plot("Mean ratings by experience", AXIS, rows, names, marks), theme)


def _marks(palette: Palette) -> tuple[Mark, Mark]:
    return (
        Mark("o", palette.human, palette.human, "human’s clips"),
        Mark("s", palette.machine, palette.machine, "machines’ clips"),
    )


def _row(place: float, mean: ClusteredMean, mark: Mark) -> Row:
    if mean.value is None or mean.low is None or mean.high is None:
        return Row(place, None, mean_and_count(mean), mark)
    return Row(place, (max(mean.low, LOWEST), mean.value, min(mean.high, HIGHEST)), mean_and_count(mean), mark)
