"""The rates for a terminal and for programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from evaluation.answers.kinds.single.detection import Detection
from evaluation.answers.kinds.single.table import DetectionTable
from evaluation.answers.kinds.single.wording import METHOD, OTHERS, accuracy_in_full, number, of_pair, verdict
from evaluation.answers.records import ALL
from evaluation.answers.text import aligned, remarks
from evaluation.answers.wording import in_full

HEADER = ["variant", "experience", "hit rate", "false-alarm rate", "accuracy", "d′", "c"]


def as_json(table: DetectionTable) -> dict[str, Any]:
    """The table as JSON's types: `cells` and `pairs` are lists of rates with what they are about."""
    return {
        "verdict": verdict(table),
        "estimand": f"answers about the very clips that were heard, so far. {OTHERS}",
        "listeners": "simulated" if table.simulated else "people",
        "judgment": asdict(table.judgment),
        "cells": [
            {"variant": variant, "experience": experience, **asdict(found)}
            for (variant, experience), found in table.cells.items()
        ],
        "systems": [{"system": system, **asdict(rate)} for system, rate in table.systems.items()],
        "pairs": [{"pair": pair, **asdict(found)} for pair, found in table.pairs.items()],
        "repeated": table.repeated,
        "excluded": table.excluded,
        "other_listeners": table.others,
        "method": METHOD,
    }


def as_text(table: DetectionTable) -> str:
    """The table for a terminal: rates by variant and experience, then by system and by item."""
    cells = [
        [variant, experience, *_cells(table.cells[variant, experience])]
        for variant in (*table.variants, ALL)
        for experience in (ALL, *table.experiences)
    ]
    blocks = [
        verdict(table),
        aligned([HEADER, *cells]),
        *([aligned([["system", "called human"], *_systems(table)])] if table.systems else []),
        aligned([["item", "called human"], *([pair, of_pair(found)] for pair, found in table.pairs.items())]),
        *remarks(table.excluded, table.others, table.repeated, simulated=table.simulated, item="item"),
    ]
    return "\n\n".join([*blocks, METHOD])


def _systems(table: DetectionTable) -> list[list[str]]:
    return [[system, in_full(rate)] for system, rate in table.systems.items()]


def _cells(found: Detection) -> list[str]:
    rates = (in_full(found.hits), in_full(found.false_alarms), accuracy_in_full(found))
    return [*rates, number(found.sensitivity), number(found.criterion)]
