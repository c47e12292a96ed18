"""nltk's own scores beside ours: a sample of the candidates is scored by nltk itself, which must give the same bits."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec

import numpy as np

from evaluation.ngrams.index.index import Index
from evaluation.sequences.packed import PackedSequences, Tokens
from generators.errors import InputError

SAMPLE = 10  # candidates: nltk takes milliseconds for each reference of each


@dataclass(frozen=True, slots=True)
class Difference:
    """A candidate that nltk scores otherwise."""

    name: str
    ours: float
    nltk: float


def check_nltk() -> None:
    """Raise InputError if nltk is not installed."""
    if find_spec("nltk") is None:
        raise InputError("--verify needs nltk, which is not installed: pip install -r requirements/analysis.txt")


def differences(
    scored: Sequence[tuple[str, Tokens, float]],
    references: Iterable[PackedSequences | Index],
    weights: Sequence[float],
    smoothing: int,
) -> list[Difference]:
    """The candidates, each with its name, its tokens and its BLEU, to which nltk's `sentence_bleu` gives another."""
    from nltk.translate.bleu_score import SmoothingFunction, sentence_bleu

    known = [spelled for source in references for spelled in _spelled(source)]
    method = getattr(SmoothingFunction(), f"method{smoothing}")
    found = []
    for name, tokens, ours in scored:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of candidates in which nothing matches
            theirs = sentence_bleu(known, list(tokens), weights, smoothing_function=method)
        if theirs != ours:
            found.append(Difference(name, ours, theirs))
    return found


def sampled(scored: Sequence[tuple[str, Tokens, float]], seed: int) -> list[tuple[str, Tokens, float]]:
    """SAMPLE of them, or all if they are no more, in their order."""
    size = min(SAMPLE, len(scored))
    return [scored[place] for place in sorted(np.random.default_rng(seed).choice(len(scored), size, replace=False))]


def _spelled(source: PackedSequences | Index) -> Iterable[list[str | int]]:
    sequences = source.sequences if isinstance(source, Index) else source
    for place in range(len(sequences)):
        yield [sequences.vocabulary[token] for token in sequences.sequence(place).tolist()]
