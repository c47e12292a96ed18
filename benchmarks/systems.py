"""The figures of docs/systems.md: what each committed checkpoint predicts, copies and cost, beside n-grams.

    python -m benchmarks.systems measure NAME --runs FOLDER [--data CORPUS]
    python -m benchmarks.systems pages

`measure` takes the checkpoint of a system, the folder its training wrote (FOLDER/NAME/history.csv) and the corpus that
it learned from, and keeps what it finds in docs/systems/figures.json: nats per token on the validation and the test
part, of the checkpoint and of n-grams counted on the same training part; and the longest copies, in onsets, of 16
pieces of 16 bars from the training pieces, beside those of the test pieces.
`pages` writes docs/systems.md and a page for each system from these figures and the checkpoints' cards.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.system_pages import write_pages
from evaluation.measures.likelihood.measuring import Likelihood
from evaluation.measures.likelihood.predictors import (
    checkpoint_predictor,
    likelihood,
    ngram_predictor,
    sequences_of,
)
from evaluation.measures.originality.report import Comparison, Named
from generators.checkpoints.file import read_card
from generators.checkpoints.opening import open_checkpoint
from generators.corpora.corpus import HELD_OUT, PARTS, TEST, TRAIN
from generators.corpora.opening import add_data_argument, open_learned_corpus
from generators.errors import InputError
from generators.sampling.compose import Length, compose
from generators.sampling.tokens import Sampling
from generators.training.history import read_history

ROOT = Path(__file__).parents[1]
CHECKPOINTS = ROOT / "fixtures" / "checkpoints"
FIGURES = ROOT / "docs" / "systems" / "figures.json"
ORDERS = {"chordwise": 5, "drums": 12, "melody": 10}  # of n-grams: the best on the validation part
ORDER = 8
PIECES, QUARTERS = 16, 64


def measure(name: str, runs: Path, data: str | None) -> dict[str, Any]:
    checkpoint = CHECKPOINTS / f"{name}.safetensors"
    card = read_card(checkpoint)
    predictor = checkpoint_predictor(checkpoint)
    corpus = open_learned_corpus(data, card.split)
    parts = {part: sequences_of(corpus, part, predictor.encoding) for part in PARTS}
    order = ORDERS.get(predictor.encoding.name, ORDER)
    baseline = ngram_predictor(parts[TRAIN], predictor.encoding, order, "kneser-ney")
    history = read_history(runs / name / "history.csv")
    spent = sum(epoch.seconds for epoch in history)
    rates = sorted(epoch.tokens_per_second for epoch in history)
    return {
        "train_tokens": sum(len(each.tokens) for each in parts[TRAIN]),
        **{part: _rate(likelihood(predictor, parts[part])) for part in HELD_OUT},
        "ngram": {"order": order, **{p: _rate(likelihood(baseline, parts[p])) for p in HELD_OUT}},
        "epochs": len(history),
        "minutes": round(spent / 60, 1),
        "tokens_per_second": round(rates[len(rates) // 2], -2) if rates else None,
        "copies": _copies(checkpoint, *([*corpus.pieces(part).items()] for part in (TRAIN, TEST))),
    }


def _rate(measured: Likelihood) -> dict[str, float | None]:
    token = measured.token
    return {"nats": round(token.nats, 4), "low": token.low, "high": token.high}


def _copies(checkpoint: Path, training: Named, held_out: Named) -> dict[str, Any]:
    composer = open_checkpoint(checkpoint)
    seeds = list(range(1, PIECES + 1))
    made = compose(composer.engines, composer.encoding, seeds, Sampling(temperature=0.9), Length(quarters=QUARTERS))
    candidates = [(str(each.seed), each.piece) for each in made if any(v.notes for v in each.piece.voices)]
    report = Comparison(["onsets"], training, held_out).report(candidates, seed=1)
    machine, human = report.kinds["onsets"].candidates, report.kinds["onsets"].held_out
    if machine is None or human is None:
        raise InputError("no notes in the music that copies are looked for in")
    return {
        "median": machine.median,
        "longest": machine.longest,
        "human_median": human.median,
        "human_high": human.high,
        "human_longest": human.longest,
        "beyond": sum(bool(report.beyond(place)) for place in range(len(candidates))),
        "pieces": machine.pieces,
    }


def main(words: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="The figures of docs/systems.md.")
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("measure")
    one.add_argument("system")
    one.add_argument("--runs", type=Path, required=True, metavar="FOLDER", help="of trainings, one a system")
    add_data_argument(one, default="the chorales, of a checkpoint that learned from them")
    commands.add_parser("pages")
    arguments = parser.parse_args(words)
    if arguments.command == "measure":
        known = json.loads(FIGURES.read_text()) if FIGURES.exists() else {}
        known[arguments.system] = measure(arguments.system, arguments.runs, arguments.data)
        FIGURES.parent.mkdir(exist_ok=True)
        FIGURES.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n")
        print(json.dumps(known[arguments.system]))
    else:
        write_pages(ROOT / "docs", json.loads(FIGURES.read_text()), CHECKPOINTS)


if __name__ == "__main__":
    main()
