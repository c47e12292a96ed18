"""How often Bach breaks the rules: the counts of all his four-part chorales that come with music21, in `bach.json`.

`python -m evaluation.measures.rules.bach` writes the file again; a test holds it against the chorales.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

from evaluation.measures.rules.cadences import KINDS
from evaluation.measures.rules.measuring import Counts, measure_pieces
from evaluation.measures.rules.rules import PERS, RULES
from generators.corpora.chorales.scores import load_chorales
from generators.files.writing import write_whole

PATH = Path(__file__).with_name("bach.json")


@cache
def bach() -> tuple[Counts, ...]:
    """The stored counts, by BWV number."""
    record = json.loads(PATH.read_text(encoding="utf-8"))
    return tuple(
        Counts(name, tuple(broken), dict(zip(PERS, chances, strict=True)), tuple(kinds))
        for name, (broken, chances, kinds) in record["chorales"].items()
    )


def measure_bach() -> list[Counts]:
    """The counts of all 365 chorales. Raises InputError if music21 is not installed."""
    return [piece.counts for piece in measure_pieces(load_chorales().items())]


def as_record(chorales: Iterable[Counts]) -> str:
    """The file's text: a line a chorale, with its violations of each rule, its chances and its kinds of cadence."""
    head = {
        "source": f"the four-part chorales of music21 {version('music21')}, by BWV number",
        "rules": [rule.name for rule in RULES],
        "per": PERS,
        "cadences": KINDS,
    }
    lines = [
        f"{json.dumps(each.name)}: {json.dumps([each.broken, [each.chances[per] for per in PERS], each.cadences])}"
        for each in chorales
    ]
    fields = [f"{json.dumps(name)}: {json.dumps(value)}" for name, value in head.items()]
    return "{\n" + ",\n".join(fields) + ',\n"chorales": {\n' + ",\n".join(lines) + "\n}}\n"


def store_bach() -> None:
    """Count the chorales again."""
    write_whole(PATH, as_record(measure_bach()).encode())


if __name__ == "__main__":
    store_bach()
