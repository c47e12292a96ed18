"""The systems by name: each a file named after its paper or article. To add one, see CONTRIBUTING.md."""

from __future__ import annotations

from generators.errors import InputError
from generators.systems.bachbot import BACHBOT
from generators.systems.system import System

SYSTEMS = {system.name: system for system in (BACHBOT,)}


def find_system(name: str) -> System:
    """The system of that name. Raises InputError naming those there are."""
    try:
        return SYSTEMS[name]
    except KeyError:
        raise InputError(f"no system {name!r}: choose from {', '.join(SYSTEMS)}") from None
