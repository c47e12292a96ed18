"""How often each set breaks the rules of part-writing, beside Bach, and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from evaluation.measures.material import Material
from evaluation.measures.result import ALL, Column, Result, Row, Table
from evaluation.measures.rules.bach import bach
from evaluation.measures.rules.cadences import KINDS
from evaluation.measures.rules.measuring import MeasuredPiece, measure_pieces
from evaluation.measures.rules.rates import METHOD, TOTAL, Rate, SetRates, Verdict, per_100_chords, set_rates, signature
from evaluation.measures.rules.rules import PERS, RULES

OUTSIDE: dict[Verdict, str] = {"more often": " more", "less often": " less", "as often": ""}
FIGURE = (
    "the violations of all of them per 100 chords, the one figure of a piece; in 4,048 answers of listeners to 500 "
    "chorales by a machine the only measure of 33 that follows what they heard (rank correlation .17, 95 % .09–.25)"
)

Measured = Mapping[str, Sequence[MeasuredPiece]]  # by set


def measure(material: Material) -> Result:
    """The rates of every set, held-out music among them, and the place of every violation.

    Raises InputError for a set of which not every piece has four single voices.
    """
    pieces, notes = material.each(lambda music: measure_pieces(music.pieces))
    chorales = bach()
    rates = [set_rates(name, [piece.counts for piece in own], chorales, material.seed) for name, own in pieces.items()]
    return Result(
        detail=_pieces(pieces),
        tables=(
            _rates_side_by_side(rates),
            _cadences_side_by_side(rates),
            _cadences(rates),
            _rates(rates),
            _violations(pieces),
            _definitions(),
        ),
        signatures={ALL: signature(chorales, material.seed)},
        findings={each.name: _finding(each) for each in rates if each.name in material.sets},
        notes=(*notes, *(f"{each.name} has no fermatas: nothing is known of its cadences" for each in _silent(rates))),
        method=(METHOD,),
    )


def _rates_side_by_side(sets: Sequence[SetRates]) -> Table:
    rows: list[Row] = []
    for own in zip(*((*each.rates, each.total) for each in sets), strict=True):
        name, per = own[0].rule, own[0].per
        his = next((rate.bach.value for rate in own if rate.bach is not None), None)
        rows.append([name if per == "chords" else f"{name}, per 100 {per}", his, *map(_beside_bach, own)])
    return Table(
        "rates side by side",
        "Violations per 100 chords, where nothing else is said; more, less: outside Bach’s range",
        (
            Column(heading="rule"),
            Column(heading="Bach", form=".2f"),
            *(Column(heading=each.name, form=".2f") for each in sets),
        ),
        rows,
    )


def _beside_bach(rate: Rate) -> str | None:
    if rate.value is None:
        return None
    return f"{rate.value:.2f}{OUTSIDE[rate.bach.verdict] if rate.bach else ''}"


def _cadences_side_by_side(sets: Sequence[SetRates]) -> Table:
    rows = [
        [own[0].kind, own[0].bach, *(each.share for each in own)]
        for own in zip(*(each.cadences for each in sets), strict=True)
    ]
    columns = (Column(heading=heading, form=".0%") for heading in ("cadence", "Bach", *(each.name for each in sets)))
    return Table("cadences side by side", "How phrases end at the fermatas", tuple(columns), rows)


def _cadences(sets: Sequence[SetRates]) -> Table:
    rows = [[each.name, one.kind, one.count, one.share, one.bach] for each in sets for one in each.cadences]
    names = ("set", "kind", "count", "share", "bach")
    return Table("cadences", "How phrases end at the fermatas", tuple(map(Column, names)), rows)


def _silent(sets: Sequence[SetRates]) -> Iterator[SetRates]:
    return (each for each in sets if not any(cadence.count for cadence in each.cadences))


def _rates(sets: Sequence[SetRates]) -> Table:
    columns = (
        Column("set", "set"),
        Column("rule", "rule"),
        Column("per", "per 100", kind="words"),
        Column("violations", "violations"),
        Column("chances", "of"),
        Column("pieces", "in pieces"),
        Column("rate", "rate", ".2f"),
        Column("rate", "95 % interval", ".2f", "range"),
        Column("bach", "Bach", ".2f"),
        Column("bach", "Bach’s range", ".2f", "range"),
        Column("p_value", "p", ".3f"),
        Column("verdict", "than Bach", kind="words"),
    )
    rows = [_rate(each.name, rate) for each in sets for rate in (*each.rates, each.total)]
    return Table("rates", "Rates with their intervals", columns, rows, grouped=True, folded=True)


def _rate(name: str, rate: Rate) -> Row:
    interval = None if rate.low is None or rate.high is None else (rate.low, rate.high)
    own = (name, rate.rule, rate.per, rate.violations, rate.chances, rate.pieces, rate.value, interval)
    if rate.bach is None:
        return [*own, None, None, None, None]
    return [*own, rate.bach.value, (rate.bach.low, rate.bach.high), rate.bach.p_value, rate.bach.verdict]


def _pieces(measured: Measured) -> Table:
    """A row a piece: chances, violations of each rule and fermatas of each kind for programs, places for people."""
    low, median, high = np.percentile([per_100_chords(each) or 0 for each in bach()], (2.5, 50, 97.5)).tolist()
    figure = f"{TOTAL} per 100 chords"
    columns = (
        Column("set", "set"),
        Column("piece", "piece"),
        *map(Column, PERS),
        *(Column(rule.name) for rule in RULES),
        *(Column(f"fermatas: {kind}") for kind in KINDS),
        Column(figure, figure, ".2f"),
        Column(heading="violations", kind="words"),
    )
    rows: list[Row] = [
        [
            name,
            piece.counts.name,
            *(piece.counts.chances[per] for per in PERS),
            *piece.counts.broken,
            *piece.counts.cadences,
            per_100_chords(piece.counts),
            _places(piece),
        ]
        for name, own in measured.items()
        for piece in own
    ]
    his = f"Bach’s chorales: median {median:.1f}, 95 % {low:.1f}–{high:.1f}"
    caption = f"Every piece, its violations as bar:beat and voices; {figure} ({his})"
    return Table("pieces", caption, columns, rows, grouped=True, folded=True)


def _places(piece: MeasuredPiece) -> str:
    clauses = []
    for rule in RULES:
        found = [each for each in piece.violations if each.rule == rule.name]
        if found:
            clauses.append(f"{rule.name} " + ", ".join(f"{each.bar}:{each.beat:g} {each.voices}" for each in found))
    return "; ".join(clauses) or "none"


def _violations(measured: Measured) -> Table:
    rows: list[Row] = [
        [name, piece.counts.name, each.rule, each.bar, each.beat, each.voices]
        for name, own in measured.items()
        for piece in own
        for each in piece.violations
    ]
    names = ("set", "piece", "rule", "bar", "beat", "voices")
    return Table("violations", "Violations", tuple(map(Column, names)), rows)


def _definitions() -> Table:
    columns = (Column("name", "rule"), Column("per", "per 100", kind="words"), Column("text", "text", kind="words"))
    rows = [*([rule.name, rule.per, rule.text] for rule in RULES), [TOTAL, "chords", FIGURE]]
    return Table("rules", "What the rules are", columns, rows, folded=True)


def _finding(each: SetRates) -> str:
    total = each.total
    counted = "" if total.value is None else f"it breaks {total.value:.1f} rules of part-writing per 100 chords"
    if total.bach is not None:
        counted += f" (Bach {total.bach.value:.1f}, his range {total.bach.low:.1f}–{total.bach.high:.1f})"
    more = [rate.rule for rate in each.rates if rate.bach is not None and rate.bach.verdict == "more often"]
    if not more:
        return f"{counted}, and none more often than Bach"
    return f"{counted}, and more often than Bach the rule{'s' * (len(more) > 1)} on {', '.join(more)}"
