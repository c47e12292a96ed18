"""The longest passages that candidates share with the references, where they stand there, and how much people share."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from evaluation.originality.baseline import FEWEST_WINDOWS, LIMIT, RUN, CopyingSummary, share_of_runs
from evaluation.originality.events import KINDS
from evaluation.originality.passages import Finding, SharedPassage, Stretch
from evaluation.originality.report import OriginalityReport, originality_report
from evaluation.report.html import Section, details, element, table
from evaluation.report.material import Item, Material
from evaluation.report.rolls import roll_rows
from evaluation.report.settings import Settings
from generators.errors import InputError
from generators.pieces import TICKS_PER_QUARTER, Piece, cut

ANCHOR, TITLE = "originality", "What was copied, and from where"
MEANING = (
    "A copy is a run of events that stands in one of the references too, in whatever key. Music by people shares runs "
    f"with other music as well: the limit is what {LIMIT} % of windows of held-out real music, as long as the "
    f"candidate, stay within; there is none where there are fewer than {FEWEST_WINDOWS} of them."
)
SHOWN = 3  # longest copies of each set that are shown note for note
CONTEXT = 4 * TICKS_PER_QUARTER  # ticks shown before and after a passage

Reports = dict[str, OriginalityReport]  # by set


def section(material: Material, settings: Settings) -> Section:
    """By chords where all music has four voices, else by onsets; and by the skeleton, which ornaments do not hide."""
    try:
        exact = _reports("chords", material, settings.seed)
    except InputError:  # not all of it is in four voices
        exact = _reports("onsets", material, settings.seed)
    bare = _reports("skeleton", material, settings.seed)
    body = [element("p", MEANING), *_kind(exact, material), *_kind(bare, material)]
    signatures = sorted({report.signature for report in (*exact.values(), *bare.values())})
    body += [element("p", "Signature: ", element("code", each), class_="small") for each in signatures]
    return Section(ANCHOR, TITLE, body, {name: _finding(exact[name], bare[name]) for name in material.sets})


def _kind(reports: Reports, material: Material) -> list[etree._Element]:
    """What was copied by one kind of events."""
    kind = next(iter(reports.values())).repertoire.kind
    body = [_summaries(f"Longest copies in windows of one length, in events: {KINDS[kind].description}", reports)]
    for name, report in reports.items():
        machine = {item.name: item.machine for item in material.sets[name]}
        longest = sorted(report.findings, key=lambda each: -each.copies.longest.length)[:SHOWN]
        body.append(element("h3", f"The longest copies of {name}: {KINDS[kind].description}"))
        for each in longest:
            if each.longest:
                body += [_side_by_side(each, each.longest, machine[each.name]), _bar_by_bar(each, kind)]
        if not any(each.longest for each in longest):
            body.append(element("p", "Not one event is shared."))
        body.append(details("Every candidate", _candidates(f"{name}: copies by {kind}, the longest first", report)))
    return body


def _named(items: Sequence[Item]) -> list[tuple[str, Piece]]:
    return [(item.name, item.piece) for item in items]


def _reports(kind: str, material: Material, seed: int) -> Reports:
    references, held_out = _named(material.references), _named(material.held_out)
    return {
        name: originality_report(kind, references, _named(items), held_out, seed)
        for name, items in material.sets.items()
    }


def _summaries(caption: str, reports: Reports) -> etree._Element:
    rows = []
    for name, report in reports.items():
        rows.append((name, *_summary(report.candidates), _beyond(report) or "–"))
        if report.held_out is not None:
            rows.append((f"real music, as long as {name}", *_summary(report.held_out), "–"))
    head = (
        "set",
        "windows",
        "median copy",
        f"{LIMIT} % copy at most",
        "longest",
        f"runs of {RUN} found",
        "beyond the limit",
    )
    return table(caption, head, rows)


def _summary(summary: CopyingSummary) -> list[str]:
    high = f"{summary.high:.0f}"
    if summary.high_interval is not None:
        high += " ({:.0f}–{:.0f})".format(*summary.high_interval)
    share = "–" if summary.share is None else f"{100 * summary.share.mean:.1f} %"
    return [f"{summary.windows}", f"{summary.median:.0f}", high, f"{summary.longest}", share]


def _beyond(report: OriginalityReport) -> str | None:
    """How many copy more than they may, of those that have a limit; None if none has."""
    verdicts = map(report.baseline.copies_too_much, report.findings)
    judged = [verdict for verdict in verdicts if verdict is not None]
    return f"{sum(judged)} of {len(judged)}" if judged else None


def _side_by_side(finding: Finding, passage: SharedPassage, machine: tuple[str, ...]) -> etree._Element:
    here, there = passage.candidate, passage.source
    bar, source_bar = here.position[0], there.position[0]
    words = (
        f"{passage.events} events in a row ({here.bars:.1f} bars, {here.seconds:.0f} s): {here.name} from bar {bar}, "
        f"and {there.name} from bar {source_bar}."
    )
    return element(
        "figure",
        element(
            "div",
            _roll(here, f"{here.name}, bar {bar}", machine),
            _roll(there, f"{there.name}, bar {source_bar}", ()),
            class_="beside",
        ),
        element("figcaption", words),
    )


def _roll(stretch: Stretch, title: str, machine: tuple[str, ...]) -> etree._Element:
    """The passage, shaded, between what comes before and after."""
    start = max(0, stretch.onset - CONTEXT)
    end = min(stretch.piece.length, stretch.end + CONTEXT)
    music = cut(stretch.piece, start, end - start)
    passage = (stretch.onset - start, stretch.end - start)
    return element("div", *roll_rows(music, title, machine, passage))


def _bar_by_bar(finding: Finding, kind: str) -> etree._Element:
    rows = []
    for each in finding.nearest():
        passage = each.passage
        place = "–" if passage is None else f"{passage.source.name}, bar {passage.source.position[0]}"
        rows.append((f"{each.bar}", f"{each.events}", f"{each.shared}", f"{passage.events if passage else 0}", place))
    head = ("bar", "events", "shared", "in a run of", "from")
    caption = f"{finding.name}: the nearest passage of each bar, by {kind}"
    return details(f"{finding.name}, bar by bar", table(caption, head, rows, words=[4]))


def _candidates(caption: str, report: OriginalityReport) -> etree._Element:
    rows = []
    for finding in sorted(report.findings, key=lambda each: -each.copies.longest.length):
        found, runs = share_of_runs(finding)
        limit = report.baseline.limit(len(finding.line))
        verdict = "beyond" if report.baseline.copies_too_much(finding) else ""
        place = finding.longest
        rows.append(
            (
                finding.name,
                f"{len(finding.line)}",
                f"{finding.copies.longest.length}",
                "–" if limit is None else f"{limit}",
                verdict,
                f"{100 * found / runs:.1f} %" if runs else "–",
                "–" if place is None else f"{place.source.name}, bar {place.source.position[0]}",
            )
        )
    head = ("candidate", "events", "copied", "limit", "verdict", f"runs of {RUN} found", "from")
    return table(caption, head, rows, words=[4, 6])


def _finding(exact: OriginalityReport, bare: OriginalityReport) -> str:
    most = max(finding.copies.longest.length for finding in exact.findings)
    longest = f"its longest copy is {most} {exact.repertoire.kind} long"
    if not _beyond(exact) or not _beyond(bare):
        return longest
    return (
        f"{longest}; {_beyond(exact)} copy longer runs than {LIMIT} % of real music does, and {_beyond(bare)} if "
        "ornaments are taken away"
    )
