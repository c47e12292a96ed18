"""BLEU scores from counts of matching n-grams, equal to nltk's to the last bit."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from evaluation.bleu.ngrams import Counts, Tokens, count_matches
from evaluation.bleu.signature import ReferenceDigest, signature
from evaluation.bleu.smoothing import SMOOTHING, Observed, Precision
from generators.errors import InputError

# maia (Berkeley CS282, 2019): low for short n-grams, which any music shares, and none beyond 9, which would be copying.
MAIA_WEIGHTS = (0.0, 1 / 12, 1 / 12, 1 / 6, 1 / 6, 1 / 6, 1 / 6, 1 / 12, 1 / 12)


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


@dataclass(frozen=True, slots=True)
class BleuReport:
    """The scores of all candidates, with all that was settled to get them."""

    signature: str
    mean: float  # of the candidates' BLEU
    candidates: tuple[CandidateScore, ...]


def score_candidates(
    candidates: Mapping[str, Tokens] | Sequence[Tokens],
    references: Iterable[Tokens],
    weights: Sequence[float] = MAIA_WEIGHTS,
    smoothing: int = 0,
    encoding: str = "tokens",
) -> BleuReport:
    """BLEU of each candidate against all references, as nltk's `sentence_bleu`.

    Candidates are given by name, or else named by their place. A sequence is a list of str or int or an integer array.
    References are read once. `weights[n - 1]` is the weight of n-grams, `smoothing` one of nltk's methods 0 to 7 and
    `encoding` what turned music into the tokens, for the signature.

    Raises InputError if there are no candidates or references, if weights are not from 0 to 100, if smoothing
    is unknown, or if smoothing 6 meets a candidate without a matching trigram.
    """
    weights = _checked(weights, smoothing)
    names = list(candidates) if isinstance(candidates, Mapping) else [str(place) for place in range(len(candidates))]
    sequences = list(candidates.values()) if isinstance(candidates, Mapping) else list(candidates)
    if not sequences:
        raise InputError("there are no candidates to score")
    digest = ReferenceDigest()
    counts = count_matches(sequences, digest.watch(references), _order(weights, smoothing))
    scores = tuple(_score(name, each, weights, smoothing) for name, each in zip(names, counts, strict=True))
    mean = math.fsum(score.bleu for score in scores) / len(scores)
    return BleuReport(signature(weights, smoothing, encoding, digest), mean, scores)


def corpus_bleu(
    references: Sequence[Sequence[Tokens]],
    candidates: Sequence[Tokens],
    weights: Sequence[float] = MAIA_WEIGHTS,
    smoothing: int = 0,
) -> float:
    """BLEU of all candidates as one text, candidate i against references[i], as nltk's `corpus_bleu`.

    Raises InputError as `score_candidates`, and if there are not as many lists of references as candidates.
    """
    weights = _checked(weights, smoothing)
    if len(references) != len(candidates) or not candidates:
        raise InputError(f"{len(references)} lists of references do not fit {len(candidates)} candidates")
    order = _order(weights, smoothing)
    counts = [count_matches([candidate], own, order)[0] for candidate, own in zip(candidates, references, strict=True)]
    precisions = _smoothed(counts, len(weights), smoothing)
    return _mean(weights, precisions, _brevity_penalty(counts))


def _checked(weights: Sequence[float], smoothing: int) -> tuple[float, ...]:
    if smoothing not in SMOOTHING:
        raise InputError(f"no smoothing {smoothing!r}: there are {', '.join(map(str, SMOOTHING))}")
    checked = tuple(float(weight) for weight in weights)
    if not checked:
        raise InputError("weights are empty: one is needed for n = 1, one for n = 2, …")
    if not all(0 <= weight <= 100 for weight in checked):
        raise InputError(f"weights must be numbers from 0 to 100, not {', '.join(map(str, checked))}")
    return checked


def _order(weights: Sequence[float], smoothing: int) -> int:
    """The longest n-gram to count: methods 5 and 7 want 5-grams always."""
    return max(len(weights), 5) if smoothing in (5, 7) else len(weights)


def _score(name: str, counts: Counts, weights: tuple[float, ...], smoothing: int) -> CandidateScore:
    try:
        precisions = _smoothed([counts], len(weights), smoothing)
    except InputError as error:
        raise InputError(f"candidate {name}: {error}") from error
    penalty = _brevity_penalty([counts])
    ngrams = zip(range(1, len(weights) + 1), counts.matches, counts.totals, strict=False)
    return CandidateScore(
        name=name,
        bleu=_mean(weights, precisions, penalty),
        brevity_penalty=penalty,
        precisions=tuple(NgramPrecision(n, matches, total) for n, matches, total in ngrams),
        cumulated=tuple(_mean((1 / n,) * n, precisions, penalty) for n in range(1, len(weights) + 1)),
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


def _mean(weights: Sequence[float], precisions: Sequence[Precision], penalty: float) -> float:
    """The weighted geometric mean of the precisions, times the penalty; precisions of 0 are left out, as nltk does."""
    if not precisions:
        return 0.0
    pairs = zip(weights, precisions, strict=False)  # cumulated scores use the first n precisions only
    return penalty * math.exp(math.fsum(weight * math.log(p) for weight, p in pairs if p > 0))
