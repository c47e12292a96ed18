"""Plots as SVG and PNG, in the site's colors, light and dark."""

from evaluation.plots.accuracy import accuracy_plot, experience_plot
from evaluation.plots.drawing import PALETTES

__all__ = ["PALETTES", "accuracy_plot", "experience_plot"]
