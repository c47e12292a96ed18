"""`python -m evaluation likelihood`: a checkpoint, or the n-gram baseline, on pieces it has not learned from."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from evaluation.measures.likelihood.measuring import Likelihood, PieceLoss, Rate, measure
from evaluation.measures.likelihood.predictors import (
    Encoded,
    Predictor,
    Sequences,
    checkpoint_predictor,
    ngram_predictor,
    piece_losses,
    sequences_of,
    signature,
)
from generators.command_line import count, say_on_stderr
from generators.corpora.chorales import CHORALES
from generators.corpora.corpus import HELD_OUT, PARTS, TRAIN, Corpus
from generators.corpora.opening import add_data_argument, open_corpus, open_corpus_or_learned
from generators.counts import counted
from generators.encodings import ENCODINGS, Encoding
from generators.encodings.encoding import END
from generators.errors import InputError
from generators.files.table import csv_text
from generators.files.writing import write_whole
from generators.models.ngram.config import SMOOTHINGS


def add_arguments(parser: argparse.ArgumentParser) -> None:
    model = parser.add_mutually_exclusive_group(required=True)
    model.add_argument("--checkpoint", type=Path, metavar="FILE")
    model.add_argument("--ngram", type=count, metavar="ORDER", help="the baseline: counted on the training part")
    add_data_argument(parser, default=f"what the checkpoint learned from; of n-grams {CHORALES}")
    parser.add_argument(
        "--encoding", choices=sorted(ENCODINGS), help="of n-grams (default: the corpus's own, of others chorale)"
    )
    parser.add_argument("--smoothing", choices=SMOOTHINGS, default="kneser-ney", help="(default: %(default)s)")
    parser.add_argument("--csv", type=Path, metavar="FILE", help="write a row for each piece")
    parser.add_argument("--json", action="store_true", help="print JSON, with each piece")


def run(arguments: argparse.Namespace) -> None:
    predictor, corpus = _ngram(arguments) if arguments.ngram else _checkpoint(arguments)
    parts = _predicted(corpus, predictor.encoding)
    losses = {}
    for part, sequences in parts.items():
        say_on_stderr(f"{part}: {counted(len(sequences), 'piece')}, {_tokens(sequences):,} tokens …")
        losses[part] = piece_losses(predictor, sequences)
    results = {part: measure(pieces) for part, pieces in losses.items()}
    rows = {part: [_row(*pair) for pair in zip(parts[part], pieces, strict=True)] for part, pieces in losses.items()}
    if arguments.csv:
        write_whole(arguments.csv, _as_csv(rows).encode())
    signatures = {part: signature(predictor, sequences) for part, sequences in parts.items()}
    if arguments.json:
        record = {
            part: {"signature": signatures[part], **asdict(result), "each": rows[part]}
            for part, result in results.items()
        }
        sys.stdout.write(json.dumps({"model": predictor.name, "parts": record}, indent=1) + "\n")
    else:
        sys.stdout.write(_table(predictor.name, results) + "\n".join(signatures.values()) + "\n")


def _checkpoint(arguments: argparse.Namespace) -> tuple[Predictor, Corpus]:
    if arguments.encoding:
        raise InputError("--encoding is for --ngram: a checkpoint knows its own")
    predictor = checkpoint_predictor(arguments.checkpoint)
    corpus = open_corpus_or_learned(arguments.data, predictor.split)
    return predictor, corpus


def _ngram(arguments: argparse.Namespace) -> tuple[Predictor, Corpus]:
    corpus = open_corpus(arguments.data or CHORALES)
    asked = ENCODINGS[arguments.encoding]() if arguments.encoding else corpus.encoding or ENCODINGS["chorale"]()
    encoding = corpus.fitted(asked)
    train = sequences_of(corpus, TRAIN, encoding)
    if not train:
        raise InputError(f"{corpus.name} has no training part to count")
    return ngram_predictor(train, encoding, arguments.ngram, arguments.smoothing), corpus


def _predicted(corpus: Corpus, encoding: Encoding) -> dict[str, Sequences]:
    """The parts that hold pieces; not the training part where it holds each of them in several keys."""
    parts = HELD_OUT if corpus.transposed else PARTS
    found = {part: sequences_of(corpus, part, encoding) for part in parts}
    return {part: sequences for part, sequences in found.items() if sequences}


def _tokens(sequences: Sequences) -> int:
    return sum(len(each.tokens) for each in sequences)


def _row(piece: Encoded, loss: PieceLoss) -> dict[str, Any]:
    """What a piece costs: nats in all, END apart, and nats per token, frame, note and onset."""
    rates = {f"nats per {unit}": rate for unit, rate in loss.rates().items()}
    counts = {"tokens": loss.tokens, "frames": loss.frames, "onsets": loss.onsets}
    return {"piece": piece.name, **counts, "nats": loss.music, "nats of END": loss.nats.get(END), **rates}


def _as_csv(rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    """A row for each piece; what it has none of is an empty cell."""
    every = [{"part": part, **row} for part, pieces in rows.items() for row in pieces]
    return csv_text([every[0], *(row.values() for row in every)])


def _table(name: str, results: Mapping[str, Likelihood]) -> str:
    lines = [name, "part   pieces  nats per        value  95 % interval      count"]
    for part, result in results.items():
        for unit in ("token", "frame", "note", "onset"):
            rate: Rate | None = getattr(result, unit)
            if rate:
                interval = "–" if rate.low is None or rate.high is None else f"{rate.low:.4f}-{rate.high:.4f}"
                lines.append(
                    f"{part:5}  {result.pieces:6}  {unit:9}  {rate.nats:10.4f}  {interval:15}  {rate.count:9,}"
                )
        per, smallest = ("frame", "note") if result.frame else ("token", "token")
        lines.append(f"{'':15}mean of the pieces' own {result.mean_of_pieces:.4f} a {smallest}")
        lines.append(
            f"{'':15}" + "  ".join(f"{voice} {nats:.4f}" for voice, nats in result.parts.items()) + f" a {per}"
        )
        if result.end is not None:
            lines.append(f"{'':15}END {result.end:.3f} a piece")
    return "\n".join(lines) + "\n"
