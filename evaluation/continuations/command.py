"""`python -m evaluation continuations`: pairs of how held-out pieces go on and how a model does, in any encoding."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import median

from evaluation.continuations.heldout import HeldOut, read_held_out
from evaluation.continuations.making import Attempt, make_continuations, prepare
from evaluation.continuations.pairing import Told, attempt_row, study_pairs
from evaluation.continuations.rule import Measures
from evaluation.pairs.folder import Pair, write_folder
from evaluation.pairs.rule import thrown_away
from generators.checkpoints.file import checkpoint_digest
from generators.checkpoints.opening import Composer, open_checkpoint
from generators.command_line import count, seed
from generators.commands.options import add_sampling_arguments, sampling_from
from generators.corpora.prepared.corpus import Prepared, load_prepared
from generators.counts import counted
from generators.errors import InputError
from generators.files.reporting import merged, tell

OPENING, BARS = 4, 8


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, help="the music that was prepared")
    parser.add_argument(
        "--data", type=Path, required=True, metavar="PREPARED", help="what `python -m generators prepare` made of it"
    )
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--pairs", type=count, required=True, metavar="N", help="how many to make")
    parser.add_argument("--licence", required=True, metavar="TEXT", help="of the folder's music")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="must not exist yet")
    parser.add_argument(
        "--prompt-bars", type=count, default=OPENING, metavar="N", help=f"given and not heard (default: {OPENING})"
    )
    parser.add_argument("--bars", type=count, default=BARS, metavar="N", help=f"that are heard (default: {BARS})")
    parser.add_argument("--seed", type=seed, default=1, help="everything drawn comes from it (default: 1)")
    add_sampling_arguments(parser)


def run(arguments: argparse.Namespace) -> None:
    if arguments.out.exists():
        raise InputError(f"{arguments.out} exists already: choose another folder")
    sampling = sampling_from(arguments)
    prepared = load_prepared(arguments.data)
    composer = open_checkpoint(arguments.checkpoint, arguments.device)
    _check_fit(composer, prepared, arguments)
    opening, bars = arguments.prompt_bars, arguments.bars
    held_out = read_held_out(arguments.folder, prepared, opening, bars, composer.context)
    maker = prepare(composer, sampling, prepared, held_out)
    tell(held_out.changes)
    drawn = held_out.drawn(arguments.seed)
    attempts = make_continuations(maker, drawn, arguments.pairs, arguments.seed, _say)
    files = prepared.files["test"]
    told = Told(composer.card.system, prepared.about, arguments.licence, files)
    pairs = study_pairs(attempts, told)
    report = {
        "checkpoint": checkpoint_digest(arguments.checkpoint),
        "system": told.system,
        "data": prepared.about,
        "split": prepared.split,
        "seed": arguments.seed,
        "sampling": asdict(maker.sampling),
        "device": arguments.device,
        "prompt_bars": opening,
        "bars": bars,
        "limits": asdict(maker.limits),
        "held_out": _summary(maker.humans),
        "made": _summary([attempt.measures for attempt in attempts]),
        "left_out": held_out.reasons(),
        "pairs": len(pairs),
        "changes": _changes(attempts, pairs, held_out),
        "verdicts": thrown_away([attempt.verdict for attempt in attempts]),
    }
    write_folder(arguments.out, pairs, [attempt_row(attempt, told) for attempt in attempts], report)
    thrown = len(attempts) - len(pairs)
    made = counted(len(attempts), "continuation")
    _say(f"{counted(len(pairs), 'pair')} in {arguments.out}; of {made} {thrown} thrown away")


def _check_fit(composer: Composer, prepared: Prepared, arguments: argparse.Namespace) -> None:
    """Raises InputError unless the checkpoint learned from the data's training part, in its encoding."""
    if composer.encoding != prepared.encoding:
        raise InputError(
            f"{arguments.checkpoint} and {arguments.data} differ in their encodings, {composer.encoding.name} and "
            f"{prepared.encoding.name}, or in their options: prepare with --encoding-of {arguments.checkpoint}"
        )
    if composer.card.split != prepared.split:
        raise InputError(
            f"{arguments.checkpoint} learned from {composer.card.split}, not from {arguments.data} ({prepared.split}): "
            "it may have learned what is held out there"
        )


def _summary(measures: Sequence[Measures]) -> dict[str, float]:
    return {
        "excerpts": len(measures),
        "median_notes": median(each.notes for each in measures),
        "longest_silence": max(each.silence for each in measures),
        "median_distinct": median(each.distinct for each in measures),
        "median_copied": median(each.copied for each in measures),
        "longest_copied": max(each.copied for each in measures),
    }


def _changes(attempts: Sequence[Attempt], pairs: Sequence[Pair], held_out: HeldOut) -> dict[str, Sequence[str]]:
    """For each pair what its human piece lost in reading, and both sides to the encoding, in lines for people."""
    kept = [attempt for attempt in attempts if attempt.kept]
    return {
        pair.name: lines
        for pair, attempt in zip(pairs, kept, strict=True)
        if (lines := merged(held_out.changes[attempt.file], attempt.stretch.changes))
    }


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
