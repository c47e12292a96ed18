"""How often a set of pieces breaks each rule, with intervals, and whether that is as often as Bach does.

A rate is the violations of all pieces over all their chances, so that a long piece weighs more than a short one. Its
interval says how certain the set's own rate is (`evaluation.statistics.means`). A small set may not break a rare rule
at all, and its interval is then nothing but zero; so the set is held against Bach the other way round: chorales are
drawn with replacement, about as many as have the set's number of chances, and where 95 % of such draws lie is Bach's
range for that much music. One rule in twenty lies outside by chance.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from evaluation.rules import PERS, RULES
from evaluation.rules.cadences import KINDS, Kind
from evaluation.rules.measuring import Counts
from evaluation.rules.rule import Per
from evaluation.statistics.means import BLOCK, PERCENTILES, RESAMPLES, Scores, mean_of

HUNDRED = 100
VERSION = 1  # of the rules' definitions
METHOD = (
    f"intervals: bootstrap of whole pieces; Bach's range: {RESAMPLES:,} draws of as much of his music; both 95 %, "
    "percentiles"
)

Verdict = Literal["more often", "less often", "as often"]


@dataclass(frozen=True, slots=True)
class BachRange:
    """How often Bach breaks a rule, and how the set stands to it."""

    value: float  # violations per 100 chances in all his chorales
    low: float  # 95 % range in as much of his music as the set is
    high: float
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
    cadences: tuple[CadenceShare, ...]  # in the order of the KINDS


def signature(bach: Sequence[Counts], seed: int) -> str:
    """What could change the figures: two sets' compare if their signatures agree."""
    return f"rules|grid:16|bach:{len(bach)}|draws:{RESAMPLES}|seed:{seed}|v:{VERSION}"


def set_rates(name: str, pieces: Sequence[Counts], bach: Sequence[Counts], seed: int) -> SetRates:
    """The rates of a set of at least one piece, held against Bach's chorales. The same seed gives the same figures."""
    drawn = {per: _drawn(bach, pieces, per, seed) for per in PERS}
    rates = []
    for place, rule in enumerate(RULES):
        broken = [piece.broken[place] for piece in pieces]
        chances = [piece.chances[rule.per] for piece in pieces]
        value = HUNDRED * sum(broken) / sum(chances) if sum(chances) else None
        low, high = _interval(broken, chances, seed)
        draws = drawn[rule.per]
        against = None if value is None or draws is None else _against(value, place, bach, draws[:, place])
        breaking = sum(map(bool, broken))
        rates.append(Rate(rule.name, rule.per, sum(broken), sum(chances), breaking, value, low, high, against))
    return SetRates(name, len(pieces), tuple(rates), tuple(_cadences(pieces, bach)))


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


def _drawn(bach: Sequence[Counts], pieces: Sequence[Counts], per: Per, seed: int) -> NDArray[np.float64] | None:
    """(draws, rules): rates per 100 in draws of chorales with about as many chances as the pieces have; None for none.

    Only the rules that are counted per these chances have meaning in it.
    """
    chances = np.array([piece.chances[per] for piece in bach])
    wanted = sum(piece.chances[per] for piece in pieces)
    if not wanted:
        return None
    size = max(1, round(wanted / chances.mean()))
    broken = np.array([piece.broken for piece in bach])
    generator = np.random.default_rng(seed)
    blocks = []
    for _ in range(RESAMPLES // BLOCK):
        drawn = generator.integers(len(bach), size=(BLOCK, size))
        total = chances[drawn].sum(axis=1)
        kept = total > 0  # a single chorale may have no authentic cadence
        blocks.append(HUNDRED * broken[drawn].sum(axis=1)[kept] / total[kept, None])
    return np.concatenate(blocks)


def _against(value: float, place: int, bach: Sequence[Counts], drawn: NDArray[np.float64]) -> BachRange:
    chances = sum(piece.chances[RULES[place].per] for piece in bach)
    low, high = np.percentile(drawn, PERCENTILES).tolist()
    verdict: Verdict = "more often" if value > high else "less often" if value < low else "as often"
    return BachRange(HUNDRED * sum(piece.broken[place] for piece in bach) / chances, low, high, verdict)
