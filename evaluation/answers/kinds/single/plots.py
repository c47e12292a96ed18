"""Plots of the rates as SVG: the human's and the machines' hues for clips of either, tints for levels of experience."""

from __future__ import annotations

from dataclasses import replace

from evaluation.answers.kinds.single.table import DetectionTable
from evaluation.answers.plotting import in_percent, marks_of_experience, percent_axis
from evaluation.answers.records import ALL, EXPERIENCES
from evaluation.answers.wording import percent_and_count
from evaluation.plots.intervals import Mark, Plot, Row, drawn
from evaluation.plots.palettes import PALETTES, Theme

RATES = replace(percent_axis("called a person’s, of these very clips,\nso far"), line=None)  # guessing stands anywhere
ACCURACY = percent_axis("right answers, human’s and machines’ clips\nweighted alike, so far; dashed: guessing")
GAP = 0.8  # rows between groups


def rates_plot(table: DetectionTable, theme: Theme = "light") -> str:
    """How often human's and machines' clips were called human, by variant, as the text of an SVG file."""
    palette = PALETTES[theme]
    marks = (
        Mark("o", palette.human, palette.human, "human’s clips"),
        Mark("s", palette.machine, palette.machine, "machines’ clips"),
    )
    rows, names = [], {}
    for group, variant in enumerate([*table.variants, ALL]):
        first, found = group * (len(marks) + GAP), table.cells[variant, ALL]
        names[first + 0.5] = variant
        for place, (mark, rate) in enumerate(zip(marks, (found.hits, found.false_alarms), strict=True)):
            rows.append(Row(first + place, in_percent(rate), percent_and_count(rate), mark))
    return drawn(Plot("Clips called a person’s, by variant", RATES, rows, names, marks), theme)


def experience_plot(table: DetectionTable, theme: Theme = "light") -> str:
    """Accuracy by variant and, within it, by experience, as the text of an SVG file."""
    marks = marks_of_experience(PALETTES[theme])
    rows, names = [], {}
    for group, variant in enumerate([*table.variants, ALL]):
        first = group * (len(EXPERIENCES) + GAP)
        names[first + (len(EXPERIENCES) - 1) / 2] = variant
        for place, (experience, mark) in enumerate(marks.items()):
            accuracy = table.cells[variant, experience].accuracy
            rows.append(Row(first + place, in_percent(accuracy), percent_and_count(accuracy), mark))
    return drawn(Plot("Accuracy by variant and experience", ACCURACY, rows, names, list(marks.values())), theme)
