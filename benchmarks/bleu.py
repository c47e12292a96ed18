"""Weighted BLEU by `evaluation.bleu` against its peers in one run: CPU seconds on the same sequences, and the ratios.

    python -m benchmarks.bleu [--references 1000] [--candidates 12] [--length 512] [--order 6] [--peers NAME …]

Synthetic music of 150 tokens (`benchmarks.music`), weights rising with n. Each tool gets the sequences in the form it
reads, made beforehand; what it computes from them counts. Peers that are not installed are left out. All results are
compared with nltk's, or with ours, before any time is printed: ours must be nltk's to the last bit, the peers' the same
up to their own rounding. Times are CPU seconds of this process: of ours the best of several, of the others one.

`pip install nltk==3.10.4 sacrebleu==2.6.0 bleuscore==0.2.0 fast-bleu==0.0.90`
"""

from __future__ import annotations

import argparse
import math
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.music import candidates as candidates_like
from benchmarks.music import sequences
from evaluation.bleu import score_candidates
from evaluation.sequences.digest import digest_of
from evaluation.sequences.packed import PackedSequences, pack

VOCABULARY = 150  # as many as a notewise encoding of the piano has
REPEATS = 7  # of our own measurement, of which the best counts
Table = NDArray[np.uint8]


@dataclass(frozen=True)
class Task:
    candidates: Table
    references: Table
    weights: tuple[float, ...]


@dataclass(frozen=True)
class Peer:
    """A tool: what must be installed, how it scores, and how far its own rounding may take it from nltk's."""

    package: str
    score: Callable[[Task], tuple[float, list[float]]]  # CPU seconds and the BLEU of each candidate
    tolerance: float


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.process_time()
    result = work()
    return time.process_time() - begun, result


def by_us(task: Task) -> tuple[float, list[float]]:
    ours, theirs = pack(task.candidates), pack(task.references)
    theirs.digest  # noqa: B018  # made once a corpus; its time is printed apart
    runs = [timed(lambda: score_candidates(ours, theirs, task.weights)) for _ in range(REPEATS + 1)][1:]
    return min(seconds for seconds, _ in runs), [score.bleu for score in runs[0][1].candidates]


def by_us_as_given(task: Task) -> dict[str, float]:
    """CPU seconds with what people have in hand: packing it and the digest of the references count, too."""
    forms: dict[str, Callable[[Table], Any]] = {
        "ours, array of 8 bits": lambda table: table,
        "ours, of 64 bits": lambda table: table.astype(np.int64),
        "ours, lists of int": lambda table: table.tolist(),
        "ours, lists of str": words,
    }
    spent = {}
    for name, form in forms.items():
        given = form(task.candidates), form(task.references), task.weights
        spent[name] = min(timed(partial(score_candidates, *given))[0] for _ in range(REPEATS))
    return spent


def by_nltk(task: Task) -> tuple[float, list[float]]:
    from nltk.translate.bleu_score import sentence_bleu

    references, candidates = task.references.tolist(), task.candidates.tolist()
    return timed(lambda: [sentence_bleu(references, candidate, task.weights) for candidate in candidates])


def by_fast_bleu(task: Task) -> tuple[float, list[float]]:
    from fast_bleu import BLEU

    references, candidates = words(task.references), words(task.candidates)
    return timed(lambda: BLEU(references, {"w": task.weights}, smoothing_func=0).get_score(candidates)["w"])


def by_sacrebleu(task: Task) -> tuple[float, list[float]]:
    metric = sacrebleu(task)
    references, candidates = lines(task.references), lines(task.candidates)
    seconds, found = timed(lambda: [metric.sentence_score(candidate, references) for candidate in candidates])
    return seconds, [weighted(task, each) for each in found]


def by_sacrebleu_reused(task: Task) -> tuple[float, list[float]]:
    """The references' n-grams are counted once, by methods that sacrebleu keeps private."""
    metric = sacrebleu(task)
    references, candidates = lines(task.references), lines(task.candidates)

    def score() -> list[Any]:
        known = metric._extract_reference_info(references)
        counted = (metric._compute_segment_statistics(candidate, known) for candidate in candidates)
        return [metric._compute_score_from_stats(each) for each in counted]

    seconds, found = timed(score)
    return seconds, [weighted(task, each) for each in found]


def by_bleuscore(task: Task) -> tuple[float, list[float]]:
    import bleuscore

    references, candidates = lines(task.references), lines(task.candidates)
    options = {"max_order": len(task.weights), "smooth": False, "ref_len_method": "closest"}
    seconds, found = timed(lambda: [bleuscore.compute([references], [each], **options) for each in candidates])
    return seconds, [each["brevity_penalty"] * mean(task.weights, each["precisions"]) for each in found]


def sacrebleu(task: Task) -> Any:
    from sacrebleu.metrics import BLEU

    return BLEU(
        tokenize="none", smooth_method="none", max_ngram_order=len(task.weights), force=True, effective_order=True
    )


def weighted(task: Task, score: Any) -> float:
    """Sacrebleu knows no weights: its counts are weighted here."""
    precisions = [count / total for count, total in zip(score.counts, score.totals, strict=True)]
    return score.bp * mean(task.weights, precisions)


def mean(weights: tuple[float, ...], precisions: list[float]) -> float:
    return math.exp(math.fsum(weight * math.log(each) for weight, each in zip(weights, precisions, strict=True)))


def words(table: Table) -> list[list[str]]:
    return [[f"t{token}" for token in row] for row in table.tolist()]


def lines(table: Table) -> list[str]:
    return [" ".join(row) for row in words(table)]


PEERS = {
    "nltk": Peer("nltk", by_nltk, 0),
    "fast-bleu": Peer("fast_bleu", by_fast_bleu, 1e-6),  # it holds weights in 32 bits
    "sacrebleu": Peer("sacrebleu", by_sacrebleu, 1e-12),
    "sacrebleu-reused": Peer("sacrebleu", by_sacrebleu_reused, 1e-12),
    "bleuscore": Peer("bleuscore", by_bleuscore, 1e-12),
}


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure BLEU against its peers.")
    parser.add_argument("--candidates", type=int, default=12)
    parser.add_argument("--references", type=int, default=1000)
    parser.add_argument("--length", type=int, default=512, help="tokens of each sequence (default: %(default)s)")
    parser.add_argument("--order", type=int, default=6, help="the longest n-gram (default: %(default)s)")
    parser.add_argument("--peers", nargs="*", choices=PEERS, default=list(PEERS))
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    references = sequences(VOCABULARY, arguments.references, arguments.length, seed=1)
    weights = np.arange(1, arguments.order + 1) / math.fsum(range(1, arguments.order + 1))
    made = candidates_like(VOCABULARY, arguments.candidates, arguments.length, 2, references)
    task = Task(made, references, tuple(weights.tolist()))

    own, scores = by_us(task)
    assert min(scores) > 0
    measured = {"ours": own, **by_us_as_given(task)}
    for name in arguments.peers:
        if find_spec(PEERS[name].package) is None:
            print(f"{name} is not installed")
            continue
        measured[name], found = PEERS[name].score(task)
        apart = max(abs(one - other) for one, other in zip(scores, found, strict=True))
        assert apart <= PEERS[name].tolerance, (name, apart, scores, found)
        print(f"{name} agrees: largest difference {apart:.1e}; {measured[name]:.1f} s", flush=True)
    show(arguments, measured, pack(references))


def show(arguments: argparse.Namespace, measured: dict[str, float], references: PackedSequences) -> None:
    size = f"{arguments.candidates} × {arguments.length} tokens against {arguments.references:,} × {arguments.length}"
    print(f"\n{size}, n ≤ {arguments.order}; CPU seconds")
    for name, seconds in measured.items():
        print(f"  {name:22} {seconds:10.4f}   {seconds / measured['ours']:9,.0f} ×")
    parts = (references.tokens, references.starts, references.vocabulary)
    digest = min(timed(lambda: digest_of(*parts))[0] for _ in range(REPEATS))
    print(f"  once a corpus, for the signature: {digest:.4f}")


if __name__ == "__main__":
    main()
