"""Sampling one sequence on a CPU: our engines against a plain nn.LSTM loop and against Hugging Face's `generate`.

    python -m benchmarks.generation [--rounds 7]

The LSTM is the BachBot that comes with the project, the GPT has maia's sizes (6 × 256, 8 heads, 1,024 units, context
512) and random weights; both sides have the same weights. First both read the same tokens, and their logits must agree;
int8 rounds, so its difference is printed (what it does to a trained model's loss: `python -m generators int8`). Then
each samples a token, reads it, and so on: tokens a second of CPU time and of the clock, on one thread, the best of
several rounds in turn. See `benchmarks.peers` for what must be installed.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import torch

from benchmarks.peers import GPT2_MISSING, hugging_face, hugging_face_generate, plain_loop, plain_lstm
from benchmarks.timing import least
from generators.checkpoints.networks import load_checkpoint
from generators.engines.engine import Engines
from generators.models import architecture_of
from generators.models.network import LanguageModel
from generators.models.transformer.config import TransformerConfig
from generators.models.transformer.network import TransformerModel
from generators.sampling.tokens import Sampling, choose

BACHBOT = Path(__file__).parents[1] / "fixtures/checkpoints/bachbot.safetensors"
LSTM_TOKENS, GPT_TOKENS = 128, 512
LSTM_TURNS = 5  # of a round, being so short
READ = 64  # tokens by which logits are compared
CLOSE = 2e-4  # what rounding may make of them


def engines_of(model: LanguageModel, *, int8: bool) -> Engines:
    weights = {name: value.numpy() for name, value in model.state_dict().items()}
    return architecture_of(model.config).onnx_engines(weights, int8=int8)


def sample(engines: Engines, vocabulary: int, length: int) -> None:
    """One sequence from token 0, as the commands draw their tokens."""
    engine, token, rng = engines(1), np.zeros(1, np.int64), np.random.default_rng(1)
    allowed = np.ones((1, vocabulary), np.bool_)
    for _ in range(length - 1):
        token = choose(engine.step(token), allowed, Sampling(), [rng])


def apart(engines: Engines, expected: torch.Tensor, tokens: torch.Tensor) -> float:
    """The largest difference of the engine's logits to those expected, (1, T, vocabulary)."""
    engine = engines(1)
    return max(
        float(np.abs(engine.step(token) - logits).max())
        for token, logits in zip(tokens.T.numpy(), expected[0].numpy(), strict=True)
    )


def compared(model: LanguageModel, expected: torch.Tensor, tokens: torch.Tensor, length: int) -> dict[str, Callable]:
    """Our works, after their logits were held against the peer's."""
    works = {}
    for name, int8 in (("ours", False), ("ours, int8", True)):
        engines = engines_of(model, int8=int8)
        difference = apart(engines, expected, tokens)
        assert int8 or difference < CLOSE, difference
        print(f"  {name}: logits differ by up to {difference:.1e}")
        works[name] = partial(sample, engines, model.config.vocabulary, length)
    return works


@torch.inference_mode()
def lstm(rounds: int) -> None:
    model = load_checkpoint(BACHBOT)[0]
    plain = plain_lstm(model)
    print("LSTM, 3 × 256, trained; peer: a loop over nn.LSTM")
    tokens = torch.randint(0, model.config.vocabulary, (1, READ))
    works = {"nn.LSTM": partial(plain_loop, plain, 1, LSTM_TOKENS)}
    works |= compared(model, plain(tokens)[0], tokens, LSTM_TOKENS)
    show(works, LSTM_TOKENS - 1, LSTM_TURNS * rounds)


@torch.inference_mode()
def gpt(rounds: int) -> None:
    model = TransformerModel(TransformerConfig(vocabulary=150)).eval()
    peer = hugging_face(model)
    print("GPT, 6 × 256, random weights; peer: Hugging Face's generate with its cache")
    tokens = torch.randint(0, model.config.vocabulary, (1, READ))
    works: dict[str, Callable[[], object]] = {}
    if peer is None:
        print(f"  {GPT2_MISSING}")
    else:
        works["Hugging Face"] = partial(hugging_face_generate, peer, 1, GPT_TOKENS)
    works |= compared(model, peer(tokens).logits if peer else model(tokens)[0], tokens, GPT_TOKENS)
    show(works, GPT_TOKENS - 1, rounds)


def show(works: dict[str, Callable[[], object]], tokens: int, rounds: int) -> None:
    spent = least(works, rounds)
    base = next(iter(spent.values()))
    print(f"  {'':14} tokens/s of CPU  × first   tokens/s  × first")
    for name, each in spent.items():
        print(
            f"  {name:14} {tokens / each.cpu:15,.0f} {base.cpu / each.cpu:8.2f} "
            f"{tokens / each.wall:10,.0f} {base.wall / each.wall:8.2f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure sampling on a CPU against its peers.")
    parser.add_argument("--rounds", type=int, default=7)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    logging.disable(logging.WARNING)  # of quantization, and of transformers
    lstm(arguments.rounds)
    gpt(arguments.rounds)


if __name__ == "__main__":
    main()
