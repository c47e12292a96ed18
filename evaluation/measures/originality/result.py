"""The longest passages that candidates share with the references, where they stand, and how much people share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from evaluation.measures.material import Material, MusicSet
from evaluation.measures.originality.baseline import FEWEST_WINDOWS, LIMIT
from evaluation.measures.originality.excerpts import longest_copies
from evaluation.measures.originality.kinds import KINDS, OF_ANY_PIECE
from evaluation.measures.originality.report import Comparison, OriginalityReport
from evaluation.measures.originality.tables import bar_by_bar, candidates, copies, nearest, summaries
from evaluation.measures.result import Column, Result, Table
from generators.pieces import Piece

OF_FOUR_VOICES = ("chords", *(kind for kind in OF_ANY_PIECE if kind != "onsets"))

Reports = Mapping[str, OriginalityReport]  # by set


def measure(material: Material, *, events: Sequence[str] | None = None) -> Result:
    """What every set copies. events: of KINDS; None for all but chords.

    Where sets that cannot be measured are left out, chords stand in place of onsets if all music has four voices.
    Raises InputError if music cannot be read as one of the kinds.
    """
    reports, notes = _reports(material, events)
    return result_of(reports, {name: music.machine for name, music in material.sets.items()}, notes)


def result_of(
    reports: Reports, machine: Mapping[str, Mapping[str, tuple[str, ...]]], notes: tuple[str, ...] = ()
) -> Result:
    """machine: by set and piece, the voices that a machine wrote, where it is known."""
    return Result(
        detail=copies(reports),
        tables=(
            summaries(reports),
            candidates(reports),
            bar_by_bar(reports),
            nearest(reports),
            _kinds(next(iter(reports.values()))),
        ),
        signatures={name: report.signature for name, report in reports.items()},
        findings={name: _finding(report) for name, report in reports.items()},
        notes=(*notes, *(f"{name}: {line}" for name, report in reports.items() for line in _verdict(report))),
        excerpts=tuple(
            each for name, report in reports.items() for each in longest_copies(name, report, machine.get(name, {}))
        ),
    )


def _reports(material: Material, events: Sequence[str] | None) -> tuple[Reports, tuple[str, ...]]:
    if events:
        return _compared(tuple(dict.fromkeys(events)), material)
    return material.prefer(partial(_compared, OF_FOUR_VOICES), partial(_compared, OF_ANY_PIECE))


def _compared(kinds: Sequence[str], material: Material) -> tuple[Reports, tuple[str, ...]]:
    held_out: Sequence[tuple[str, Piece]] = [] if material.held_out is None else material.held_out.pieces
    corpus: Sequence[tuple[str, Piece]] = [] if material.references is None else material.references.pieces
    comparison = Comparison(kinds, corpus, held_out)

    def report(music: MusicSet) -> OriginalityReport:
        return comparison.report(music.pieces, material.seed)

    return material.each(report, held_out=False)


def _kinds(report: OriginalityReport) -> Table:
    columns = (Column("kind", "kind"), Column("description", "what is compared", kind="words"))
    rows = [[kind, KINDS[kind].description] for kind in report.kinds]
    return Table("kinds", "The kinds of events", columns, rows, folded=True)


def _verdict(report: OriginalityReport) -> Iterator[str]:
    if not report.held_out:
        yield "no held-out music was given: whether this is more than people copy cannot be said"
        return
    judged = [report.beyond(place) for place in range(len(report.limits))]
    if None in judged:
        few = f"fewer than {FEWEST_WINDOWS} windows of held-out music are as long"
        yield f"{judged.count(None)} of {len(judged)} candidates have no limit, because {few}"
    if judged.count(None) < len(judged):
        share = f"{sum(map(bool, judged))} of {len(judged)} candidates copy a longer run (marked !) than {LIMIT} % of"
        yield f"{share} held-out music of their length does by any of these kinds; 5 % at most would by chance"


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
