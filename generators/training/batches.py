"""Token sequences → batches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor


def stream_batches(
    sequences: Sequence[NDArray[np.int64]], batch: int, steps: int, rng: np.random.Generator
) -> Iterator[tuple[Tensor, Tensor]]:
    """All sequences in a drawn order as one stream, cut into `batch` rows that are read side by side.

    Yields inputs and targets of shape (batch, ≤ steps); a row goes on where it stopped in the batch before. Fewer
    than `batch` tokens at the stream's end are left out.
    """
    stream = np.concatenate([sequences[index] for index in rng.permutation(len(sequences))])
    width = (len(stream) - 1) // batch
    inputs = torch.from_numpy(stream[: batch * width].reshape(batch, width))
    targets = torch.from_numpy(stream[1 : batch * width + 1].reshape(batch, width))
    for start in range(0, width, steps):
        yield inputs[:, start : start + steps], targets[:, start : start + steps]


def padded_batches(sequences: Sequence[NDArray[np.int64]], batch: int) -> Iterator[tuple[list[int], Tensor, Tensor]]:
    """The sequences, those of like length together: their indices, tokens (B, T) padded with 0, lengths (B,)."""
    by_length = sorted(range(len(sequences)), key=lambda index: len(sequences[index]))
    for start in range(0, len(by_length), batch):
        rows = by_length[start : start + batch]
        lengths = torch.tensor([len(sequences[row]) for row in rows])
        tokens = torch.zeros(len(rows), int(lengths.max()), dtype=torch.long)
        for number, row in enumerate(rows):
            tokens[number, : lengths[number]] = torch.from_numpy(sequences[row])
        yield rows, tokens, lengths
