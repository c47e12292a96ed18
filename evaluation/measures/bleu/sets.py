"""BLEU of several sets of candidates at once, each held against the bar that held-out real music sets.

maia (Berkeley CS282, 2019) scored real music .14 and its LSTM .25 and had nothing to say which is better: music
written by people scores what it scores because it is no copy. A set that scores higher than held-out real music, scored
the same way against the same references, holds more of the references than music of its kind does by itself. Either it
copies, or it says little but what is said most often: the longest copies (`originality`) tell which.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from evaluation.measures.bleu.options import MAIA_WEIGHTS
from evaluation.measures.bleu.scores import CandidateScore, measured, score_candidates
from evaluation.measures.material import HELD_OUT
from evaluation.ngrams.reference_counts import References
from evaluation.sequences.windows import NamedSequence
from evaluation.statistics.means import Difference, MeanEstimate, Scores, difference, mean_of
from generators.errors import InputError

SAYING = {
    "higher": "higher than real music: it copies or keeps to the commonplace",
    "lower": "lower than real music",
    "undecided": "not told apart from real music",
    None: "too few to compare",
}
UNMEASURED = "no verdict: most of it matches nothing as long as the weights ask for"


@dataclass(frozen=True, slots=True)
class ScoredSet:
    """The scores of one set, and how its mean differs from held-out real music's, if there was some."""

    name: str
    summary: MeanEstimate
    against_held_out: Difference | None  # None, too, where most of its scores measure nothing
    saying: str  # how the set stands to held-out real music, in words; empty if there is none
    lengths: tuple[int, ...]  # tokens of each candidate
    candidates: tuple[CandidateScore, ...]

    @property
    def unmatched(self) -> int:
        """Candidates of which no n-gram of the longest weighted n matches, so that their score measures nothing."""
        return sum(score.unmatched is not None for score in self.candidates)

    @property
    def measured(self) -> bool:
        """Whether at least half of the candidates have a score that measures something."""
        return measured(self.candidates)


@dataclass(frozen=True, slots=True)
class SetsReport:
    """All sets, scored in one pass against the same references."""

    signature: str
    sets: tuple[ScoredSet, ...]
    held_out: ScoredSet | None

    @property
    def every_set(self) -> tuple[ScoredSet, ...]:
        """Held-out real music first, if there is some."""
        return self.sets if self.held_out is None else (self.held_out, *self.sets)


def score_sets(
    sets: Mapping[str, Sequence[NamedSequence]],
    references: References,
    held_out: Sequence[NamedSequence] = (),
    weights: Sequence[float] = MAIA_WEIGHTS,
    smoothing: int = 0,
    encoding: str = "tokens",
    window: int | None = None,
    seed: int = 1,
) -> SetsReport:
    """Score every set, and held-out real music, as `score_candidates` does.

    `window` is the length in tokens that all were cut to, for the signature, and `seed` the bootstrap's.

    Raises InputError as `score_candidates`, and if a set is empty, bears the name of held-out real music, holds two
    candidates of one name, or has not one token in common with the references.
    """
    if HELD_OUT in sets:
        raise InputError(f"no set may be called {HELD_OUT!r}")
    every = {HELD_OUT: held_out, **sets} if held_out else dict(sets)
    named: dict[str, NamedSequence] = {}
    for name, candidates in every.items():
        if not candidates:
            raise InputError(f"set {name!r} has no candidates")
        for each in candidates:
            if named.setdefault(f"{name}: {each.name}", each) is not each:
                raise InputError(f"set {name!r} has {each.name} twice")
    report = score_candidates(
        {name: each.tokens for name, each in named.items()}, references, weights, smoothing, encoding
    )
    remaining = iter(report.candidates)
    scores = {
        name: [replace(next(remaining), name=each.name) for each in candidates] for name, candidates in every.items()
    }
    for name, own in scores.items():
        if not any(score.precisions[0].matches for score in own):
            raise InputError(f"set {name!r} has not one token of the references: are both in one encoding?")
    scored = [_scored(name, own, every[name], seed) for name, own in scores.items()]
    real = scored[0] if held_out else None
    if real is not None:
        bar = _scores(real.candidates, held_out)
        scored[1:] = [_against(each, every[each.name], bar, seed) for each in scored[1:]]
    signature = report.signature if window is None else f"{report.signature}|window:{window}"
    return SetsReport(signature, tuple(scored[bool(held_out) :]), real)


def _scored(name: str, scores: Sequence[CandidateScore], candidates: Sequence[NamedSequence], seed: int) -> ScoredSet:
    return ScoredSet(
        name=name,
        summary=mean_of(_scores(scores, candidates), seed),
        against_held_out=None,
        saying="",
        lengths=tuple(len(each.tokens) for each in candidates),
        candidates=tuple(scores),
    )


def _against(scored: ScoredSet, candidates: Sequence[NamedSequence], bar: Scores, seed: int) -> ScoredSet:
    """The set with its difference from held-out music; without one if most of its scores measure nothing."""
    if not scored.measured:
        return replace(scored, saying=UNMEASURED)
    against = difference(_scores(scored.candidates, candidates), bar, seed)
    return replace(scored, against_held_out=against, saying=SAYING[against.verdict])


def _scores(scores: Sequence[CandidateScore], candidates: Sequence[NamedSequence]) -> Scores:
    return Scores([score.bleu for score in scores], [each.source for each in candidates])
