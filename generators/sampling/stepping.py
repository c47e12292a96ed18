"""A model that is fed one token at a time, for a batch of sequences."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray

from generators.models.recurrent import RecurrentModel, State
from generators.sampling.tokens import Logits


class Stepper:
    """Feeds a recurrent model token by token and keeps its state."""

    def __init__(self, model: RecurrentModel) -> None:
        self._model = model.eval()
        self._device = next(model.parameters()).device
        self._state: State | None = None

    @torch.inference_mode()
    def step(self, tokens: NDArray[np.int64]) -> Logits:
        """Logits for what follows, (B, vocabulary), after one more token a row, (B,)."""
        logits, self._state = self._model(torch.from_numpy(tokens)[:, None].to(self._device), self._state)
        return np.asarray(logits[:, -1].float().cpu())
