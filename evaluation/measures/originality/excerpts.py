"""The longest copies of a set, note for note, beside what they were copied from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from evaluation.measures.originality.kinds import KINDS
from evaluation.measures.originality.passages import Finding, SharedPassage, Stretch
from evaluation.measures.originality.report import OriginalityReport
from evaluation.measures.result import Excerpts, Roll
from generators.pieces import TICKS_PER_QUARTER, cut

SHOWN = 3  # of each set
CONTEXT = 4 * TICKS_PER_QUARTER  # ticks shown before and after a passage

Voices = tuple[str, ...]


def foremost(report: OriginalityReport) -> list[int]:
    """The places of all candidates, that which goes farthest first."""
    return sorted(range(len(report.limits)), key=lambda place: -report.reach(report.foremost(place), place))


def shown(report: OriginalityReport) -> Iterator[tuple[str, Finding, SharedPassage]]:
    """What copies most: the kind of events by which it goes farthest, what was found, and the passage."""
    for place in foremost(report)[:SHOWN]:
        kind = report.foremost(place)
        finding = report.kinds[kind].findings[place]
        if finding.longest:
            yield kind, finding, finding.longest


def longest_copies(name: str, report: OriginalityReport, machine: Mapping[str, Voices]) -> Iterator[Excerpts]:
    """machine: the voices of each piece that a machine wrote."""
    for kind, finding, passage in shown(report):
        here, there = passage.candidate, passage.source
        bar, source_bar = here.position[0], there.position[0]
        words = (
            f"{passage.events} events in a row ({here.bars:.1f} bars, {here.seconds:.0f} s): {here.name} from bar "
            f"{bar}, and {there.name} from bar {source_bar}; {KINDS[kind].description}."
        )
        rolls = (
            _roll(here, f"{here.name}, bar {bar}", machine.get(finding.name, ())),
            _roll(there, f"{there.name}, bar {source_bar}", ()),
        )
        yield Excerpts(f"The longest copies of {name}", words, rolls)


def _roll(stretch: Stretch, title: str, machine: Voices) -> Roll:
    """The passage, marked, between what comes before and after."""
    start = max(0, stretch.onset - CONTEXT)
    end = min(stretch.piece.length, stretch.end + CONTEXT)
    passage = (stretch.onset - start, stretch.end - start)
    return Roll(title, cut(stretch.piece, start, end - start), machine, passage)
