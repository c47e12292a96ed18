"""Measures of sets of music, in the order in which a report has them; see `measure` for what one is."""

from evaluation.measures import (
    bleu,
    compare,
    diversity,
    features,
    harmonization,
    likelihood,
    originality,
    rules,
)
from evaluation.measures.measure import Measure

MEASURES: dict[str, Measure] = {
    each.name: each
    for each in (
        bleu.MEASURE,
        originality.MEASURE,
        diversity.MEASURE,
        compare.MEASURE,
        features.MEASURE,
        rules.MEASURE,
        likelihood.MEASURE,
        harmonization.MEASURE,
    )
}
