"""How often the dashboard's sentence says "better than guessing" in studies in which nobody can tell.

    python -m benchmarks.null_studies [--studies 1000] [--seed 1]

Each listener answers five different pairs. With *coins* every answer is guessed. With *liked*
the population is at 50 %, but each pair is liked more or less (normal, SD 0.5 logits) and listeners differ (SD 0.3), as
in public data: then these very pairs are not at 50 %, and the sentence may be true of them; it is *false* if it says
above or below and their own mean is not. With *lean* listeners guess, but prefer a side, by 0.8 logits on average (SD
1), and with *uneven* the human's music stands on that side in 60 % of the trials.

Looks come after every fourth listener, which is every 20 answers, and once at the end.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.answers.kinds.discrimination.clusters import judge
from evaluation.answers.wording import FEWEST_ANSWERS
from evaluation.statistics.clusters import CHANCE, Counts
from evaluation.statistics.intervals import wilson

TRIALS, LISTENERS_PER_LOOK = 5, 4
SIZES = ((12, 200), (36, 200), (52, 200), (12, 700), (52, 700))  # pairs, listeners
# In logits, SD of listeners, SD of pairs, mean and SD of the liking for side A; how often the human's music is there
KINDS = {
    "coins": (0.0, 0.0, 0.0, 0.0, 0.5),
    "liked": (0.3, 0.5, 0.0, 0.0, 0.5),
    "lean": (0.0, 0.0, 0.8, 1.0, 0.5),
    "uneven": (0.0, 0.0, 0.8, 1.0, 0.6),
}
NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(20)

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Study:
    """Simulated answers, and what is true of these very pairs."""

    counts: Counts  # as `clusters` takes them, in the order of the listeners' coming
    truth: float  # a new listener's mean probability to be right on these pairs, sides drawn by chance


@dataclass(frozen=True, slots=True)
class Said:
    """What a rule said at each look: 1 above, -1 below, 0 neither."""

    looks: list[int]
    truth: float

    def says_above(self, *, at_any: bool) -> bool:
        return 1 in self._seen(at_any)

    def is_false(self, *, at_any: bool) -> bool:
        gap = self.truth - CHANCE
        wrong = {each for each in (1, -1) if each * gap <= 1e-12}
        return bool(wrong & set(self._seen(at_any)))

    def _seen(self, at_any: bool) -> list[int]:
        return self.looks if at_any else self.looks[-1:]


def study(pairs: int, listeners: int, kind: str, rng: np.random.Generator) -> Study:
    of_listeners, of_pairs, lean, leans, on_a = KINDS[kind]
    pair_effects = rng.normal(0, of_pairs, pairs)
    heard = np.argsort(rng.random((listeners, pairs)), axis=1)[:, :TRIALS]
    human_a = rng.random((listeners, TRIALS)) < on_a
    liking = rng.normal(lean, leans, (listeners, 1)) * np.where(human_a, 1, -1)
    logits = pair_effects[heard] + rng.normal(0, of_listeners, (listeners, 1)) + liking
    right = rng.random((listeners, TRIALS)) < _share(logits)
    kinds = (human_a, human_a & right, ~human_a, ~human_a & right)
    counts = np.stack([kind.sum(axis=1) for kind in kinds], axis=1).astype(np.int64)
    new_listeners = _share(pair_effects[:, None] + of_listeners * NODES) @ WEIGHTS / WEIGHTS.sum()
    return Study(counts, CHANCE if of_pairs == 0 else float(new_listeners.mean()))


def _share(logits: Floats) -> Floats:
    return 1 / (1 + np.exp(-logits))


def before(counts: Counts) -> int:
    """What the dashboard said until now: Wilson's interval over all answers, from 20 answers on."""
    answered_a, right_a, answered_b, right_b = counts.sum(axis=0).tolist()
    estimate = wilson(right_a + right_b, answered_a + answered_b)
    if estimate.count < FEWEST_ANSWERS or estimate.low is None or estimate.high is None:
        return 0
    return int(estimate.low > CHANCE) - int(estimate.high < CHANCE)


def now(counts: Counts, pairs: int) -> int:
    return {"above": 1, "below": -1, "undecided": 0}[judge(counts, pairs).direction]


def heard(counts: Counts, pairs: int) -> tuple[list[int], list[int]]:
    """What both rules say at each look."""
    ends = range(LISTENERS_PER_LOOK, len(counts) + 1, LISTENERS_PER_LOOK)
    return [before(counts[:end]) for end in ends], [now(counts[:end], pairs) for end in ends]


def row(pairs: int, listeners: int, kind: str, studies: int, seed: int) -> str:
    rng = np.random.default_rng([seed, pairs, listeners, list(KINDS).index(kind)])
    old, new = [], []
    for _ in range(studies):
        one = study(pairs, listeners, kind, rng)
        for said, looks in zip((old, new), heard(one.counts, pairs), strict=True):
            said.append(Said(looks, one.truth))
    shares = [
        100 * sum(getattr(each, question)(at_any=at_any) for each in said) / studies
        for question in ("says_above", "is_false")
        for at_any in (False, True)
        for said in (old, new)
    ]
    cells = [f"{before:.1f} → {now:.1f}" for before, now in zip(shares[::2], shares[1::2], strict=True)]
    return f"| {kind}, {pairs} × {listeners} | {' | '.join(cells)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description="What is said of studies in which nobody can tell, before → now.")
    parser.add_argument("--studies", type=int, default=1000, help="of each setting (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    print('| pairs × listeners | "better": at the end | at any look | false of these pairs: at the end | at any look |')
    print("|---|---|---|---|---|")
    for kind in KINDS:
        for pairs, listeners in SIZES:
            print(row(pairs, listeners, kind, arguments.studies, arguments.seed), flush=True)


if __name__ == "__main__":
    main()
