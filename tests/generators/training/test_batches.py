"""Batches: small streams cut by hand."""

import numpy as np
import torch

from generators.training.batches import padded_batches, stream_batches
from generators.training.recipe import Recipe

SEQUENCES = [np.arange(0, 7), np.arange(7, 12), np.arange(12, 20)]


def test_rows_go_on_where_they_stopped_and_targets_are_one_ahead() -> None:
    batches = list(stream_batches(SEQUENCES[:1] * 3, 2, 4, np.random.default_rng(1)))
    stream = [0, 1, 2, 3, 4, 5, 6] * 3  # 21 tokens: two rows of ten, and one token more to predict
    rows = torch.cat([inputs for inputs, _ in batches], dim=1)
    ahead = torch.cat([targets for _, targets in batches], dim=1)
    assert rows.tolist() == [stream[:10], stream[10:20]]
    assert ahead.tolist() == [stream[1:11], stream[11:21]]
    assert [inputs.shape[1] for inputs, _ in batches] == [4, 4, 2]


def test_every_sequence_is_in_the_stream_once_in_an_order_that_comes_from_the_seed() -> None:
    def stream(seed: int) -> list[int]:
        batches = list(stream_batches(SEQUENCES, 1, 6, np.random.default_rng(seed)))
        return [int(batches[0][0][0, 0]), *torch.cat([targets for _, targets in batches], dim=1)[0].tolist()]

    assert sorted(stream(1)) == list(range(20))
    assert stream(1) == stream(1)
    assert len({tuple(stream(seed)) for seed in range(20)}) == 6


def test_sequences_of_like_length_are_padded_together() -> None:
    batches = list(padded_batches(SEQUENCES, 2))
    assert [rows for rows, _, _ in batches] == [[1, 0], [2]]
    assert batches[0][1].tolist() == [[7, 8, 9, 10, 11, 0, 0], [0, 1, 2, 3, 4, 5, 6]]
    assert batches[0][2].tolist() == [5, 7]


def test_the_learning_rate_is_halved_every_five_epochs() -> None:
    recipe = Recipe(epochs=12)
    assert [recipe.learning_rate_at(epoch) for epoch in (1, 5, 6, 10, 11)] == [2e-3, 2e-3, 1e-3, 1e-3, 5e-4]
