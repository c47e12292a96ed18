"""N-gram models, as MODELS has them: counted and asked without torch."""

from __future__ import annotations

from collections.abc import Callable

from generators.engines.engine import Engines, Weights
from generators.errors import InputError
from generators.models.architecture import Architecture, Losses, Sequences
from generators.models.ngram.config import NGramConfig


class NGramArchitecture(Architecture):
    config: NGramConfig
    configured_by = NGramConfig
    counted = True

    def amount(self) -> str:
        return "as many counts as the music gives"

    def trained(self, epoch: int) -> str:
        del epoch  # always 1
        return f"order {self.config.order}"

    def count(self, sequences: Sequences) -> Weights:
        from generators.models.ngram.model import counted
        from generators.models.ngram.storage import stored

        return stored(counted(sequences, self.config), self.config.vocabulary)

    def engines(self, weights: Weights, device: str = "cpu", *, int8: bool = False) -> Engines:
        from generators.models.ngram.engine import ngram_engines
        from generators.models.ngram.storage import restored

        del int8
        if device != "cpu":
            raise InputError(f"an n-gram model runs on the CPU: leave --device {device} out")
        return ngram_engines(restored(weights, self.config))

    def onnx_engines(self, weights: Weights, *, int8: bool = False) -> Engines:
        raise InputError("an n-gram model has counts, and no weights to be had in 8 bits")

    def losses(self, weights: Weights) -> Callable[[Sequences], list[Losses]]:
        from generators.models.ngram.storage import restored

        model = restored(weights, self.config)
        return lambda sequences: [model.losses(sequence) for sequence in sequences]
