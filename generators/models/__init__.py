"""The models by name. To add one, see CONTRIBUTING.md."""

from __future__ import annotations

from collections.abc import Callable

from generators.models.awd.config import AwdConfig
from generators.models.awd.network import AwdModel
from generators.models.biaxial.config import BiaxialConfig
from generators.models.biaxial.network import BiaxialModel
from generators.models.config import ModelConfig
from generators.models.network import LanguageModel
from generators.models.recurrent.config import RecurrentConfig
from generators.models.recurrent.network import RecurrentModel
from generators.models.transformer.config import TransformerConfig
from generators.models.transformer.network import TransformerModel

# name → (configuration, model built from it)
MODELS: dict[str, tuple[Callable[..., ModelConfig], Callable[..., LanguageModel]]] = {
    config.name: (config, model)
    for config, model in (
        (RecurrentConfig, RecurrentModel),
        (AwdConfig, AwdModel),
        (TransformerConfig, TransformerModel),
        (BiaxialConfig, BiaxialModel),
    )
}
