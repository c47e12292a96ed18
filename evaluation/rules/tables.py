"""Sets by the rules for people (a table) and for programs (JSON, CSV)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from evaluation.rules import PERS, RULES
from evaluation.rules.cadences import KINDS
from evaluation.rules.measuring import MeasuredPiece
from evaluation.rules.rates import METHOD, Rate, SetRates

LISTED = 30  # violations of a set that the text names; JSON names all


def as_text(sets: Sequence[SetRates], pieces: Mapping[str, Sequence[MeasuredPiece]], signed: str) -> str:
    """For each set its rates beside Bach's, its cadences and its violations; then the rules and the signature."""
    blocks = []
    for each in sets:
        count = f"{each.pieces} piece{'s' * (each.pieces != 1)}"
        blocks.append("\n".join([f"{each.name}: {count}", "", *_rate_lines(each), "", _cadence_line(each)]))
        blocks.append("\n".join(_places(pieces[each.name])))
    blocks.append("\n".join(f"{rule.name}: {rule.text}; per 100 {rule.per}" for rule in RULES))
    return "\n\n".join([*blocks, METHOD, signed])


def _rate_lines(each: SetRates) -> Iterator[str]:
    width = max(len(rule.name) for rule in RULES)
    yield f"{'':{width}}  {'broken':>6} {'of':>6}  {'pieces':>6}  per 100  95 % interval    Bach  Bach's range"
    for rate in each.rates:
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
        "chances": counts.chances,
        "cadences": dict(zip(KINDS, counts.cadences, strict=True)),
        "violations": [asdict(violation) for violation in piece.violations],
    }


def as_csv(pieces: Mapping[str, Sequence[MeasuredPiece]]) -> str:
    """A row for each piece: its chances, its violations of each rule, its fermatas of each kind of cadence."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["set", "piece", *PERS, *(rule.name for rule in RULES), *(f"fermatas: {kind}" for kind in KINDS)])
    for name, measured in pieces.items():
        for counts in (piece.counts for piece in measured):
            chances = [counts.chances[per] for per in PERS]
            writer.writerow([name, counts.name, *chances, *counts.broken, *counts.cadences])
    return text.getvalue()
