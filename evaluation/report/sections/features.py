"""Musical features of each set beside held-out real music's, and classifiers that try to tell the two apart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial

from lxml import etree

from evaluation.measures.features.distances import FeatureDistance
from evaluation.measures.features.sets import FeatureSet, measure_set
from evaluation.measures.twosample.command import left_out_lines
from evaluation.measures.twosample.comparison import Comparison, compare
from evaluation.report.html import Section, absent, details, element, table
from evaluation.report.material import Item, Material
from evaluation.report.settings import Settings
from generators.errors import InputError

ANCHOR, TITLE = "features", "A machine listens"
MEANING = (
    "Classifiers are shown pieces of the set and held-out real music as musical features, and judge pieces that they "
    "have not seen. An AUC of 0.5 is guessing, 1 tells every piece; p is how often sets mixed at random are as far "
    "apart for any classifier or in any feature, all looked at together. It is the features that are judged, not the "
    "music: people may hear more, or less."
)
FURTHEST = 12  # distances shown


def section(material: Material, settings: Settings) -> Section:
    if not material.held_out:
        return absent(ANCHOR, TITLE, "no held-out real music was given to compare with")
    real = _measured(material.held_out)
    compared: dict[str, Comparison] = {}
    reasons: dict[str, str] = {}
    for name, items in material.sets.items():
        try:
            compared[name] = compare(
                real,
                _measured(items),
                permutations=settings.permutations,
                seed=settings.seed,
                say=partial(_say, settings, name),
            )
        except InputError as error:  # too few pieces, or no scikit-learn
            reasons[name] = str(error)
    body = [element("p", MEANING)]
    if compared:
        body.append(_verdicts(compared))
    body += [element("p", f"{name} was not heard: {reason}.", class_="absent") for name, reason in reasons.items()]
    body += [part for name, each in compared.items() for part in _set(name, each)]
    if compared:
        methods = next(iter(compared.values())).methods
        body.append(element("p", "; ".join(methods), class_="small"))
    for name, each in compared.items():
        body.append(element("p", f"{name}: ", element("code", each.signature), class_="small"))
    return Section(ANCHOR, TITLE, body, {name: _finding(each) for name, each in compared.items()})


def _say(settings: Settings, name: str, line: str) -> None:
    settings.say(f"  {name}: {line}")


def _measured(items: Sequence[Item]) -> FeatureSet:
    return measure_set((item.name, item.piece) for item in items)


def _verdicts(compared: dict[str, Comparison]) -> etree._Element:
    rows = [
        (
            f"{name}, {verdict.classifier}",
            f"{verdict.auc.value:.2f}",
            f"{verdict.auc.low:.2f}–{verdict.auc.high:.2f}",
            f"{each.p_values[verdict.classifier]:.3f}",
            f"{each.second.pieces}",
            ", ".join(telling.column for telling in verdict.telling[:3]),
        )
        for name, each in compared.items()
        for verdict in each.hearing.verdicts
    ]
    head = ("set and classifier", "AUC", "95 % interval", "p", "pieces", "told by")
    return table("Whether classifiers tell the set from held-out real music", head, rows, words=[5])


def _set(name: str, each: Comparison) -> list[etree._Element]:
    """What tells the set, and the distances that are largest beside those of real music from itself."""
    linear = each.hearing.verdicts[0]
    telling = [
        (one.column, f"{one.weight:+.2f}", _mean(one.first_mean), _mean(one.second_mean)) for one in linear.telling
    ]
    ordered = sorted(each.distances, key=_standing_out, reverse=True)
    distances = [
        (
            one.name,
            f"{one.value:.3f} {one.unit}",
            f"{one.low:.3f}–{one.high:.3f}",
            f"{one.halves:.3f}",
            f"{one.halves_high:.3f}",
            f"{each.p_values[one.name]:.3f}",
        )
        for one in ordered[:FURTHEST]
    ]
    notes = [element("p", f"{name}: {line}.", class_="absent") for line in left_out_lines(each)]
    if each.hearing.in_both:
        words = f"{each.hearing.in_both} of {name} equal pieces of real music in every feature, which lowers the AUC."
        notes.append(element("p", words, class_="absent"))
    return [
        *notes,
        details(
            f"{name}: by what, and how far apart",
            table(
                f"What tells {name} from real music (linear classifier)",
                ("feature", "weight", "real music", "set"),
                telling,
            ),
            table(
                f"{name}: the {len(distances)} distances that stand out most beside those between halves of real music",
                ("feature and distance", "distance", "95 % interval", "halves, median", "halves, 95 %", "p"),
                distances,
            ),
        ),
    ]


def _standing_out(one: FeatureDistance) -> float:
    """The distance in units of what 95 % of halves of the real music stay below."""
    return one.value / one.halves_high if one.halves_high else math.inf if one.value else 0.0


def _mean(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


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
