"""The originality report: what candidates copy from a corpus, held against what held-out real music does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from statistics import median

from evaluation.measures.originality.baseline import Baseline, CopyingSummary, Limits, summarize
from evaluation.measures.originality.events import Line, beginnings
from evaluation.measures.originality.passages import Finding, Repertoire, find_passages, repertoire_of
from generators.errors import InputError
from generators.pieces import Piece

VERSION = 3  # raised whenever the same input would give another number

Named = Sequence[tuple[str, Piece]]


@dataclass(frozen=True, eq=False)
class KindReport:
    """By one kind of events."""

    repertoire: Repertoire
    findings: Sequence[Finding]  # one for each candidate
    candidates: CopyingSummary | None  # of windows of one length
    held_out: CopyingSummary | None  # of windows as long; None if there is not one


@dataclass(frozen=True, eq=False)
class OriginalityReport:
    """By all kinds together: a candidate copies too much if it is beyond the limit of any."""

    kinds: Mapping[str, KindReport]
    limits: Sequence[Limits | None]  # of each candidate; None where there is too little held-out music for one
    held_out: int  # pieces
    signature: str  # names what the numbers depend on

    def beyond(self, place: int) -> list[str] | None:
        """The kinds by which a candidate copies too much, the farthest first; None if it has no limits."""
        if (limits := self.limits[place]) is None:
            return None
        return [kind for kind in self._farthest(place) if self.copied(kind, place) > limits[kind]]

    def foremost(self, place: int) -> str:
        """The kind by which a candidate goes farthest: toward its limit; without limits, through the candidate."""
        return next(self._farthest(place))

    def copied(self, kind: str, place: int) -> int:
        """The longest copy of a candidate, in events of that kind."""
        return self.kinds[kind].findings[place].copied

    def reach(self, kind: str, place: int) -> float:
        """How far a candidate's longest copy goes: divided by the limit; without one, by the events that there are."""
        limits = self.limits[place]
        whole = len(self.kinds[kind].findings[place].best.line) if limits is None else limits[kind]
        return self.copied(kind, place) / max(1, whole)

    def _farthest(self, place: int) -> Iterator[str]:
        return iter(sorted(self.kinds, key=lambda kind: -self.reach(kind, place)))


class Comparison:
    """A corpus and held-out real music, as events of some kinds, against which any candidates are held."""

    def __init__(self, kinds: Sequence[str], corpus: Named, held_out: Named) -> None:
        """kinds: of KINDS, each once. Pieces have names.

        Raises InputError if there is no corpus, or if a piece cannot be read as one of the kinds.
        """
        self._repertoires = {kind: repertoire_of(kind, corpus) for kind in kinds}
        self._humans = {kind: find_passages(held_out, each) for kind, each in self._repertoires.items()}
        self._baseline = Baseline(self._humans)
        self._digest = _digest([line for each in self._repertoires.values() for line in each.lines])
        self._held_out_digest = _digest(
            [shared.line for each in self._humans.values() for finding in each for shared in finding.lines]
        )

    def report(self, candidates: Named, seed: int) -> OriginalityReport:
        """What the candidates, names and pieces, copy. The seed is the bootstrap's.

        Raises InputError if there are no candidates, or if one cannot be read as one of the kinds.
        """
        if not candidates:
            raise InputError("no candidates: nothing to look for")
        sizes = [len(beginnings(piece)) for _, piece in candidates]
        size = max(1, int(median(sizes)))
        return OriginalityReport(
            kinds={kind: self._by_kind(kind, candidates, size, seed) for kind in self._repertoires},
            limits=[self._baseline.limits(max(1, each)) for each in sizes],
            held_out=len(next(iter(self._humans.values()))),
            signature=self._signature(seed),
        )

    def _by_kind(self, kind: str, candidates: Named, size: int, seed: int) -> KindReport:
        repertoire, humans = self._repertoires[kind], self._humans[kind]
        findings = find_passages(candidates, repertoire)
        return KindReport(repertoire, findings, summarize(findings, size, seed), summarize(humans, size, seed))

    def _signature(self, seed: int) -> str:
        humans = next(iter(self._humans.values()))
        fields = {
            "events": "+".join(self._repertoires),
            "corpus": len(next(iter(self._repertoires.values())).pieces),
            "digest": self._digest,
            "held-out": len(humans),
            "held-out digest": self._held_out_digest,
            "seed": seed,
            "v": VERSION,
        }
        return "|".join(["copies", *(f"{name}:{value}" for name, value in fields.items())])


def _digest(lines: Sequence[Line]) -> str:
    """16 hex digits that lines of equal events share, whatever their order."""
    each = sorted(blake2b(repr(line.events).encode(), digest_size=16).digest() for line in lines)
    return blake2b(b"".join(each), digest_size=8).hexdigest()
