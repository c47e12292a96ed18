"""Token sequences → batches.

- streams: the pieces end to end, cut into rows that are read side by side; a row goes on where it stopped in the batch
  before, and so may a model's state. For recurrent models.
- windows: rows by themselves, which overlap by half within a piece. For models that look back on a context.
- segments: windows of whole bars, from whichever bar of 16 steps on, of piano rolls. For Deep Jammer.
"""

from __future__ import annotations

import numpy as np
import torch

from generators.encodings.pianoroll import KEYS, STEPS_PER_BAR
from generators.errors import InputError
from generators.models.architecture import Sequences
from generators.models.rows import Batches, window_batches
from generators.systems.recipe import Recipe

BAR = STEPS_PER_BAR * KEYS  # cells of a piano roll


def epoch_batches(sequences: Sequences, recipe: Recipe, epoch: int) -> Batches:
    """The batches of an epoch, counted from 1.

    Raises InputError if the sequences are too short for the recipe.
    """
    if recipe.batches == "streams":
        size = sum(map(len, sequences)) / max(len(sequences), 1)
        pieces = [sequences[index] for index in drawn(len(sequences), size, recipe, epoch)]
        return stream_batches(pieces, recipe.batch, recipe.steps)
    starts = segment_starts if recipe.batches == "segments" else window_starts
    places = [(index, start) for index, each in enumerate(sequences) for start in starts(len(each), recipe.steps)]
    rows = [places[place] for place in drawn(len(places), recipe.steps, recipe, epoch)]
    return window_batches(sequences, rows, recipe.batch, recipe.steps)


def drawn(count: int, size: float, recipe: Recipe, epoch: int) -> list[int]:
    """Which of `count` pieces or windows an epoch reads, and in which order; size: tokens of one, on average.

    Epoch after epoch goes on through all of them, then through all again in another order, each order from the seed.
    """
    if not count:
        raise InputError(f"no training piece is as long as a row of {recipe.steps:,} tokens")
    taken = count if recipe.epoch_tokens is None else min(max(round(recipe.epoch_tokens / size), 1), count)
    places = range((epoch - 1) * taken, epoch * taken)
    rounds = range(places[0] // count, places[-1] // count + 1)
    orders = {number: np.random.default_rng([recipe.seed, number + 1]).permutation(count) for number in rounds}
    return [int(orders[place // count][place % count]) for place in places]


def stream_batches(pieces: Sequences, batch: int, steps: int) -> Batches:
    """The pieces as one stream, cut into `batch` rows.

    Fewer than `batch` tokens at the stream's end are left out. Raises InputError for a stream shorter than that.
    """
    stream = np.concatenate(pieces)
    width = (len(stream) - 1) // batch
    if not width:
        raise InputError(f"{len(stream)} tokens to learn from are too few for a batch of {batch}")
    inputs = torch.from_numpy(stream[: batch * width].reshape(batch, width))
    targets = torch.from_numpy(stream[1 : batch * width + 1].reshape(batch, width))
    for start in range(0, width, steps):
        yield inputs[:, start : start + steps].long(), targets[:, start : start + steps].long()


def window_starts(tokens: int, steps: int) -> list[int]:
    """Where the windows of a sequence begin: they overlap by half, and the last one is flush with its end."""
    last = max(tokens - steps - 1, 0)
    return [*range(0, last, max(steps // 2, 1)), last] if tokens > 1 else []


def segment_starts(tokens: int, steps: int) -> list[int]:
    """Where the segments of a piano roll begin: at each bar that has `steps` cells after it."""
    return [*range(0, tokens - steps + 1, BAR)]
