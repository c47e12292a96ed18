"""Several trainings in one picture: validation loss over epochs, a panel for each setting that is varied."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from matplotlib.figure import Figure

from generators.files.writing import write_whole
from generators.training.history import Epoch

WIDTH, HEIGHT = 3.2, 3.0  # of a panel, in inches
COLORS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")  # Okabe and Ito's


@dataclass(frozen=True, slots=True)
class Curve:
    panel: str
    label: str
    history: tuple[Epoch, ...]


def plot_curves(curves: Sequence[Curve], path: Path) -> None:
    """Write the picture as SVG; each curve's best epoch is marked and told in the legend."""
    text = io.BytesIO()
    draw_curves(curves).savefig(text, format="svg", metadata={"Date": None})
    write_whole(path, text.getvalue())


def draw_curves(curves: Sequence[Curve]) -> Figure:
    panels = list(dict.fromkeys(curve.panel for curve in curves))
    figure = Figure(figsize=(WIDTH * len(panels), HEIGHT), layout="constrained")
    axes = figure.subplots(1, len(panels), sharey=True, squeeze=False)[0]
    for axis, panel in zip(axes, panels, strict=True):
        own = [curve for curve in curves if curve.panel == panel]
        for color, curve in zip(COLORS, own, strict=False):
            best = min(curve.history, key=lambda epoch: epoch.valid_loss)
            epochs, losses = zip(*((epoch.epoch, epoch.valid_loss) for epoch in curve.history), strict=True)
            axis.plot(epochs, losses, color=color, label=f"{curve.label}: {best.valid_loss:.3f}")
            axis.plot(best.epoch, best.valid_loss, "o", color=color)
        axis.set(title=panel, xlabel="epoch", xlim=(1, None))
        axis.legend(frameon=False, fontsize="small")
    axes[0].set_ylabel("nats per token, validation")
    return figure
