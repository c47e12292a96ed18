"""Sequences as rows of tokens side by side, for networks to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import numpy as np
import torch
from torch import Tensor

from generators.models.architecture import Sequences

Batches: TypeAlias = Iterator[tuple[Tensor, Tensor]]  # inputs and targets, (batch, ≤ steps) ids each

LEFT_OUT = -100  # a target that is none: torch's cross_entropy passes over it


def window_batches(sequences: Sequences, places: Sequence[tuple[int, int]], batch: int, steps: int) -> Batches:
    """Windows of at most `steps` targets; places: the sequence and the first token of each.

    Where a window is shorter than others of its batch, what it lacks is LEFT_OUT of the targets.
    """
    for begin in range(0, len(places), batch):
        rows = places[begin : begin + batch]
        width = min(max(len(sequences[index]) - 1 - start for index, start in rows), steps)
        inputs = torch.zeros(len(rows), width, dtype=torch.long)
        targets = torch.full((len(rows), width), LEFT_OUT)
        for number, (index, start) in enumerate(rows):
            window = torch.from_numpy(sequences[index][start : start + steps + 1].astype(np.int64))
            inputs[number, : len(window) - 1] = window[:-1]
            targets[number, : len(window) - 1] = window[1:]
        yield inputs, targets


def padded_batches(sequences: Sequences, batch: int) -> Iterator[tuple[list[int], Tensor, Tensor]]:
    """The sequences, those of like length together: their indices, tokens (B, T) padded with 0, lengths (B,)."""
    by_length = sorted(range(len(sequences)), key=lambda index: len(sequences[index]))
    for start in range(0, len(by_length), batch):
        rows = by_length[start : start + batch]
        lengths = torch.tensor([len(sequences[row]) for row in rows])
        tokens = torch.zeros(len(rows), int(lengths.max()), dtype=torch.long)
        for number, row in enumerate(rows):
            tokens[number, : lengths[number]] = torch.from_numpy(sequences[row].astype(np.int64))
        yield rows, tokens, lengths
