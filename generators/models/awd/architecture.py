"""AWD-LSTMs, as MODELS has them. In use they are recurrent models with one table at both ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generators.engines.engine import Engines, Weights
from generators.models.awd.config import AwdConfig
from generators.models.network_architecture import NetworkArchitecture

if TYPE_CHECKING:
    from generators.models.network import LanguageModel


class AwdArchitecture(NetworkArchitecture):
    config: AwdConfig
    configured_by = AwdConfig

    def network(self) -> LanguageModel:
        from generators.models.awd.network import AwdModel

        return AwdModel(self.config)

    def onnx_engines(self, weights: Weights, *, int8: bool = False) -> Engines:
        from generators.engines.recurrent.engine import recurrent_engines
        from generators.engines.recurrent.graph import Ends

        ends = Ends(table=weights["embedding"], output=weights["embedding"], bias=weights["bias"])
        return recurrent_engines("lstm", self.config.layers, ends, weights, int8=int8)
