"""Listeners who begin at once, some of whom leave: how evenly a study's items are answered and held for answers."""

from __future__ import annotations

import json
import random
from concurrent.futures import ThreadPoolExecutor

from tests.whole.bots import begin
from tests.whole.client import Client
from tests.whole.server import Site

LEVELS = ("novice", "intermediate", "advanced", "expert")
LEAVING = 0.3  # the share of listeners who leave, at any trial
AT_ONCE = 25
LONG = 60  # seconds, more than any clip: what a player would have logged
HEARD = json.dumps([[side, event, at, 1000 * at] for side in "AB" for event, at in (("play", 0), ("ended", LONG))])
# Of each level and item: the answers, and the trials that may yet be answered.
SPREAD = (
    "SELECT level.name, item.variant, item.id, (SELECT COUNT(*) FROM survey_trial trial "
    "JOIN survey_sitting sitting ON sitting.id = trial.sitting_id "
    "JOIN survey_listener listener ON listener.id = sitting.listener_id "
    "LEFT JOIN survey_answer answer ON answer.trial_id = trial.id "
    "WHERE trial.item_id = item.id AND listener.experience = level.name "
    "AND (answer.id IS NOT NULL OR NOT sitting.lapsed)) "
    "FROM excerpts_item item, (SELECT DISTINCT experience AS name FROM survey_listener) AS level"
)


def listen(site: Site, seed: int, leaving: float = LEAVING) -> None:
    """One listener, who answers to the end or leaves before."""
    rng = random.Random(seed)
    client = Client(site.port)
    page = begin(client, "demo", LEVELS[seed % len(LEVELS)])
    trials = rng.randrange(5) if rng.random() < leaving else 5
    for _ in range(trials):
        answer = page.form | {"choice": rng.choice("AB"), "playback": HEARD}
        reply = client.post(page.path, answer)
        assert reply.status == 303, reply.status
        page = client.follow(client.follow(reply))
    client.close()


def listen_all(site: Site, listeners: int) -> None:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for done in [pool.submit(listen, site, seed) for seed in range(listeners)]:
            done.result()


def differences(site: Site) -> dict[tuple[str, str], int]:
    """By level and variant: how many more answers and held trials one of its items has than another."""
    counts: dict[tuple[str, str], list[int]] = {}
    for level, variant, _, count in site.rows(SPREAD):
        counts.setdefault((level, variant), []).append(count)
    return {key: max(found) - min(found) for key, found in counts.items()}
