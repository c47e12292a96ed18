"""BLEU scores from counts of matching n-grams, equal to nltk's to the last bit."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from evaluation.measures.bleu.options import MAIA_WEIGHTS
from evaluation.measures.bleu.signature import signature
from evaluation.measures.bleu.smoothing import SMOOTHING, Observed, Precision
from evaluation.ngrams.reference_counts import ReferenceCounts, References, as_sources, count_in_references
from evaluation.ngrams.trie import NgramTrie, trie_of
from evaluation.sequences.packed import PackedSequences, Tokens, pack
from generators.errors import InputError


@dataclass(frozen=True, slots=True)
class Counts:
    """What BLEU needs to know of one candidate; entry n - 1 of each tuple is about its n-grams."""

    length: int  # tokens
    closest: int  # length of the reference closest to it in length, the shorter of two equally close
    matches: tuple[int, ...]  # clipped
    totals: tuple[int, ...]  # max(0, length - n + 1)


@dataclass(frozen=True, slots=True)
class NgramPrecision:
    """How many of a candidate's n-grams match, unsmoothed."""

    n: int
    matches: int
    total: int


@dataclass(frozen=True, slots=True)
class CandidateScore:
    """One candidate against all references."""

    name: str
    bleu: float  # 0 to 1, for weights that sum to 1 and smoothing that keeps precisions below 1
    brevity_penalty: float  # 0 to 1
    precisions: tuple[NgramPrecision, ...]  # n = 1 … number of weights
    cumulated: tuple[float, ...]  # BLEU with the uniform weights 1/n, n = 1 … number of weights
    unmatched: (
        int | None
    )  # the longest n with a weight, if no n-gram matches and nothing smooths it: see `score_counts`


def measured(scores: Sequence[CandidateScore]) -> bool:
    """Whether at least half of the scores measure something."""
    return 2 * sum(score.unmatched is not None for score in scores) <= len(scores)


@dataclass(frozen=True, slots=True)
class BleuReport:
    """The scores of all candidates, with all that was settled to get them."""

    signature: str
    mean: float  # of the candidates' BLEU
    candidates: tuple[CandidateScore, ...]


def score_candidates(
    candidates: PackedSequences | Mapping[str, Tokens] | Sequence[Tokens],
    references: References,
    weights: Sequence[float] = MAIA_WEIGHTS,
    smoothing: int = 0,
    encoding: str = "tokens",
) -> BleuReport:
    """BLEU of each candidate against all references, as nltk's `sentence_bleu`.

    Candidates are given by name, or else named by their place. A sequence is a list of str or int or an integer array;
    sequences in great number are given as a corpus, or as one corpus after the other if they do not fit into memory.
    References are read once, on all cores, or looked up in an index. `weights[n - 1]` is the weight of n-grams,
    `smoothing` one of nltk's methods 0 to 7 and `encoding` what turned music into the tokens, for the signature.

    Where nltk raises, so does this (smoothing 6 without a matching trigram); an empty candidate scores 0.
    Raises InputError if there are no candidates or references, if two candidates have one name, if weights are not from
    0 to 100 or all 0, or if smoothing is unknown.
    """
    weights = checked_weights(weights, smoothing)
    corpus = _named(candidates)
    trie = trie_of(corpus, counted_order(weights, smoothing))
    reference_counts = count_in_references(trie, as_sources(references))
    if not reference_counts.count:
        raise InputError("there are no references to compare with")
    counts = count_matches(trie, reference_counts)
    counted = zip(corpus.names, counts, strict=True)
    scores = tuple(score_counts(name, each, weights, smoothing) for name, each in counted)
    mean = math.fsum(score.bleu for score in scores) / len(scores)
    return BleuReport(
        signature(weights, smoothing, encoding, reference_counts.count, reference_counts.digest), mean, scores
    )


def count_matches(trie: NgramTrie, reference_counts: ReferenceCounts) -> list[Counts]:
    """Counts of each candidate for each n of the n-grams, from what at least one reference says."""
    orders = range(trie.order)
    return [
        Counts(
            length,
            min(reference_counts.lengths, key=lambda other: (abs(other - length), other)),
            matches,
            tuple(max(0, length - shorter) for shorter in orders),
        )
        for length, matches in zip(trie.lengths, trie.matches(reference_counts.most), strict=True)
    ]


def _named(candidates: PackedSequences | Mapping[str, Tokens] | Sequence[Tokens]) -> PackedSequences:
    if isinstance(candidates, PackedSequences):
        corpus = candidates
    elif isinstance(candidates, Mapping):
        corpus = pack(candidates.values(), list(candidates))
    else:
        corpus = pack(candidates)
    if not len(corpus):
        raise InputError("there are no candidates to score")
    twice = next((name for name, times in Counter(corpus.names).items() if times > 1), None)
    if twice is not None:
        raise InputError(f"two candidates are called {twice!r}")
    return corpus


def corpus_bleu(
    references: Sequence[Sequence[Tokens]],
    candidates: Sequence[Tokens],
    weights: Sequence[float] = MAIA_WEIGHTS,
    smoothing: int = 0,
) -> float:
    """BLEU of all candidates as one text, candidate i against references[i], as nltk's `corpus_bleu`.

    Raises InputError as `score_candidates`, and if there are not as many lists of references as candidates.
    """
    weights = checked_weights(weights, smoothing)
    if len(references) != len(candidates) or not candidates:
        raise InputError(f"{len(references)} lists of references do not fit {len(candidates)} candidates")
    order = counted_order(weights, smoothing)
    counts = []
    for candidate, own in zip(candidates, references, strict=True):
        trie = trie_of(pack([candidate]), order)
        reference_counts = count_in_references(trie, as_sources(own))
        if not reference_counts.count:
            raise InputError("there are no references to compare with")
        counts += count_matches(trie, reference_counts)
    precisions = _smoothed(counts, len(weights), smoothing)
    return _mean(weights, _logarithms(precisions), _brevity_penalty(counts))


def checked_weights(weights: Sequence[float], smoothing: int) -> tuple[float, ...]:
    """The weights as numbers; raises InputError as `score_candidates`."""
    if smoothing not in SMOOTHING:
        raise InputError(f"no smoothing {smoothing!r}: there are {', '.join(map(str, SMOOTHING))}")
    try:
        checked = tuple(float(weight) for weight in weights)
    except (TypeError, ValueError) as error:
        raise InputError(f"weights are one number for each n, not {weights!r}") from error
    if not checked:
        raise InputError("weights are empty: one is needed for n = 1, one for n = 2, …")
    if not all(0 <= weight <= 100 for weight in checked):
        raise InputError(f"weights must be numbers from 0 to 100, not {', '.join(map(str, checked))}")
    if not any(checked):
        raise InputError("weights are all 0: nothing would be counted")
    return checked


def counted_order(weights: Sequence[float], smoothing: int) -> int:
    """The longest n-gram to count: methods 5 and 7 want 5-grams always."""
    return max(len(weights), 5) if smoothing in (5, 7) else len(weights)


def score_counts(name: str, counts: Counts, weights: tuple[float, ...], smoothing: int) -> CandidateScore:
    """The score of a candidate from its counts, for n up to `counted_order`; weights are `checked_weights`.

    A geometric mean with a precision of 0 is 0. nltk puts the smallest number for that precision, and so do we; the
    score that comes of it (1e-26, say) follows that number and the weights more than the music, so it is `unmatched`.
    """
    try:
        precisions = _smoothed([counts], len(weights), smoothing)
    except InputError as error:
        raise InputError(f"candidate {name}: {error}") from error
    penalty, logs = _brevity_penalty([counts]), _logarithms(precisions)
    ngrams = zip(range(1, len(weights) + 1), counts.matches, counts.totals, strict=False)
    longest = max(n for n, weight in enumerate(weights, start=1) if weight)  # matches only where all shorter ones do
    return CandidateScore(
        name=name,
        bleu=_mean(weights, logs, penalty),
        brevity_penalty=penalty,
        precisions=tuple(NgramPrecision(n, matches, total) for n, matches, total in ngrams),
        cumulated=tuple(_mean((1 / n,) * n, logs, penalty) for n in range(1, len(weights) + 1)),
        unmatched=None if smoothing or counts.matches[longest - 1] else longest,
    )


def _smoothed(counts: Sequence[Counts], order: int, smoothing: int) -> list[Precision]:
    """Smoothed precisions for n = 1 … order; none at all if not even one token matches, which scores 0."""
    matches = tuple(sum(each.matches[n] for each in counts) for n in range(order))
    if not matches[0]:
        return []
    totals = tuple(sum(max(1, each.totals[n]) for each in counts) for n in range(order))
    last = counts[-1]
    fivegrams = Fraction(last.matches[4], max(1, last.totals[4])) if len(last.matches) > 4 else Fraction(0)
    seen = Observed(matches, totals, sum(each.length for each in counts), last.length, fivegrams)
    return SMOOTHING[smoothing](seen)


def _brevity_penalty(counts: Sequence[Counts]) -> float:
    """exp(1 - r/c) for candidates of c tokens in all, shorter than the r of their closest references."""
    length, closest = sum(each.length for each in counts), sum(each.closest for each in counts)
    if length > closest:
        return 1.0
    return math.exp(1 - closest / length) if length else 0.0


def _logarithms(precisions: Sequence[Precision]) -> list[float | None]:
    """None where there is none, of a precision of 0."""
    return [math.log(precision) if precision > 0 else None for precision in precisions]


def _mean(weights: Sequence[float], logs: Sequence[float | None], penalty: float) -> float:
    """The weighted geometric mean of precisions, times the penalty; precisions of 0 are left out, as nltk does."""
    if not logs:
        return 0.0
    pairs = zip(weights, logs, strict=False)  # cumulated scores use the first n precisions only
    return penalty * math.exp(math.fsum(weight * log for weight, log in pairs if log is not None))
