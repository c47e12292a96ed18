"""Deep Jammer's model: its attributes, its loss and its sizes."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from generators.encodings.pianoroll import attributes
from generators.errors import InputError
from generators.models.biaxial.config import BiaxialConfig
from generators.models.biaxial.network import BiaxialModel

SMALL = BiaxialConfig(keys=88, time_layers=(6,), note_layers=(5,), dropout=0.0)


@pytest.fixture
def cells() -> torch.Tensor:
    """Three steps of two pieces."""
    return torch.randint(0, 3, (2, 3 * 88), generator=torch.Generator().manual_seed(4))


def test_the_model_is_told_what_the_encoding_tells(cells) -> None:
    told = BiaxialModel(SMALL)._attributes(cells.reshape(2, 3, 88), 14)
    expected = np.stack([attributes(piece.numpy().astype(np.uint8).reshape(3, 88), 14) for piece in cells])
    np.testing.assert_allclose(told.numpy(), expected, rtol=1e-6)


def test_its_loss_is_the_articles_masked_one(cells) -> None:
    """Cross-entropy of playing, and of articulating where the key plays, summed over all cells."""
    torch.manual_seed(5)
    model = BiaxialModel(SMALL)
    seen: list[torch.Tensor] = []
    model.output.register_forward_hook(lambda module, inputs, outputs: seen.append(outputs))
    logits, _ = model(cells[:, :-1])
    ours = cross_entropy(logits.flatten(0, 1), cells[:, 1:].flatten(), reduction="sum")
    play, articulate = seen[0].reshape(2, -1, 2)[:, 1:].unbind(-1)
    plays, struck = (cells[:, 1:] > 0).float(), (cells[:, 1:] == 1).float()
    playing = binary_cross_entropy_with_logits(play, plays, reduction="sum")
    articulating = binary_cross_entropy_with_logits(articulate, struck, weight=plays, reduction="sum")
    torch.testing.assert_close(ours, playing + articulating)


@torch.no_grad()
def test_a_key_heeds_the_key_below_and_not_the_key_above(cells) -> None:
    model = BiaxialModel(SMALL).eval()
    before, _ = model(cells)
    for place in (88 + 40, 88 + 42):
        changed = cells.clone()
        changed[:, place] = (cells[:, place] + 1) % 3
        after, _ = model(changed)
        predicted = 88 + 41 - 1  # the logits after the cell below it
        assert torch.equal(before[:, predicted], after[:, predicted]) == (place > 88 + 41)


def test_the_paper_preset_has_the_articles_layers() -> None:
    """300, 300 along time and 100, 50 along the keys: by the textbook formula for an LSTM's weights."""

    def lstm(below: int, units: int) -> int:
        return 4 * (below * units + units * units + 2 * units)

    expected = lstm(78, 300) + lstm(300, 300) + lstm(300 + 3, 100) + lstm(100, 50) + 50 * 2 + 2
    assert sum(p.numel() for p in BiaxialModel(BiaxialConfig()).parameters()) == expected


def test_a_configuration_that_cannot_be_is_refused() -> None:
    with pytest.raises(InputError, match="a vocabulary of 4: cells are silent, struck, held"):
        BiaxialConfig(vocabulary=4)
    with pytest.raises(InputError, match="time and note layers need one each"):
        BiaxialConfig(time_layers=())
