"""One step of a model as a graph written by hand, and as torch.onnx.export makes it.

    python -m benchmarks.onnx_export [--rounds 15]

BachBot, clara-notewise and maia-gpt as they come with the project. Each graph takes any number of sequences; here one
is read, by ONNX Runtime on one thread. All read the same tokens, and their logits are held against torch's own and
those of the graph by hand. Milliseconds of CPU a step are the median of rounds in turn. torch.onnx.export with dynamo
needs onnxscript (`pip install onnxscript==0.7.2`, in an environment of its own, if you like); without it that exporter
is left out.
"""

from __future__ import annotations

import argparse
import logging
import statistics
import time
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MethodType
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.export import Dim
from torch.nn.functional import scaled_dot_product_attention

from generators.checkpoints.networks import load_checkpoint
from generators.engines.engine import Engine, Logits
from generators.engines.session import outputs, session
from generators.models import architecture_of
from generators.models.network import LanguageModel, State
from generators.models.transformer.network import TransformerModel

CHECKPOINTS = Path(__file__).parents[1] / "fixtures/checkpoints"
SYSTEMS = ("bachbot", "clara-notewise", "maia-gpt")
READ = 128  # tokens
BY_HAND = "by hand"

Tokens = NDArray[np.int64]


class Step(nn.Module):
    """A network over one token a row, its state as tensors one after another."""

    def __init__(self, network: LanguageModel) -> None:
        super().__init__()
        self.network = network
        self.unpaired = int(isinstance(network, TransformerModel))  # its tokens come before its keys and values
        for block in network.blocks if isinstance(network, TransformerModel) else []:
            attention: Any = block.attention
            attention._attend = MethodType(_attend_to_all, attention)

    def forward(self, tokens: Tensor, *flat: Tensor) -> tuple[Tensor, ...]:
        pairs = flat[self.unpaired :]
        state: State = [*flat[: self.unpaired], *zip(pairs[::2], pairs[1::2], strict=True)]
        logits, after = self.network(tokens[:, None], state)
        return (logits[:, 0], *_flat(after))

    def varying(self, parts: int) -> list[dict[int, str]]:
        """The axes of tokens and state whose sizes are not fixed."""
        if not self.unpaired:
            return [{0: "B"}, *[{1: "B"}] * parts]
        return [{0: "B"}, {0: "B", 1: "n"}, *[{0: "B", 2: "n"}] * (parts - 1)]


def _attend_to_all(attention: nn.Module, queries: Tensor, keys: Tensor, values: Tensor, times: Tensor) -> Tensor:
    """Attention of the last token. In the network `is_causal` is computed from shapes, which exporters refuse."""
    return scaled_dot_product_attention(queries, keys, values)


def _flat(state: State) -> Iterator[Tensor]:
    for part in state:
        yield from part if isinstance(part, tuple) else [part]


class Exported:
    """The engine of an exported step; a transformer's caches go in and come out whole."""

    def __init__(self, network: LanguageModel, *, dynamo: bool) -> None:
        step = Step(network).eval()
        with torch.no_grad():
            state = list(_flat(network(torch.zeros(2, 3, dtype=torch.long))[1]))
        self._given = [f"s{number}" for number in range(len(state))]
        self._names = ["logits", *(f"{name}_after" for name in self._given)]
        varying = step.varying(len(state))
        sizes = _dynamic_shapes(varying) if dynamo else _dynamic_axes(["tokens", *self._given], varying)
        with TemporaryDirectory() as folder:
            file = Path(folder) / "step.onnx"
            torch.onnx.export(
                step, (torch.zeros(2, dtype=torch.long), *state), file, external_data=False, dynamo=dynamo,
                input_names=["tokens", *self._given], output_names=self._names, **sizes,
            )  # fmt: skip
            self.graph = onnx.load(file)
        self._session = session(self.graph, int8=False)
        self._empty = [_empty(part, axes).numpy() for part, axes in zip(state, varying[1:], strict=True)]
        self._state = self._empty

    def begun(self) -> Exported:
        self._state = self._empty
        return self

    def step(self, tokens: Tokens) -> Logits:
        given = dict(zip(self._given, self._state, strict=True))
        logits, *self._state = outputs(self._session, self._names, {"tokens": tokens, **given})
        return logits


def _dynamic_axes(names: list[str], varying: list[dict[int, str]]) -> dict[str, Any]:
    return {"dynamic_axes": dict(zip(names, varying, strict=True))}


def _dynamic_shapes(varying: list[dict[int, str]]) -> dict[str, Any]:
    tokens, *state = [dict.fromkeys(axes, Dim.DYNAMIC) for axes in varying]
    return {"dynamic_shapes": (tokens, tuple(state))}


def _empty(part: Tensor, axes: dict[int, str]) -> Tensor:
    """The state of one sequence that has read nothing."""
    sizes = {"B": 1, "n": 0}
    return part.new_zeros([sizes[axes[axis]] if axis in axes else size for axis, size in enumerate(part.shape)])


def read(begin: Callable[[], Any], tokens: Tokens) -> Logits:
    """(T, vocabulary) logits after each of (T,) tokens."""
    engine: Engine = begin()
    return np.concatenate([engine.step(token[None]) for token in tokens])


def median_cpu(works: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Seconds of CPU of each work, in turn."""
    spent: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            begin = time.process_time()
            work()
            spent[name].append(time.process_time() - begin)
    return {name: statistics.median(each) for name, each in spent.items()}


def compare(system: str, rounds: int) -> None:
    network = load_checkpoint(CHECKPOINTS / f"{system}.safetensors")[0]
    tokens = np.random.default_rng(1).integers(0, network.config.vocabulary, READ)
    weights = {name: value.numpy() for name, value in network.state_dict().items()}
    with torch.no_grad():
        expected = network(torch.from_numpy(tokens)[None])[0][0].numpy()
    begins: dict[str, Callable[[], Any]] = {BY_HAND: partial(architecture_of(network.config).onnx_engines(weights), 1)}
    for dynamo in (False, True) if find_spec("onnxscript") else (False,):
        name = "export, dynamo" if dynamo else "export"
        try:
            exported = Exported(network, dynamo=dynamo)
        except RuntimeError as error:
            print(f"  {name}: refused ({str(error).splitlines()[0]})")
            continue
        begins[name] = exported.begun
        print(f"  {name}: {exported.graph.ByteSize() / 1e6:.2f} MB, {len(exported.graph.graph.node)} nodes")
    logits = {name: read(begin, tokens) for name, begin in begins.items()}
    spent = median_cpu({name: partial(read, begin, tokens) for name, begin in begins.items()}, rounds)
    for name, of_it in logits.items():
        same = np.mean((of_it == logits[BY_HAND]).all(axis=1))
        print(
            f"  {name:15} {1e3 * spent[name] / READ:.3f} ms a step; "
            f"logits with the bits of the graph by hand: {same:.0%} of steps; "
            f"apart from torch's by up to {np.abs(of_it - expected).max():.1e}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description="Hold exported graphs against those written by hand.")
    parser.add_argument("--rounds", type=int, default=15)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    logging.disable(logging.WARNING)  # of the exporter, on packages that it goes without
    warnings.simplefilter("ignore")
    for system in SYSTEMS:
        print(system)
        compare(system, arguments.rounds)


if __name__ == "__main__":
    main()
