"""Plots as SVG and PNG, in the site's colors, light and dark: what they share, and those of n-grams."""
