"""How often each set breaks the rules of part-writing, beside Bach: for music in four voices."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from evaluation.measures.rules import RULES
from evaluation.measures.rules.bach import bach
from evaluation.measures.rules.measuring import MeasuredPiece, measure_pieces
from evaluation.measures.rules.rates import METHOD, TOTAL, SetRates, Verdict, per_100_chords, set_rates, signature
from evaluation.measures.rules.tables import FIGURE, bach_range, interval, number, percent
from evaluation.report.html import Section, absent, details, element, table
from evaluation.report.material import Material
from evaluation.report.settings import Settings
from generators.errors import InputError

ANCHOR, TITLE = "rules", "Rules of part-writing"
HELD_OUT = "held-out real music"
OUTSIDE: dict[Verdict, str] = {"more often": "more", "less often": "less", "as often": ""}
MEANING = (
    "What textbooks forbid in four-part chorales, counted in each set and in all of Bach’s chorales. He breaks every "
    "one of these rules, so fewer is not better: what matters is how near a set is to him. Bach’s range is where all "
    "rates of 95 % of draws of as much of his music lie at once: one set of his in twenty has any rule outside."
)


def section(material: Material, settings: Settings) -> Section:
    measured: dict[str, list[MeasuredPiece]] = {}
    reasons: dict[str, str] = {}
    held_out = {HELD_OUT: material.held_out} if material.held_out else {}
    for name, items in {**held_out, **material.sets}.items():
        try:
            measured[name] = measure_pieces((item.name, item.piece) for item in items)
        except InputError as error:
            reasons[name] = str(error)
    if not measured.keys() & material.sets.keys():
        return absent(ANCHOR, TITLE, "; ".join(reasons.values()))
    rates = [
        set_rates(name, [piece.counts for piece in pieces], bach(), settings.seed) for name, pieces in measured.items()
    ]
    body = [element("p", MEANING), _rates(rates), _cadences(rates)]
    body += [element("p", f"{name} is not measured: {reason}.", class_="absent") for name, reason in reasons.items()]
    for each in rates:
        body.append(details(f"{each.name}: intervals, and where", _intervals(each), _places(measured[each.name])))
    signed = element("code", signature(bach(), settings.seed))
    body += [_definitions(), element("p", METHOD, class_="small"), element("p", "Signature: ", signed, class_="small")]
    return Section(ANCHOR, TITLE, body, {each.name: _finding(each) for each in rates if each.name in material.sets})


def _rates(sets: Sequence[SetRates]) -> etree._Element:
    """A row a rule and one of all, a column a set."""
    rows = []
    for own in zip(*((*each.rates, each.total) for each in sets), strict=True):
        his = next((number(rate.bach.value) for rate in own if rate.bach is not None), "–")
        cells = [f"{number(rate.value)} {OUTSIDE[rate.bach.verdict] if rate.bach else ''}".rstrip() for rate in own]
        name, per = own[0].rule, own[0].per
        rows.append((name if per == "chords" else f"{name}, per 100 {per}", his, *cells))
    head = ("rule", "Bach", *(each.name for each in sets))
    return table("Violations per 100 chords, where nothing else is said; more, less: outside Bach’s range", head, rows)


def _cadences(sets: Sequence[SetRates]) -> etree._Element:
    rows = [
        (own[0].kind, percent(own[0].bach), *(percent(each.share) for each in own))
        for own in zip(*(each.cadences for each in sets), strict=True)
    ]
    head = ("cadence", "Bach", *(each.name for each in sets))
    return table("How phrases end at the fermatas", head, rows)


def _intervals(each: SetRates) -> etree._Element:
    rows = [
        (
            rate.rule,
            f"{rate.violations} of {rate.chances}",
            f"{rate.pieces} of {each.pieces}",
            number(rate.value),
            interval(rate),
            bach_range(rate),
        )
        for rate in (*each.rates, each.total)
    ]
    head = ("rule", "violations", "pieces that break it", "per 100", "95 % interval", "Bach’s range")
    return table(f"{each.name}: rates per 100", head, rows)


def _places(pieces: Sequence[MeasuredPiece]) -> etree._Element:
    """A row a piece: its one figure, and bar, beat and voices of each violation."""
    rows = []
    for piece in pieces:
        clauses = []
        for rule in RULES:
            found = [each for each in piece.violations if each.rule == rule.name]
            if found:
                clauses.append(f"{rule.name} " + ", ".join(f"{each.bar}:{each.beat:g} {each.voices}" for each in found))
        rows.append((piece.counts.name, number(per_100_chords(piece.counts)), "; ".join(clauses) or "none"))
    head = ("piece", "all rules per 100 chords", "violations")
    return table("Violations, as bar:beat and voices", head, rows, words=[2])


def _definitions() -> etree._Element:
    parts = [part for rule in RULES for part in (element("dt", rule.name), element("dd", rule.text))]
    parts += [element("dt", TOTAL), element("dd", FIGURE)]
    return details("What the rules are", element("dl", *parts))


def _finding(each: SetRates) -> str:
    total = each.total
    counted = "" if total.value is None else f"it breaks {total.value:.1f} rules of part-writing per 100 chords"
    if total.bach is not None:
        counted += f" (Bach {total.bach.value:.1f}, his range {total.bach.low:.1f}–{total.bach.high:.1f})"
    more = [rate.rule for rate in each.rates if rate.bach is not None and rate.bach.verdict == "more often"]
    if not more:
        return f"{counted}, and none more often than Bach"
    return f"{counted}, and more often than Bach the rule{'s' * (len(more) > 1)} on {', '.join(more)}"
