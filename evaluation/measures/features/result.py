"""What each piece measures, and the means of each set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from evaluation.measures.features.feature import Feature, Scalar
from evaluation.measures.features.features import FEATURES
from evaluation.measures.features.sets import FeatureSet, columns, measure_set, without_tempo
from evaluation.measures.material import Material
from evaluation.measures.result import Cell, Column, Result, Row, Table

SCALARS = tuple(feature for feature in FEATURES if isinstance(feature, Scalar))

Sets = Mapping[str, FeatureSet]


def measure(material: Material) -> Result:
    """The features of every set, held-out music among them. Raises InputError as `measure_set`."""
    sets, notes = material.each(lambda music: measure_set(music.pieces))
    return Result(
        detail=_pieces(sets),
        tables=(_scalars(sets), _histograms(sets), _means(sets)),
        notes=(*notes, *_left_out(sets)),
    )


def _scalars(sets: Sets) -> Table:
    rows: list[Row] = [
        [f"({number}) {feature.name}, {feature.unit}", *(_mean(each, feature)[0] for each in sets.values())]
        for number, feature in enumerate(SCALARS, start=1)
    ]
    return Table("means side by side", "Means over pieces", _side_by_side("feature", sets, ".3f"), rows)


def _histograms(sets: Sets) -> Table:
    """A row a bin that any set has."""
    rows: list[Row] = []
    for feature in FEATURES:
        if not isinstance(feature, Scalar):
            shares = zip(columns(feature), *(_mean(each, feature) for each in sets.values()), strict=True)
            rows += [row for row in shares if any(row[1:])]
    shown = _side_by_side("feature: value", sets, ".1%")
    return Table("shares side by side", "Shares of the values of each feature", shown, rows, folded=True)


def _side_by_side(heading: str, sets: Sets, form: str) -> tuple[Column, ...]:
    return (Column(heading=heading), *(Column(heading=name, form=form) for name in sets))


def _means(sets: Sets) -> Table:
    rows: list[Row] = [
        [name, column, feature.unit, mean, each.undefined(feature.name)]
        for name, each in sets.items()
        for feature in FEATURES
        for column, mean in zip(columns(feature), _mean(each, feature), strict=True)
    ]
    names = ("set", "feature", "unit", "mean", "undefined")
    return Table("means", "Means over pieces", tuple(map(Column, names)), rows)


def _pieces(sets: Sets) -> Table:
    """A row a piece, a column a number; for people the scalars alone, by their numbers in the table of means."""
    named = [Column(column) for feature in FEATURES for column in columns(feature)]
    seen = [Column(heading=f"({number})", form=".3f") for number in range(1, len(SCALARS) + 1)]
    rows: list[Row] = []
    for name, each in sets.items():
        for place, piece in enumerate(each.names):
            values = [value for feature in FEATURES for value in _values(each, feature, place)]
            scalars = [value for feature in SCALARS for value in _values(each, feature, place)]
            rows.append([name, piece, *values, *scalars])
    shown = (Column("set", "set"), Column("piece", "piece"), *named, *seen)
    return Table("pieces", "Every piece, features by their numbers", shown, rows, grouped=True, folded=True)


def _values(each: FeatureSet, feature: Feature, place: int) -> list[Cell]:
    value = each.values[feature.name][place]
    return [None] * len(columns(feature)) if value is None else [float(one) for one in np.atleast_1d(value)]


def _mean(each: FeatureSet, feature: Feature) -> list[float | None]:
    table = each.table(feature)
    if not len(table):
        return [None] * len(columns(feature))
    return [float(one) for one in table.mean(axis=0)]


def _left_out(sets: Sets) -> Iterator[str]:
    for name, each in sets.items():
        for feature in FEATURES:
            missing = each.undefined(feature.name)
            if feature.needs_tempo and missing:
                yield f"{name}: left out is {without_tempo(feature.name, missing, len(each))}"
        if each.repeated:
            yield f"{name}: left out, with the notes of an earlier piece: {len(each.repeated)}"
