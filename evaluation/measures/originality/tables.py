"""What was copied, as tables."""

from __future__ import annotations

from collections.abc import Mapping

from evaluation.measures.originality.baseline import LIMIT, RUN, CopyingSummary, share_of_runs
from evaluation.measures.originality.excerpts import foremost, shown
from evaluation.measures.originality.passages import SharedPassage
from evaluation.measures.originality.report import OriginalityReport
from evaluation.measures.result import Cell, Column, Row, Table

Reports = Mapping[str, OriginalityReport]  # by set


def copies(reports: Reports) -> Table:
    """A row for each candidate by each kind of events: its longest copy."""
    columns = (
        Column("set", "set"),
        Column("candidate", "candidate"),
        Column("events", "events", kind="words"),
        Column("length", "in all"),
        Column("copied_events", "copied"),
        Column("copied_bars"),
        Column("copied_seconds"),
        Column("bar"),
        Column("beat"),
        Column("source"),
        Column("source_bar"),
        Column("source_beat"),
        Column(f"runs_of_{RUN}"),
        Column(f"runs_of_{RUN}_copied"),
        Column("limit", "limit"),
        Column("copies_too_much"),
        Column(heading="verdict", kind="words"),
        Column(heading=f"runs of {RUN} found", form=".1%"),
        Column(heading="from", kind="words"),
    )
    rows = [
        _copy(name, report, kind, place)
        for name, report in reports.items()
        for kind, each in report.kinds.items()
        for place in range(len(each.findings))
    ]
    caption = "Every candidate: its longest copies by each kind of events"
    return Table("copies", caption, columns, rows, grouped=True, folded=True)


def _copy(name: str, report: OriginalityReport, kind: str, place: int) -> Row:
    finding, limits, beyond = report.kinds[kind].findings[place], report.limits[place], report.beyond(place)
    found, runs = share_of_runs(finding)
    too_much = None if beyond is None else kind in beyond
    return [
        name,
        finding.name,
        kind,
        len(finding.best.line),
        *_passage(finding.longest),
        runs,
        found,
        None if limits is None else limits[kind],
        too_much,
        "beyond" if too_much else "",
        found / runs if runs else None,
        _from(finding.longest),
    ]


def _passage(passage: SharedPassage | None) -> tuple[Cell, ...]:
    """Events, bars, seconds, bar and beat of the candidate; source, its bar and beat."""
    if passage is None:
        return 0, 0.0, 0.0, None, None, None, None, None
    there, here = passage.source, passage.candidate
    return passage.events, here.bars, here.seconds, *here.position, there.name, *there.position


def _from(passage: SharedPassage | None) -> str | None:
    return None if passage is None else f"{passage.source.name}, bar {passage.source.position[0]}"


def candidates(reports: Reports) -> Table:
    """A row for each candidate, that which goes farthest first: its longest copies by all kinds, and their limits."""
    kinds = list(next(iter(reports.values())).kinds)
    columns = (
        *(Column(heading=heading) for heading in ("set", "candidate", *kinds)),
        Column(heading="bars", form=".1f"),
        Column(heading="at bar"),
        Column(heading="from", kind="words"),
    )
    rows = [_candidate(name, report, place) for name, report in reports.items() for place in foremost(report)]
    caption = f"Longest copies / limits in events (!: longer than {LIMIT} % of real music has), the farthest first"
    return Table("candidates", caption, columns, rows, grouped=True, folded=True)


def _candidate(name: str, report: OriginalityReport, place: int) -> Row:
    """Longest copies with their limits, and where the one that goes farthest stands."""
    limits, beyond = report.limits[place], report.beyond(place) or ()
    lengths = (
        f"{report.copied(kind, place)}/{'–' if limits is None else limits[kind]}{'!' if kind in beyond else ''}"
        for kind in report.kinds
    )
    finding = report.kinds[report.foremost(place)].findings[place]
    passage = finding.longest
    where = (None, None) if passage is None else (passage.candidate.bars, passage.candidate.position[0])
    return [name, finding.name, *lengths, *where, _from(passage)]


def summaries(reports: Reports) -> Table:
    """A row for each set, and for held-out music cut as long, by each kind."""
    columns = (
        Column("events", "events"),
        Column("set", "set"),
        Column("real"),
        Column("pieces", "pieces"),
        Column("onsets"),
        Column("windows", "windows"),
        Column("median", "median copy", ".0f"),
        Column("high", f"{LIMIT} % copy at most", ".0f"),
        Column("high", "95 % interval", ".0f", "range"),
        Column("longest", "longest"),
        Column("share", f"runs of {RUN} found", ".2%"),
        Column("share", "95 % interval of these", ".2%", "range"),
        Column(heading="beyond the limit"),
    )
    rows: list[Row] = []
    for kind in next(iter(reports.values())).kinds:
        for name, report in reports.items():
            each = report.kinds[kind]
            if each.candidates is not None:
                rows.append([kind, name, False, *_summary(each.candidates), _beyond(report, kind)])
            if each.held_out is not None:
                rows.append([kind, f"real music, as long as {name}", True, *_summary(each.held_out), None])
    caption = "longest copies in windows of one length, in events"
    return Table("summaries", caption, columns, rows, grouped=True)


def _beyond(report: OriginalityReport, kind: str) -> str | None:
    judged = [kinds for place in range(len(report.limits)) if (kinds := report.beyond(place)) is not None]
    return f"{sum(kind in kinds for kinds in judged)} of {len(judged)}" if judged else None


def _summary(summary: CopyingSummary) -> tuple[Cell, ...]:
    share = summary.share
    interval = None if share is None or share.low is None or share.high is None else (share.low, share.high)
    figures = (summary.median, summary.high, summary.high_interval, summary.longest)
    counts = (summary.pieces, summary.onsets, summary.windows)
    return *counts, *figures, None if share is None else share.mean, interval


def bar_by_bar(reports: Reports) -> Table:
    """Of the candidates that copy most, the nearest passage of each bar."""

    def rows() -> list[Row]:
        return [
            [f"{finding.name}, by {kind}", each.bar, each.events, each.shared, length, _from(each.passage)]
            for report in reports.values()
            for kind, finding, _ in shown(report)
            for each in finding.nearest()
            for length in [each.passage.events if each.passage else 0]
        ]

    headings = ("candidate", "bar", "events", "shared", "in a run of")
    columns = (*(Column(heading=heading) for heading in headings), Column(heading="from", kind="words"))
    caption = "The nearest passage of each bar of what copies most"
    return Table("bar by bar", caption, columns, rows, grouped=True, folded=True)


def nearest(reports: Reports) -> Table:
    """Of every candidate by every kind, the nearest passage of each bar: for programs."""

    def rows() -> list[Row]:
        made: list[Row] = []
        for name, report in reports.items():
            for kind, found in report.kinds.items():
                for finding in found.findings:
                    for each in finding.nearest():
                        events, _, _, *places = _passage(each.passage)
                        counts = (each.bar, each.events, each.shared, events)
                        made.append([name, finding.name, kind, *counts, *places])
        return made

    first = ("set", "candidate", "events", "bar", "bar_events", "shared", "run", "run_bar", "run_beat")
    names = (*first, "source", "source_bar", "source_beat")
    return Table("nearest", "The nearest passage of each bar", tuple(map(Column, names)), rows)
