"""Sparse attention beside dense attention: time and memory of a step forward and back, and how much is really skipped.

    python -m benchmarks.sparse [--context 4096] [--rounds 3]

One piece of so many tokens, a step forward and back: through attention alone (8 heads of 32), and through maia's GPT of
six blocks with its loss. "dense" is attention as it is used here, torch's own, which never holds the whole matrix of
scores; "… as a mask" gives that the pattern's mask, which is what the pattern must be better than.

What is computed is counted by torch's FlopCounterMode, as a share of the whole matrix. A kernel that skips the dead
blocks of a mask could at best compute its live blocks of 128 × 128. Times are CPU seconds on one thread, the least of
several rounds in turn; memory is what a process's peak grew by (Linux), each step in a process of its own.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

import torch
from torch import Tensor
from torch.nn.attention import SDPBackend, sdpa_kernel
from torch.nn.functional import scaled_dot_product_attention
from torch.utils.flop_counter import FlopCounterMode

from benchmarks.timing import least
from generators.models.transformer.config import TransformerConfig
from generators.models.transformer.network import TransformerModel
from generators.models.transformer.sparse import PATTERNS, Pattern

VOCABULARY = 160
BLOCK = 128
MASKED = " as a mask"
CASES = ("dense", *(case for name in PATTERNS for case in (name, f"{name}{MASKED}")))
MODELS = ("dense", *PATTERNS)


def config_of(attention: str, context: int) -> TransformerConfig:
    """Maia's sizes; one token in four moves time on, by a sixteenth."""
    advance = tuple(int(token % 4 == 0) for token in range(VOCABULARY))
    return TransformerConfig(VOCABULARY, context=context, dropout=0, attention=attention, advance=advance)


def times_of(context: int) -> Tensor:
    return torch.arange(context)[None] // 4


def pattern_of(name: str, context: int) -> Pattern:
    return PATTERNS[name](config_of(name, context))


def attention_step(case: str, context: int) -> Callable[[], None]:
    """A step through attention alone."""
    torch.manual_seed(1)
    config = config_of("dense", context)
    shape = (3, 1, config.heads, context, config.width // config.heads)
    queries_keys_values = torch.randn(shape, requires_grad=True)
    name = case.removesuffix(MASKED)
    pattern = None if case == "dense" else pattern_of(name, context)
    mask = pattern.mask(times_of(context))[:, None] if pattern and case != name else None

    def step() -> None:
        queries, keys, values = queries_keys_values.unbind(0)
        if pattern and mask is None:
            mixed = pattern.attend(queries, keys, values, times_of(context))
        else:
            mixed = scaled_dot_product_attention(queries, keys, values, attn_mask=mask, is_causal=mask is None)
        mixed.sum().backward()

    return step


def model_step(case: str, context: int) -> Callable[[], None]:
    """A step of training, without the optimizer's."""
    torch.manual_seed(1)
    model = TransformerModel(config_of(case, context))
    tokens = torch.randint(0, VOCABULARY, (1, context + 1))

    def step() -> None:
        model.zero_grad()
        model.losses(tokens[:, :-1], tokens[:, 1:], None)[1].backward()

    return step


def grown(make: Callable[[str, int], Callable[[], None]], case: str, context: int) -> float:
    """MiB by which this process's peak memory is above what it held before its first step."""
    torch.set_num_threads(1)
    step = make(case, context)
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew (proc(5))
    before = memory("VmRSS")
    step()
    return memory("VmHWM") - before


def memory(name: str) -> float:
    """MiB, as the system counts them for this process."""
    lines = dict(line.split(":") for line in Path("/proc/self/status").read_text().splitlines())
    return int(lines[name].split()[0]) / 1024


def show_skipped(context: int) -> None:
    """How much of the matrix is live, and how much is computed."""
    print("of the whole matrix, %  live  in live blocks  computed")
    heads, width = 8, 32
    queries = torch.randn(1, heads, context, width)
    for name in PATTERNS:
        pattern = pattern_of(name, context)
        mask = pattern.mask(times_of(context))[0]
        live = mask.float().mean().item()
        blocks = mask.unflatten(1, (-1, BLOCK)).unflatten(0, (-1, BLOCK)).any(dim=3).any(dim=1).float().mean().item()
        with sdpa_kernel(SDPBackend.MATH), FlopCounterMode(display=False) as counter:  # fused, it would not be counted
            pattern.attend(queries, queries, queries, times_of(context))
        computed = counter.get_total_flops() / (4 * heads * width * context**2)
        print(f"  {name:20} {live:6.1%} {blocks:15.1%} {computed:9.1%}")
    triangle = (context // BLOCK + 1) / (context // BLOCK) / 2
    print(f"  {'dense, causal':20} {(context + 1) / context / 2:6.1%} {triangle:15.1%}")


def show_steps(
    name: str, make: Callable[[str, int], Callable[[], None]], cases: tuple[str, ...], size: argparse.Namespace
) -> None:
    with get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        peaks = {case: pool.apply(grown, (make, case, size.context)) for case in cases}
    spent = least({case: make(case, size.context) for case in cases}, size.rounds)
    print(f"{name:22}   CPU s  of dense      MiB  of dense")
    for case in cases:
        time, peak = spent[case].cpu, peaks[case]
        print(f"  {case:20} {time:7.3f} {time / spent['dense'].cpu:9.2f} {peak:8.0f} {peak / peaks['dense']:9.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure sparse attention beside dense attention.")
    parser.add_argument("--context", type=int, default=4096, help="tokens, a multiple of 128 (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    print(f"{arguments.context} tokens; strides of 64, summaries of 8, bars of 16 sixteenths of 4 tokens")
    show_skipped(arguments.context)
    show_steps("attention alone", attention_step, CASES, arguments)
    show_steps("model", model_step, MODELS, arguments)


if __name__ == "__main__":
    main()
