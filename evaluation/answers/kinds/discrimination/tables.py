"""The figures of discrimination for a terminal and for programs."""

from __future__ import annotations

from dataclasses import asdict

from evaluation.answers.kinds.discrimination.accuracy import AccuracyTable
from evaluation.answers.kinds.discrimination.wording import ESTIMAND, METHOD, OTHERS, verdict
from evaluation.answers.records import ALL, reason
from evaluation.answers.wording import in_full
from generators.counts import counted


def as_json(table: AccuracyTable) -> dict[str, object]:
    """The table as JSON's types: `cells` and `pairs` are lists of estimates with what they are about.

    `judgment` is what the verdict rests on: its intervals hold at all looks together, those of the others at one.
    """
    return {
        "verdict": verdict(table),
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
        "method": METHOD,
    }


def as_text(table: AccuracyTable) -> str:
    """The table for a terminal: accuracy (interval, count) by variant and experience, then by pair."""
    columns = (ALL, *table.experiences)
    rows = [[variant, *(in_full(table.cells[variant, each]) for each in columns)] for variant in (*table.variants, ALL)]
    pairs = [[pair, in_full(estimate)] for pair, estimate in table.pairs.items()]
    blocks = [
        verdict(table),
        f"Share of {ESTIMAND}. {OTHERS}\n\n{_aligned([['variant', *columns], *rows])}",
        _aligned([["pair", ALL], *pairs]),
        *_remarks(table),
    ]
    return "\n\n".join([*blocks, METHOD])


def _remarks(table: AccuracyTable) -> list[str]:
    """What was left out, and what was counted though it may not be meant."""
    remarks = [f"Left out: {count:,} {reason(why)}." for why, count in table.excluded.items()]
    if table.others:
        remarks.append(f"Left out: {table.others:,} by {'people' if table.simulated else 'simulated listeners'}.")
    if table.repeated:
        remarks.append(
            f"Counted: {counted(table.repeated, 'answer')} by a listener who had answered about the same pair before."
        )
    return remarks


def _aligned(rows: list[list[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )
