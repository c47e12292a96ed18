"""What the measures' tests share: four-part pieces written by hand, and a model that knows nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch

from generators.encodings.chorale import VOCABULARY
from generators.models.recurrent.config import RecurrentConfig
from generators.models.recurrent.network import RecurrentModel
from generators.pieces import Key, Note, Piece, Tempo, Voice

torch.set_num_threads(1)  # these models are small, and tests run side by side

CHORDS = ((72, 67, 64, 48), (74, 67, 65, 47), (76, 67, 60, 48), (72, 65, 60, 53))


@pytest.fixture
def hymn() -> Callable[..., Piece]:
    """Makes a hymn in C major, quarter by quarter, with fermatas on the soprano's notes that end at these quarters."""

    def make(quarters: int, fermatas: tuple[int, ...] = (), title: str = "hymn", step: int = 0) -> Piece:
        voices = tuple(
            Voice(
                name,
                tuple(
                    Note(480 * n, 480, CHORDS[(n + step * (n > 1)) % 4][place], place == 0 and n + 1 in fermatas)
                    for n in range(quarters)
                ),
            )
            for place, name in enumerate("SATB")
        )
        return Piece(
            voices,
            480 * quarters,
            keys=(Key(0, "major").signature(),),
            title=title,
            tempos=(Tempo(0, 100),),
            source=f"source of {title}",
        )

    return make


@pytest.fixture
def ignorant() -> RecurrentModel:
    """A model to which every token is equally likely."""
    model = RecurrentModel(RecurrentConfig(vocabulary=len(VOCABULARY), embedding=2, hidden=3, layers=1))
    torch.nn.init.zeros_(model.output.weight)
    torch.nn.init.zeros_(model.output.bias)
    return model.eval()
