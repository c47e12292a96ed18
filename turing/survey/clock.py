"""Time that passes, whatever the wall clock is set to meanwhile."""

from __future__ import annotations

import time
from datetime import datetime
from functools import cache
from pathlib import Path

from django.utils import timezone

BOOT = Path("/proc/sys/kernel/random/boot_id")  # proc_sys_kernel(5): drawn anew at each boot


def tick() -> str:
    """The present moment by the machine's own clock: its boot, and the seconds since.

    Empty where the system does not tell. All processes of a machine read the same clock; nobody can set it, and it goes
    on while the machine sleeps.
    """
    return f"{_boot()} {_since_boot():.3f}" if _boot() else ""


def seconds_since(shown: datetime, shown_tick: str) -> float:
    """Seconds since a moment known by both clocks, ≥ 0: by the machine's own, or by the wall clock after a reboot."""
    boot, _, seconds = shown_tick.partition(" ")
    if boot and boot == _boot():
        return _since_boot() - float(seconds)
    return max((timezone.now() - shown).total_seconds(), 0.0)


@cache
def _boot() -> str:
    return BOOT.read_text().strip() if BOOT.exists() else ""


def _since_boot() -> float:
    return time.clock_gettime(time.CLOCK_BOOTTIME)
