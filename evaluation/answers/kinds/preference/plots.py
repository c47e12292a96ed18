"""Plots of preferences as SVG. A person has the human's hue and shape, systems the machine's."""

from __future__ import annotations

from evaluation.answers.kinds.preference.comparisons import Comparison
from evaluation.answers.kinds.preference.ranking import Rank
from evaluation.answers.kinds.preference.records import HUMAN
from evaluation.answers.kinds.preference.table import PreferenceTable
from evaluation.answers.kinds.preference.wording import named
from evaluation.answers.plotting import in_percent, percent_axis
from evaluation.answers.wording import percent_and_count
from evaluation.plots.intervals import Mark, Plot, Row, drawn
from evaluation.plots.palettes import PALETTES, Palette, Theme

APART = 1.8  # rows from a name of two lines to the next
NOTHING = [Row(0, None, "no answers", Mark("o", "none", "none"))]


def ranking_plot(table: PreferenceTable, theme: Theme = "light") -> str:
    """The makers, those first that are preferred most, as the text of an SVG file."""
    ranks = table.ranking.ranks
    axis = percent_axis("preferred to another of these makers,\nso far; dashed: as often as not")
    names = {float(place): named(rank.maker) for place, rank in enumerate(ranks)}
    rows = [_row(place, rank, PALETTES[theme]) for place, rank in enumerate(ranks)]
    return drawn(Plot("Makers by how often they are preferred", axis, rows or NOTHING, names), theme)


def comparison_plot(table: PreferenceTable, theme: Theme = "light") -> str:
    """Each two makers, as the text of an SVG file."""
    axis = percent_axis("the first preferred, no difference half,\nso far; dashed: as often as not")
    places = [APART * place for place in range(len(table.comparisons))]
    names = {
        place: f"{named(each.first)} or\n{named(each.second)}"
        for place, each in zip(places, table.comparisons, strict=True)
    }
    rows = [_row(place, each, PALETTES[theme]) for place, each in zip(places, table.comparisons, strict=True)]
    return drawn(Plot("Each two makers", axis, rows or NOTHING, names), theme)


def _row(place: float, estimate: Rank | Comparison, palette: Palette) -> Row:
    return Row(place, in_percent(estimate), percent_and_count(estimate), _mark(estimate, palette))


def _mark(estimate: Rank | Comparison, palette: Palette) -> Mark:
    if isinstance(estimate, Comparison):
        return Mark("o", palette.ink, palette.ink)
    if estimate.maker == HUMAN:
        return Mark("o", palette.human, palette.human)
    return Mark("s", palette.machine, palette.machine)
