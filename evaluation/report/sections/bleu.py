"""BLEU of every set beside the bar that held-out real music sets."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from lxml import etree

from evaluation.measures.bleu.pictures import draw_precisions, draw_strips
from evaluation.measures.bleu.scores import MAIA_WEIGHTS, CandidateScore
from evaluation.measures.bleu.sets import HELD_OUT, UNMEASURED, ScoredSet, SetsReport, score_sets
from evaluation.measures.bleu.span import Span
from evaluation.measures.bleu.tables import interval, of_scores, quartiles, shown, unmatched_lines
from evaluation.report.html import Section, absent, details, element, picture, table
from evaluation.report.material import Item, Material
from evaluation.report.settings import Settings
from evaluation.sequences.packed import pack
from evaluation.sequences.windows import NamedSequence, candidate_windows, reference_windows

ANCHOR, TITLE = "bleu", "BLEU against the references"
MEANING = (
    "Weighted BLEU, with maia’s weights, says how much of a candidate stands in the references, n-gram by n-gram. More "
    "is not better: music by people has its own score, and a set that scores higher holds more of the references than "
    "held-out real music does, so it copies, or keeps to what is said most often. Scores of sets of different length "
    "do not compare well; a window cuts all to one length."
)


def section(material: Material, settings: Settings) -> Section:
    every = {name: _cut(items, settings.window) for name, items in material.sets.items()}
    sets = {name: cut for name, cut in every.items() if cut}
    if not sets:
        return absent(ANCHOR, TITLE, f"no piece has a window of {settings.window} tokens")
    references = pack([item.tokens for item in material.references])
    held_out = _cut(material.held_out, settings.window)
    report = score_sets(
        sets,
        reference_windows([references], settings.window),
        held_out,
        encoding=material.encoding,
        window=settings.window,
        seed=settings.seed,
    )
    short = [name for name in every if name not in sets]
    if material.held_out and not held_out:
        short.append(HELD_OUT)
    body = [
        element("p", MEANING),
        element("p", f"{_span(material).saying(len(MAIA_WEIGHTS))}.", class_="soft"),
        *(element("p", f"{name} has no window of {settings.window} tokens.", class_="absent") for name in short),
        _table(report),
        *(element("p", f"{line}.", class_="absent") for line in unmatched_lines(report)),
        _pictures(report, settings),
        details("Every candidate", *(_candidates(each) for each in report.every_set)),
        element("p", "Signature: ", element("code", report.signature), class_="small"),
    ]
    return Section(ANCHOR, TITLE, body, {each.name: _finding(each, report) for each in report.sets})


def _cut(items: Sequence[Item], window: int | None) -> list[NamedSequence]:
    return [each for item in items for each in candidate_windows(item.name, item.tokens, window)]


def _span(material: Material) -> Span:
    items = [item for items in material.sets.values() for item in items]
    tokens = sum(len(item.tokens) for item in items)
    return Span(material.encoding, tokens, sum(item.piece.length for item in items))


def _table(report: SetsReport) -> etree._Element:
    rows = []
    for each in report.every_set:
        rows.append(
            (
                each.name,
                of_scores(each.summary.mean, each.candidates),
                interval(each),
                of_scores(each.summary.sd, each.candidates),
                quartiles(each),
                f"{each.summary.count}",
                f"{median(each.lengths):g}",
                each.saying or ("the bar" if each is report.held_out else "no held-out music to compare with"),
            )
        )
    head = ("set", "mean", "95 % interval", "sd", "quartiles", "n", "tokens, median", "against real music")
    return table("BLEU of each set", head, rows, words=[7])


def _pictures(report: SetsReport, settings: Settings) -> etree._Element:
    strips = "Cumulated BLEU for n = 2 to 5, a dot for each candidate; the medians: " + _medians(report)
    curves = "Share of n-grams that stand in the references, n = 1 to 9; " + _shares(report)
    seed = settings.seed
    return element(
        "div",
        picture(strips, draw_strips(report, seed=seed), draw_strips(report, seed=seed, theme="dark")),
        picture(curves, draw_precisions(report), draw_precisions(report, theme="dark")),
        class_="plots",
    )


def _medians(report: SetsReport) -> str:
    return "; ".join(
        f"{each.name} "
        + ", ".join(f"{median(score.cumulated[n - 1] for score in each.candidates):.2f}" for n in range(2, 6))
        for each in report.every_set
    )


def _shares(report: SetsReport) -> str:
    """The medians of the longest n-grams in words."""
    clauses = []
    for each in report.every_set:
        last = [score.precisions[-1] for score in each.candidates]
        shares = [order.matches / order.total for order in last if order.total]
        clauses.append(
            f"{each.name}: {100 * median(shares):.0f} % at n = {last[0].n}" if shares else f"{each.name}: none"
        )
    return "; ".join(clauses)


def _candidates(each: ScoredSet) -> etree._Element:
    orders = [order.n for order in each.candidates[0].precisions]
    head = ("candidate", "BLEU", "brevity", *(f"n = {n}" for n in orders))
    return table(
        f"{each.name}: BLEU, and matching n-grams in percent", head, [_row(score) for score in each.candidates]
    )


def _row(score: CandidateScore) -> list[str]:
    shares = [f"{100 * order.matches / order.total:.1f}" if order.total else "–" for order in score.precisions]
    return [score.name, shown(score), f"{score.brevity_penalty:.3f}", *shares]


def _finding(each: ScoredSet, report: SetsReport) -> str:
    if not each.measured:
        return f"BLEU gives {each.saying or UNMEASURED}"
    if report.held_out is None:
        return f"BLEU {each.summary.mean:.2f}"
    return f"BLEU {each.summary.mean:.2f} beside real music’s {report.held_out.summary.mean:.2f}, {each.saying}"
