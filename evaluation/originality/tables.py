"""An originality report for people and for programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from evaluation.originality.baseline import FEWEST_WINDOWS, LIMIT, RUN, CopyingSummary, share_of_runs
from evaluation.originality.events import KINDS
from evaluation.originality.passages import Finding, NearestPassage, SharedPassage
from evaluation.originality.report import OriginalityReport

COLUMNS = (
    "events",
    "candidate",
    "length",
    "copied_events",
    "copied_bars",
    "copied_seconds",
    "bar",
    "beat",
    "source",
    "source_bar",
    "source_beat",
    f"runs_of_{RUN}",
    f"runs_of_{RUN}_copied",
    "limit",
    "copies_too_much",
)


def as_rows(report: OriginalityReport) -> list[list[object]]:
    """A row of COLUMNS for each candidate; what there is not is empty."""
    return [[_csv_cell(value) for value in _record(report, finding).values()] for finding in report.findings]


def as_json(report: OriginalityReport) -> dict[str, Any]:
    """Summaries, and each candidate with the nearest passage of each bar; what there is not is null."""
    return {
        "signature": report.signature,
        "candidates": asdict(report.candidates),
        "held_out": report.held_out and asdict(report.held_out),
        "findings": [
            _record(report, finding) | {"nearest": [_nearest(each) for each in finding.nearest()]}
            for finding in report.findings
        ],
    }


def _record(report: OriginalityReport, finding: Finding) -> dict[str, Any]:
    """The values of COLUMNS."""
    found, runs = share_of_runs(finding)
    values = (
        report.repertoire.kind,
        finding.name,
        len(finding.line),
        *_passage(finding.longest),
        runs,
        found,
        report.baseline.limit(len(finding.line)),
        report.baseline.copies_too_much(finding),
    )
    return dict(zip(COLUMNS, values, strict=True))


def _passage(passage: SharedPassage | None) -> tuple[int | float | str | None, ...]:
    """Events, bars, seconds, bar and beat of the candidate; source, its bar and beat."""
    if passage is None:
        return 0, 0.0, 0.0, None, None, None, None, None
    there, here = passage.source, passage.candidate
    return passage.events, here.bars, here.seconds, *here.position, there.name, *there.position


def _nearest(nearest: NearestPassage) -> dict[str, Any]:
    events, _, _, bar, beat, source, source_bar, source_beat = _passage(nearest.passage)
    return {
        "bar": nearest.bar,
        "events": nearest.events,
        "shared": nearest.shared,
        "run": {"events": events, "bar": bar, "beat": beat},
        "source": source,
        "source_bar": source_bar,
        "source_beat": source_beat,
    }


def _csv_cell(value: object) -> object:
    return "" if value is None else value


def as_text(report: OriginalityReport) -> str:
    """A line for each candidate, the worst first, then the summaries and what they mean."""
    kind = report.repertoire.kind
    findings = sorted(report.findings, key=lambda finding: -finding.copies.longest.length)
    width = max(len("candidate"), *(len(finding.name) for finding in findings))
    limits = "" if report.held_out is None else f"{'limit':>7}  "
    head = f"{'candidate':{width}}  {'events':>6}  {'copied':>6}  {limits}{'bars':>5}  {f'{RUN}-runs':>7}  at bar  from"
    return "\n".join(
        [
            f"{kind}: {KINDS[kind].description}",
            head,
            *(_line(report, finding, width) for finding in findings),
            "",
            _summary("candidates", report.candidates),
            *([] if report.held_out is None else [_summary("held-out music", report.held_out)]),
            *_verdict(report),
            report.signature,
        ]
    )


def _line(report: OriginalityReport, finding: Finding, width: int) -> str:
    found, runs = share_of_runs(finding)
    share = f"{100 * found / runs:.1f} %" if runs else "–"
    limit = ""
    if report.held_out is not None:
        mark = "!" if report.baseline.copies_too_much(finding) else " "
        own = report.baseline.limit(len(finding.line))
        limit = f"{'–' if own is None else own:>6}{mark}  "
    line = f"{finding.name:{width}}  {len(finding.line):>6}  {finding.copies.longest.length:>6}  {limit}"
    passage = finding.longest
    if passage is None:
        return f"{line}{0:>5.1f}  {share:>7}  –"
    bar, source_bar = passage.candidate.position[0], passage.source.position[0]
    return f"{line}{passage.candidate.bars:>5.1f}  {share:>7}  {bar:>6}  {passage.source.name}, bar {source_bar}"


def _summary(name: str, summary: CopyingSummary) -> str:
    high = f"{LIMIT} % copy at most {summary.high:.0f}"
    if summary.high_interval is not None:
        high += " ({:.0f}–{:.0f})".format(*summary.high_interval)
    text = f"{name}: pieces {summary.pieces}, windows of at most {summary.events} events {summary.windows}; "
    text += f"median copy {summary.median:.0f}, {high}, longest {summary.longest}"
    if summary.share is None:
        return text
    text += f"; runs of {RUN} in the corpus {100 * summary.share.mean:.2f} %"
    if summary.share.low is None or summary.share.high is None:
        return text
    return f"{text} ({100 * summary.share.low:.2f}–{100 * summary.share.high:.2f})"


def _verdict(report: OriginalityReport) -> list[str]:
    if report.held_out is None:
        return ["no held-out music was given: whether this is more than people copy cannot be said"]
    judged = [report.baseline.copies_too_much(finding) for finding in report.findings]
    lines = []
    if None in judged:
        few = f"less than {FEWEST_WINDOWS} windows of held-out music are as long"
        lines.append(f"{judged.count(None)} of {len(judged)} candidates have no limit, because {few}")
    if judged.count(None) < len(judged):
        share = f"{judged.count(True)} of {len(judged)} candidates copy a longer run than {LIMIT} % of held-out music"
        lines.append(f"{share} of their length does (marked !); 5 % would by chance")
    return lines
