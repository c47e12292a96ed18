"""What may be asked of a model whatever its kind: the entries of MODELS."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NoReturn, TypeAlias

import numpy as np
from numpy.typing import NDArray

from generators.engines.engine import Engines, Weights
from generators.errors import InputError
from generators.models.config import ModelConfig

if TYPE_CHECKING:
    from generators.models.network import LanguageModel
    from generators.models.static_step import StaticStep

Sequences: TypeAlias = Sequence[NDArray[np.integer]]  # token ids of each piece, perhaps memory-mapped
Losses: TypeAlias = NDArray[np.float64]  # of each token of a sequence after its first, in nats


@dataclass(frozen=True)
class Architecture(ABC):
    """A kind of model at certain sizes, without its weights.

    Its module imports without torch: what needs it is imported where it is asked for. What a kind cannot do is an
    InputError that says so.
    """

    config: ModelConfig
    configured_by: ClassVar[type[ModelConfig]]  # makes `config` of what a card stores
    counted: ClassVar[bool] = False  # learned by counting, in one pass, not step by step as networks are

    @abstractmethod
    def amount(self) -> str:
        """How many numbers it learns, in words."""

    @abstractmethod
    def trained(self, epoch: int) -> str:
        """What tells it from others of its system, in words; epoch: the one whose weights were kept."""

    @abstractmethod
    def engines(self, weights: Weights, device: str = "cpu", *, int8: bool = False) -> Engines:
        """Engines to compose with, on the device `cpu` or `cuda`.

        int8: weights as 8-bit integers, where `onnx_engines` has them. Raises InputError if what it takes is not there,
        LookupError or ValueError if the weights are not its own.
        """

    @abstractmethod
    def losses(self, weights: Weights) -> Callable[[Sequences], list[Losses]]:
        """What it says of whole pieces, each by itself. Raises as `engines`."""

    def size(self) -> str:
        """Its kind, its sizes but for the vocabulary, and how many numbers it learns."""
        told = (f"{name.replace('_', ' ')} {value}" for name, value in self.config.sizes().items())
        return f"{self.config.name}, {', '.join(told)}; {self.amount()}"

    def onnx_engines(self, weights: Weights, *, int8: bool = False) -> Engines:
        """Engines by ONNX Runtime, without torch. Raises as `engines`."""
        del weights, int8
        self._refuse("no ONNX graph for")

    def network(self) -> LanguageModel:
        """The network, its weights drawn from torch's seed."""
        self._refuse("no network for")

    def loaded(self, weights: Weights) -> LanguageModel:
        """The network with these weights, ready to predict. Raises ValueError if they are not its own."""
        del weights
        self._refuse("no network for")

    def static_step(self, network: LanguageModel, rows: int, length: int) -> StaticStep:
        """One token of its network for so many rows of at most `length` tokens, on the device of its weights."""
        del network, rows, length
        self._refuse("no step on a device for")

    def count(self, sequences: Sequences) -> Weights:
        """What it learns of the sequences in one pass, where it is `counted`."""
        del sequences
        self._refuse("nothing to count for")

    def _refuse(self, lack: str, only: str = "") -> NoReturn:
        """only: the sizes that would do, where some do."""
        there_is = f": there is one for {only}" if only else ""
        raise InputError(f"{lack} a model {self.config.name!r} of these sizes{there_is}")
