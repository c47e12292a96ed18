"""Checkpoints, opened to compose with: on a CPU by ONNX Runtime where the model has a graph, else by torch.

N-gram models need neither.

ONNX Runtime has the weights in 8 bits where the card says that held-out music is predicted as well with them. What a
model says of a sequence then depends a little on those beside it in the batch, as they are rounded together.
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path

from generators.checkpoints.card import Card
from generators.checkpoints.counted import is_ngram, load_ngram
from generators.checkpoints.file import read_card, read_weights, stored_encoding
from generators.encodings import Encoding
from generators.engines.engine import Engines
from generators.engines.ngram_engine import ngram_engines
from generators.engines.onnx_engine import has_graph, onnx_engines
from generators.errors import InputError

DEVICES = ("cpu", "cuda")
INT8_GATE = 0.005  # nats per token


@dataclass(frozen=True)
class Composer:
    """A checkpoint ready to compose."""

    engines: Engines
    encoding: Encoding
    card: Card

    @property
    def context(self) -> int | None:
        """The most tokens that the model can look back on; None: as many as there are."""
        return self.card.model.get("context")


def open_checkpoint(path: Path, device: str = "cpu") -> Composer:
    """The composer that a checkpoint holds.

    Raises InputError if it is missing, damaged or not as its card says, or if what it needs is not there: a GPU for
    the device cuda, torch for that and for models without an ONNX graph. An n-gram model runs on no GPU.
    """
    card = read_card(path)
    if is_ngram(card):
        return _counted(path, device)
    if device == "cuda" or not has_graph(card.model):
        return _by_torch(path, device)
    try:
        engines = onnx_engines(card.model, read_weights(path), int8=_as_good_in_int8(card))
        return Composer(engines, stored_encoding(card), card)
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"{path} is not as its card says: {' '.join(str(error).split())}") from None


def _as_good_in_int8(card: Card) -> bool:
    return card.int8_loss_change is not None and card.int8_loss_change <= INT8_GATE


def open_chorale_checkpoint(path: Path, device: str = "cpu") -> tuple[Engines, Encoding, Card]:
    """The same for a composer of chorales. Raises InputError if it is one of other music."""
    composer = open_checkpoint(path, device)
    if not composer.encoding.voices:
        raise InputError(
            f"{path} is a checkpoint of {composer.card.system}, which writes no chorales but {composer.encoding.name}"
        )
    return composer.engines, composer.encoding, composer.card


def _counted(path: Path, device: str) -> Composer:
    if device != "cpu":
        raise InputError(f"{path} holds an n-gram model, which runs on the CPU: leave --device {device} out")
    model, encoding, card = load_ngram(path)
    return Composer(ngram_engines(model), encoding, card)


def _by_torch(path: Path, device: str) -> Composer:
    if importlib.util.find_spec("torch") is None:
        raise InputError(f"{path} on {device} needs torch: pip install -r requirements/torch.txt")
    from generators.checkpoints.networks import load_checkpoint
    from generators.engines.torch_engine import torch_engines
    from generators.models.devices import choose_device

    model, encoding, card = load_checkpoint(path, choose_device(device))
    return Composer(torch_engines(model), encoding, card)
