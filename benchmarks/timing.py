"""Works measured beside each other: in turns, so that what else the machine does falls on all alike."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Spent:
    """The least seconds of several rounds."""

    cpu: float  # of this process
    wall: float


def least(works: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, Spent]:
    """Every work once unmeasured, then all of them in turn, round after round."""
    for work in works.values():
        work()
    spent: dict[str, list[Spent]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            cpu, wall = time.process_time(), time.perf_counter()
            work()
            spent[name].append(Spent(time.process_time() - cpu, time.perf_counter() - wall))
    return {name: Spent(min(e.cpu for e in each), min(e.wall for e in each)) for name, each in spent.items()}
