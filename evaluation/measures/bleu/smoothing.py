"""What to do with n-grams that never match: nltk's smoothing methods 0 to 7.

Chen and Cherry (2014), "A systematic comparison of smoothing techniques for sentence-level BLEU" (WMT), as nltk's
`SmoothingFunction` computes them with its default parameters, its deviations from the paper included, so that scores
are the same to the last bit: fractions stay exact where nltk keeps them exact.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from generators.errors import InputError

EPSILON, K, ALPHA = 0.1, 5, 5  # of methods 1, 4 and 6

Precision = Fraction | float


@dataclass(frozen=True, slots=True)
class Observed:
    """Matches and totals to be smoothed, of one candidate or summed over several; entry n - 1 is about n-grams."""

    matches: tuple[int, ...]
    totals: tuple[int, ...]  # each at least 1
    length: int  # tokens, >= 1, of all candidates
    last_length: int  # tokens of the last candidate: method 6 looks at it alone
    last_fivegrams: Fraction  # the last candidate's 5-gram precision: methods 5 and 7 look at it, whatever n

    @property
    def precisions(self) -> list[Precision]:
        return [Fraction(matches, total) for matches, total in zip(self.matches, self.totals, strict=True)]


def _none(seen: Observed) -> list[Precision]:
    """0: the smallest positive float for a zero, so that its logarithm exists: scores like 1e-79 instead of 0."""
    return [precision or sys.float_info.min for precision in seen.precisions]


def _add_epsilon(seen: Observed) -> list[Precision]:
    """1: EPSILON matches instead of none."""
    return [precision or EPSILON / total for precision, total in zip(seen.precisions, seen.totals, strict=True)]


def _add_one(seen: Observed) -> list[Precision]:
    """2: one more match of one more n-gram, from bigrams on (Lin and Och 2004)."""
    pairs = zip(seen.matches[1:], seen.totals[1:], strict=True)
    return [*seen.precisions[:1], *(Fraction(matches + 1, total + 1) for matches, total in pairs)]


def _geometric(seen: Observed) -> list[Precision]:
    """3: 1/2 match for the first n without any, 1/4 for the second, … (NIST)."""
    return _halved(seen, lambda halvings, total: 1 / (2**halvings * total))


def _geometric_by_length(seen: Observed) -> list[Precision]:
    """4: as 3, divided by K / ln(length): less for short candidates."""
    if seen.length <= 1:
        return seen.precisions
    return _halved(seen, lambda halvings, total: 1 / (2**halvings * K / math.log(seen.length)) / total)


def _halved(seen: Observed, replacement: Callable[[int, int], float]) -> list[Precision]:
    """The precisions with the i-th zero replaced by replacement(i, total), i from 1."""
    smoothed: list[Precision] = []
    zeros = 0
    for precision, total in zip(seen.precisions, seen.totals, strict=True):
        zeros += precision == 0
        smoothed.append(precision or replacement(zeros, total))
    return smoothed


def _averaged(seen: Observed) -> list[Precision]:
    """5: the mean of the precision at n - 1 (smoothed), n and n + 1; 5-grams stand for the last n + 1."""
    return _running_mean(seen.precisions, seen.last_fivegrams)


def _running_mean(precisions: list[Precision], beyond: Fraction) -> list[Precision]:
    smoothed: list[Precision] = [precisions[0] + 1]
    for precision, following in zip(precisions, [*precisions[1:], beyond], strict=True):
        smoothed.append((smoothed[-1] + precision + following) / 3)
    return smoothed[1:]


def _interpolated(seen: Observed) -> list[Precision]:
    """6: from trigrams on, drawn towards a prior: the ratio of the two orders before goes on (Gao and He 2013)."""
    if len(seen.matches) < 3 or not seen.matches[2]:
        raise InputError("smoothing 6 needs weights for n = 1 to 3 at least and a matching trigram")
    smoothed = seen.precisions
    for n, matches in enumerate(seen.matches[2:], start=3):
        before, last = smoothed[n - 3], smoothed[n - 2]
        prior = last**2 / before if before else 0
        smoothed[n - 1] = (matches + ALPHA * prior) / (max(0, seen.last_length - n + 1) + ALPHA)
    return smoothed


def _averaged_by_length(seen: Observed) -> list[Precision]:
    """7: 4, then 5."""
    return _running_mean(_geometric_by_length(seen), seen.last_fivegrams)


SMOOTHING: dict[int, Callable[[Observed], list[Precision]]] = {
    0: _none,
    1: _add_epsilon,
    2: _add_one,
    3: _geometric,
    4: _geometric_by_length,
    5: _averaged,
    6: _interpolated,
    7: _averaged_by_length,
}
