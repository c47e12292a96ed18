"""200 bots with planted abilities, and the dashboard's figures that find these abilities again."""

from __future__ import annotations

import pytest

from evaluation.answers.kinds.discrimination.accuracy import accuracy_table
from evaluation.answers.reading import read_answers
from evaluation.answers.records import ALL
from evaluation.statistics.intervals import wilson
from tests.whole.bots import Acknowledged, Bot, sit_all
from tests.whole.researcher import logged_in

ABILITY = {**dict.fromkeys("SATB", 0.6), "AT": 0.75, "ATB": 0.2, "SATB": 0.9}
LEVELS = {"novice": -0.05, "expert": 0.05}  # what the level adds
INATTENTION = 0.1


def bots() -> list[Bot]:
    return [
        Bot(seed, level, {variant: p + LEVELS[level] for variant, p in ABILITY.items()}, INATTENTION)
        for seed, level in enumerate(("novice", "expert") * 100)
    ]


def planted(variant: str, level: str) -> float:
    """The share right to be expected; half of the bots are of each level."""
    attending = ABILITY[variant] + LEVELS.get(level, 0)
    return (1 - INATTENTION) * attending + INATTENTION / 2


def exported(site) -> str:
    """The answers as a researcher downloads them."""
    export = logged_in(site).get("/dashboard/demo/answers.csv")
    assert export.status == 200, export.body
    return export.body.decode()


@pytest.mark.slow
def test_a_thousand_answers_are_stored_once_and_show_the_abilities_that_were_planted(site, tmp_path):
    acknowledged: list[Acknowledged] = []
    sit_all(bots(), site.port, "demo", site.truth, acknowledged.append)
    stored = site.answers()
    assert len(acknowledged) == 1000
    assert sorted(stored) == sorted((each.token, each.choice) for each in acknowledged)
    assert site.rows("SELECT COUNT(*) FROM survey_sitting WHERE finished IS NOT NULL") == [(200,)]

    file = tmp_path / "answers.csv"
    file.write_text(exported(site))
    table = accuracy_table(read_answers(file))
    assert (table.overall.count, table.excluded) == (1000, {})
    found = {cell: estimate for cell, estimate in table.cells.items() if cell[0] in ABILITY and estimate.count >= 100}
    assert len(found) == 9
    for cell, estimate in found.items():
        assert estimate.low <= planted(*cell) <= estimate.high, cell
    single = [table.cells[variant, ALL] for variant in "SATB"]
    of_single = wilson(sum(each.successes for each in single), sum(each.count for each in single))
    assert of_single.low <= planted("S", ALL) <= of_single.high
