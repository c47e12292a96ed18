"""What networks have in common: torch trains them step by step; where there is a graph, they compose without it."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from generators.engines.engine import Engines, Weights
from generators.errors import InputError
from generators.models.architecture import Architecture, Losses, Sequences

if TYPE_CHECKING:
    from generators.models.network import LanguageModel


class NetworkArchitecture(Architecture):
    """A kind of network gives its `network`; to be fast on a CPU `onnx_engines`, to be fast on a GPU `static_step`."""

    @property
    def has_graph(self) -> bool:
        """Whether `onnx_engines` has engines for these sizes."""
        return type(self).onnx_engines is not Architecture.onnx_engines

    def amount(self) -> str:
        self._need_torch("counting weights")
        import torch

        with torch.device("meta"):
            weights = sum(weight.numel() for weight in self.network().parameters())
        return f"{weights / 1e6:.1f} million weights"

    def trained(self, epoch: int) -> str:
        return f"epoch {epoch}"

    def engines(self, weights: Weights, device: str = "cpu", *, int8: bool = False) -> Engines:
        if device == "cpu" and self.has_graph:
            return self.onnx_engines(weights, int8=int8)
        self._need_torch(f"composing on {device}")
        from generators.models.devices import choose_device
        from generators.models.torch_engine import torch_engines

        return torch_engines(self.loaded(weights).to(choose_device(device)))

    def losses(self, weights: Weights) -> Callable[[Sequences], list[Losses]]:
        self._need_torch("measuring losses")
        from generators.models.losses import token_losses

        return partial(token_losses, self.loaded(weights))

    def loaded(self, weights: Weights) -> LanguageModel:
        import torch

        network = self.network()
        try:
            network.load_state_dict({name: torch.from_numpy(value) for name, value in weights.items()})
        except RuntimeError as error:  # torch's for names and shapes that do not fit
            raise ValueError(str(error)) from None
        return network.eval()

    def _need_torch(self, task: str) -> None:
        if importlib.util.find_spec("torch") is None:
            raise InputError(
                f"{task} with a model {self.config.name!r} needs torch: pip install -r requirements/torch.txt"
            )
