"""Cutting sequences to one length, as maia did (512 tokens), so that scores of long and short pieces compare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from evaluation.sequences.packed import PackedSequences, Tokens


@dataclass(frozen=True, eq=False)
class NamedSequence:
    """A candidate as tokens. Those of one source, windows of one piece, are no independent observations."""

    name: str
    source: str
    tokens: Tokens


def candidate_windows(name: str, tokens: Tokens, window: int | None) -> list[NamedSequence]:
    """The sequence whole, or all whole windows of it one after the other; none if it is shorter than one."""
    if window is None:
        return [NamedSequence(name, name, tokens)]
    starts = range(0, len(tokens) - window + 1, window)
    return [
        NamedSequence(f"{name}[{start}:{start + window}]", name, tokens[start : start + window]) for start in starts
    ]


def reference_windows(blocks: Iterable[PackedSequences], window: int | None) -> Iterator[PackedSequences]:
    """The sequences as they are, or in windows that overlap by half, the last of each sequence flush with its end.

    maia's windows overlap so; no n-gram of half a window or less is cut in all of them. A shorter sequence stays whole.
    """
    for block in blocks:
        yield block if window is None else _windowed(block, window)


def _windowed(block: PackedSequences, window: int) -> PackedSequences:
    begins, sizes, owners = [], [], []
    for place, (begin, length) in enumerate(zip(block.starts.tolist(), block.lengths.tolist(), strict=False)):
        last = max(0, length - window)
        own = [*range(0, last, max(1, window // 2)), last]
        begins += [begin + start for start in own]
        sizes += [min(window, length)] * len(own)
        owners += [place] * len(own)
    starts = np.cumsum([0, *sizes], dtype=np.int64)
    shifts = np.repeat(np.array(begins, dtype=np.int64) - starts[:-1], sizes)
    tokens = block.tokens[np.arange(starts[-1]) + shifts]
    return PackedSequences(tokens, starts, block.vocabulary, [block.names[place] for place in owners])
