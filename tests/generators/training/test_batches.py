"""Batches: small streams and windows cut by hand."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from generators.errors import InputError
from generators.models.rows import LEFT_OUT, padded_batches
from generators.systems.recipe import Recipe
from generators.training.batches import drawn, epoch_batches

SEQUENCES = [np.arange(0, 7), np.arange(7, 12), np.arange(12, 20)]
STREAMS = Recipe(epochs=1, batch=2, steps=4)
WINDOWS = Recipe(epochs=1, batch=2, steps=4, batches="windows")
BAR = 16 * 88  # cells of a piano roll


def rows(sequences: list[np.ndarray], recipe: Recipe, epoch: int = 1) -> list[tuple[list[int], list[int]]]:
    """Inputs and targets of each row of the epoch, in order of their tokens."""
    batches = epoch_batches(sequences, recipe, epoch)
    return sorted(row for inputs, targets in batches for row in zip(inputs.tolist(), targets.tolist(), strict=True))


def test_rows_of_a_stream_go_on_where_they_stopped_and_targets_are_one_ahead() -> None:
    batches = list(epoch_batches(SEQUENCES[:1] * 3, STREAMS, 1))
    stream = [0, 1, 2, 3, 4, 5, 6] * 3  # 21 tokens: two rows of ten, and one token more to predict
    inputs = torch.cat([inputs for inputs, _ in batches], dim=1)
    ahead = torch.cat([targets for _, targets in batches], dim=1)
    assert inputs.tolist() == [stream[:10], stream[10:20]]
    assert ahead.tolist() == [stream[1:11], stream[11:21]]
    assert [inputs.shape[1] for inputs, _ in batches] == [4, 4, 2]


def test_every_sequence_is_in_the_stream_once_in_an_order_that_comes_from_the_seed() -> None:
    def stream(seed: int) -> list[int]:
        batches = list(epoch_batches(SEQUENCES, replace(STREAMS, batch=1, seed=seed), 1))
        return [int(batches[0][0][0, 0]), *torch.cat([targets for _, targets in batches], dim=1)[0].tolist()]

    assert sorted(stream(1)) == list(range(20))
    assert stream(1) == stream(1)
    assert len({tuple(stream(seed)) for seed in range(20)}) == 6


def test_windows_overlap_by_half_and_the_last_ends_with_its_sequence() -> None:
    starts = [0, 2, 4, 6, 7]
    expected = [(list(range(start, start + 4)), list(range(start + 1, start + 5))) for start in starts]
    assert rows([np.arange(12)], WINDOWS) == expected
    assert [len(inputs) for inputs, _ in epoch_batches([np.arange(12)], WINDOWS, 1)] == [2, 2, 1]


def test_what_a_short_sequence_lacks_is_left_out_of_the_loss() -> None:
    found = rows([np.array([5, 6, 7]), np.array([0, 1, 2, 3, 4]), np.array([9])], WINDOWS)
    assert found == [([0, 1, 2, 3], [1, 2, 3, 4]), ([5, 6, 0, 0], [6, 7, LEFT_OUT, LEFT_OUT])]
    logits, targets = torch.zeros(4, 10), torch.tensor(found[1][1])
    assert torch.nn.functional.cross_entropy(logits, targets).item() == pytest.approx(np.log(10))


def test_segments_begin_with_a_bar_and_are_whole() -> None:
    cells = np.arange(3 * BAR + 100)
    found = rows([cells, np.arange(2 * BAR - 1)], Recipe(epochs=1, batch=5, steps=2 * BAR, batches="segments"))
    assert [inputs[0] for inputs, _ in found] == [0, BAR]
    assert [inputs[-1] for inputs, _ in found] == [2 * BAR - 1, 3 * BAR - 1]
    assert [targets[-1] for _, targets in found] == [2 * BAR, 3 * BAR]
    (end,) = rows([cells[: 2 * BAR]], Recipe(epochs=1, batch=5, steps=2 * BAR, batches="segments"))
    assert end[1][-1] == 2 * BAR - 1  # there is no cell after the last one


def test_epochs_of_a_few_tokens_go_through_the_whole_corpus() -> None:
    recipe = Recipe(epochs=5, seed=3, epoch_tokens=40)
    read = [number for epoch in range(1, 6) for number in drawn(10, 10.0, recipe, epoch)]
    assert len(read) == 20  # four pieces of ten tokens an epoch
    assert sorted(read[:10]) == sorted(read[10:]) == list(range(10))
    assert read[:10] != read[10:]
    assert drawn(10, 10.0, recipe, 3) == read[8:12]  # whatever epochs came before in this process
    assert drawn(10, 10.0, replace(recipe, seed=4), 3) != read[8:12]
    assert len(drawn(10, 1000.0, recipe, 1)) == 1
    assert sorted(drawn(3, 10.0, recipe, 1)) == [0, 1, 2]  # no more than there are


def test_an_epoch_draws_as_many_tokens_as_it_is_told() -> None:
    sequences = [np.full(10, number) for number in range(20)]
    streams = Recipe(epochs=1, batch=1, steps=100, epoch_tokens=40)
    assert sum(targets.numel() for _, targets in epoch_batches(sequences, streams, 1)) == 39  # of four pieces
    windows = Recipe(epochs=1, batch=2, steps=5, epoch_tokens=35, batches="windows")
    assert len(rows(sequences, windows)) == 7


def test_music_that_is_too_short_is_refused() -> None:
    with pytest.raises(InputError, match="20 tokens to learn from are too few for a batch of 20"):
        list(epoch_batches(SEQUENCES, replace(STREAMS, batch=20), 1))
    with pytest.raises(InputError, match="no training piece is as long as a row of 11,264 tokens"):
        list(epoch_batches(SEQUENCES, Recipe(epochs=1, steps=8 * BAR, batches="segments"), 1))


def test_sequences_of_like_length_are_padded_together() -> None:
    batches = list(padded_batches(SEQUENCES, 2))
    assert [rows for rows, _, _ in batches] == [[1, 0], [2]]
    assert batches[0][1].tolist() == [[7, 8, 9, 10, 11, 0, 0], [0, 1, 2, 3, 4, 5, 6]]
    assert batches[0][2].tolist() == [5, 7]


def test_the_learning_rate_is_halved_every_five_epochs() -> None:
    recipe = Recipe(epochs=12)
    assert [recipe.learning_rate_at(epoch) for epoch in (1, 5, 6, 10, 11)] == [2e-3, 2e-3, 1e-3, 1e-3, 5e-4]
