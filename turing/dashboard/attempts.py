"""How often a password may be tried. Checking one costs as much as showing a listener thirty pages.

Counted in memory, in each process for itself; forgotten when it ends.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field

Clock = Callable[[], float]


@dataclass
class Bucket:
    """Holds `size` tokens and is filled up by one every `every` seconds."""

    size: int
    every: float
    clock: Clock = time.monotonic
    _taken: float = field(default=0.0, init=False)
    _at: float = field(default=0.0, init=False)

    @property
    def taken(self) -> float:
        """How many tokens are not there."""
        return max(0.0, self._taken - (self.clock() - self._at) / self.every)

    @property
    def wait(self) -> float:
        """Seconds until there is a token; 0 if there is one."""
        return max(0.0, self.taken + 1 - self.size) * self.every

    def take(self) -> None:
        self._taken, self._at = self.taken + 1, self.clock()


class Attempts:
    """A bucket for each network and one for the whole site, which no number of networks or names gets round."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self.clear()

    def clear(self) -> None:
        self._site = Bucket(size=10, every=6, clock=self._clock)
        self._networks: dict[str, Bucket] = {}

    def wait(self, network: str) -> int:
        """0, and an attempt counted, if one is free; otherwise the seconds until one is. A refusal costs nobody."""
        self._networks = {name: bucket for name, bucket in self._networks.items() if bucket.taken}
        own = self._networks.get(network) or Bucket(size=5, every=20, clock=self._clock)
        wait = max(own.wait, self._site.wait)
        if not wait:
            self._networks[network] = own
            own.take()
            self._site.take()
        return math.ceil(wait)


attempts = Attempts()
