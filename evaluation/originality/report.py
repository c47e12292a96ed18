"""The originality report: what candidates copy from a corpus, held against what held-out real music does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from statistics import median

from evaluation.originality.baseline import Baseline, CopyingSummary, summarize
from evaluation.originality.events import Line
from evaluation.originality.passages import Finding, Repertoire, find_passages, repertoire_of
from generators.errors import InputError
from generators.pieces import Piece

VERSION = 2  # raised whenever the same input would give another number

Named = Sequence[tuple[str, Piece]]


@dataclass(frozen=True, eq=False)
class OriginalityReport:
    """By one kind of events."""

    repertoire: Repertoire
    findings: Sequence[Finding]  # one for each candidate
    candidates: CopyingSummary
    held_out: CopyingSummary | None  # of windows of as many events; None without held-out pieces
    baseline: Baseline
    signature: str  # names what the numbers depend on


def originality_report(kind: str, corpus: Named, candidates: Named, held_out: Named, seed: int) -> OriginalityReport:
    """What the candidates copy, by one of KINDS, and what held-out pieces do, if there are any; all are named pieces.

    The seed is the bootstrap's. Raises InputError if there are no candidates or no corpus, or if a piece cannot be read
    as that kind.
    """
    if not candidates:
        raise InputError("no candidates: nothing to look for")
    repertoire = repertoire_of(kind, corpus)
    findings, humans = find_passages(candidates, repertoire), find_passages(held_out, repertoire)
    events = int(median(len(finding.line) for finding in findings))
    return OriginalityReport(
        repertoire=repertoire,
        findings=findings,
        candidates=summarize(findings, events, seed),
        held_out=summarize(humans, events, seed) if humans else None,
        baseline=Baseline(humans),
        signature=_signature(repertoire, humans, seed),
    )


def _signature(repertoire: Repertoire, humans: Sequence[Finding], seed: int) -> str:
    fields = {
        "events": repertoire.kind,
        "corpus": len(repertoire.lines),
        "digest": _digest(repertoire.lines),
        "held-out": len(humans),
        "held-out digest": _digest([finding.line for finding in humans]),
        "seed": seed,
        "v": VERSION,
    }
    return "|".join(["copies", *(f"{name}:{value}" for name, value in fields.items())])


def _digest(lines: Sequence[Line]) -> str:
    """16 hex digits that lines of equal events share, whatever their order."""
    each = sorted(blake2b(repr(line.events).encode(), digest_size=16).digest() for line in lines)
    return blake2b(b"".join(each), digest_size=8).hexdigest()
