"""The figures of preferences for a terminal and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from evaluation.answers.kinds.preference.records import SAME
from evaluation.answers.kinds.preference.table import PreferenceTable
from evaluation.answers.kinds.preference.wording import (
    ESTIMAND,
    METHOD,
    OTHERS,
    item_in_words,
    named,
    verdict,
)
from evaluation.answers.text import aligned, remarks
from evaluation.answers.wording import in_full


def as_json(table: PreferenceTable) -> dict[str, Any]:
    """The table as JSON's types."""
    return {
        "verdict": verdict(table),
        "estimand": f"{ESTIMAND}. {OTHERS}",
        "listeners": "simulated" if table.simulated else "people",
        "ranking": asdict(table.ranking),
        "comparisons": [asdict(each) for each in table.comparisons],
        "items": [{"item": name, **asdict(item)} for name, item in table.items.items()],
        "preferred": table.preferred,
        "repeated": table.repeated,
        "excluded": table.excluded,
        "other_listeners": table.others,
        "method": METHOD,
    }


def as_text(table: PreferenceTable) -> str:
    """The ranking, each two makers, each item."""
    return "\n\n".join(
        [
            verdict(table),
            *_blocks(table),
            *remarks(table.excluded, table.others, table.repeated, simulated=table.simulated, item="item"),
            METHOD,
        ]
    )


def _blocks(table: PreferenceTable) -> Iterator[str]:
    if not table.counted:
        return
    ranks = [[named(rank.maker), in_full(rank)] for rank in table.ranking.ranks]
    yield aligned([["maker", "preferred to another of these"], *ranks])
    if table.ranking.reason:
        yield f"No ranking, because {table.ranking.reason}."
    pairs = [[named(each.first), named(each.second), in_full(each), f"{each.same:,}"] for each in table.comparisons]
    yield aligned([["maker", "beside", "preferred", "no difference"], *pairs])
    yield aligned([["item", "preferred"], *([name, item_in_words(item)] for name, item in table.items.items())])
    a, b, same = (table.preferred[each] for each in ("A", "B", SAME))
    yield f"A was preferred {a:,} times, B {b:,} times, neither {same:,} times."
