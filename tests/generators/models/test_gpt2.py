"""GPT-2's weights as Hugging Face lays them out; expected logits by GPT-2's formulas in numpy, written here.

Hugging Face's own GPT2LMHeadModel is held against our model by `python -m benchmarks.generation`.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.numpy import save_file

from generators.errors import InputError
from generators.models.transformer.config import TransformerConfig
from generators.models.transformer.gpt2 import load_gpt2

LAYERS, WIDTH, HEADS, UNITS, POSITIONS, WORDS = 2, 12, 3, 20, 16, 40
CONFIG = TransformerConfig(
    vocabulary=7, context=10, width=WIDTH, layers=LAYERS, heads=HEADS, feed_forward=UNITS, dropout=0
)


def gpt2(rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Weights by Hugging Face's names, (inputs, outputs) as its Conv1D has them."""
    shapes = {"wte.weight": (WORDS, WIDTH), "wpe.weight": (POSITIONS, WIDTH)}
    for name in ["ln_f", *(f"h.{layer}.{norm}" for layer in range(LAYERS) for norm in ("ln_1", "ln_2"))]:
        shapes |= {f"{name}.weight": (WIDTH,), f"{name}.bias": (WIDTH,)}
    for layer in range(LAYERS):
        linear = {
            "attn.c_attn": (WIDTH, 3 * WIDTH),
            "attn.c_proj": (WIDTH, WIDTH),
            "mlp.c_fc": (WIDTH, UNITS),
            "mlp.c_proj": (UNITS, WIDTH),
        }
        for name, shape in linear.items():
            shapes |= {f"h.{layer}.{name}.weight": shape, f"h.{layer}.{name}.bias": shape[1:]}
    weights = {name: rng.normal(0, 0.4, shape).astype(np.float32) for name, shape in shapes.items()}
    masks = {f"h.{layer}.attn.bias": np.tri(POSITIONS, dtype=np.float32)[None, None] for layer in range(LAYERS)}
    return weights | masks  # the causal masks lie in OpenAI's published file, too


def normalized(x: np.ndarray, weights: dict, name: str) -> np.ndarray:
    centered = x - x.mean(axis=-1, keepdims=True)
    scaled = centered / np.sqrt((centered**2).mean(axis=-1, keepdims=True) + 1e-5)
    return scaled * weights[f"{name}.weight"] + weights[f"{name}.bias"]


def linear(x: np.ndarray, weights: dict, name: str) -> np.ndarray:
    return x @ weights[f"{name}.weight"] + weights[f"{name}.bias"]


def attention(x: np.ndarray, weights: dict, name: str) -> np.ndarray:
    queries, keys, values = np.split(linear(x, weights, f"{name}.c_attn"), 3, axis=1)
    mixed = []
    for head in np.split(np.arange(WIDTH), HEADS):
        scores = queries[:, head] @ keys[:, head].T / np.sqrt(len(head))
        shares = np.exp(np.where(np.tri(len(x)) > 0, scores, -np.inf))
        mixed.append(shares / shares.sum(axis=1, keepdims=True) @ values[:, head])
    return linear(np.concatenate(mixed, axis=1), weights, f"{name}.c_proj")


def gelu(x: np.ndarray) -> np.ndarray:
    return 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))


def logits_of(weights: dict, embedding: np.ndarray, tokens: list[int]) -> np.ndarray:
    """(T, vocabulary), as in the article and in OpenAI's gpt-2/src/model.py."""
    weights = {name: value.astype(np.float64) for name, value in weights.items()}
    x = embedding[tokens] + weights["wpe.weight"][: len(tokens)]
    for layer in range(LAYERS):
        x = x + attention(normalized(x, weights, f"h.{layer}.ln_1"), weights, f"h.{layer}.attn")
        inside = gelu(linear(normalized(x, weights, f"h.{layer}.ln_2"), weights, f"h.{layer}.mlp.c_fc"))
        x = x + linear(inside, weights, f"h.{layer}.mlp.c_proj")
    return normalized(x, weights, "ln_f") @ embedding.T


@pytest.fixture
def weights() -> dict[str, np.ndarray]:
    return gpt2(np.random.default_rng(1))


@pytest.fixture
def file(weights, tmp_path: Path) -> Path:
    save_file(weights, tmp_path / "model.safetensors")
    return tmp_path / "model.safetensors"


@torch.no_grad()
def test_it_says_what_gpt2s_formulas_say(file: Path, weights) -> None:
    model = load_gpt2(file, CONFIG).eval()
    tokens = [3, 1, 4, 1, 5, 2, 6, 5, 3, 0]
    expected = logits_of(weights, model.tokens.weight.double().numpy(), tokens)
    np.testing.assert_allclose(model(torch.tensor([tokens]))[0][0].numpy(), expected, rtol=1e-4, atol=1e-5)


def test_a_file_saved_with_the_language_model_head_is_the_same(file: Path, weights, tmp_path: Path) -> None:
    headed = tmp_path / "headed.safetensors"
    save_file({f"transformer.{name}": value for name, value in weights.items()}, headed)
    states = []
    for path in (file, headed):
        torch.manual_seed(1)
        states.append(load_gpt2(path, CONFIG).state_dict())
    torch.testing.assert_close(*states)


def test_token_embeddings_are_new_and_the_output_layers_too(file: Path, weights) -> None:
    """As GPT-2 began itself: normal, with a standard deviation of 0.02; the file's is 0.4."""
    model = load_gpt2(file, CONFIG)
    assert model.tokens.weight.shape == (7, WIDTH)
    assert model.output.weight is model.tokens.weight
    assert 0.015 < model.tokens.weight.std().item() < 0.025


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"layers": 3}, "holds a GPT-2 with layers 2, not 3"),
        ({"width": 24}, "holds a GPT-2 with width 12, not 24"),
        ({"feed_forward": 48}, "holds a GPT-2 with feed_forward 20, not 48"),
        ({"context": 17}, "has 16 positions, fewer than the context of 17"),
    ],
)
def test_a_file_of_other_sizes_is_refused(file: Path, options: dict, message: str) -> None:
    sizes = {"context": 10, "width": WIDTH, "layers": LAYERS, "heads": HEADS, "feed_forward": UNITS} | options
    with pytest.raises(InputError, match=message):
        load_gpt2(file, TransformerConfig(vocabulary=7, **sizes))


def test_a_file_that_is_not_of_gpt2_is_refused(weights, tmp_path: Path, checkpoint: Path) -> None:
    with pytest.raises(InputError, match=r"bachbot.safetensors is not of GPT-2: it has no ln_f.bias"):
        load_gpt2(checkpoint, CONFIG)
    del weights["h.1.mlp.c_fc.bias"]
    save_file(weights, tmp_path / "part.safetensors")
    with pytest.raises(InputError, match=r"is not of GPT-2: it has no h.1.mlp.c_fc.bias"):
        load_gpt2(tmp_path / "part.safetensors", CONFIG)


def test_a_missing_or_damaged_file_is_refused(file: Path, weights, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no GPT-2 weights at"):
        load_gpt2(tmp_path / "none.safetensors", CONFIG)
    file.write_bytes(file.read_bytes()[:-8])
    with pytest.raises(InputError, match="is not a whole safetensors file"):
        load_gpt2(file, CONFIG)
    weights["ln_f.bias"][0] = np.nan
    save_file(weights, file)
    with pytest.raises(InputError, match="has weights that are not finite numbers"):
        load_gpt2(file, CONFIG)
