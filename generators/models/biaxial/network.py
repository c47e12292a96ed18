"""Deep Jammer's model: an LSTM along time for every key, then an LSTM along the keys of every step.

Source: J. Svegliato and S. Witty, Deep Jammer (article and code), after D. Johnson's biaxial LSTM (2015). The time
layers read, for each key by itself but with shared weights, the 78 attributes of each step; the note layers then go
from the lowest key to the highest, told what the key below does in the step that is being written, and end in two
sigmoids: whether the key plays, and if so whether it is struck anew. The loss of the second counts only where the key
plays; written as three tokens a cell (silent, struck, held), that is their cross-entropy.

Cells are tokens in the order of encodings/pianoroll.py, so this is a model of sequences like the others: what it
predicts for a cell rests on all earlier steps and on the lower keys of the same one.
"""

from __future__ import annotations

from itertools import pairwise
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn.functional import logsigmoid, one_hot, pad

from generators.encodings.pianoroll import ABOVE, ATTRIBUTES, BELOW, LOW, STEPS_PER_BAR, VOCABULARY
from generators.models.biaxial.config import BiaxialConfig
from generators.models.network import LanguageModel, State

STRUCK = VOCABULARY.index("struck")
Layer = tuple[Tensor, Tensor]  # hidden and cell state of an LSTM


class BiaxialModel(LanguageModel):
    """Predicts each cell from the steps before and the keys below."""

    config: BiaxialConfig

    def __init__(self, config: BiaxialConfig) -> None:
        super().__init__()
        self.config = config
        self.time = _stack(ATTRIBUTES, config.time_layers)
        self.note = _stack(config.time_layers[-1] + config.vocabulary, config.note_layers)
        self.dropout = nn.Dropout(config.dropout)
        self.output = nn.Linear(config.note_layers[-1], 2)

    # A state is the cells of the step begun, the steps behind, what the time layers said last, and their states.
    def forward(self, tokens: Tensor, state: State | None = None) -> tuple[Tensor, State]:
        """Log-probabilities for the cell after each one, and the state to go on from.

        tokens: (B, T) cells, from a piece's first on; state: from an earlier call. Returns (B, T, 3).
        """
        begun, behind, given, layers = self._parts(tokens, state)
        cells = torch.cat([begun, tokens], dim=1)
        steps, keys = cells.shape[1] // self.config.keys, self.config.keys
        told, layers = self._along_time(cells[:, : steps * keys].reshape(len(tokens), steps, keys), behind, layers)
        features = torch.cat([given[:, None], told], dim=1)  # (B, steps + 1, keys, units): for each step written
        rows = pad(cells, (0, (steps + 1) * keys - cells.shape[1])).reshape(-1, steps + 1, keys)
        logits = self._along_keys(features, rows).flatten(1, 2)  # of each cell, given those before it
        first = begun.shape[1] + 1
        after: State = [cells[:, steps * keys :], torch.tensor(behind + steps), features[:, -1], *layers]
        return logits[:, first : first + tokens.shape[1]], after

    def selected(self, state: State, rows: Tensor) -> State:
        keys = self.config.keys
        lanes = (rows[:, None] * keys + torch.arange(keys, device=rows.device)).flatten()  # of the time layers
        begun, behind, given, *layers = state
        return [
            cast(Tensor, begun)[rows],
            behind,
            cast(Tensor, given)[rows],
            *((hidden[:, lanes], cell[:, lanes]) for hidden, cell in cast(list[Layer], layers)),
        ]

    def _parts(self, tokens: Tensor, state: State | None) -> tuple[Tensor, int, Tensor, list[Layer]]:
        """The cells of the step begun, the steps behind, what the time layers said last, and their states."""
        if state:
            begun, behind, given, *layers = state
            return cast(Tensor, begun), int(cast(Tensor, behind).item()), cast(Tensor, given), cast(list[Layer], layers)
        batch, keys = len(tokens), self.config.keys
        weights = self.output.weight
        zeros = [weights.new_zeros(1, batch * keys, units) for units in self.config.time_layers]
        given = weights.new_zeros(batch, keys, self.config.time_layers[-1])
        return tokens[:, :0], 0, given, [(each, each) for each in zeros]

    def _along_time(self, cells: Tensor, behind: int, layers: list[Layer]) -> tuple[Tensor, list[Layer]]:
        """(B, steps, keys, units) what the time layers make of each step, and their states."""
        batch, steps, keys = cells.shape
        if not steps:
            return self.output.weight.new_zeros(batch, 0, keys, self.config.time_layers[-1]), layers
        x = self._attributes(cells, behind).transpose(1, 2).flatten(0, 1)  # (B · keys, steps, attributes)
        after = []
        for layer, before in zip(self.time, layers, strict=True):
            x, its_state = layer(x, before)
            after.append(its_state)
            x = self.dropout(x)
        return x.reshape(batch, keys, steps, -1).transpose(1, 2), after

    def _along_keys(self, features: Tensor, rows: Tensor) -> Tensor:
        """(B, steps, keys, 3) log-probabilities of each cell, given the keys below it in `rows`."""
        below = one_hot(pad(rows[:, :, :-1], (1, 0)), self.config.vocabulary).to(features.dtype)
        x = torch.cat([features, below], dim=3).flatten(0, 1)  # (B · steps, keys, units + 3)
        for layer in self.note:
            x = self.dropout(layer(x)[0])
        play, articulate = self.output(x).reshape(*rows.shape, 2).unbind(-1)
        plays = logsigmoid(play)
        return torch.stack([logsigmoid(-play), plays + logsigmoid(articulate), plays + logsigmoid(-articulate)], dim=-1)

    def _attributes(self, cells: Tensor, behind: int) -> Tensor:
        """(B, steps, keys, attributes), as `attributes` of encodings/pianoroll.py."""
        batch, steps, keys = cells.shape
        number = torch.arange(keys, device=cells.device)
        place = ((number + 1) / keys)[:, None]
        names = one_hot((number + LOW) % 12, 12)
        state = torch.stack([cells > 0, cells == STRUCK], dim=3).float()
        around = pad(state, (0, 0, BELOW, ABOVE)).unfold(2, BELOW + 1 + ABOVE, 1).transpose(3, 4).flatten(3)
        beats = one_hot((behind + torch.arange(steps, device=cells.device)) % STEPS_PER_BAR, STEPS_PER_BAR + 1)
        fixed = torch.cat([place, names], dim=1).expand(batch, steps, -1, -1)
        return torch.cat([fixed, around, beats[:, None].expand(batch, steps, keys, -1)], dim=3)


def _stack(below: int, units: tuple[int, ...]) -> nn.ModuleList:
    return nn.ModuleList(nn.LSTM(inside, outside, batch_first=True) for inside, outside in pairwise([below, *units]))
