"""The stretches of the pieces that a model did not learn from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evaluation.continuations.stretches import Stretch, stretch_of
from generators.corpora.prepared.corpus import Prepared
from generators.errors import InputError
from generators.progress import Progress


@dataclass(frozen=True)
class HeldOut:
    """The stretches of a corpus's held-out pieces that can be used, by their files' names."""

    test: Mapping[str, Stretch]
    valid: Mapping[str, Stretch]
    left_out: Mapping[str, str]  # the other files of both parts, and why
    changes: Mapping[str, tuple[str, ...]]  # of each file what reading it left out or changed, for people

    def drawn(self, seed: int) -> list[tuple[str, Stretch]]:
        """The test stretches in an order from the seed."""
        files = sorted(self.test)
        return [
            (files[place], self.test[files[place]]) for place in np.random.default_rng(seed).permutation(len(files))
        ]

    def reasons(self) -> dict[str, int]:
        """How many files are left out for what."""
        return dict(sorted(Counter(self.left_out.values()).items()))


def read_held_out(folder: Path, prepared: Prepared, opening: int, bars: int, context: int | None) -> HeldOut:
    """The held-out pieces in the folder, as `stretch_of` cuts them.

    Raises InputError if a file is not there, or not the one that was prepared.
    """
    parts: dict[str, dict[str, Stretch]] = {"test": {}, "valid": {}}
    left_out: dict[str, str] = {}
    changes: dict[str, tuple[str, ...]] = {}
    progress = Progress("held-out pieces", sum(len(prepared.files[part]) for part in parts))
    for part, stretches in parts.items():
        for name, piece in prepared.originals(part, folder):
            changes[name] = piece.changes
            try:
                stretches[name] = stretch_of(piece, prepared.encoding, opening, bars, context)
            except InputError as error:
                left_out[name] = str(error)
            progress.step()
    return HeldOut(parts["test"], parts["valid"], left_out, changes)
