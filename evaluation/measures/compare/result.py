"""Whether classifiers tell each set from held-out real music, by what, and how far apart features are."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from evaluation.measures.compare.comparison import Comparison, compare
from evaluation.measures.features.distances import FeatureDistance
from evaluation.measures.features.sets import choose_features, measure_set, without_tempo
from evaluation.measures.material import Material, MusicSet
from evaluation.measures.result import Column, Result, Row, Table
from generators.errors import InputError

Compared = Mapping[str, Comparison]  # by set


def measure(material: Material, *, without: Sequence[str] = (), folds: int = 5, permutations: int = 100) -> Result:
    """Every set beside held-out music. Raises InputError as `compare`."""
    choose_features(without)  # refused before minutes of reading
    if material.held_out is None:
        raise InputError("there is no held-out real music to compare with")
    real = measure_set(material.held_out.pieces)

    def beside(music: MusicSet) -> Comparison:
        own = measure_set(music.pieces)
        material.say(f"{len(real)} and {len(own)} pieces; {permutations} permutations")
        return compare(real, own, without, folds, permutations, material.seed, material.say)

    compared, notes = material.each(beside, held_out=False)
    methods = dict.fromkeys(method for each in compared.values() for method in each.methods)
    return Result(
        detail=_distances(compared),
        tables=(_verdicts(compared), _telling(compared), _overlaps(compared)),
        signatures={name: each.signature for name, each in compared.items()},
        findings={name: _finding(each) for name, each in compared.items()},
        notes=(*notes, *_left_out(compared)),
        method=tuple(methods),
    )


def _verdicts(compared: Compared) -> Table:
    columns = (
        Column("set", "set"),
        Column("classifier", "classifier", kind="words"),
        Column("auc", "AUC", ".3f"),
        Column("auc", "95 % interval", ".3f", "range"),
        Column("p_value", "p", ".3f"),
        Column("apart"),
        Column(heading="apart", kind="words"),
        Column("real", "real pieces"),
        Column("pieces", "pieces"),
        Column(heading="told by", kind="words"),
    )
    rows: list[Row] = []
    for name, each in compared.items():
        for verdict in each.hearing.verdicts:
            auc, apart = verdict.auc, each.apart(verdict.classifier)
            told = ", ".join(telling.column for telling in verdict.telling[:3])
            judged = (each.p_values[verdict.classifier], apart, "yes" if apart else "no")
            sizes = (each.first.pieces, each.second.pieces)
            rows.append([name, verdict.classifier, auc.value, (auc.low, auc.high), *judged, *sizes, told])
    return Table("verdicts", "Whether classifiers tell the set from held-out real music", columns, rows)


def _telling(compared: Compared) -> Table:
    columns = (
        Column("set", "set"),
        Column("feature", "feature"),
        Column("classifier", "classifier", kind="words"),
        Column("weight", "weight", "+.2f"),
        Column("real", "real music", ".3f"),
        Column("mean", "set", ".3f"),
    )
    rows: list[Row] = [
        [name, one.column, verdict.classifier, one.weight, one.first_mean, one.second_mean]
        for name, each in compared.items()
        for verdict in each.hearing.verdicts
        for one in verdict.telling
    ]
    caption = "What tells the set from real music: + speaks for the set"
    return Table("telling", caption, columns, rows, grouped=True, folded=True)


def _distances(compared: Compared) -> Table:
    """A row a distance, those first that stand out most beside the distances between halves of real music."""
    columns = (
        Column("set", "set"),
        Column(heading="feature and distance"),
        Column("feature"),
        Column("distance"),
        Column("value", "distance", ".4f"),
        Column("unit", "unit", kind="words"),
        Column("value", "95 % interval", ".4f", "range"),
        Column("halves", "halves, median", ".4f"),
        Column("halves_most", "halves, 95 %", ".4f"),
        Column("p_value", "p", ".3f"),
    )
    rows: list[Row] = []
    for name, each in compared.items():
        for one in sorted(each.distances, key=_standing_out, reverse=True):
            figures = (one.value, one.unit, (one.low, one.high), one.halves, one.halves_high)
            rows.append([name, one.name, one.feature, one.distance, *figures, each.p_values[one.name]])
    caption = "Distances, those first that stand out most beside those between halves of real music"
    return Table("distances", caption, columns, rows, grouped=True, folded=True)


def _overlaps(compared: Compared) -> Table:
    columns = (Column("set", "set"), Column("feature", "feature"), Column("overlap", "overlap", ".2f"))
    rows: list[Row] = [[name, *one] for name, each in compared.items() for one in each.overlaps.items()]
    caption = "Overlap with real music: 1 is as far from its pieces as these from each other"
    return Table("overlaps", caption, columns, rows, grouped=True, folded=True)


def _left_out(compared: Compared) -> Iterator[str]:
    for name, each in compared.items():
        sizes = (each.first.pieces, each.second.pieces)
        for feature, missing in each.left_out.items():
            said = without_tempo(feature, sum(missing), sum(sizes))
            yield f"{name}: left out is {said} ({missing[0]} of the {sizes[0]} of real music)"
        for feature, (first, second) in each.hearing.undefined.items():
            yield f"{name}: {feature} is undefined for {first} pieces of real music and {second} of the set"
        if each.hearing.in_both:
            same = f"{each.hearing.in_both} of {name} equal pieces of real music in every feature"
            yield f"{same}, which lowers the AUC"
        for what, side in (("real music", each.first), (name, each.second)):
            if side.repeated:
                yield f"{name}: left out of {what}, with the notes of an earlier piece: {side.repeated}"


def _standing_out(one: FeatureDistance) -> float:
    """The distance in units of what 95 % of halves of the real music stay below."""
    return one.value / one.halves_high if one.halves_high else math.inf if one.value else 0.0


def _finding(each: Comparison) -> str:
    best = max(each.hearing.verdicts, key=lambda verdict: verdict.auc.value)
    if each.apart(best.classifier):
        return f"classifiers tell it from real music with an AUC of {best.auc.value:.2f} ({best.classifier})"
    deaf = (
        f"classifiers do not tell it from real music (AUC {best.auc.value:.2f}, p {each.p_values[best.classifier]:.2f})"
    )
    farthest = min((one.name for one in each.distances), key=each.p_values.__getitem__, default=None)
    if farthest is None or not each.apart(farthest):
        return deaf
    return f"{deaf}, but it is apart in {farthest} (p {each.p_values[farthest]:.2f})"
