"""The server killed with all its workers while listeners answer: nothing acknowledged is lost or counted twice."""

from __future__ import annotations

import random
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.whole.bots import Acknowledged, Bot, sit_all
from tests.whole.server import WAIT, Site

BOTS, ROUNDS = 40, 3


def kill_when(site: Site, acknowledged: list[Acknowledged], count: int) -> None:
    """Kill the server once so many answers were acknowledged, at no particular moment, and start it again."""
    until = time.monotonic() + WAIT
    while len(acknowledged) < count and time.monotonic() < until:
        time.sleep(0.01)
    site.kill()
    # What was acknowledged up to now must be there without any help by the listeners.
    so_far = {(each.token, each.choice) for each in list(acknowledged)}
    assert so_far <= set(site.answers())
    site.start()


@pytest.mark.slow
def test_answers_acknowledged_before_a_kill_are_stored_once(site_on_either_database):
    site, rng = site_on_either_database, random.Random(9)
    bots = [Bot(seed, "novice", dict.fromkeys(("S", "A", "T", "B", "AT", "ATB", "SATB"), 0.5)) for seed in range(BOTS)]
    acknowledged: list[Acknowledged] = []
    with ThreadPoolExecutor(1) as beside:
        sitting = beside.submit(sit_all, bots, site.port, "demo", site.truth, acknowledged.append)
        for part in range(1, ROUNDS + 1):
            kill_when(site, acknowledged, part * 45 + rng.randrange(10))
            assert not sitting.done(), "the kill came too late to disturb anyone"
        sitting.result()
    assert len(acknowledged) == 5 * BOTS
    assert sorted(site.answers()) == sorted((each.token, each.choice) for each in acknowledged)
    assert site.rows("SELECT COUNT(*) FROM survey_sitting") == [(BOTS,)]
    if site.database.startswith("sqlite"):
        assert site.rows("PRAGMA integrity_check") == [("ok",)]
