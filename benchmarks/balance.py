"""How evenly items are answered when hundreds of listeners begin at once and some leave.

    python -m benchmarks.balance [--listeners 500] [--runs 10] [--database postgres://…]

The demo's pairs on a real server, 25 listeners at a time, of four levels in turn; three in ten leave at any
trial. Printed for each run: the largest difference between two items of one variant, within a level, in answers and
trials that may yet be answered. With a database of one's own it must be empty before, and a single run is made.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from tests.whole.server import running
from tests.whole.spread import differences, listen_all


def largest_difference(listeners: int, database: str) -> int:
    with tempfile.TemporaryDirectory() as folder, running(Path(folder), database) as site:
        listen_all(site, listeners)
        return max(differences(site).values())


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure how evenly items are answered.")
    parser.add_argument("--listeners", type=int, default=500)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--database", default="", help="DATABASE_URL of an empty database (default: SQLite)")
    arguments = parser.parse_args()
    for run in range(1 if arguments.database else arguments.runs):
        begun = time.monotonic()
        found = largest_difference(arguments.listeners, arguments.database)
        print(f"run {run + 1}: {found} at most, {time.monotonic() - begun:.0f} s", flush=True)


if __name__ == "__main__":
    main()
