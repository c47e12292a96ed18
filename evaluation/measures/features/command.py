"""`python -m evaluation features`: what each piece measures, and the means of all."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

from evaluation.measures.features import FEATURES, Scalar
from evaluation.measures.features.sets import FeatureSet, columns, measure_set, without_tempo
from evaluation.sequences.music import read_pieces
from generators.files.table import csv_text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files or folders of MIDI or MusicXML")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON")
    form.add_argument("--csv", action="store_true", help="print a line a piece, a column a number")


def run(arguments: argparse.Namespace) -> None:
    pieces = measure_set(read_pieces(arguments.paths))
    if arguments.csv:
        sys.stdout.write(as_csv(pieces))
    else:
        sys.stdout.write((json.dumps(as_json(pieces), indent=1) if arguments.json else as_text(pieces)) + "\n")


def as_json(pieces: FeatureSet) -> dict[str, Any]:
    """Definitions, each piece's values (null where undefined) and the means over the pieces that have one."""
    return {
        "features": [
            {"name": each.name, "unit": each.unit, "bins": None if isinstance(each, Scalar) else each.bins}
            for each in FEATURES
        ],
        "pieces": [
            {"name": name, **{each.name: _plain(pieces.values[each.name][place]) for each in FEATURES}}
            for place, name in enumerate(pieces.names)
        ],
        "means": {each.name: _plain(_mean(pieces, place)) for place, each in enumerate(FEATURES)},
        "undefined": {each.name: pieces.undefined(each.name) for each in FEATURES},
        "repeated": list(pieces.repeated),
    }


def as_csv(pieces: FeatureSet) -> str:
    """A header and a line a piece; an undefined number is an empty cell."""
    names = [columns(feature) for feature in FEATURES]
    rows: list[list[Any]] = [["piece", *(name for each in names for name in each)]]
    for place, name in enumerate(pieces.names):
        row: list[Any] = [name]
        for feature, each in zip(FEATURES, names, strict=True):
            value = pieces.values[feature.name][place]
            row += [""] * len(each) if value is None else np.atleast_1d(value).tolist()
        rows.append(row)
    return csv_text(rows)


def as_text(pieces: FeatureSet) -> str:
    """Scalars piece by piece under numbers that the list of features explains, then the mean histograms in percent."""
    scalars = [feature for feature in FEATURES if isinstance(feature, Scalar)]
    places = [FEATURES.index(feature) for feature in scalars]
    width = max(len("mean"), *(len(name) for name in pieces.names))
    rows = [f"{'':{width}}" + "".join(f"{f'({number})':>8}" for number in range(1, len(scalars) + 1))]
    for place, name in enumerate(pieces.names):
        cells = (_cell(pieces.values[feature.name][place]) for feature in scalars)
        rows.append(f"{name:{width}}" + "".join(f"{cell:>8}" for cell in cells))
    rows.append(f"{'mean':{width}}" + "".join(f"{_cell(_mean(pieces, place)):>8}" for place in places))
    legend = [f"({number}) {each.name}, {each.unit}" for number, each in enumerate(scalars, start=1)]
    blocks = ["\n".join(rows), "\n".join(legend), *_histograms(pieces)]
    blocks += [
        f"Left out is {without_tempo(each.name, missing, len(pieces))}."
        for each in FEATURES
        if each.needs_tempo and (missing := pieces.undefined(each.name))
    ]
    if pieces.repeated:
        blocks.append(f"Left out, with the notes of an earlier piece: {len(pieces.repeated)}.")
    return "\n\n".join(blocks)


def _histograms(pieces: FeatureSet) -> list[str]:
    blocks = []
    for place, feature in enumerate(FEATURES):
        mean = _mean(pieces, place)
        if not isinstance(feature, Scalar) and mean is not None:
            shares = zip(feature.bins, np.atleast_1d(mean), strict=True)
            line = "  ".join(f"{name} {100 * share:.1f}" for name, share in shares if share)
            blocks.append(f"{feature.name}, % on average\n{line}")
    return blocks


def _mean(pieces: FeatureSet, place: int) -> Any:
    table = pieces.table(FEATURES[place])
    if not len(table):
        return None
    mean = table.mean(axis=0)
    return float(mean[0]) if isinstance(FEATURES[place], Scalar) else mean


def _plain(value: Any) -> Any:
    return value.tolist() if isinstance(value, np.ndarray) else value


def _cell(value: Any) -> str:
    return "–" if value is None else f"{value:.3f}"
