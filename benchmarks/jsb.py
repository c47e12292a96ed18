"""The JSB chorales: an LSTM and n-grams on Boulanger-Lewandowski's split, in nats per note.

    python -m benchmarks.jsb FILE [--out var/runs/jsb]

FILE is Jsb16thSeparated.json. Both learn from the training part in every key that keeps the voices in their ranges, and
see nothing but pitches. Nats per note are -ln p summed over the four voices of every sixteenth, the first included, END
not, divided by 4 · sixteenths. The LSTM is BachBot's with a wider embedding; a training stopped in --out goes on.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from evaluation.measures.likelihood.predictors import (
    Predictor,
    checkpoint_predictor,
    likelihood,
    ngram_predictor,
    sequences_of,
)
from generators.corpora.corpus import HELD_OUT, PARTS, TRAIN, VALID
from generators.corpora.jsb import read_jsb
from generators.encodings.sixteenths import VOCABULARY, SixteenthsEncoding
from generators.models.devices import choose_device
from generators.models.recurrent.config import RecurrentConfig
from generators.systems.recipe import Recipe
from generators.systems.system import System
from generators.training.data import Data
from generators.training.loop import train

ORDERS = (8, 16)  # tokens: two and four sixteenths

LSTM = System(
    name="jsb-lstm",
    source="F. Liang, BachBot, 2016, on the data of N. Boulanger-Lewandowski et al., ICML 2012",
    deviations="pitches only; all keys; an embedding of 64",
    encoding=SixteenthsEncoding(),
    model=RecurrentConfig(vocabulary=len(VOCABULARY), embedding=64, hidden=256, layers=3, dropout=0.3),
    recipe=Recipe(epochs=12, batch=50, steps=256, decay_every=3),
    data="Jsb16thSeparated.json",
)


def main() -> None:
    parser = argparse.ArgumentParser(description="Nats per note on the JSB chorales.")
    parser.add_argument("file", type=Path, metavar="FILE", help="Jsb16thSeparated.json")
    parser.add_argument("--out", type=Path, default=Path("var/runs/jsb"))
    arguments = parser.parse_args()
    corpus = read_jsb(arguments.file)
    parts = {part: sequences_of(corpus, part, LSTM.encoding) for part in PARTS}
    for order in ORDERS:
        show(ngram_predictor(parts[TRAIN], LSTM.encoding, order, "kneser-ney"), parts)
    learned, checked = ([each.tokens for each in parts[part]] for part in (TRAIN, VALID))
    data = Data(corpus.split, learned, checked, corpus.about)
    checkpoint = train(LSTM, data, arguments.out, choose_device("auto"), lambda line: print(line, flush=True))
    show(checkpoint_predictor(checkpoint), parts)


def show(predictor: Predictor, parts: dict[str, list]) -> None:
    for part in HELD_OUT:
        note = likelihood(predictor, parts[part]).note
        print(f"{predictor.name}  {part}  {note.nats:.4f} ({note.low:.4f}–{note.high:.4f}) nats per note", flush=True)


if __name__ == "__main__":
    main()
