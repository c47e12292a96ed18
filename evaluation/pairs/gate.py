"""Which candidates are kept: those within limits that held-out music sets.

Nothing but these checks is judged, and the first candidate that passes is taken, so that a pair is a fair draw of what
the system makes, not a pick of its best.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from generators.errors import InputError

KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a measure says of a piece."""

    value: float | None  # None: it says nothing, so that it sets no limit and is not judged
    source: str = ""  # the training piece that it was measured by


Readings = Mapping[str, Reading]  # by the measures' names


@dataclass(frozen=True, slots=True)
class Check:
    """A measure, a limit, and why a candidate beyond it is thrown away."""

    name: str  # of the limit
    measure: str
    words: str
    limit: float | Callable[[Sequence[float]], float]  # itself, or what it is by held-out music's values
    least: bool = False  # the limit is the least that is kept, not the most
    as_human: bool = False  # the human piece that a candidate rewrites may be beyond the limit, and it as far


@dataclass(frozen=True)
class Gate:
    """Checks in their order, and the limits by their names; None: there is none."""

    checks: Sequence[Check]
    limits: Mapping[str, float | None]

    def verdict(self, readings: Readings, human: Readings | None = None) -> str:
        """Why a candidate is thrown away, or "kept". human: of the piece that it rewrites."""
        for check in self.checks:
            allowed = [self.limits[check.name]]
            if check.as_human and human is not None:
                allowed.append(human[check.measure].value)
            if _is_beyond(readings[check.measure].value, allowed, least=check.least):
                return check.words
        return KEPT

    @property
    def set_by_held_out(self) -> dict[str, float | None]:
        """The limits that are held-out music's."""
        return {check.name: self.limits[check.name] for check in self.checks if callable(check.limit)}


def gate_from(checks: Sequence[Check], held_out: Sequence[Readings]) -> Gate:
    """The checks with the limits that held-out music sets. Raises InputError if there is none."""
    if not held_out:
        raise InputError("no held-out piece can be used: there is nothing to take limits from")
    return Gate(checks, {check.name: _limit(check, held_out) for check in checks})


def _limit(check: Check, held_out: Sequence[Readings]) -> float | None:
    if not callable(check.limit):
        return check.limit
    values = [value for readings in held_out if (value := readings[check.measure].value) is not None]
    return check.limit(values) if values else None


def _is_beyond(value: float | None, limits: Sequence[float | None], *, least: bool) -> bool:
    """Beyond all of the limits that there are."""
    allowed = [limit for limit in limits if limit is not None]
    if value is None or not allowed:
        return False
    return value < min(allowed) if least else value > max(allowed)
