"""Weighted BLEU and longest copies of 12 candidates in a very large corpus: time, rate, memory beside it. Linux only.

    python -m benchmarks.large_corpus [--references 500000] [--text FOLDER]

Synthetic music of 150 tokens, 512 a sequence (`benchmarks.music`), n up to 6; 500,000 references are 256 M tokens. They
are gone through in memory; the digest that a signature needs is made once a corpus and timed apart. With --text they
are also written twice into one token file in FOLDER (2 GB; deleted afterwards) and scored from there, first with the
file out of the disk cache. Compilation is done beforehand. Memory is the peak meanwhile, less what was held before.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.music import candidates as candidates_like
from benchmarks.music import corpus_from, sequences
from evaluation.bleu import score_candidates
from evaluation.ngrams.copies.search import find_copies
from evaluation.sequences.packed import PackedSequences
from evaluation.sequences.parallel import cores
from evaluation.sequences.reading import read_blocks

VOCABULARY, LENGTH, CANDIDATES = 150, 512, 12
WEIGHTS = (0.05, 0.1, 0.15, 0.2, 0.25, 0.25)
AT_ONCE = 10_000  # sequences made at a time
REPEATS = 3
WORDS = np.array([list(f"{token:03d} ".encode()) for token in range(VOCABULARY)], dtype=np.uint8)


def made(count: int) -> NDArray[np.uint8]:
    table = np.empty((count, LENGTH), dtype=np.uint8)
    for begin in range(0, count, AT_ONCE):
        size = min(AT_ONCE, count - begin)
        table[begin : begin + size] = sequences(VOCABULARY, size, LENGTH, seed=1000 + begin)
    return table


def measured(what: str, tokens: int, work: Callable[[], Any]) -> Any:
    """The work's result; its time and memory are printed."""
    Path("/proc/self/clear_refs").write_text("5")  # forget the peak so far
    before = memory("VmRSS")
    begun, cpu = time.perf_counter(), time.process_time()
    result = work()
    seconds, busy = time.perf_counter() - begun, time.process_time() - cpu
    extra = memory("VmHWM") - before
    print(
        f"{what}: {seconds:.2f} s, {busy:.2f} s of CPU ({busy / cores():.2f} s on each core), "
        f"{tokens / seconds / 1e6:,.0f} M tokens/s, {extra:.0f} MB more memory",
        flush=True,
    )
    return result


def memory(field: str) -> float:
    """MB that this process holds (VmRSS), or held at its peak (VmHWM)."""
    status = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in status if line.startswith(f"{field}:"))


def from_text(table: NDArray[np.uint8], candidates: PackedSequences, folder: Path) -> None:
    path = folder / "bleu_large.txt"
    try:
        with path.open("wb") as file:
            for begin in [*range(0, len(table), AT_ONCE)] * 2:
                words = WORDS[table[begin : begin + AT_ONCE]]
                words[:, -1, -1] = ord("\n")
                file.write(words.tobytes())
            file.flush()
            os.fsync(file.fileno())
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        size = path.stat().st_size
        for state in ("cold", "warm"):
            begun = time.perf_counter()
            measured(
                f"text file of {size / 1e9:.2f} GB, {state}",
                2 * table.size,
                lambda: score_candidates(candidates, read_blocks([path]), WEIGHTS),
            )
            print(f"  {size / (time.perf_counter() - begun) / 1e6:,.0f} MB/s")
    finally:
        path.unlink(missing_ok=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure BLEU against very many references.")
    parser.add_argument("--references", type=int, default=500_000)
    parser.add_argument("--text", type=Path, metavar="FOLDER", help="write a token file there, and read it")
    arguments = parser.parse_args()
    table = made(arguments.references)
    candidates = corpus_from(candidates_like(VOCABULARY, CANDIDATES, LENGTH, 2, table), VOCABULARY)
    small = corpus_from(table[:100], VOCABULARY)
    find_copies(candidates, small)  # compiled whatever the size, and then BLEU is, too
    score_candidates(candidates, small, WEIGHTS)
    for _ in range(REPEATS):
        references = corpus_from(table, VOCABULARY)
        for what, work in (
            ("digest", lambda known: known.digest),
            ("BLEU", lambda known: score_candidates(candidates, known, WEIGHTS)),
            ("longest copies", lambda known: find_copies(candidates, known)),
        ):
            measured(f"{table.size / 1e6:,.0f} M tokens, {what}", table.size, partial(work, references))
    if arguments.text:
        from_text(table, candidates, arguments.text)


if __name__ == "__main__":
    main()
