"""Checkpoints, opened to compose with.

They compose with weights in 8 bits where the card says that held-out music is predicted as well with them. What a
model says of a sequence then depends a little on those beside it in the batch, as they are rounded together.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generators.checkpoints.card import Card
from generators.checkpoints.file import fitting, read_card, read_weights
from generators.encodings import Encoding
from generators.engines.engine import Engines
from generators.errors import InputError
from generators.models import architecture_of

INT8_GATE = 0.005  # nats per token


@dataclass(frozen=True)
class Composer:
    """A checkpoint ready to compose."""

    engines: Engines
    card: Card

    @property
    def encoding(self) -> Encoding:
        return self.card.encoding

    @property
    def chorale_encoding(self) -> Encoding:
        """Its encoding, in which some voices can be given. Raises InputError if it writes other music."""
        if not self.encoding.voices:
            raise InputError(
                f"the checkpoint is one of {self.card.system}, which writes no chorales but {self.encoding.name}"
            )
        return self.encoding

    @property
    def context(self) -> int | None:
        """The most tokens that the model can look back on; None: as many as there are."""
        return self.card.model.context_length


def open_checkpoint(path: Path, device: str = "cpu") -> Composer:
    """The composer that a checkpoint holds.

    Raises InputError if it is missing, damaged or not as its card says, or if what it needs is not there: a GPU for
    the device cuda, torch for that and for models without an ONNX graph. An n-gram model runs on no GPU.
    """
    card = read_card(path)
    weights = read_weights(path)
    with fitting(path):
        engines = architecture_of(card.model).engines(weights, device, int8=_as_good_in_int8(card))
    return Composer(engines, card)


def _as_good_in_int8(card: Card) -> bool:
    return card.int8_loss_change is not None and card.int8_loss_change <= INT8_GATE
