"""Deep Jammer's models, as MODELS has them: of other than 88 keys by torch alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generators.encodings.pianoroll import KEYS
from generators.engines.engine import Engines, Weights
from generators.models.biaxial.config import BiaxialConfig
from generators.models.network_architecture import NetworkArchitecture

if TYPE_CHECKING:
    from generators.models.network import LanguageModel


class BiaxialArchitecture(NetworkArchitecture):
    config: BiaxialConfig
    configured_by = BiaxialConfig

    @property
    def has_graph(self) -> bool:
        return self.config.keys == KEYS

    def network(self) -> LanguageModel:
        from generators.models.biaxial.network import BiaxialModel

        return BiaxialModel(self.config)

    def onnx_engines(self, weights: Weights, *, int8: bool = False) -> Engines:
        from generators.models.biaxial.engine import biaxial_engines

        if not self.has_graph:
            self._refuse("no ONNX graph for", only=f"{KEYS} keys")
        return biaxial_engines(self.config, weights, int8=int8)
