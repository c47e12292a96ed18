"""Engines by torch: any model, on any device that torch has."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from generators.engines.engine import Engines, Logits
from generators.models.devices import REFUSED_BY_CPU
from generators.models.network import LanguageModel, State


def torch_engines(model: LanguageModel) -> Engines:
    """Engines for a model. They take any number of rows."""

    def engine(rows: int) -> TorchEngine:
        del rows
        return TorchEngine(model)

    return engine


class TorchEngine:
    """A model and its state. Past its context, a model that has one goes on from the later half of what it read."""

    def __init__(self, model: LanguageModel) -> None:
        self._model = model.eval()
        self._device = next(model.parameters()).device
        self._context = model.config.context_length
        self._state: State | None = None
        self._read: list[Tensor] = []

    def step(self, tokens: NDArray[np.int64]) -> Logits:
        """See Engine. Raises MemoryError where there is no more memory."""
        try:
            return self._stepped(tokens)
        except RuntimeError as error:
            if not isinstance(error, torch.OutOfMemoryError) and REFUSED_BY_CPU not in str(error):
                raise
            raise MemoryError(str(error)) from None

    @torch.inference_mode()
    def _stepped(self, tokens: NDArray[np.int64]) -> Logits:
        column = torch.from_numpy(tokens)[:, None].to(self._device)
        if self._context is not None:
            if len(self._read) == self._context:
                self._read = self._read[self._context // 2 :]
                _, self._state = self._model(torch.cat(self._read, dim=1), None)
            self._read.append(column)
        logits, self._state = self._model(column, self._state)
        return np.asarray(logits[:, -1].float().cpu())

    @torch.inference_mode()
    def select(self, rows: NDArray[np.int64]) -> None:
        if self._state is None:
            return
        index = torch.from_numpy(rows).to(self._device)
        self._state = self._model.selected(self._state, index)
        self._read = [column[index] for column in self._read]
