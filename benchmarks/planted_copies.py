"""Planted copies: which kind of events finds a chorale of the training part that was hidden in some way.

    python -m benchmarks.planted_copies

Ten training chorales in 4/4 (split melody-family), each treated in every way of `benchmarks.treatments` together with a
held-out one. A copy is found by a kind if it is beyond that kind's limit and comes from the chorale that was treated.
The limits are those of all kinds together, from the held-out part. Beside it false alarms: every chorale held against
others, by limits that do not know it.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks.treatments import BAR, TREATMENTS
from evaluation.measures.originality.baseline import Baseline
from evaluation.measures.originality.events import beginnings
from evaluation.measures.originality.kinds import OF_ANY_PIECE
from evaluation.measures.originality.passages import Finding, find_passages, repertoire_of
from evaluation.measures.originality.report import Comparison, Named
from evaluation.statistics.means import Scores, mean_of
from generators.corpora.chorales.corpus import open_chorales
from generators.corpora.chorales.scores import load_chorales
from generators.corpora.chorales.splits.making import melody_families
from generators.corpora.corpus import HELD_OUT, TRAIN
from generators.pieces import COMMON_TIME, Piece

PIECES = 10
SHUFFLES, FOLDS = 4, 5

Chorales = dict[str, Piece]


def parts_of(split: str) -> tuple[Named, Named]:
    """The training chorales and those held out."""
    corpus = open_chorales(split)
    return [*corpus.pieces(TRAIN).items()], [each for part in HELD_OUT for each in corpus.pieces(part).items()]


def table() -> None:
    """Treatments by kinds: in how many of the pieces the copy was found."""
    training, held_out = parts_of("melody-family")
    copied, strange = _ten(training), _ten(held_out)
    rng = np.random.default_rng(1)
    candidates = [
        (f"{treatment}/{name}", treat(piece, other, rng))
        for treatment, treat in TREATMENTS.items()
        for (name, piece), (_, other) in zip(copied, strange, strict=True)
    ]
    report = Comparison(OF_ANY_PIECE, training, held_out).report(candidates, seed=1)
    print(
        f"{len(training)} chorales in the corpus, {len(held_out)} held out; copied: {', '.join(n for n, _ in copied)}"
    )
    print(f"\n| of {PIECES} | {' | '.join(OF_ANY_PIECE)} | any |\n|{'---|' * (2 + len(OF_ANY_PIECE))}")
    for number, treatment in enumerate(TREATMENTS):
        places = range(number * PIECES, (number + 1) * PIECES)
        found = [
            {kind for kind in report.beyond(place) or () if _right(report.kinds[kind].findings[place])}
            for place in places
        ]
        counts = [sum(kind in kinds for kinds in found) for kind in OF_ANY_PIECE]
        print(f"| {treatment} | {' | '.join(map(str, counts))} | {sum(map(bool, found))} |")
    limits = [each for each in report.limits[:PIECES] if each is not None]
    spans = (
        f"{kind} {min(each[kind] for each in limits)}–{max(each[kind] for each in limits)}" for kind in OF_ANY_PIECE
    )
    print(f"\nlimits for the ten as they are: {', '.join(spans)}")


def _ten(pieces: Named) -> Named:
    """Every so many of those that have ten bars of four quarters."""
    fit = [each for each in pieces if each[1].meters == COMMON_TIME and each[1].length >= 10 * BAR]
    return fit[:: len(fit) // PIECES][:PIECES]


def _right(finding: Finding) -> bool:
    """Whether the longest copy is of the chorale that was treated."""
    return finding.longest is not None and finding.longest.source.name == finding.name.split("/", 1)[1].split("/")[-1]


def false_alarms() -> None:
    """Held-out chorales beyond a limit that the others of the held-out part set."""
    for name in ("melody-family", "boulanger-lewandowski"):
        training, held_out = parts_of(name)
        _print_alarms(f"{name}, {len(training)} in the corpus", list(_alarms(training, held_out)))
    every, found = load_chorales(), []
    for shuffle in range(1, SHUFFLES + 1):
        for fold in _folds(every, shuffle):
            training = [(name, piece) for name, piece in every.items() if name not in fold]
            found += list(_alarms(training, [(name, every[name]) for name in fold]))
    _print_alarms(f"every chorale against four fifths of the families of tunes, {SHUFFLES} times", found)


def _folds(every: Chorales, seed: int) -> list[list[str]]:
    """Fifths of the chorales, no family of tunes in two."""
    families, folds = melody_families(every), [[] for _ in range(FOLDS)]  # type: list[list[str]], list[list[str]]
    for place in np.random.default_rng(seed).permutation(len(families)):
        min(folds, key=len).extend(families[place])
    return folds


def _alarms(training: Named, held_out: Named) -> Iterator[tuple[str, list[str]]]:
    """Each held-out piece, and the kinds by which it goes beyond the limits that the others set."""
    findings = {kind: find_passages(held_out, repertoire_of(kind, training)) for kind in OF_ANY_PIECE}
    for place, (name, piece) in enumerate(held_out):
        others = {kind: [*each[:place], *each[place + 1 :]] for kind, each in findings.items()}
        limits = Baseline(others).limits(len(beginnings(piece)))
        if limits is not None:
            yield name, [kind for kind in OF_ANY_PIECE if findings[kind][place].copied > limits[kind]]


def _print_alarms(title: str, found: list[tuple[str, list[str]]]) -> None:
    share = mean_of(Scores([float(bool(kinds)) for _, kinds in found], [name for name, _ in found]), seed=1)
    count = sum(bool(kinds) for _, kinds in found)
    by_kind = ", ".join(f"{kind} {sum(kind in kinds for _, kinds in found)}" for kind in OF_ANY_PIECE)
    print(f"{title}: {count} of {len(found)} beyond any limit, {100 * share.mean:.1f} % ", end="")
    print(f"({100 * (share.low or 0):.1f}–{100 * (share.high or 0):.1f}); {by_kind}")


def main() -> None:
    table()
    print()
    false_alarms()


if __name__ == "__main__":
    main()
