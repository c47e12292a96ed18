"""`python -m evaluation compare`: how two sets of pieces differ, and whether classifiers can tell them apart."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from evaluation.measures.features.sets import choose_features, measure_set, without_tempo
from evaluation.measures.twosample.comparison import Comparison, compare
from evaluation.measures.twosample.listener import Verdict
from evaluation.sequences.music import read_pieces
from generators.command_line import count, say_on_stderr, seed
from generators.counts import counted


def add_arguments(parser: argparse.ArgumentParser) -> None:
    files = "files or folders of MIDI or MusicXML"
    parser.add_argument("--first", nargs="+", type=Path, required=True, metavar="PATH", help=f"{files}: real music")
    parser.add_argument("--second", nargs="+", type=Path, required=True, metavar="PATH", help="the same: what to judge")
    parser.add_argument(
        "--without", nargs="+", default=[], metavar="FEATURE", help="features to leave out, such as 'notes per second'"
    )
    parser.add_argument("--folds", type=count, default=5, help="of the cross-validation (default: 5)")
    parser.add_argument("--permutations", type=count, default=100, help="for the p-values (default: 100)")
    parser.add_argument("--seed", type=seed, default=1, help="everything drawn comes from it (default: 1)")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> None:
    choose_features(arguments.without)  # refused before minutes of reading
    first, second = (measure_set(read_pieces(paths)) for paths in (arguments.first, arguments.second))
    say_on_stderr(f"{len(first)} and {len(second)} pieces read; {arguments.permutations} permutations")
    result = compare(
        first, second, arguments.without, arguments.folds, arguments.permutations, arguments.seed, say_on_stderr
    )
    sys.stdout.write((json.dumps(asdict(result), indent=1) if arguments.json else as_text(result)) + "\n")


def as_text(result: Comparison) -> str:
    """Verdicts, what they rest on, and the distances, for a terminal."""
    hearing = result.hearing
    sizes = [
        f"{name:6}  {counted(each.pieces, 'piece')}{f', {each.repeated} left out as repeated' * bool(each.repeated)}"
        for name, each in (("first", result.first), ("second", result.second))
    ]
    verdicts = [f"{'':8}  AUC    95 % interval  p ({result.permutations} permutations, all that is compared together)"]
    for verdict in hearing.verdicts:
        auc = verdict.auc
        judged = _judged(result, verdict.classifier)
        verdicts.append(f"{verdict.classifier:8}  {auc.value:.3f}  {auc.low:.3f}–{auc.high:.3f}    {judged}")
    verdicts.append(f"{hearing.columns} columns, {hearing.folds} folds, seed {result.seed}")
    if hearing.in_both:
        verdicts.append(f"{hearing.in_both} of the second set equal pieces of the first, which lowers the AUC")
    verdicts += left_out_lines(result)
    verdicts += [
        f"{name} is undefined for {first} and {second} pieces" for name, (first, second) in hearing.undefined.items()
    ]
    blocks = [
        sizes,
        verdicts,
        *map(_telling, hearing.verdicts),
        _distances(result),
        [*result.methods, result.signature],
    ]
    return "\n\n".join("\n".join(block) for block in blocks)


def left_out_lines(result: Comparison) -> list[str]:
    """Of each feature that needs a tempo which some pieces do not name: that it is left out, and why."""
    sizes = (result.first.pieces, result.second.pieces)
    return [
        f"left out is {without_tempo(name, sum(missing), sum(sizes))} ({missing[0]} of the first set's {sizes[0]})"
        for name, missing in result.left_out.items()
    ]


def _judged(result: Comparison, name: str) -> str:
    return f"{result.p_values[name]:.3f}{'  apart' * result.apart(name)}"


def _telling(verdict: Verdict) -> list[str]:
    rows = [
        f"{each.weight:+6.2f} {_cell(each.first_mean)} {_cell(each.second_mean)}  {each.column}"
        for each in verdict.telling
    ]
    return [
        f"most telling for {verdict.classifier}: + speaks for the second set",
        f"weight {'first':>8} {'second':>8}",
        *rows,
    ]


def _cell(mean: float | None) -> str:
    return f"{'–':>8}" if mean is None else f"{mean:8.3f}"


def _distances(result: Comparison) -> list[str]:
    names = [f"{each.name} ({each.unit})" for each in result.distances]
    width = max(map(len, names), default=0)
    lines = [f"{'distance':{width}}    value   95 % interval   halves of the first: median, 95 %   p, all together"]
    for name, each in zip(names, result.distances, strict=True):
        interval, halves = f"{each.low:.4f}–{each.high:.4f}", f"{each.halves:.4f}, {each.halves_high:.4f}"
        judged = _judged(result, each.name)
        lines.append(f"{name:{width}}  {each.value:7.4f}  {interval:15}  {halves:34}  {judged}")
    overlaps = [f"{name} {'–' if value is None else f'{value:.2f}'}" for name, value in result.overlaps.items()]
    return [*lines, f"overlap (1: as far from the first set's pieces as these from each other): {', '.join(overlaps)}"]
