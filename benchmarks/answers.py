"""Listeners who answer without pause, against a real server: answers a second, time of a POST, the server's CPU time.

    python -m benchmarks.answers [--users 50] [--sittings 4] [--rounds 1] [--wsgi] [--database postgres://…]

With --wsgi each round is run twice, the second time on granian's own WSGI in place of turing/front.py.

An answered trial is the GET of its page and the POST of its answer; consent, profile and clips are not in it. Client
and server share the machine, so that CPU time per answered trial is the figure to compare.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.whole.bots import begin
from tests.whole.client import Client
from tests.whole.server import Site, running

TRIALS = 5
LONG = 60  # seconds, more than any clip: what a player would have logged
LOG = json.dumps([[side, event, at, 1000 * at] for side in "AB" for event, at in (("play", 0), ("ended", LONG))])


WSGI = ("--interface", "wsgi", "--workers", "2", "--blocking-threads", "1", "turing.wsgi:application")


def cpu_seconds(group: int) -> float:
    """Processor time, user's and system's, of a process group until now."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except (FileNotFoundError, ProcessLookupError):
            continue  # it ended meanwhile
        if int(fields[2]) == group:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def started(site: Site) -> Client:
    client = Client(site.port)
    begin(client, "demo", "novice")
    client.close()
    return client


def answer_all(client: Client) -> list[tuple[float, float]]:
    """A sitting's trials; the seconds that each one's page and answer took."""
    took = []
    for position in range(1, TRIALS + 1):
        begun = time.perf_counter()
        assert client.get("/s/demo/trial/").status == 200
        seen = time.perf_counter()
        fields = {"position": str(position), "choice": "A", "playback": LOG}
        reply = client.post("/s/demo/trial/", fields | {"csrfmiddlewaretoken": client.cookies["csrftoken"]})
        took.append((seen - begun, time.perf_counter() - seen))
        assert reply.status == 303, reply.body
    client.close()
    return took


def measure(site: Site, users: int, sittings: int) -> str:
    assert site.process
    with ThreadPoolExecutor(users) as pool:
        clients = list(pool.map(lambda _: started(site), range(users * sittings)))
        cpu, wall = cpu_seconds(site.process.pid), time.perf_counter()
        posts = [seconds for sitting in pool.map(answer_all, clients) for _, seconds in sitting]
        cpu, wall = cpu_seconds(site.process.pid) - cpu, time.perf_counter() - wall
    assert site.rows("SELECT COUNT(*) FROM survey_answer") == [(len(posts),)]
    cuts = statistics.quantiles(posts, n=100)
    return (
        f"{users} users, {len(posts)} answers: {len(posts) / wall:.0f} answers/s, POST p50 {1000 * cuts[49]:.0f} ms, "
        f"p99 {1000 * cuts[98]:.0f} ms, server CPU {1000 * cpu / len(posts):.1f} ms per answered trial"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure how fast answers are taken in.")
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--sittings", type=int, default=4, help="of each user (default: %(default)s)")
    parser.add_argument("--database", default="", help="an empty PostgreSQL database (default: SQLite)")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--wsgi", action="store_true", help="beside granian's WSGI, which two stalled clients stop")
    arguments = parser.parse_args()
    for _ in range(arguments.rounds):
        for name, server in {"front": (), **({"WSGI": WSGI} if arguments.wsgi else {})}.items():
            with tempfile.TemporaryDirectory() as folder, running(Path(folder), arguments.database, server) as site:
                print(f"{name}: {measure(site, arguments.users, arguments.sittings)}", flush=True)


if __name__ == "__main__":
    main()
