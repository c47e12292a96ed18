"""The leak test over and over: alarms where nothing tells, planted leaks found, and what containers told.

    python -m benchmarks.leak [--draws 50] [--sittings 3]
    python -m benchmarks.leak --clips FILE.csv

A draw is some sittings of nearly all the demo's pairs, over HTTP. With `--clips`, a table of pairs of files (human,
machine), classifiers are shown the containers of these: sizes, frame headers, tags, among them those of older commits.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
from collections import Counter
from pathlib import Path

import numpy as np

from evaluation.statistics.intervals import wilson
from tests.whole.received import container, differences
from tests.whole.seen import BACH, Seen, seen_in
from tests.whole.server import running
from tests.whole.telling import CLASSIFIERS, FALSE_ALARM, suspects, tell
from tests.whole.test_leak import a_header_more, a_name_of_lower_case, a_slower_reply, human, one_byte_longer

PLANTED = (one_byte_longer, a_header_more, a_name_of_lower_case, a_slower_reply)
MIDDLE_SIDE, PADDING = 0b0010_0000, 0b0000_0010


def draws(count: int, sittings: int) -> None:
    alarms, unequal, found = 0, 0, Counter[str]()
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as site:
        site.manage("shell", "-c", BACH)
        for number in range(1, count + 1):
            seen: list[Seen] = [each for _ in range(sittings) for each in seen_in(site, "all")]
            alarms += bool(suspects(seen))
            unequal += sum(bool(differences(each.received)) for each in seen)
            found.update(change.__name__ for change in PLANTED if suspects([human(each, change) for each in seen]))
            print(f"{number} of {count}: {alarms} alarms, {unequal} unequal pairs, found {dict(found)}", flush=True)
    print(f"the chance of an alarm in all draws together is at most {count * FALSE_ALARM:.4f}")


def containers(table: Path) -> None:
    """How often the containers' difference tells the human's side, the better of the classifiers."""
    with table.open(encoding="utf-8") as lines:
        pairs = [[_numbers(Path(row[side])) for side in ("human", "machine")] for row in csv.DictReader(lines)]
    sides = np.random.default_rng(1).random(len(pairs)) < 0.5
    x = np.array([np.subtract(*(pair if first else pair[::-1])) for pair, first in zip(pairs, sides, strict=True)])
    differ = int((x != 0).any(axis=1).sum())
    print(f"{len(pairs)} pairs, in {differ} of them containers differ")
    for name, model in CLASSIFIERS.items():
        if differ:
            right, of = tell(model, x, sides, np.arange(len(pairs)))
            share = wilson(right, of)
            print(f"{name}: {right} of {of}, {share.value:.3f} ({share.low:.3f} to {share.high:.3f}) told right")


def _numbers(file: Path) -> np.ndarray:
    one = container(file.read_bytes())
    headers = np.frombuffer(b"".join(one.headers), dtype=np.uint8).reshape(-1, 4)
    counts = [(headers[:, 3] & MIDDLE_SIDE).astype(bool).sum(), (headers[:, 2] & PADDING).astype(bool).sum()]
    tag = np.frombuffer(one.first_frame.ljust(512, b"\0")[:512], dtype=np.uint8)
    return np.array([one.size, len(one.headers), len(one.outside), *counts, *tag], dtype=float)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--draws", type=int, default=50)
    parser.add_argument("--sittings", type=int, default=3)
    parser.add_argument("--clips", type=Path)
    options = parser.parse_args()
    if options.clips:
        containers(options.clips)
    else:
        draws(options.draws, options.sittings)


if __name__ == "__main__":
    main()
