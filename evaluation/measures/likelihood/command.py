"""`python -m evaluation likelihood`: a checkpoint, or the n-gram baseline, on pieces it has not learned from."""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from evaluation.measures.likelihood.measuring import Likelihood, PieceLoss, Rate, measure
from evaluation.measures.likelihood.parts import END
from evaluation.measures.likelihood.predictors import (
    Encoded,
    Predictor,
    Sequences,
    checkpoint_predictor,
    encode,
    jsb_sequences,
    ngram_predictor,
    piece_losses,
    prepared_sequences,
    read_split,
    signature,
)
from evaluation.sequences.music import read_pieces
from generators.command_line import count, say_on_stderr
from generators.counts import counted
from generators.encodings import ENCODINGS, Encoding
from generators.errors import InputError
from generators.files.writing import write_whole
from generators.models.ngram.config import SMOOTHINGS

DEFAULT_SPLIT = "melody-family"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    model = parser.add_mutually_exclusive_group(required=True)
    model.add_argument("--checkpoint", type=Path, metavar="FILE")
    model.add_argument("--ngram", type=count, metavar="ORDER", help="the baseline: counted on the training part")
    data = parser.add_mutually_exclusive_group()
    data.add_argument("--split", help=f"of the chorales (default: the checkpoint's own, for n-grams {DEFAULT_SPLIT})")
    data.add_argument(
        "--data", type=Path, metavar="FOLDER", help="made by `python -m generators prepare`, in place of a split"
    )
    data.add_argument("--jsb", type=Path, metavar="FILE", help="Jsb16thSeparated.json in place of a split")
    data.add_argument("--music", type=Path, nargs="+", metavar="PATH", help="MIDI or MusicXML in place of a split")
    parser.add_argument("--train", type=Path, nargs="+", metavar="PATH", help="with --ngram and --music: what to count")
    parser.add_argument(
        "--encoding", choices=sorted(ENCODINGS), help="of n-grams (default: chorale; sixteenths of JSB)"
    )
    parser.add_argument("--smoothing", choices=SMOOTHINGS, default="kneser-ney", help="(default: %(default)s)")
    parser.add_argument("--csv", type=Path, metavar="FILE", help="write a row for each piece")
    parser.add_argument("--json", action="store_true", help="print JSON, with each piece")


def run(arguments: argparse.Namespace) -> None:
    predictor, parts = _ngram(arguments) if arguments.ngram else _checkpoint(arguments)
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


def _checkpoint(arguments: argparse.Namespace) -> tuple[Predictor, dict[str, Sequences]]:
    if arguments.train or arguments.encoding:
        raise InputError("--train and --encoding are for --ngram: a checkpoint has learned and knows its encoding")
    predictor = checkpoint_predictor(arguments.checkpoint)
    if arguments.jsb:
        if predictor.encoding.name != "sixteenths":
            raise InputError(f"--jsb needs a model of sixteenths: this one's encoding is {predictor.encoding.name}")
        return predictor, jsb_sequences(arguments.jsb)
    if arguments.music:
        return predictor, {"music": _music(arguments.music, predictor.encoding)}
    if arguments.data:
        return predictor, _held_out(arguments.data, predictor.encoding)
    return predictor, read_split(arguments.split or predictor.split, predictor.encoding)


def _ngram(arguments: argparse.Namespace) -> tuple[Predictor, dict[str, Sequences]]:
    if bool(arguments.music) != bool(arguments.train):
        raise InputError("an n-gram model of one's own music needs both --train PATH… and --music PATH…")
    if arguments.jsb:
        if arguments.encoding not in (None, "sixteenths"):
            raise InputError(f"--jsb is pitches by sixteenths: --encoding {arguments.encoding} has no tokens of it")
        encoding: Encoding = ENCODINGS["sixteenths"]()
        parts = jsb_sequences(arguments.jsb)
        train = jsb_sequences(arguments.jsb, transposed=True)["train"]
    elif arguments.data:
        if arguments.encoding:
            raise InputError("--data has an encoding already: leave --encoding out")
        encoding, parts = prepared_sequences(arguments.data)
        train = parts.pop("train")
    else:
        encoding = ENCODINGS[arguments.encoding or "chorale"]()
        if arguments.music:
            train, parts = _music(arguments.train, encoding), {"music": _music(arguments.music, encoding)}
        else:
            parts = read_split(arguments.split or DEFAULT_SPLIT, encoding)
            train = parts["train"]
    return ngram_predictor(train, encoding, arguments.ngram, arguments.smoothing), parts


def _held_out(folder: Path, encoding: Encoding) -> dict[str, Sequences]:
    prepared, parts = prepared_sequences(folder)
    if prepared != encoding:
        raise InputError(f"{folder} is prepared as {prepared}, the model knows {encoding}")
    return {part: parts[part] for part in ("valid", "test")}


def _music(paths: Sequence[Path], encoding: Encoding) -> Sequences:
    return encode(read_pieces(paths), encoding)


def _tokens(sequences: Sequences) -> int:
    return sum(len(each.tokens) for each in sequences)


def _row(piece: Encoded, loss: PieceLoss) -> dict[str, Any]:
    """What a piece costs: nats in all, END apart, and nats per token, frame, note and onset."""
    rates = {f"nats per {unit}": rate for unit, rate in loss.rates().items()}
    counts = {"tokens": loss.tokens, "frames": loss.frames, "onsets": loss.onsets}
    return {"piece": piece.name, **counts, "nats": loss.music, "nats of END": loss.nats.get(END), **rates}


def _as_csv(rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    """A row for each piece; what it has none of is an empty cell."""
    text = io.StringIO()
    every = [{"part": part, **row} for part, pieces in rows.items() for row in pieces]
    writer = csv.DictWriter(text, every[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(every)
    return text.getvalue()


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
