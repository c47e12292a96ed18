"""Listeners who answer without pause, against granian: answers a second, time of a POST, the server's CPU time.

    python -m benchmarks.answers [--users 50] [--sittings 4] [--database postgres://…]

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


def answer_all(client: Client) -> list[float]:
    """A sitting's trials; the seconds each POST took."""
    took = []
    for position in range(1, TRIALS + 1):
        assert client.get("/s/demo/trial/").status == 200
        fields = {"position": str(position), "choice": "A", "playback": LOG}
        begun = time.perf_counter()
        reply = client.post("/s/demo/trial/", fields | {"csrfmiddlewaretoken": client.cookies["csrftoken"]})
        took.append(time.perf_counter() - begun)
        assert reply.status == 303, reply.body
    client.close()
    return took


def measure(site: Site, users: int, sittings: int) -> str:
    assert site.process
    with ThreadPoolExecutor(users) as pool:
        clients = list(pool.map(lambda _: started(site), range(users * sittings)))
        cpu, wall = cpu_seconds(site.process.pid), time.perf_counter()
        posts = [seconds for sitting in pool.map(answer_all, clients) for seconds in sitting]
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
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, running(Path(folder), arguments.database) as site:
        print(measure(site, arguments.users, arguments.sittings))


if __name__ == "__main__":
    main()
