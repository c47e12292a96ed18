"""Listeners alone, then beside clients that never send what they announced and others who guess passwords.

    python -m benchmarks.stalled [--listeners 200] [--stalled 300] [--guessers 6] [--database postgres://…]

All listeners answer without pause, so that times are mostly those of waiting for each other; compare the rows. In the
last one a worker is killed as well. No request may fail, and every acknowledged answer must be stored once.
"""

from __future__ import annotations

import argparse
import os
import selectors
import signal
import socket
import statistics
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.answers import TRIALS, answer_all, started
from tests.whole.client import Client
from tests.whole.server import Site, running

ANNOUNCED = (
    b"POST /s/demo/start/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 500\r\n\r\nagreed=on"
)


@contextmanager
def beside(work: threading.Thread, end: threading.Event) -> Iterator[None]:
    work.start()
    yield
    end.set()
    work.join()


def stall(port: int, count: int, end: threading.Event, replies: Counter[str]) -> None:
    """Keep so many requests open that never get whole; each that the server ends is begun anew."""
    with selectors.DefaultSelector() as waiting:
        while not end.is_set():
            while len(waiting.get_map()) < count:
                connection = socket.create_connection(("127.0.0.1", port), timeout=30)
                connection.sendall(ANNOUNCED)
                waiting.register(connection, selectors.EVENT_READ)
            for key, _ in waiting.select(0.2):
                try:
                    reply = key.fileobj.recv(100)
                except ConnectionResetError:  # with the worker that was killed
                    reply = b""
                replies[reply[9:12].decode() or "closed"] += 1
                waiting.unregister(key.fileobj)
                key.fileobj.close()
        for key in list(waiting.get_map().values()):
            key.fileobj.close()


def guess(port: int, end: threading.Event, replies: Counter[int]) -> None:
    """Try passwords, each with another name."""
    client = Client(port)
    form = client.get("/dashboard/login/").form
    while not end.is_set():
        name = f"researcher{sum(replies.values())}"
        replies[client.post("/dashboard/login/", form | {"username": name, "password": "a guess"}).status] += 1
        time.sleep(0.02)
    client.close()


def listen(site: Site, listeners: int, *, kill: bool = False) -> str:
    """So many sittings at once: what they waited, and whether all answers are stored."""
    before = site.rows("SELECT COUNT(*) FROM survey_answer")[0][0]
    with ThreadPoolExecutor(listeners) as pool:
        clients = list(pool.map(lambda _: started(site), range(listeners)))
        begun = time.perf_counter()
        sittings = [pool.submit(answer_all, client) for client in clients]
        if kill:
            time.sleep(2)
            os.kill(site.workers[0], signal.SIGKILL)
        waited = [seconds for each in sittings for trial in each.result() for seconds in trial]
        wall = time.perf_counter() - begun
    lost = before + TRIALS * listeners - site.rows("SELECT COUNT(*) FROM survey_answer")[0][0]
    cuts = statistics.quantiles(waited, n=100)
    return (
        f"{TRIALS * listeners / wall:.0f} answers/s, a request p50 {1000 * cuts[49]:.0f}, p95 {1000 * cuts[94]:.0f}, "
        f"p99 {1000 * cuts[98]:.0f} ms; 0 errors, {lost} lost"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure what listeners notice of an attack.")
    parser.add_argument("--listeners", type=int, default=200)
    parser.add_argument("--stalled", type=int, default=300)
    parser.add_argument("--guessers", type=int, default=6)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--database", default="", help="an empty PostgreSQL database (default: SQLite)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, running(Path(folder), arguments.database) as site:
        for _ in range(arguments.rounds):
            print("alone:", listen(site, arguments.listeners), flush=True)
            with ExitStack() as attack:
                end, stalled, guessed = threading.Event(), Counter[str](), Counter[int]()
                jobs = [threading.Thread(target=stall, args=(site.port, arguments.stalled, end, stalled))]
                jobs += [
                    threading.Thread(target=guess, args=(site.port, end, guessed)) for _ in range(arguments.guessers)
                ]
                for job in jobs:
                    attack.enter_context(beside(job, end))
                time.sleep(3)
                print("beside:", listen(site, arguments.listeners), flush=True)
                print("beside, a worker killed:", listen(site, arguments.listeners, kill=True), flush=True)
            print("to the stalled:", dict(stalled), "to the guessers:", dict(guessed), flush=True)


if __name__ == "__main__":
    main()
