"""An originality report for people and for programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from evaluation.measures.originality.baseline import FEWEST_WINDOWS, LIMIT, RUN, CopyingSummary, share_of_runs
from evaluation.measures.originality.kinds import KINDS
from evaluation.measures.originality.passages import NearestPassage, SharedPassage
from evaluation.measures.originality.report import OriginalityReport

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
    """A row of COLUMNS for each candidate by each kind; what there is not is empty."""
    return [
        [_csv_cell(value) for value in _record(report, kind, place).values()]
        for kind, each in report.kinds.items()
        for place in range(len(each.findings))
    ]


def as_json(report: OriginalityReport) -> dict[str, Any]:
    """By each kind summaries, and each candidate with the nearest passage of each bar; what there is not is null."""
    return {
        "signature": report.signature,
        "kinds": {
            kind: {
                "candidates": each.candidates and asdict(each.candidates),
                "held_out": each.held_out and asdict(each.held_out),
                "findings": [
                    _record(report, kind, place) | {"nearest": [_nearest(near) for near in finding.nearest()]}
                    for place, finding in enumerate(each.findings)
                ],
            }
            for kind, each in report.kinds.items()
        },
    }


def _record(report: OriginalityReport, kind: str, place: int) -> dict[str, Any]:
    """The values of COLUMNS."""
    finding, limits, beyond = report.kinds[kind].findings[place], report.limits[place], report.beyond(place)
    found, runs = share_of_runs(finding)
    values = (
        kind,
        finding.name,
        len(finding.best.line),
        *_passage(finding.longest),
        runs,
        found,
        None if limits is None else limits[kind],
        None if beyond is None else kind in beyond,
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
    findings = next(iter(report.kinds.values())).findings
    order = sorted(range(len(findings)), key=lambda place: -report.reach(report.foremost(place), place))
    rows = [("candidate", *report.kinds, "bars", "at bar", "from"), *(_row(report, place) for place in order)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        [
            *(f"{kind}: {KINDS[kind].description}" for kind in report.kinds),
            "",
            *(_aligned(row, widths) for row in rows),
            "",
            *(line for kind in report.kinds for line in _summaries(report, kind)),
            *_verdict(report),
            report.signature,
        ]
    )


def _row(report: OriginalityReport, place: int) -> tuple[str, ...]:
    """Longest copies with their limits, and where the one that goes farthest stands."""
    limits, beyond = report.limits[place], report.beyond(place) or ()
    copies = (
        f"{report.copied(kind, place)}/{'–' if limits is None else limits[kind]}{'!' if kind in beyond else ' '}"
        for kind in report.kinds
    )
    finding = report.kinds[report.foremost(place)].findings[place]
    passage = finding.longest
    if passage is None:
        return finding.name, *copies, "0.0", "–", ""
    bar, source_bar = passage.candidate.position[0], passage.source.position[0]
    return finding.name, *copies, f"{passage.candidate.bars:.1f}", f"{bar}", f"{passage.source.name}, bar {source_bar}"


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    """The first and the last cell to the left, all others to the right."""
    first, *middle, last = row
    cells = [f"{first:{widths[0]}}", *(f"{cell:>{width}}" for cell, width in zip(middle, widths[1:], strict=False))]
    return "  ".join([*cells, last]).rstrip()


def _summaries(report: OriginalityReport, kind: str) -> list[str]:
    each = report.kinds[kind]
    named = (("candidates", each.candidates), ("held-out music", each.held_out))
    return [_summary(f"{kind}, {name}", summary) for name, summary in named if summary is not None]


def _summary(name: str, summary: CopyingSummary) -> str:
    high = f"{LIMIT} % copy at most {summary.high:.0f}"
    if summary.high_interval is not None:
        high += " ({:.0f}–{:.0f})".format(*summary.high_interval)
    text = f"{name}: pieces {summary.pieces}, windows of {summary.onsets} onsets {summary.windows}; "
    text += f"median copy {summary.median:.0f}, {high}, longest {summary.longest}"
    if summary.share is None:
        return text
    text += f"; runs of {RUN} in the corpus {100 * summary.share.mean:.2f} %"
    if summary.share.low is None or summary.share.high is None:
        return text
    return f"{text} ({100 * summary.share.low:.2f}–{100 * summary.share.high:.2f})"


def _verdict(report: OriginalityReport) -> list[str]:
    if not report.held_out:
        return ["no held-out music was given: whether this is more than people copy cannot be said"]
    judged = [report.beyond(place) for place in range(len(report.limits))]
    lines = []
    if None in judged:
        few = f"fewer than {FEWEST_WINDOWS} windows of held-out music are as long"
        lines.append(f"{judged.count(None)} of {len(judged)} candidates have no limit, because {few}")
    if judged.count(None) < len(judged):
        share = f"{sum(map(bool, judged))} of {len(judged)} candidates copy a longer run (marked !) than {LIMIT} % of"
        lines.append(f"{share} held-out music of their length does by any of these kinds; 5 % at most would by chance")
    return lines
