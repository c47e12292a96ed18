"""Comparison studies: one training for each setting, side by side in a table and a picture.

BachBot's changes one thing at a time about the document's model (F. Liang, MPhil thesis, 2016, chapter 4): how many
layers, how wide, how much dropout, which cell. maia's is a grid of sequence lengths and batch sizes (article, 2019,
which does not say which).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from generators.errors import InputError
from generators.files.table import csv_text
from generators.files.writing import write_whole
from generators.models.recurrent.config import CELLS
from generators.systems.system import System
from generators.training.curves import Curve, plot_curves
from generators.training.history import Epoch, read_history
from generators.training.loop import Data, train

BACHBOTS_STUDY: dict[str, tuple[object, ...]] = {
    "layers": (1, 2, 3, 4),
    "hidden": (128, 256, 384, 512),
    "dropout": (0.0, 0.1, 0.2, 0.3, 0.4, 0.5),
    "cell": tuple(CELLS),
}
MAIAS_LENGTHS, MAIAS_BATCHES = (64, 128, 256, 512), (32, 64, 128)


@dataclass(frozen=True, slots=True)
class Trial:
    """A training of a study, and where its curve stands."""

    panel: str
    label: str
    folder: str  # the same for the same settings: such trials are one training
    system: System


def trials_of(system: System) -> list[Trial]:
    """The study of the system. Raises InputError if there is none."""
    if system.name not in STUDIES:
        raise InputError(f"there is no study of {system.name}: choose from {', '.join(STUDIES)}")
    return list(STUDIES[system.name](system))


def _bachbots_study(system: System) -> Iterator[Trial]:
    for setting, values in BACHBOTS_STUDY.items():
        for value in values:
            model = replace(system.model, **{setting: value})  # type: ignore[arg-type]  # settings of RecurrentConfig
            folder = "-".join(str(getattr(model, name)) for name in BACHBOTS_STUDY)
            yield Trial(setting, str(value), folder, replace(system, model=model))


def _maias_grid(system: System) -> Iterator[Trial]:
    for steps in MAIAS_LENGTHS:
        for batch in MAIAS_BATCHES:
            recipe = replace(system.recipe, steps=steps, batch=batch)
            yield Trial(f"sequences of {steps}", f"batch {batch}", f"{steps}-{batch}", replace(system, recipe=recipe))


STUDIES: dict[str, Callable[[System], Iterator[Trial]]] = {"bachbot": _bachbots_study, "maia-lstm": _maias_grid}


def sweep(trials: Sequence[Trial], data: Data, out: Path, device: str, report: Callable[[str], None]) -> None:
    """Train what is not trained yet, each in its folder below `out`; a sweep that was stopped goes on.

    Writes results.csv and curves.svg after each training. Raises InputError as `train` does.
    """
    systems = {trial.folder: trial.system for trial in trials}
    for number, (folder, system) in enumerate(systems.items(), start=1):
        report(f"training {number}/{len(systems)}: {folder}")
        train(system, data, out / folder, device, report)
        done = [(trial, read_history(out / trial.folder / "history.csv")) for trial in trials]
        _write_results(out / "results.csv", [pair for pair in done if pair[1]])
        curves = [Curve(trial.panel, trial.label, tuple(history)) for trial, history in done if history]
        plot_curves(curves, out / "curves.svg")


def _write_results(path: Path, done: Sequence[tuple[Trial, Sequence[Epoch]]]) -> None:
    """A line for each trial: its best epoch, and what all its epochs took."""
    lines = []
    for trial, history in done:
        best = min(history, key=lambda epoch: epoch.valid_loss)
        lines.append(
            {
                "panel": trial.panel,
                "label": trial.label,
                "folder": trial.folder,
                "epochs": len(history),
                **{f"best_{name}" if name == "epoch" else name: value for name, value in asdict(best).items()},
                "seconds": sum(epoch.seconds for epoch in history),
            }
        )
    write_whole(path, csv_text([lines[0], *(line.values() for line in lines)]).encode())
