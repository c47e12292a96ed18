"""Recurrent language models, as MODELS has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from generators.engines.engine import Engines, Weights
from generators.models.network_architecture import NetworkArchitecture
from generators.models.recurrent.config import RecurrentConfig

if TYPE_CHECKING:
    from generators.models.network import LanguageModel
    from generators.models.static_step import StaticStep


class RecurrentArchitecture(NetworkArchitecture):
    config: RecurrentConfig
    configured_by = RecurrentConfig

    def network(self) -> LanguageModel:
        from generators.models.recurrent.network import RecurrentModel

        return RecurrentModel(self.config)

    def onnx_engines(self, weights: Weights, *, int8: bool = False) -> Engines:
        from generators.models.recurrent.engine import recurrent_engines
        from generators.models.recurrent.graph import ends_of

        return recurrent_engines(
            self.config.cell, self.config.layers, ends_of(self.config, weights), weights, int8=int8
        )

    def static_step(self, network: LanguageModel, rows: int, length: int) -> StaticStep:
        from generators.models.recurrent.network import RecurrentModel
        from generators.models.recurrent.static_step import RecurrentStep

        del length
        return RecurrentStep(cast(RecurrentModel, network), rows)
