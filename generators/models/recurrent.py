"""Stacked recurrent language models: BachBot's architecture.

Source: F. Liang, BachBot (MPhil thesis, Cambridge, 2016), chapter 4 and appendix 3: an embedding, then layers of LSTM,
each followed by batch normalization and dropout, then a linear layer.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from torch import Tensor, nn

from generators.errors import InputError

CELLS: dict[str, type[nn.LSTM] | type[nn.GRU] | type[nn.RNN]] = {"lstm": nn.LSTM, "gru": nn.GRU, "rnn": nn.RNN}

State = list[Tensor | tuple[Tensor, Tensor]]  # one entry a layer: hidden state, for an LSTM with its cell state


@dataclass(frozen=True, slots=True)
class RecurrentConfig:
    vocabulary: int  # number of token ids
    embedding: int = 32  # width
    hidden: int = 256  # units a layer
    layers: int = 3
    dropout: float = 0.3  # probability of a unit being switched off in training
    cell: str = "lstm"  # lstm, gru or rnn (Elman's)
    batch_norm: bool = True

    def __post_init__(self) -> None:
        if self.cell not in CELLS:
            raise InputError(f"no cell {self.cell!r}: choose from {', '.join(CELLS)}")


class RecurrentModel(nn.Module):
    """Predicts each token from those before it."""

    def __init__(self, config: RecurrentConfig) -> None:
        super().__init__()
        self.config = config
        self.embedding = nn.Embedding(config.vocabulary, config.embedding)
        widths = [config.embedding, *[config.hidden] * config.layers]
        self.layers = nn.ModuleList(
            CELLS[config.cell](below, above, batch_first=True) for below, above in pairwise(widths)
        )
        self.norms = nn.ModuleList(
            nn.BatchNorm1d(config.hidden) if config.batch_norm else nn.Identity() for _ in range(config.layers)
        )
        self.dropout = nn.Dropout(config.dropout)
        self.output = nn.Linear(config.hidden, config.vocabulary)

    def forward(self, tokens: Tensor, state: State | None = None) -> tuple[Tensor, State]:
        """Logits for the token after each one, and the state to go on from.

        tokens: (B, T) ids; state: from an earlier call, None at a piece's start. Returns logits (B, T, vocabulary).
        """
        x = self.embedding(tokens)  # (B, T, embedding)
        after: State = []
        for index, (layer, norm) in enumerate(zip(self.layers, self.norms, strict=True)):
            x, layer_state = layer(x, state[index] if state else None)  # (B, T, hidden)
            after.append(layer_state)
            x = self.dropout(norm(x.flatten(0, 1)).view_as(x))
        return self.output(x), after


def detach(state: State) -> State:
    """The state cut off from its gradients: truncated backpropagation through time."""
    return [tuple(part.detach() for part in s) if isinstance(s, tuple) else s.detach() for s in state]  # type: ignore[misc]
