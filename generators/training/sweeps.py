"""Comparisons of settings: one training for each, side by side in a table and a picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from generators.files.table import records_csv
from generators.files.writing import write_whole
from generators.training.comparisons import Run
from generators.training.curves import Curve, plot_curves
from generators.training.data import Data
from generators.training.history import Epoch, read_history
from generators.training.loop import train


def sweep(runs: Sequence[Run], data: Data, out: Path, device: str, report: Callable[[str], None]) -> None:
    """Train what is not trained yet, each in its folder below `out`; a sweep that was stopped goes on.

    Writes results.csv and curves.svg after each training. Raises InputError as `train` does.
    """
    systems = {run.folder: run.system for run in runs}
    for number, (folder, system) in enumerate(systems.items(), start=1):
        report(f"training {number}/{len(systems)}: {folder}")
        train(system, data, out / folder, device, report)
        done = [(run, read_history(out / run.folder / "history.csv")) for run in runs]
        _write_results(out / "results.csv", [pair for pair in done if pair[1]])
        curves = [Curve(run.panel, run.label, tuple(history)) for run, history in done if history]
        plot_curves(curves, out / "curves.svg")


def _write_results(path: Path, done: Sequence[tuple[Run, Sequence[Epoch]]]) -> None:
    """A line for each run: its best epoch, and what all its epochs took."""
    lines = []
    for run, history in done:
        best = min(history, key=lambda epoch: epoch.valid_loss)
        lines.append(
            {
                "panel": run.panel,
                "label": run.label,
                "folder": run.folder,
                "epochs": len(history),
                **{f"best_{name}" if name == "epoch" else name: value for name, value in asdict(best).items()},
                "seconds": sum(epoch.seconds for epoch in history),
            }
        )
    write_whole(path, records_csv(lines).encode())
