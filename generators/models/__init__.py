"""The models by name. To add one, see CONTRIBUTING.md."""

from __future__ import annotations

from collections.abc import Callable

from generators.models.awd import AwdConfig, AwdModel
from generators.models.biaxial import BiaxialConfig, BiaxialModel
from generators.models.model import LanguageModel, ModelConfig
from generators.models.recurrent import RecurrentConfig, RecurrentModel
from generators.models.transformer import TransformerConfig, TransformerModel

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
