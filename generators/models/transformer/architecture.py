"""Transformer language models, as MODELS has them: with sparse attention by torch alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from generators.engines.engine import Engines, Weights
from generators.models.network_architecture import NetworkArchitecture
from generators.models.transformer.config import TransformerConfig

if TYPE_CHECKING:
    from generators.models.network import LanguageModel
    from generators.models.static_step import StaticStep


DENSE = "attention dense"


class TransformerArchitecture(NetworkArchitecture):
    config: TransformerConfig
    configured_by = TransformerConfig

    @property
    def has_graph(self) -> bool:
        return self.config.attention == "dense"

    def network(self) -> LanguageModel:
        from generators.models.transformer.network import TransformerModel

        return TransformerModel(self.config)

    def onnx_engines(self, weights: Weights, *, int8: bool = False) -> Engines:
        from generators.models.transformer.engine import transformer_engines

        if not self.has_graph:
            self._refuse("no ONNX graph for", only=DENSE)
        return transformer_engines(self.config, weights, int8=int8)

    def static_step(self, network: LanguageModel, rows: int, length: int) -> StaticStep:
        from generators.models.transformer.network import TransformerModel
        from generators.models.transformer.static_step import TransformerStep

        if not self.has_graph:
            self._refuse("no step on a device for", only=DENSE)
        return TransformerStep(cast(TransformerModel, network), rows, length)
