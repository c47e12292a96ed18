"""What every network is: it predicts each token from those before it."""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from generators.models.config import ModelConfig

State = list[Tensor | tuple[Tensor, Tensor]]  # one entry a layer: hidden state, for an LSTM with its cell state


class LanguageModel(nn.Module):
    """Predicts each token from those before it."""

    config: ModelConfig

    def forward(self, tokens: Tensor, state: State | None = None) -> tuple[Tensor, State]:
        """Logits for the token after each one, and the state to go on from.

        tokens: (B, T) ids; state: from an earlier call, None at a piece's start. Returns logits (B, T, vocabulary).
        """
        raise NotImplementedError

    def selected(self, state: State, rows: Tensor) -> State:
        """The state of these rows of the batch, in this order; a row may be taken twice.

        Here for states of (layers, B, units), as torch's recurrent layers have them.
        """
        return [(part[0][:, rows], part[1][:, rows]) if isinstance(part, tuple) else part[:, rows] for part in state]

    def losses(self, tokens: Tensor, targets: Tensor, state: State | None) -> tuple[Tensor, Tensor, State]:
        """Nats per target, what training minimizes (a model may add to the nats), and the state to go on from.

        tokens, targets: (B, T) ids.
        """
        logits, after = self(tokens, state)
        nats = cross_entropy(logits.float().flatten(0, 1), targets.flatten())
        return nats, nats, after


def detach(state: State) -> State:
    """The state cut off from its gradients: truncated backpropagation through time."""
    return [tuple(part.detach() for part in s) if isinstance(s, tuple) else s.detach() for s in state]  # type: ignore[misc]
