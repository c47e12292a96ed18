"""Sampling many sequences at once on a GPU: DeviceSampler against a plain nn.LSTM loop and Hugging Face's `generate`.

    python -m benchmarks.device_generation [--rounds 5]

With a GPU in bfloat16, 512 tokens of 4,096 sequences by the LSTM (the BachBot that comes with the project) and of 1,024
by the GPT (maia's sizes, random weights). Without one small, in float32, on the CPU, which shows that it runs and that
both sides agree, and no more. The peers have the same weights; they read what ours wrote, and their likelihoods of it
must agree with those that ours noted. Then tokens a second of the clock, the best of several rounds in turn; what
recording the graphs takes stands apart. See `benchmarks.peers` for what must be installed.
"""

from __future__ import annotations

import argparse
import logging
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import torch
from torch import Tensor

from benchmarks.generation import BACHBOT
from benchmarks.peers import GPT2_MISSING, hugging_face, hugging_face_generate, plain_loop, plain_lstm
from benchmarks.timing import least
from generators.checkpoints.networks import load_checkpoint
from generators.device.sampler import DeviceSampler
from generators.models.network import LanguageModel
from generators.models.transformer.config import TransformerConfig
from generators.models.transformer.network import TransformerModel
from generators.sampling.tokens import Sampling

GPU = torch.cuda.is_available()
PLACE: dict[str, Any] = {"device": "cuda", "dtype": torch.bfloat16} if GPU else {"device": "cpu"}
LSTM_ROWS, GPT_ROWS, LENGTH = (4096, 1024, 512) if GPU else (64, 4, 100)
CHECKED = 4  # rows of which likelihoods are compared
CLOSE = 0.05 if GPU else 1e-4  # nats a token, the mean difference that rounding may make


def finished(work: Callable[[], Tensor]) -> None:
    """The work and all that the device still had to do for it."""
    work().cpu()


def measure(
    model: LanguageModel,
    rows: int,
    peer: str,
    loop: Callable[[], Tensor],
    read: Callable[[Tensor], Tensor],
    rounds: int,
) -> None:
    """Ours beside the peer: its loop, and how it reads (B, T) tokens, giving logits."""
    begun = time.perf_counter()
    sampler = DeviceSampler(model, rows, LENGTH, Sampling())
    prompts = torch.zeros(rows, 1, dtype=torch.long)
    made = sampler.sample(prompts, seed=1)
    checked = made.tokens[:CHECKED]
    theirs = read(checked[:, :-1]).float().log_softmax(2).gather(2, checked[:, 1:, None])[:, :, 0]
    difference = (theirs - made.log_probabilities[:CHECKED]).abs().mean().item()
    assert difference < CLOSE, difference
    print(f"  likelihoods agree: {difference:.1e} nats a token apart; ready after {time.perf_counter() - begun:.1f} s")
    ours = partial(finished, lambda: sampler.sample(prompts, seed=2).tokens)
    spent = least({peer: partial(finished, loop), "ours": ours}, rounds)
    for name, each in spent.items():
        print(f"  {name:14} {rows * (LENGTH - 1) / each.wall:12,.0f} tokens/s {spent[peer].wall / each.wall:8.2f} ×")


@torch.inference_mode()
def lstm(rounds: int) -> None:
    model = load_checkpoint(BACHBOT)[0]
    plain = plain_lstm(model).to(**PLACE)
    print(f"LSTM, 3 × 256, {LSTM_ROWS:,} × {LENGTH} tokens")
    loop = partial(plain_loop, plain, LSTM_ROWS, LENGTH)
    measure(model.to(**PLACE), LSTM_ROWS, "nn.LSTM", loop, lambda tokens: plain(tokens)[0], rounds)


@torch.inference_mode()
def gpt(rounds: int) -> None:
    model = TransformerModel(TransformerConfig(vocabulary=150)).eval()
    network = hugging_face(model)
    print(f"GPT, 6 × 256, {GPT_ROWS:,} × {LENGTH} tokens")
    if network is None:
        print(f"  {GPT2_MISSING}")
        return
    network = network.to(**PLACE)
    loop = partial(hugging_face_generate, network, GPT_ROWS, LENGTH)
    measure(model.to(**PLACE), GPT_ROWS, "Hugging Face", loop, lambda tokens: network(tokens).logits, rounds)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure sampling of many sequences on a GPU against its peers.")
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    logging.disable(logging.WARNING)
    print(torch.cuda.get_device_name() if GPU else "There is no GPU: small, on the CPU.")
    lstm(arguments.rounds)
    gpt(arguments.rounds)


if __name__ == "__main__":
    main()
