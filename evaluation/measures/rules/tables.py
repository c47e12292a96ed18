"""Sets by the rules for people (a table) and for programs (JSON, CSV)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from evaluation.measures.rules import PERS, RULES
from evaluation.measures.rules.bach import bach
from evaluation.measures.rules.cadences import KINDS
from evaluation.measures.rules.measuring import MeasuredPiece
from evaluation.measures.rules.rates import METHOD, TOTAL, Rate, SetRates, per_100_chords
from generators.counts import counted

LISTED = 30  # pieces and violations of a set that the text names; JSON names all
FIGURE = (
    "the violations of all of them per 100 chords, the one figure of a piece; in 4,048 answers of listeners to 500 "
    "chorales by a machine the only measure of 33 that follows what they heard (rank correlation .17, 95 % .09–.25)"
)


def as_text(sets: Sequence[SetRates], pieces: Mapping[str, Sequence[MeasuredPiece]], signed: str) -> str:
    """For each set its rates beside Bach's, its cadences and its violations; then the rules and the signature."""
    blocks = []
    for each in sets:
        count = counted(each.pieces, "piece")
        blocks.append("\n".join([f"{each.name}: {count}", "", *_rate_lines(each), "", _cadence_line(each)]))
        blocks.append("\n".join(_figures(pieces[each.name])))
        blocks.append("\n".join(_places(pieces[each.name])))
    blocks.append("\n".join(f"{rule.name}: {rule.text}; per 100 {rule.per}" for rule in RULES))
    blocks.append(f"{TOTAL}: {FIGURE}")
    return "\n\n".join([*blocks, METHOD, signed])


def _figures(pieces: Sequence[MeasuredPiece]) -> Iterator[str]:
    """The one figure of each piece, the highest first, beside those of Bach's chorales."""
    low, median, high = np.percentile([per_100_chords(each) or 0 for each in bach()], (2.5, 50, 97.5)).tolist()
    yield f"{TOTAL} per 100 chords, piece by piece (Bach's chorales: median {median:.1f}, 95 % {low:.1f}–{high:.1f})"
    ordered = sorted(pieces, key=lambda piece: -(per_100_chords(piece.counts) or 0))
    yield from (f"{number(per_100_chords(each.counts)):>7}  {each.counts.name}" for each in ordered[:LISTED])
    if len(ordered) > LISTED:
        yield f"and {len(ordered) - LISTED:,} more, which --json and --csv name"


def _rate_lines(each: SetRates) -> Iterator[str]:
    width = max(len(rule.name) for rule in RULES)
    yield f"{'':{width}}  {'broken':>6} {'of':>6}  {'pieces':>6}  per 100  95 % interval    Bach  Bach's range"
    for rate in (*each.rates, each.total):
        against = "" if rate.bach is None else f"{rate.bach.value:6.2f}  {bach_range(rate):13}  {verdict(rate)}"
        yield (
            f"{rate.rule:{width}}  {rate.violations:6} {rate.chances:6}  {rate.pieces:6}  {number(rate.value):>7}  "
            f"{interval(rate):13}  {against}"
        ).rstrip()


def number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def interval(rate: Rate) -> str:
    """For example `0.10–0.31`; a dash where there are too few pieces."""
    return "–" if rate.low is None or rate.high is None else f"{rate.low:.2f}–{rate.high:.2f}"


def bach_range(rate: Rate) -> str:
    """As `interval`, of as much of Bach's music."""
    return "–" if rate.bach is None else f"{rate.bach.low:.2f}–{rate.bach.high:.2f}"


def verdict(rate: Rate) -> str:
    """How the set stands to Bach, in words; nothing where it is within his range or has no rate."""
    return "" if rate.bach is None or rate.bach.verdict == "as often" else f"{rate.bach.verdict} than Bach"


def _cadence_line(each: SetRates) -> str:
    if not any(cadence.count for cadence in each.cadences):
        return "no fermatas: nothing is known of its cadences"
    return "cadences: " + ", ".join(
        f"{cadence.kind} {percent(cadence.share)} (Bach {percent(cadence.bach)})" for cadence in each.cadences
    )


def percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.0f} %"


def _places(pieces: Sequence[MeasuredPiece]) -> Iterator[str]:
    found = [(piece.counts.name, violation) for piece in pieces for violation in piece.violations]
    for name, each in found[:LISTED]:
        yield f"{name}, bar {each.bar}, beat {each.beat:g}: {each.rule}, {each.voices}"
    if len(found) > LISTED:
        yield f"and {len(found) - LISTED:,} more, which --json names"
    if not found:
        yield "no rule is broken"


def as_json(sets: Sequence[SetRates], pieces: Mapping[str, Sequence[MeasuredPiece]], signed: str) -> dict[str, Any]:
    """The rules, and for each set its rates beside Bach's, and its pieces with every violation's place."""
    return {
        "rules": [{"name": rule.name, "per": rule.per, "text": rule.text} for rule in RULES],
        "sets": [{**asdict(each), "measured": [_piece_json(piece) for piece in pieces[each.name]]} for each in sets],
        "method": METHOD,
        "signature": signed,
    }


def _piece_json(piece: MeasuredPiece) -> dict[str, Any]:
    counts = piece.counts
    return {
        "name": counts.name,
        "all rules per 100 chords": per_100_chords(counts),
        "chances": counts.chances,
        "cadences": dict(zip(KINDS, counts.cadences, strict=True)),
        "violations": [asdict(violation) for violation in piece.violations],
    }


def as_csv(pieces: Mapping[str, Sequence[MeasuredPiece]]) -> str:
    """A row for each piece: its chances, its violations of each rule, its fermatas of each kind of cadence."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    cadences = [f"fermatas: {kind}" for kind in KINDS]
    names = [rule.name for rule in RULES]
    writer.writerow(["set", "piece", *PERS, *names, *cadences, f"{TOTAL} per 100 chords"])
    for name, measured in pieces.items():
        for counts in (piece.counts for piece in measured):
            chances = [counts.chances[per] for per in PERS]
            writer.writerow([name, counts.name, *chances, *counts.broken, *counts.cadences, per_100_chords(counts)])
    return text.getvalue()
