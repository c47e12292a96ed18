"""How often a set of pieces breaks each rule, with intervals, and whether that is as often as Bach does.

A rate is the violations of all pieces over all their chances, so that a long piece weighs more than a short one. Its
interval says how certain the set's own rate is (`evaluation.statistics.means`). All rules together, per chord, are one
rate more, and the one figure of a piece.

A small set may not break a rare rule at all, and its interval is then nothing but zero; so the set is held against Bach
the other way round: chorales are drawn with replacement, about as many as have the set's number of chances. That is
done for all rules at once: with each judged by itself, a set of Bach's own is outside somewhere in four draws of ten.
What is judged is the rule that is farthest out in the tails of its draws, against how far out the farthest of each draw
is (the minimum p of P. Westfall and S. Young, Resampling-based multiple testing, 1993, 2.3): of sets of Bach's at most
one in twenty has a rule outside his range.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from evaluation.measures.rules.cadences import KINDS, Kind
from evaluation.measures.rules.measuring import Counts
from evaluation.measures.rules.rule import Per
from evaluation.measures.rules.rules import RULES
from evaluation.statistics.means import BLOCK, RESAMPLES, Scores, mean_of

HUNDRED = 100
TOTAL = "all rules"  # counted together, per chord
FALSE_ALARM = 0.05  # the share of sets of Bach's with any rule outside his range, at most
VERSION = 2  # of the rules' definitions and of how sets are held against Bach
METHOD = (
    "intervals: bootstrap of whole pieces, 95 %, percentiles; Bach's range: where all rates of 95 % of "
    f"{RESAMPLES:,} draws of as much of his music lie at once"
)

COLUMNS: tuple[tuple[str, Per], ...] = (*((rule.name, rule.per) for rule in RULES), (TOTAL, "chords"))

Verdict = Literal["more often", "less often", "as often"]


@dataclass(frozen=True, slots=True)
class BachRange:
    """How often Bach breaks a rule, and how the set stands to it."""

    value: float  # violations per 100 chances in all his chorales
    low: float  # range in as much of his music as the set is, for all rules at once
    high: float
    p_value: float  # that a set of his is so far out in any rule
    verdict: Verdict  # of the set: more or less often than the range


@dataclass(frozen=True, slots=True)
class Rate:
    """How often a set breaks a rule. Without a single chance there is no rate, and nothing to hold against Bach."""

    rule: str
    per: Per
    violations: int
    chances: int
    pieces: int  # that break it
    value: float | None  # violations per 100 chances
    low: float | None  # 95 % interval; None below 5 pieces with a chance
    high: float | None
    bach: BachRange | None


@dataclass(frozen=True, slots=True)
class CadenceShare:
    """How many of a set's fermatas, and of Bach's, end with a kind of cadence."""

    kind: Kind
    count: int
    share: float | None  # of the set's fermatas, 0 to 1; None if it has none
    bach: float  # of his


@dataclass(frozen=True, slots=True)
class SetRates:
    """A set by the rules."""

    name: str
    pieces: int
    rates: tuple[Rate, ...]  # in the order of the RULES
    total: Rate  # of all rules together, per chord
    cadences: tuple[CadenceShare, ...]  # in the order of the KINDS


def signature(bach: Sequence[Counts], seed: int) -> str:
    """What could change the figures: two sets' compare if their signatures agree."""
    return f"rules|grid:16|bach:{len(bach)}|draws:{RESAMPLES}|seed:{seed}|v:{VERSION}"


def set_rates(name: str, pieces: Sequence[Counts], bach: Sequence[Counts], seed: int) -> SetRates:
    """The rates of a set of at least one piece, held against Bach's chorales. The same seed gives the same figures."""
    own, his = _table(pieces), _table(bach)
    values = own.rates(np.ones((1, len(pieces))))[0]
    against = _against(values, his, _drawn(own, his, seed))
    rates = []
    for place, (rule, per) in enumerate(COLUMNS):
        broken, chances = (table[:, place].astype(np.int64).tolist() for table in (own.broken, own.chances))
        value = None if np.isnan(values[place]) else float(values[place])
        low, high = _interval(broken, chances, seed)
        breaking = sum(map(bool, broken))
        rates.append(Rate(rule, per, sum(broken), sum(chances), breaking, value, low, high, against[place]))
    return SetRates(name, len(pieces), tuple(rates[:-1]), rates[-1], tuple(_cadences(pieces, bach)))


def per_100_chords(piece: Counts) -> float | None:
    """The one figure of a piece: violations of all rules per 100 chords; None if it has no chord."""
    return HUNDRED * sum(piece.broken) / piece.chances["chords"] if piece.chances["chords"] else None


@dataclass(frozen=True, eq=False)
class _Table:
    """Pieces by the columns: the rules, then all together."""

    broken: NDArray[np.float64]  # (pieces, columns); whole numbers, as floats are multiplied faster
    chances: NDArray[np.float64]  # (pieces, columns)

    def rates(self, times: NDArray[np.float64]) -> NDArray[np.float64]:
        """(sets, columns): violations per 100 chances; NaN without one. times: (sets, pieces) how often each."""
        chances = times @ self.chances
        rates: NDArray[np.float64] = np.full(chances.shape, np.nan)
        np.divide(HUNDRED * (times @ self.broken), chances, out=rates, where=chances > 0)
        return rates


def _table(pieces: Sequence[Counts]) -> _Table:
    return _Table(
        np.array([[*piece.broken, sum(piece.broken)] for piece in pieces], dtype=np.float64),
        np.array([[piece.chances[per] for _, per in COLUMNS] for piece in pieces], dtype=np.float64),
    )


def _cadences(pieces: Sequence[Counts], bach: Sequence[Counts]) -> Iterator[CadenceShare]:
    own, his = (np.sum([piece.cadences for piece in each], axis=0).tolist() for each in (pieces, bach))
    for kind, count, other in zip(KINDS, own, his, strict=True):
        yield CadenceShare(kind, count, count / sum(own) if sum(own) else None, other / sum(his))


def _interval(broken: Sequence[int], chances: Sequence[int], seed: int) -> tuple[float | None, float | None]:
    """Of the rate: every chance has its piece's own rate for a score, and the piece is drawn with all of them."""
    values: list[float] = []
    sources: list[str] = []
    for place, (count, of) in enumerate(zip(broken, chances, strict=True)):
        values += repeat(HUNDRED * count / of if of else 0.0, of)
        sources += repeat(str(place), of)
    if not values:
        return None, None
    estimate = mean_of(Scores(values, sources), seed)
    return estimate.low, estimate.high


def _drawn(own: _Table, his: _Table, seed: int) -> NDArray[np.float64]:
    """(draws, columns): rates in draws of chorales with about as many chances of each column as the pieces have.

    Columns of different chances have more or fewer chorales of the same draw: all are drawn in one row.
    """
    each = np.maximum(his.chances.mean(axis=0), 1 / len(his.chances))
    sizes = np.maximum(1, np.rint(own.chances.sum(axis=0) / each)).astype(np.int64)
    generator = np.random.default_rng(seed)
    shares = np.full(len(his.broken), 1 / len(his.broken))
    drawn = np.full((RESAMPLES, len(COLUMNS)), np.nan)
    for begin in range(0, RESAMPLES, BLOCK):
        times = np.zeros((BLOCK, len(his.broken)))
        before = 0
        for size in np.unique(sizes).tolist():
            times += generator.multinomial(size - before, shares, BLOCK)
            columns = sizes == size
            drawn[begin : begin + BLOCK, columns] = his.rates(times)[:, columns]
            before = size
    return drawn


def _against(values: NDArray[np.float64], his: _Table, drawn: NDArray[np.float64]) -> list[BachRange | None]:
    """How each value stands to the draws; None where it is undefined, or Bach has no chance.

    A column's p is how far out in its draws a rate lies: twice the share of them that are as high, or as low.
    """
    known = np.flatnonzero(~np.isnan(values) & (his.chances.sum(axis=0) > 0))
    p_values = np.column_stack([_p_values(drawn[:, column], drawn[:, column]) for column in known])
    farthest = np.sort(p_values.min(axis=1))  # p of each draw's column that is farthest out
    outside = farthest[np.searchsorted(farthest, farthest, side="right") <= FALSE_ALARM * len(farthest)]
    limit = outside.max(initial=0.0)
    everywhere = his.rates(np.ones((1, len(his.broken))))[0]
    found: list[BachRange | None] = [None] * len(values)
    for column, p_drawn in zip(known, p_values.T, strict=True):
        within = drawn[p_drawn > limit, column]
        p_value = _p_values(values[column : column + 1], drawn[:, column])[0]
        adjusted = float(np.searchsorted(farthest, p_value, side="right") / len(farthest))
        farther: Verdict = "more often" if values[column] > np.nanmedian(drawn[:, column]) else "less often"
        verdict: Verdict = "as often" if adjusted > FALSE_ALARM else farther
        found[column] = BachRange(
            float(everywhere[column]), float(within.min()), float(within.max()), adjusted, verdict
        )
    return found


def _p_values(values: NDArray[np.float64], drawn: NDArray[np.float64]) -> NDArray[np.float64]:
    """(values,): 1 for one that is undefined."""
    ascending = np.sort(drawn[~np.isnan(drawn)])
    below = np.searchsorted(ascending, values, side="right") / len(ascending)
    above = 1 - np.searchsorted(ascending, values, side="left") / len(ascending)
    return np.where(np.isnan(values), 1.0, np.minimum(1.0, 2 * np.minimum(below, above)))
