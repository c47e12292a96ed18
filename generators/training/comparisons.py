"""What a sweep compares: the settings of each of its trainings.

BachBot's changes one thing at a time about the document's model (F. Liang, MPhil thesis, 2016, chapter 4): how many
layers, how wide, how much dropout, which cell. maia's is a grid of sequence lengths and batch sizes (article, 2019,
which does not say which).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generators.errors import InputError

if TYPE_CHECKING:
    from generators.systems.system import System

BACHBOTS_SETTINGS: dict[str, tuple[object, ...]] = {
    "layers": (1, 2, 3, 4),
    "hidden": (128, 256, 384, 512),
    "dropout": (0.0, 0.1, 0.2, 0.3, 0.4, 0.5),
    "cell": ("lstm", "gru", "rnn"),
}
MAIAS_LENGTHS, MAIAS_BATCHES = (64, 128, 256, 512), (32, 64, 128)


@dataclass(frozen=True, slots=True)
class Run:
    """A training of a comparison, and where its curve stands."""

    panel: str
    label: str
    folder: str  # the same for the same settings: such runs are one training
    system: System


def runs_of(system: System) -> list[Run]:
    """The comparison of the system. Raises InputError if there is none."""
    if system.name not in COMPARISONS:
        raise InputError(f"there is no comparison of {system.name}: choose from {', '.join(COMPARISONS)}")
    return list(COMPARISONS[system.name](system))


def _bachbots_comparison(system: System) -> Iterator[Run]:
    for setting, values in BACHBOTS_SETTINGS.items():
        for value in values:
            model = replace(system.model, **{setting: value})  # type: ignore[arg-type]  # settings of RecurrentConfig
            folder = "-".join(str(getattr(model, name)) for name in BACHBOTS_SETTINGS)
            yield Run(setting, str(value), folder, replace(system, model=model))


def _maias_grid(system: System) -> Iterator[Run]:
    for steps in MAIAS_LENGTHS:
        for batch in MAIAS_BATCHES:
            recipe = replace(system.recipe, steps=steps, batch=batch)
            yield Run(f"sequences of {steps}", f"batch {batch}", f"{steps}-{batch}", replace(system, recipe=recipe))


COMPARISONS: dict[str, Callable[[System], Iterator[Run]]] = {"bachbot": _bachbots_comparison, "maia-lstm": _maias_grid}
