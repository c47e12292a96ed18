"""The figures of discrimination for a terminal and for programs."""

from __future__ import annotations

from dataclasses import asdict

from evaluation.answers.kinds.discrimination.accuracy import AccuracyTable
from evaluation.answers.kinds.discrimination.wording import ESTIMAND, OTHERS, WORDS, Words, verdict
from evaluation.answers.records import ALL
from evaluation.answers.text import aligned, remarks
from evaluation.answers.wording import in_full


def as_json(table: AccuracyTable, words: Words = WORDS) -> dict[str, object]:
    """The table as JSON's types: `cells` and `pairs` are lists of estimates with what they are about.

    `judgment` is what the verdict rests on: its intervals hold at all looks together, those of the others at one.
    """
    return {
        "verdict": verdict(table, words),
        "estimand": f"{ESTIMAND}. {OTHERS}",
        "listeners": "simulated" if table.simulated else "people",
        "judgment": asdict(table.judgment),
        "human_on_a": table.human_a,
        "chose_a": table.chose_a,
        "cells": [
            {"variant": variant, "experience": experience, **asdict(estimate)}
            for (variant, experience), estimate in table.cells.items()
        ],
        "pairs": [{"pair": pair, **asdict(estimate)} for pair, estimate in table.pairs.items()],
        "repeated": table.repeated,
        "excluded": table.excluded,
        "other_listeners": table.others,
        "method": words.method,
    }


def as_text(table: AccuracyTable, words: Words = WORDS) -> str:
    """The table for a terminal: accuracy (interval, count) by variant and experience, then by pair."""
    columns = (ALL, *table.experiences)
    rows = [[variant, *(in_full(table.cells[variant, each]) for each in columns)] for variant in (*table.variants, ALL)]
    pairs = [[pair, in_full(estimate)] for pair, estimate in table.pairs.items()]
    blocks = [
        verdict(table, words),
        f"Share of {ESTIMAND}. {OTHERS}\n\n{aligned([['variant', *columns], *rows])}",
        aligned([["pair", ALL], *pairs]),
        *remarks(table.excluded, table.others, table.repeated, simulated=table.simulated),
    ]
    return "\n\n".join([*blocks, words.method])
