"""GPT-2's weights, from a safetensors file as Hugging Face publishes it, in a transformer of our own vocabulary.

Source: A. Radford et al., "Language models are unsupervised multitask learners" (2019). The file's names and layouts
are those of Hugging Face's GPT2Model, with or without the prefix of GPT2LMHeadModel: its linear layers ("Conv1D") hold
weights (inputs, outputs), the transpose of torch's, with queries, keys and values side by side.

Deviations: GPT-2's token embeddings are of pieces of English words and mean nothing to music, so ours, which are the
output layer, too, begin at random; of its positions those within our context are kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor

from generators.errors import InputError
from generators.models.transformer.config import TransformerConfig
from generators.models.transformer.network import TransformerModel

PREFIX = "transformer."  # in files saved with GPT-2's language model head
BLOCK = {  # the parts of a block by GPT-2's names: ours
    "ln_1": "attention_norm",
    "attn.c_attn": "attention.queries_keys_values",
    "attn.c_proj": "attention.output",
    "ln_2": "feed_forward_norm",
    "mlp.c_fc": "feed_forward.0",
    "mlp.c_proj": "feed_forward.2",
}
KINDS = ("weight", "bias")


def load_gpt2(path: Path, config: TransformerConfig) -> TransformerModel:
    """A model with GPT-2's weights and new token embeddings, drawn from torch's seed.

    The number of heads cannot be read off the weights: GPT-2's heads are 64 wide. Raises InputError if the file is
    missing or damaged, or if layers, width or feed-forward units are others, or positions fewer than the context.
    """
    theirs = _read(path)
    _check_sizes(path, theirs, config)
    model = TransformerModel(config)
    ours = {"positions.weight": theirs["wpe.weight"][: config.context]}
    for kind in KINDS:
        ours[f"norm.{kind}"] = theirs[f"ln_f.{kind}"]
        for layer in range(config.layers):
            for their_part, part in BLOCK.items():
                value = theirs[f"h.{layer}.{their_part}.{kind}"]
                ours[f"blocks.{layer}.{part}.{kind}"] = value.T if value.dim() == 2 else value
    model.load_state_dict({**model.state_dict(), **ours})
    return model


def _read(path: Path) -> dict[str, Tensor]:
    """The file's weights as float32, by their names without the prefix."""
    try:
        with safe_open(path, framework="pt") as file:
            weights = {name.removeprefix(PREFIX): file.get_tensor(name).float() for name in file.keys()}  # noqa: SIM118 - not a dict
    except FileNotFoundError:
        raise InputError(f"no GPT-2 weights at {path}") from None
    except (SafetensorError, OSError) as error:
        raise InputError(f"{path} is not a whole safetensors file: {error}") from None
    if not all(torch.isfinite(each).all() for each in weights.values()):
        raise InputError(f"{path} has weights that are not finite numbers")
    return weights


def _check_sizes(path: Path, weights: Mapping[str, Tensor], config: TransformerConfig) -> None:
    layers = sum(name.endswith(".ln_1.weight") for name in weights)
    parts = [f"h.{layer}.{part}" for layer in range(layers) for part in BLOCK]
    missing = {f"{part}.{kind}" for part in (*parts, "ln_f") for kind in KINDS} | {"wpe.weight"}
    missing -= weights.keys()
    if missing or not layers:
        raise InputError(f"{path} is not of GPT-2: it has no {min(missing, default='h.0.ln_1.weight')}")
    positions, width = weights["wpe.weight"].shape
    found = {"layers": layers, "width": width, "feed_forward": len(weights["h.0.mlp.c_fc.bias"])}
    for name, size in found.items():
        if size != getattr(config, name):
            raise InputError(f"{path} holds a GPT-2 with {name} {size}, not {getattr(config, name)}")
    if positions < config.context:
        raise InputError(f"{path} has {positions} positions, fewer than the context of {config.context}")
