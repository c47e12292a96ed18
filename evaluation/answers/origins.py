"""Who wrote a clip, as tables of answers about single clips tell it."""

from __future__ import annotations

from evaluation.answers.cells import Cells
from evaluation.answers.celltext import unguarded
from generators.errors import InputError

HUMAN, MACHINE = "human", "machine"
ORIGINS = (HUMAN, MACHINE)


def system_in(cells: Cells, origin: str) -> str:
    """The generator that a line names, if it does; only a machine's clip can have one."""
    system = unguarded(cells.get("system", "")).strip()
    if system and origin == HUMAN:
        raise InputError(f"system is {system!r}, but the clip is a human's")
    return system
