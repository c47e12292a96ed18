"""What generation is measured against: torch's own LSTM, and Hugging Face's GPT-2, with the weights of our models.

`pip install transformers==5.23.0` (in an environment of its own, if you like): without it GPT-2 is left out.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

import torch
from torch import Tensor, nn

from generators.models.recurrent.network import RecurrentModel
from generators.models.transformer.gpt2 import BLOCK, KINDS, PREFIX
from generators.models.transformer.network import TransformerModel

GPT2_MISSING = "Hugging Face's GPT-2 is left out: pip install transformers==5.23.0"


class PlainLstm(nn.Module):
    """An embedding, one nn.LSTM of several layers, a linear layer."""

    def __init__(self, vocabulary: int, embedding: int, hidden: int, layers: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, embedding)
        self.lstm = nn.LSTM(embedding, hidden, layers, batch_first=True)
        self.output = nn.Linear(hidden, vocabulary)

    def forward(self, tokens: Tensor, state: Any = None) -> tuple[Tensor, Any]:
        """(B, T) ids → logits (B, T, vocabulary) and the state to go on from."""
        x, state = self.lstm(self.embedding(tokens), state)
        return self.output(x), state


@torch.no_grad()
def plain_lstm(model: RecurrentModel) -> PlainLstm:
    """The same network; batch normalization, in use a scale and a shift, is taken into the weights above it."""
    config = model.config
    plain = PlainLstm(config.vocabulary, config.embedding, config.hidden, config.layers)
    weights = {"embedding.weight": model.embedding.weight}
    scale, shift = torch.ones(config.embedding), torch.zeros(config.embedding)
    for number, (layer, norm) in enumerate(zip(model.layers, model.norms, strict=True)):
        below = layer.weight_ih_l0
        weights[f"lstm.weight_ih_l{number}"] = below * scale
        weights[f"lstm.bias_ih_l{number}"] = layer.bias_ih_l0 + below @ shift
        weights[f"lstm.weight_hh_l{number}"] = layer.weight_hh_l0
        weights[f"lstm.bias_hh_l{number}"] = layer.bias_hh_l0
        scale = norm.weight / (norm.running_var + norm.eps).sqrt()
        shift = norm.bias - norm.running_mean * scale
    weights["output.weight"] = model.output.weight * scale
    weights["output.bias"] = model.output.bias + model.output.weight @ shift
    plain.load_state_dict(weights)
    return plain.eval()


@torch.inference_mode()
def plain_loop(network: PlainLstm, rows: int, length: int) -> Tensor:
    """(B, length) tokens sampled as it is usually written: softmax, multinomial, the state handed on."""
    token = torch.zeros(rows, 1, dtype=torch.long, device=network.output.weight.device)
    written, state = [token], None
    for _ in range(length - 1):
        logits, state = network(token, state)
        token = torch.multinomial(logits[:, -1].float().softmax(dim=1), 1)
        written.append(token)
    return torch.cat(written, dim=1)


def hugging_face(model: TransformerModel) -> Any:
    """GPT2LMHeadModel with the model's weights, None if transformers is not installed."""
    if find_spec("transformers") is None:
        return None
    from transformers import GPT2Config, GPT2LMHeadModel

    config = model.config
    sizes = {"n_positions": config.context, "n_embd": config.width, "n_layer": config.layers, "n_head": config.heads}
    settings = GPT2Config(
        vocab_size=config.vocabulary, n_inner=config.feed_forward, bos_token_id=0, eos_token_id=None, **sizes
    )
    theirs = GPT2LMHeadModel(settings).eval()
    ours = model.state_dict()
    weights = {f"{PREFIX}wte.weight": ours["tokens.weight"], f"{PREFIX}wpe.weight": ours["positions.weight"]}
    weights["lm_head.weight"] = ours["output.weight"]
    for kind in KINDS:
        weights[f"{PREFIX}ln_f.{kind}"] = ours[f"norm.{kind}"]
        for layer in range(config.layers):
            for their_part, part in BLOCK.items():
                value = ours[f"blocks.{layer}.{part}.{kind}"]
                weights[f"{PREFIX}h.{layer}.{their_part}.{kind}"] = value.T if value.dim() == 2 else value
    theirs.load_state_dict(weights)
    theirs.generation_config.eos_token_id = None
    theirs.generation_config.pad_token_id = 0
    return theirs


@torch.inference_mode()
def hugging_face_generate(network: Any, rows: int, length: int) -> Tensor:
    """(B, length) tokens by `generate` with its cache, sampling from all tokens."""
    first = torch.zeros(rows, 1, dtype=torch.long, device=network.device)
    options = {"do_sample": True, "top_k": 0, "max_new_tokens": length - 1, "attention_mask": torch.ones_like(first)}
    written = network.generate(first, **options)
    assert written.shape == (rows, length)
    return written
