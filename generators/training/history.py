"""How training went: one line an epoch, as a table and as a plot."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from matplotlib.figure import Figure

from generators.checkpoints.card import EpochLosses
from generators.files.table import csv_text
from generators.files.writing import whole_file, write_whole


@dataclass(frozen=True, slots=True)
class Epoch(EpochLosses):
    seconds: float  # spent training
    tokens_per_second: float

    @property
    def losses(self) -> EpochLosses:
        """What the same training gives again; how long it took, it does not."""
        return EpochLosses(self.epoch, self.train_loss, self.valid_loss, self.learning_rate)


def write_history(path: Path, history: Sequence[Epoch]) -> None:
    """Write the history as CSV, and its plot beside it as SVG."""
    names = [field.name for field in fields(Epoch)]
    write_whole(path, csv_text([names, *(asdict(epoch).values() for epoch in history)]).encode())
    with whole_file(path.with_suffix(".svg")) as file:
        plot_losses(history).savefig(file, format="svg", metadata={"Date": None})


def read_history(path: Path) -> list[Epoch]:
    """The epochs that `write_history` wrote; none where it has not written yet."""
    if not path.exists():
        return []
    with path.open(newline="") as file:
        rows = [{name: float(value) for name, value in row.items()} for row in csv.DictReader(file)]
    return [Epoch(**row | {"epoch": int(row["epoch"])}) for row in rows]  # type: ignore[arg-type]


def plot_losses(history: Sequence[Epoch]) -> Figure:
    """Training and validation loss over epochs."""
    figure = Figure(figsize=(6, 3.5), layout="constrained")
    axes = figure.subplots()
    epochs = [epoch.epoch for epoch in history]
    axes.plot(
        epochs, [epoch.train_loss for epoch in history], color="0.45", linestyle="--", label="training (dropout on)"
    )
    axes.plot(epochs, [epoch.valid_loss for epoch in history], color="#0072b2", label="validation")
    best = min(history, key=lambda epoch: epoch.valid_loss)
    axes.plot(best.epoch, best.valid_loss, "o", color="#0072b2")
    axes.annotate(f"{best.valid_loss:.3f}", (best.epoch, best.valid_loss), textcoords="offset points", xytext=(0, 8))
    axes.set(xlabel="epoch", ylabel="nats per token", xlim=(1, max(len(history), 2)))
    axes.legend(frameon=False)
    return figure
