"""The kinds of models by name, a folder each. To add one, see CONTRIBUTING.md."""

from __future__ import annotations

from generators.models.architecture import Architecture
from generators.models.awd.architecture import AwdArchitecture
from generators.models.biaxial.architecture import BiaxialArchitecture
from generators.models.config import ModelConfig
from generators.models.ngram.architecture import NGramArchitecture
from generators.models.recurrent.architecture import RecurrentArchitecture
from generators.models.transformer.architecture import TransformerArchitecture

MODELS: dict[str, type[Architecture]] = {
    kind.configured_by.name: kind
    for kind in (
        RecurrentArchitecture,
        AwdArchitecture,
        TransformerArchitecture,
        BiaxialArchitecture,
        NGramArchitecture,
    )
}


def architecture_of(config: ModelConfig) -> Architecture:
    """The kind of model that has such sizes, at these sizes."""
    return MODELS[config.name](config)
