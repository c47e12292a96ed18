"""Recurrent language models, as MODELS has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np

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
        from generators.engines.recurrent.engine import recurrent_engines
        from generators.engines.recurrent.graph import Ends

        config = self.config
        table = weights["embedding.weight"] if config.embedding else np.eye(config.vocabulary, dtype=np.float32)
        ends = Ends(table, weights["output.weight"], weights["output.bias"])
        return recurrent_engines(config.cell, config.layers, ends, weights, int8=int8)

    def static_step(self, network: LanguageModel, rows: int, length: int) -> StaticStep:
        from generators.models.recurrent.network import RecurrentModel
        from generators.models.recurrent.static_step import RecurrentStep

        del length
        return RecurrentStep(cast(RecurrentModel, network), rows)
