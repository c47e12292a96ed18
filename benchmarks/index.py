"""An index of references beside reading them: time to build, bytes per token, time per candidate.

    python -m benchmarks.index [--references 100000] [--folder var]

12 candidates × 512 tokens of 150 (`benchmarks.music`), n ≤ 6; 100,000 references of 512 are 51 M tokens. The index is
written to a file in FOLDER, opened, verified, and asked with the file in the disk cache; its scores must be those of
reading all references, to the last bit. Times are wall-clock, and CPU seconds of this process; the best of several.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.music import candidates as candidates_like
from benchmarks.music import corpus_from, sequences
from evaluation.bleu import score_candidates
from evaluation.ngrams.index import build_index, open_index, write_index
from evaluation.ngrams.index.file import verify
from evaluation.ngrams.trie import trie_of
from evaluation.sequences.packed import PackedSequences

VOCABULARY, LENGTH, CANDIDATES, REPEATS = 150, 512, 12, 7
WEIGHTS = (1 / 6,) * 6


def timed(work: Callable[[], Any], repeats: int = 1) -> tuple[float, float, Any]:
    """Wall-clock and CPU seconds, the least of each, and the result."""
    walls, cpus = [], []
    for _ in range(repeats):
        wall, cpu = time.perf_counter(), time.process_time()
        result = work()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    return min(walls), min(cpus), result


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure an index beside reading the references.")
    parser.add_argument("--references", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, default=Path("var"))
    arguments = parser.parse_args()
    table = sequences(VOCABULARY, arguments.references, LENGTH, 1)
    corpus = corpus_from(table, VOCABULARY)
    candidates = corpus_from(candidates_like(VOCABULARY, CANDIDATES, LENGTH, 2, table[:1000]), VOCABULARY)
    warm_up(table, candidates)
    path = arguments.folder / "benchmark.index"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        wall, cpu, built = timed(lambda: build_index([corpus]))
        print(f"built: {wall:.1f} s, {cpu:.1f} s of CPU")
        wall, cpu, _ = timed(lambda: write_index(built, path))
        size = path.stat().st_size
        print(f"written: {wall:.2f} s; {size / 1e6:,.0f} MB, {size / table.size:.2f} bytes per token")
        wall, _, index = timed(lambda: open_index(path), REPEATS)
        print(f"opened: {1000 * wall:.1f} ms")
        wall, _, _ = timed(lambda: verify(path))
        print(f"verified: {wall:.2f} s")
        wall, cpu, expected = timed(lambda: score_candidates(candidates, corpus, WEIGHTS), REPEATS)
        print(
            f"read without it: {1000 * wall / CANDIDATES:.2f} ms a candidate, {1000 * cpu / CANDIDATES:.2f} ms of CPU"
        )
        wall, cpu, scored = timed(lambda: score_candidates(candidates, index, WEIGHTS), REPEATS)
        assert scored == expected, "the index and the references disagree"
        print(f"looked up: {1000 * wall / CANDIDATES:.2f} ms a candidate, {1000 * cpu / CANDIDATES:.2f} ms of CPU")
        alone = [corpus_from(candidates.sequence(place)[None], VOCABULARY) for place in range(CANDIDATES)]
        wall, cpu, _ = timed(lambda: [score_candidates(each, index, WEIGHTS) for each in alone], REPEATS)
        print(f"one by one: {1000 * wall / CANDIDATES:.2f} ms a candidate, {1000 * cpu / CANDIDATES:.2f} ms of CPU")
        tries = [trie_of(each, len(WEIGHTS)) for each in alone]
        wall, cpu, _ = timed(lambda: [index.most_in_one(each) for each in tries], REPEATS)
        print(f"of which the index: {1000 * wall / CANDIDATES:.2f} ms, {1000 * cpu / CANDIDATES:.2f} ms of CPU")
    finally:
        path.unlink(missing_ok=True)


def warm_up(table: Any, candidates: PackedSequences) -> None:
    """Compile what is not yet compiled."""
    small = corpus_from(table[:100], VOCABULARY)
    score_candidates(candidates, build_index([small]), WEIGHTS)
    score_candidates(candidates, small, WEIGHTS)  # compiled, too, as something has been


if __name__ == "__main__":
    main()
