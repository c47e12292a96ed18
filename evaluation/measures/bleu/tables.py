"""The scores of sets for people (a table) and for programs (JSON, CSV); all say the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from statistics import median
from typing import Any

from evaluation.measures.bleu.scores import CandidateScore, measured
from evaluation.measures.bleu.sets import ScoredSet, SetsReport
from evaluation.measures.bleu.span import Span
from generators.files.table import csv_text

LISTED = 50  # candidates that the table names one by one; the CSV names all


def text_table(report: SetsReport, span: Span | None) -> str:
    """Candidates one by one if they are not too many, then the sets, what an n-gram spans, and the signature."""
    count = sum(len(each.candidates) for each in report.every_set)
    listed = "\n".join(_candidate_lines(report)) if count <= LISTED else f"{count:,} candidates; --csv FILE names each"
    spanned = [] if span is None else [span.saying(orders(report)[-1])]
    sets = "\n".join([*_set_lines(report), *unmatched_lines(report), *spanned])
    return "\n\n".join([listed, sets, report.signature])


def orders(report: SetsReport) -> list[int]:
    """Each n that is counted."""
    return [precision.n for precision in report.sets[0].candidates[0].precisions]


def _candidate_lines(report: SetsReport) -> Iterator[str]:
    """BLEU, brevity penalty and the share of matching n-grams (in percent, unsmoothed) of each candidate."""
    width = max(len(score.name) for each in report.every_set for score in each.candidates)
    yield f"{'':{width}}    BLEU  brevity" + "".join(f"  {f'n={n}':>5}" for n in orders(report))
    for scored in report.every_set:
        if len(report.every_set) > 1:
            yield scored.name
        for score in scored.candidates:
            shares = "".join(f"  {_percent(each.matches, each.total):>5}" for each in score.precisions)
            yield f"{score.name:{width}}  {shown(score):6}   {score.brevity_penalty:.4f}{shares}"


def _set_lines(report: SetsReport) -> Iterator[str]:
    width = max(len(each.name) for each in report.every_set)
    yield f"{'':{width}}  {'n':>5}    mean  95 % interval      sd  quartiles             tokens"
    for each in report.every_set:
        own = each.summary
        line = f"{each.name:{width}}  {own.count:5}  {of_scores(own.mean, each.candidates):6}  "
        line += f"{interval(each):13}  {of_scores(own.sd, each.candidates):>6}"
        yield f"{line}  {quartiles(each):20}  {median(each.lengths):6g}  {each.saying}".rstrip()


def unmatched_lines(report: SetsReport) -> Iterator[str]:
    """Of each set, how many candidates have a score that measures nothing, and why."""
    for each in report.every_set:
        longest = next((score.unmatched for score in each.candidates if score.unmatched is not None), None)
        if longest is not None:
            yield (
                f"{each.name}: {each.unmatched} of {each.summary.count} have no {longest}-gram in common with the "
                "references, so that their score is 0, however much of what is shorter matches"
            )


def shown(score: CandidateScore) -> str:
    """The BLEU of a candidate; a dash where it measures nothing."""
    return f"{score.bleu:.4f}" if score.unmatched is None else "–"


def of_scores(figure: float | None, scores: Sequence[CandidateScore]) -> str:
    """A figure of the scores, as a mean; a dash if there is none, or if most of them measure nothing."""
    return "–" if figure is None or not measured(scores) else f"{figure:.4f}"


def interval(scored: ScoredSet) -> str:
    """For example `.1931–.2277`."""
    if scored.summary.low is None or scored.summary.high is None or not scored.measured:
        return "–"
    return f"{scored.summary.low:.4f}–{scored.summary.high:.4f}"


def quartiles(scored: ScoredSet) -> str:
    return " ".join(f"{quartile:.4f}" for quartile in scored.summary.quartiles) if scored.measured else "–"


def _percent(matches: int, total: int) -> str:
    return f"{100 * matches / total:.1f}" if total else "–"


def as_json(report: SetsReport, unnamed: str, span: Span | None) -> dict[str, Any]:
    """`{"signature", "mean", …, "candidates"}` for one set of that name, else these for each of `"sets"`."""
    beside: dict[str, Any] = {} if report.held_out is None else {"held_out": _set_json(report.held_out)}
    if span is not None:
        longest = orders(report)[-1]
        beside["span"] = {"n": longest, "sixteenths": span.sixteenths(longest), "saying": span.saying(longest)}
    if [each.name for each in report.sets] == [unnamed]:
        return {"signature": report.signature, **_set_json(report.sets[0]), **beside}
    sets = [{"name": each.name, **_set_json(each)} for each in report.sets]
    return {"signature": report.signature, "sets": sets, **beside}


def _set_json(scored: ScoredSet) -> dict[str, Any]:
    against = {}
    if scored.saying:
        figures = None if scored.against_held_out is None else asdict(scored.against_held_out)
        against = {"against_held_out": (figures or {"verdict": None}) | {"saying": scored.saying}}
    unmatched = {"unmatched": scored.unmatched}
    candidates = [asdict(score) for score in scored.candidates]
    return {**asdict(scored.summary), **unmatched, **against, "candidates": candidates}


def as_csv(report: SetsReport) -> str:
    """A row for each candidate, with its set's figures and the signature beside it."""
    rows = [
        _row(report, scored, score, length)
        for scored in report.every_set
        for score, length in zip(scored.candidates, scored.lengths, strict=True)
    ]
    return csv_text([rows[0], *(row.values() for row in rows)])


def _row(report: SetsReport, scored: ScoredSet, score: CandidateScore, length: int) -> dict[str, Any]:
    counts = {
        f"{what}_{each.n}": number
        for each in score.precisions
        for what, number in (("matches", each.matches), ("total", each.total))
    }
    return {
        "set": scored.name,
        "candidate": score.name,
        "tokens": length,
        "bleu": score.bleu,
        "unmatched": score.unmatched,
        "brevity_penalty": score.brevity_penalty,
        **counts,
        **{f"cumulated_{n}": value for n, value in enumerate(score.cumulated, start=1)},
        "set_mean": scored.summary.mean,
        "set_low": scored.summary.low,
        "set_high": scored.summary.high,
        "set_against_held_out": scored.saying,
        "signature": report.signature,
    }
