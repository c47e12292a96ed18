"""The longest passages that candidates share with the references, where they stand there, and how much people share."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from evaluation.measures.originality.baseline import FEWEST_WINDOWS, LIMIT, RUN, CopyingSummary, share_of_runs
from evaluation.measures.originality.kinds import KINDS, OF_ANY_PIECE
from evaluation.measures.originality.passages import Finding, SharedPassage, Stretch
from evaluation.measures.originality.report import Comparison, OriginalityReport
from evaluation.report.html import Section, details, element, table
from evaluation.report.material import Item, Material
from evaluation.report.rolls import roll_rows
from evaluation.report.settings import Settings
from generators.errors import InputError
from generators.pieces import TICKS_PER_QUARTER, Piece, cut

ANCHOR, TITLE = "originality", "What was copied, and from where"
MEANING = (
    "A copy is a run of events that stands in one of the references too, in whatever key. Events are of several kinds, "
    "so that new voices, another rhythm or ornaments do not hide a long one. Music by people shares runs with other "
    f"music as well: the limits are what {LIMIT} % of windows of held-out real music, as long as the candidate, stay "
    f"within by all kinds together; there are none where there are fewer than {FEWEST_WINDOWS} of them."
)
SHOWN = 3  # longest copies of each set that are shown note for note
CONTEXT = 4 * TICKS_PER_QUARTER  # ticks shown before and after a passage

Reports = dict[str, OriginalityReport]  # by set


def section(material: Material, settings: Settings) -> Section:
    """By all kinds of events; by chords in place of onsets where all music has four voices."""
    try:
        reports = _reports(("chords", *(kind for kind in OF_ANY_PIECE if kind != "onsets")), material, settings.seed)
    except InputError:  # not all of it is in four voices
        reports = _reports(OF_ANY_PIECE, material, settings.seed)
    body = [element("p", MEANING), *(_summaries(kind, reports) for kind in next(iter(reports.values())).kinds)]
    for name, report in reports.items():
        body += _copies(name, report, {item.name: item.machine for item in material.sets[name]})
    signatures = sorted({report.signature for report in reports.values()})
    body += [element("p", "Signature: ", element("code", each), class_="small") for each in signatures]
    return Section(ANCHOR, TITLE, body, {name: _finding(report) for name, report in reports.items()})


def _copies(name: str, report: OriginalityReport, machine: dict[str, tuple[str, ...]]) -> list[etree._Element]:
    """What one set copied: what goes farthest note for note, and every candidate by every kind."""
    body = [element("h3", f"The longest copies of {name}")]
    order = sorted(range(len(report.limits)), key=lambda place: -report.reach(report.foremost(place), place))
    for place in order[:SHOWN]:
        kind = report.foremost(place)
        finding = report.kinds[kind].findings[place]
        if finding.longest:
            body += [_side_by_side(finding, finding.longest, kind, machine[finding.name]), _bar_by_bar(finding, kind)]
    if not any(finding.longest for each in report.kinds.values() for finding in each.findings):
        body.append(element("p", "Not one event is shared."))
    tables = (_candidates(f"{name}: copies by {kind}, the longest first", report, kind) for kind in report.kinds)
    body.append(details("Every candidate", *tables))
    return body


def _named(items: Sequence[Item]) -> list[tuple[str, Piece]]:
    return [(item.name, item.piece) for item in items]


def _reports(kinds: Sequence[str], material: Material, seed: int) -> Reports:
    comparison = Comparison(kinds, _named(material.references), _named(material.held_out))
    return {name: comparison.report(_named(items), seed) for name, items in material.sets.items()}


def _summaries(kind: str, reports: Reports) -> etree._Element:
    rows = []
    for name, report in reports.items():
        each = report.kinds[kind]
        beyond = [kinds for place in range(len(report.limits)) if (kinds := report.beyond(place)) is not None]
        verdict = f"{sum(kind in kinds for kinds in beyond)} of {len(beyond)}" if beyond else "–"
        for title, summary, last in (
            (name, each.candidates, verdict),
            (f"real music, as long as {name}", each.held_out, "–"),
        ):
            if summary is not None:
                rows.append((title, *_summary(summary), last))
    head = (
        "set",
        "windows",
        "median copy",
        f"{LIMIT} % copy at most",
        "longest",
        f"runs of {RUN} found",
        "beyond the limit",
    )
    return table(f"Longest copies in windows of one length, in events: {KINDS[kind].description}", head, rows)


def _summary(summary: CopyingSummary) -> list[str]:
    high = f"{summary.high:.0f}"
    if summary.high_interval is not None:
        high += " ({:.0f}–{:.0f})".format(*summary.high_interval)
    share = "–" if summary.share is None else f"{100 * summary.share.mean:.1f} %"
    return [f"{summary.windows}", f"{summary.median:.0f}", high, f"{summary.longest}", share]


def _side_by_side(finding: Finding, passage: SharedPassage, kind: str, machine: tuple[str, ...]) -> etree._Element:
    here, there = passage.candidate, passage.source
    bar, source_bar = here.position[0], there.position[0]
    words = (
        f"{passage.events} events in a row ({here.bars:.1f} bars, {here.seconds:.0f} s): {here.name} from bar {bar}, "
        f"and {there.name} from bar {source_bar}; {KINDS[kind].description}."
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


def _candidates(caption: str, report: OriginalityReport, kind: str) -> etree._Element:
    rows = []
    findings = report.kinds[kind].findings
    for number in sorted(range(len(findings)), key=lambda number: -findings[number].copied):
        finding, limits = findings[number], report.limits[number]
        found, runs = share_of_runs(finding)
        place = finding.longest
        rows.append(
            (
                finding.name,
                f"{len(finding.best.line)}",
                f"{finding.copied}",
                "–" if limits is None else f"{limits[kind]}",
                "beyond" if kind in (report.beyond(number) or ()) else "",
                f"{100 * found / runs:.1f} %" if runs else "–",
                "–" if place is None else f"{place.source.name}, bar {place.source.position[0]}",
            )
        )
    head = ("candidate", "events", "copied", "limit", "verdict", f"runs of {RUN} found", "from")
    return table(caption, head, rows, words=[4, 6])


def _finding(report: OriginalityReport) -> str:
    kind, exact = next(iter(report.kinds.items()))
    longest = f"its longest copy is {max(finding.copied for finding in exact.findings)} {kind} long"
    judged = [kinds for place in range(len(report.limits)) if (kinds := report.beyond(place)) is not None]
    if not judged:
        return longest
    return (
        f"{longest}; {sum(map(bool, judged))} of {len(judged)} copy a longer run, of whatever kind, than {LIMIT} % of "
        "real music does"
    )
