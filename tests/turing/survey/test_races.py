"""A withdrawal and an answer at the same moment, each held in turn in the middle of its transaction.

On PostgreSQL alone: SQLite has one writer at a time.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction

from tests.turing.conftest import HEARD
from turing.survey import sittings
from turing.survey.models import Answer, Listener

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="one writer at a time"),
]
WAITING = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
PATIENCE = 20  # seconds


@contextmanager
def held(job: Callable[[], Any]) -> Iterator[threading.Event]:
    """The job done, and committed only once the event is set."""
    done, release = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            job()
            done.set()
            release.wait(PATIENCE)
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    assert done.wait(PATIENCE)
    yield release
    release.set()
    thread.join()


def meanwhile(job: Callable[[], Any], release: threading.Event) -> Any:
    """What the job gives, begun before the other's commit and waiting for it."""

    def run() -> Any:
        try:
            return job()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(run)
        until = time.monotonic() + PATIENCE
        with connection.cursor() as cursor:
            while not running.done() and time.monotonic() < until:
                cursor.execute(WAITING)
                if cursor.fetchone() != (0,):
                    break
                time.sleep(0.01)
        release.set()
        return running.result()


@pytest.fixture
def answer_now(listener, time_passes) -> Callable[[], Any]:
    """Sends the first answer, all else being done."""
    listener.get("/s/bach/trial/")
    time_passes(25)
    return lambda: listener.post("/s/bach/trial/", {"position": 1, "choice": "A", "playback": json.dumps(HEARD)})


def test_an_answer_that_comes_while_its_sitting_is_withdrawn_leads_to_the_beginning(listener, sitting, answer_now):
    with held(lambda: sittings.withdraw({sitting.key})) as release:
        page = meanwhile(answer_now, release)
    assert (page.status_code, page.url) == (303, "/s/bach/trial/")
    assert listener.get(page.url).url == "/s/bach/"
    assert (Listener.objects.count(), Answer.objects.count()) == (0, 0)


def test_a_withdrawal_that_comes_while_an_answer_is_stored_deletes_that_too(stranger, sitting, answer_now):
    with held(answer_now) as release:
        page = meanwhile(lambda: stranger.post("/withdraw/", {"code": sitting.key}), release)
    assert page.status_code == 200
    assert (Listener.objects.count(), Answer.objects.count()) == (0, 0)


def test_an_answer_sent_twice_at_once_is_stored_once(sitting, answer_now):
    with held(answer_now) as release:
        page = meanwhile(answer_now, release)
    assert page.status_code == 303
    assert Answer.objects.count() == 1
