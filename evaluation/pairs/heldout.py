"""The stretches of the pieces that a model did not learn from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evaluation.pairs.stretches import Stretch, stretch_of
from generators.corpora.corpus import TEST, VALID, Corpus
from generators.encodings import Encoding
from generators.errors import InputError
from generators.progress import Progress


@dataclass(frozen=True)
class HeldOut:
    """The stretches of a corpus's held-out pieces that can be used, by the pieces' names."""

    test: Mapping[str, Stretch]
    valid: Mapping[str, Stretch]
    left_out: Mapping[str, str]  # the other pieces of both parts, and why
    changes: Mapping[str, tuple[str, ...]]  # of each piece what reading it left out or changed, for people

    def drawn(self, seed: int) -> list[tuple[str, Stretch]]:
        """The test stretches in an order from the seed."""
        names = sorted(self.test)
        return [
            (names[place], self.test[names[place]]) for place in np.random.default_rng(seed).permutation(len(names))
        ]

    def reasons(self) -> dict[str, int]:
        """How many pieces are left out for what."""
        return dict(sorted(Counter(self.left_out.values()).items()))


def read_held_out(
    corpus: Corpus, music: Path | None, encoding: Encoding, opening: int, bars: int, context: int | None
) -> HeldOut:
    """The held-out pieces of a corpus, as `stretch_of` cuts them.

    music: the folder that a prepared corpus was made of. Raises InputError as `Corpus.originals`.
    """
    parts: dict[str, dict[str, Stretch]] = {TEST: {}, VALID: {}}
    left_out: dict[str, str] = {}
    changes: dict[str, tuple[str, ...]] = {}
    progress = Progress("held-out pieces", sum(len(corpus.pieces(part)) for part in parts))
    for part, stretches in parts.items():
        for name, piece in corpus.originals(part, music):
            changes[name] = piece.changes
            try:
                stretches[name] = stretch_of(piece, encoding, opening, bars, context)
            except InputError as error:
                left_out[name] = str(error)
            progress.step()
    return HeldOut(parts[TEST], parts[VALID], left_out, changes)
