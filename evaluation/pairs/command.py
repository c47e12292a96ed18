"""`python -m evaluation candidates`: from a checkpoint to a folder of pairs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import median
from typing import Any

from evaluation.pairs.records import COMPOSITION, Candidate
from generators.command_line import count, seed
from generators.commands.options import add_device_argument
from generators.counts import counted
from generators.errors import InputError
from generators.files.reporting import tell

# BachBot's bank had 36 pairs in these proportions but for the single voices, of which there are more here.
COUNTS = {"S": 4, "A": 4, "T": 4, "B": 4, "AT": 10, "ATB": 10, COMPOSITION: 16}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="must not exist yet")
    parser.add_argument("--seed", type=seed, default=1, help="everything drawn comes from it (default: 1)")
    add_device_argument(parser)
    parser.add_argument("--compositions", type=count, default=192, help="how many to make (default: 192)")
    default = " ".join(f"{variant}={count}" for variant, count in COUNTS.items())
    parser.add_argument(
        "--pairs", nargs="+", metavar="VARIANT=COUNT", help=f"how many pairs of each variant (default: {default})"
    )


def run(arguments: argparse.Namespace) -> None:
    from evaluation.pairs import pairing
    from evaluation.pairs.cuts import TEMPO
    from evaluation.pairs.folder import write_folder
    from evaluation.pairs.making import make_compositions, make_harmonizations, prepare
    from generators.checkpoints.file import checkpoint_digest
    from generators.checkpoints.opening import open_chorale_checkpoint
    from generators.corpora.chorales.scores import load_chorales
    from generators.corpora.chorales.splits import load_split

    counts = _counts(arguments.pairs) if arguments.pairs else COUNTS
    if arguments.out.exists():
        raise InputError(f"{arguments.out} exists already: choose another folder")
    engines, encoding, card = open_chorale_checkpoint(arguments.checkpoint, arguments.device)
    chorales, split = load_chorales(), load_split(card.split)
    chosen = pairing.choose_chorales(chorales, split.held_out, arguments.seed)
    jobs = pairing.plan_harmonizations(chosen, counts)
    maker = prepare(engines, encoding, card.system, chorales, split)
    candidates: list[Candidate] = []
    tunes = pairing.tune_names(chorales)
    if jobs:
        candidates += make_harmonizations(maker, jobs, arguments.seed, _say)
    pairs = pairing.pair_harmonizations(chorales, candidates, tunes)
    if counts.get(COMPOSITION):
        made = make_compositions(maker, arguments.compositions, arguments.seed, _say)
        humans = chosen[len(jobs) :]
        pairs += pairing.pair_compositions(chorales, humans, made, counts[COMPOSITION], tunes)
        candidates += made
    tell({pair.name: pair.human.changes for pair in pairs})
    if not pairs:
        raise InputError(f"no pairs: all of {len(candidates)} candidates were thrown away")
    report = {
        "checkpoint": checkpoint_digest(arguments.checkpoint),
        "system": card.system,
        "split": card.split,
        "seed": arguments.seed,
        "bleu_signature": maker.yardstick.signature,
        "limits": asdict(maker.limits),
        "held_out_bach": _summary(list(maker.bach.values())),
        "tempo": TEMPO,
        "pairs": len(pairs),
        "changes": {pair.name: pair.human.changes for pair in pairs if pair.human.changes},
        "variants": {variant: _verdicts(candidates, variant) for variant in counts},
    }
    written = [pair.of_system(card.system) for pair in pairs]
    write_folder(arguments.out, written, [candidate.row() for candidate in candidates], report)
    number = counted(len(candidates), "candidate")
    _say(f"{counted(len(pairs), 'pair')} in {arguments.out}; of {number} {_thrown(candidates)} thrown away")


def _counts(texts: Sequence[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for text in texts:
        variant, _, number = text.partition("=")
        if variant not in COUNTS or not number.isdecimal():
            raise InputError(f"{text!r} is not VARIANT=COUNT with a variant of {', '.join(COUNTS)}")
        if variant in counts:
            raise InputError(f"{variant} is asked for twice")
        counts[variant] = int(number)
    if not any(counts.values()):
        raise InputError("no pairs asked for: every count is 0")
    return counts


def _summary(measures: Sequence[Any]) -> dict[str, float | None]:
    scores = [m.bleu for m in measures if m.bleu is not None]
    return {
        "pieces": len(measures),
        "median_bleu": median(scores) if scores else None,
        "median_copied": median(m.copied for m in measures),
        "longest_copied": max(m.copied for m in measures),
    }


def _verdicts(candidates: Sequence[Candidate], variant: str) -> Mapping[str, Any]:
    from evaluation.pairs.rule import thrown_away

    own = [candidate for candidate in candidates if candidate.variant == variant]
    if not own:
        return {}
    return _summary([candidate.measures for candidate in own]) | {"verdicts": thrown_away([c.verdict for c in own])}


def _thrown(candidates: Sequence[Candidate]) -> int:
    return sum(candidate.verdict != "kept" for candidate in candidates)


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
