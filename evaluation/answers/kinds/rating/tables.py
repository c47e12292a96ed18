"""Ratings for a terminal and for programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from evaluation.answers.kinds.rating.table import RatingTable
from evaluation.answers.kinds.rating.wording import METHOD, OTHERS, deep_jammers, mean_in_full, of_pair, verdict
from evaluation.answers.records import ALL
from evaluation.answers.text import aligned, remarks
from evaluation.answers.wording import in_full

HEADER = ["variant", "experience", "human’s", "machines’", "human’s less machines’, within listeners"]
SYSTEMS = ["system", "mean", "human’s less its, within listeners", "taken for a person’s"]


def as_json(table: RatingTable) -> dict[str, Any]:
    """The table as JSON's types: `cells`, `systems` and `pairs` are lists of means with what they are about."""
    return {
        "verdict": verdict(table),
        "estimand": f"ratings of the very clips that were heard, so far. {OTHERS}",
        "listeners": "simulated" if table.simulated else "people",
        "cells": [
            {"variant": variant, "experience": experience, **asdict(found)}
            for (variant, experience), found in table.cells.items()
        ],
        "systems": [{"system": system, **asdict(found)} for system, found in table.systems.items()],
        "pairs": [{"pair": pair, **asdict(found)} for pair, found in table.pairs.items()],
        "human_taken_for_machine": asdict(table.taken_for_machine),
        "machine_taken_for_human": asdict(table.taken_for_human),
        "best_piece": asdict(table.best) if table.best else None,
        "counted": table.counted,
        "repeated": table.repeated,
        "excluded": table.excluded,
        "other_listeners": table.others,
        "method": METHOD,
    }


def as_text(table: RatingTable) -> str:
    """The table for a terminal: Deep Jammer's figures, then means by variant and experience, system and item."""
    cells = []
    for variant in (*table.variants, ALL):
        for experience in (ALL, *table.experiences):
            found = table.cells[variant, experience]
            cells.append([variant, experience, *map(mean_in_full, (found.human, found.machine, found.difference))])
    systems = [
        [system, mean_in_full(found.mean), mean_in_full(found.difference), in_full(found.taken)]
        for system, found in table.systems.items()
    ]
    blocks = [
        verdict(table),
        aligned([[name, figure] for name, figure in deep_jammers(table)]),
        aligned([HEADER, *cells]),
        *([aligned([SYSTEMS, *systems])] if systems else []),
        aligned([["item", "ratings"], *([pair, of_pair(found)] for pair, found in table.pairs.items())]),
        *remarks(table.excluded, table.others, table.repeated, simulated=table.simulated, item="item"),
    ]
    return "\n\n".join([*blocks, METHOD])
