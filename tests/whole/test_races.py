"""What comes at the same moment, and a database that goes away: nothing half done, no page of errors."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from tests.whole.bots import begin
from tests.whole.client import Client
from tests.whole.server import Site, running

SITTINGS = 30
LOG = json.dumps([[side, event, at, 1000 * at] for side in "AB" for event, at in (("play", 0), ("ended", 60))])


def begun(site: Site) -> Client:
    client = Client(site.port)
    assert begin(client, "demo", "novice").status == 200
    return client


def beside(client: Client) -> Client:
    """Another window of the same browser."""
    other = Client(client.connection.port)
    other.cookies = dict(client.cookies)
    return other


@pytest.mark.slow
def test_answers_sent_twice_while_their_sitting_is_withdrawn_are_all_there_or_all_gone(site_on_either_database):
    site = site_on_either_database

    def answer(client: Client) -> list[int]:
        """The whole sitting, whatever comes back."""
        statuses = []
        for position in range(1, 6):
            statuses.append(client.get("/s/demo/trial/").status)
            fields = {"position": str(position), "choice": "A", "playback": LOG}
            fields["csrfmiddlewaretoken"] = client.cookies["csrftoken"]
            statuses.append(client.post("/s/demo/trial/", fields).status)
        return [*statuses, client.get("/s/demo/result/").status]

    def withdraw(client: Client, wait: float) -> list[int]:
        form = client.get("/withdraw/").form
        time.sleep(wait)
        return [client.post("/withdraw/", form).status]

    with ThreadPoolExecutor(12) as pool:
        listeners = list(pool.map(lambda _: begun(site), range(SITTINGS)))
        jobs = []
        for number, listener in enumerate(listeners):
            jobs += [pool.submit(answer, beside(listener)) for _ in range(2)]
            if number % 3:  # of each three, one stays
                jobs += [pool.submit(withdraw, beside(listener), 0.01 * (number % 12)) for _ in range(2)]
        statuses = {status for job in jobs for status in job.result()}
    # 403: an answer to a sitting that is withdrawn; 422: withdrawn already
    assert statuses <= {200, 302, 303, 403, 422}, statuses
    assert "Traceback" not in site.log
    stays = SITTINGS // 3
    assert site.rows("SELECT COUNT(*) FROM survey_listener") == [(stays,)]
    assert site.rows("SELECT COUNT(*) FROM survey_sitting WHERE finished IS NOT NULL") == [(stays,)]
    assert site.rows("SELECT COUNT(*), COUNT(DISTINCT trial_id) FROM survey_answer") == [(5 * stays, 5 * stays)]


@pytest.mark.slow
def test_pages_are_served_again_at_once_after_postgresql_was_away(postgresql, tmp_path):
    name = postgresql.rsplit("/", 1)[1]
    drop = "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = %s"  # as a restart does
    elsewhere = postgresql.removesuffix(name) + "postgres"
    with running(tmp_path, postgresql) as site, psycopg.connect(elsewhere, autocommit=True) as server:
        listeners = [begun(site) for _ in range(4)]
        for _ in range(3):
            assert server.execute(drop, [name]).fetchone() != (0,)
            assert [listener.get("/s/demo/trial/").status for listener in listeners] == [200] * 4
        assert "Traceback" not in site.log

        server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false".encode())
        server.execute(drop, [name])
        page = listeners[0].get("/s/demo/trial/")
        server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true".encode())
        assert (page.status, page.header("retry-after")) == (503, "5")
        assert "Every answer you already gave is kept" in page.body.decode()
        assert [listener.get("/s/demo/trial/").status for listener in listeners] == [200] * 4
