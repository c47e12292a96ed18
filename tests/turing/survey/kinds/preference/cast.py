"""An item as it can be assigned."""

from __future__ import annotations

from turing.survey.assignment import AvailableItem, AvailableVersion


def available(*versions: AvailableVersion) -> AvailableItem:
    return AvailableItem(1, 1, "SATB", "a tune", versions)
