"""The machine listener on real music, and on a system's compositions against it.

    python -m benchmarks.listener [--compositions FOLDER] [--piano FOLDER] [--permutations 100]

Chorales come with music21; "one of each tune" keeps the first of the chorales whose sopranos open alike.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from evaluation.measures.compare.family import family_p_values
from evaluation.measures.compare.listener import hear, listening
from evaluation.measures.features.sets import FeatureSet, measure_set
from generators.corpora.chorales.scores import load_chorales
from generators.corpora.chorales.splits import load_split
from generators.corpora.chorales.splits.making import melody_families
from generators.errors import InputError
from generators.files import music_files, read_piece
from generators.pieces import Piece

SEED = 1
CHORALES = load_chorales()
SPLIT = load_split("melody-family")


def chorales(bwvs: Iterable[str]) -> FeatureSet:
    return measure_set((bwv, CHORALES[bwv]) for bwv in bwvs)


def one_of_each_tune(bwvs: Iterable[str]) -> list[str]:
    chosen = set(bwvs)
    return [family[0] for family in melody_families({bwv: piece for bwv, piece in CHORALES.items() if bwv in chosen})]


def halves(pieces: list[tuple[str, Piece]]) -> tuple[FeatureSet, FeatureSet]:
    order = np.random.default_rng(SEED).permutation(len(pieces))
    first, second = (measure_set(pieces[at] for at in part) for part in np.array_split(order, 2))
    return first, second


def readable(folder: Path) -> Iterator[tuple[str, Piece]]:
    for path in music_files(folder):
        try:
            yield str(path), read_piece(path)
        except InputError as error:
            print(f"left out: {error}")


def comparisons(compositions: Path | None, piano: Path | None) -> Iterator[tuple[str, FeatureSet, FeatureSet]]:
    train, held_out = SPLIT.train, SPLIT.held_out
    tunes = [(bwv, CHORALES[bwv]) for bwv in one_of_each_tune(CHORALES)]
    yield "chorales, one of each tune: random halves", *halves(tunes)
    yield (
        "chorales, one of each tune: held out against train",
        chorales(one_of_each_tune(held_out)),
        chorales(one_of_each_tune(train)),
    )
    yield "all chorales: held out against train", chorales(held_out), chorales(train)
    if compositions:
        made = measure_set(readable(compositions))
        yield "held-out chorales, one of each tune, against compositions", chorales(one_of_each_tune(held_out)), made
        yield "all held-out chorales against compositions", chorales(held_out), made
    if piano:
        yield "piano: random halves", *halves(list(readable(piano)))


def main() -> None:
    parser = argparse.ArgumentParser(description="Run the machine listener on real and composed music.")
    parser.add_argument("--compositions", type=Path, metavar="FOLDER")
    parser.add_argument("--piano", type=Path, metavar="FOLDER")
    parser.add_argument("--permutations", type=int, default=100)
    arguments = parser.parse_args()
    for name, first, second in comparisons(arguments.compositions, arguments.piano):
        start = time.process_time()
        hearing = hear(first, second, seed=SEED)
        looks = listening(first, second, seed=SEED)
        p_values = family_p_values(looks, len(first) + len(second), arguments.permutations, SEED)
        figures = "; ".join(
            f"{each.classifier} {each.auc.value:.2f} ({each.auc.low:.2f}-{each.auc.high:.2f}), "
            f"p {p_values[each.classifier]:.2f}"
            for each in hearing.verdicts
        )
        seconds = time.process_time() - start
        print(f"{name}, {len(first)} and {len(second)}: {figures}; {seconds:.0f} s CPU", flush=True)


if __name__ == "__main__":
    main()
