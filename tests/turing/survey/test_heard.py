"""How much of a clip was heard: the same hand-made logs for the server's rule and the page's."""

import json
import shutil
import subprocess
from base64 import b64encode

import pytest
from django.conf import settings

from turing.survey.heard import heard

CASES = [
    ([], 0.0),
    ([("A", "play", 0, 0), ("A", "ended", 10, 10_000)], 1.0),
    ([("A", "play", 0, 0), ("A", "pause", 4, 4000)], 0.4),
    ([("A", "play", 0, 0), ("A", "pause", 4, 4000), ("A", "play", 4, 9000), ("A", "ended", 10, 15_000)], 1.0),
    # the same stretch twice counts once
    ([("A", "play", 0, 0), ("A", "pause", 4, 4000), ("A", "play", 0, 5000), ("A", "pause", 4, 9000)], 0.4),
    # the ends without the middle
    ([("A", "play", 0, 0), ("A", "pause", 2, 2000), ("A", "play", 8, 3000), ("A", "ended", 10, 5000)], 0.4),
    # the other clip counts for itself
    ([("B", "play", 0, 0), ("B", "ended", 10, 10_000)], 0.0),
    ([("A", "play", 0, 0), ("B", "play", 0, 1), ("B", "pause", 9, 9000), ("A", "pause", 5, 9001)], 0.5),
    # a stop without a start, two starts
    ([("A", "ended", 10, 10_000)], 0.0),
    ([("A", "play", 0, 0), ("A", "play", 6, 6000), ("A", "ended", 10, 10_000)], 0.4),
    # a player that reports a little more than the clip is long
    ([("A", "play", 0, 0), ("A", "ended", 10.05, 10_000)], 1.0),
    # a jump to the end is not listening, nor is twice the speed; a tenth faster and a second late may be the clock's
    ([("A", "play", 0, 0), ("A", "ended", 10, 200)], 0.0),
    ([("A", "play", 0, 0), ("A", "ended", 10, 5000)], 0.0),
    ([("A", "play", 0, 0), ("A", "ended", 10, 8180)], 0.0),
    ([("A", "play", 0, 0), ("A", "ended", 10, 8190)], 1.0),
    # nor is twice the speed with many pauses: a short stretch may not be late by as much
    ([each for n in range(10) for each in (("A", "play", n, 600 * n), ("A", "pause", n + 1, 600 * n + 500))], 0.0),
    # one stretch claimed does not spoil what was played before it
    ([("A", "play", 0, 0), ("A", "pause", 4, 4000), ("A", "play", 4, 5000), ("A", "ended", 10, 6000)], 0.4),
]


@pytest.mark.parametrize(("log", "share"), CASES)
def test_segments_really_played_are_counted_once(log, share):
    assert heard(log, "A", 10.0) == pytest.approx(share)


@pytest.mark.skipif(shutil.which("node") is None, reason="no node here; the browser test covers the page's rule")
def test_the_page_counts_as_the_server_does():
    module = (settings.ROOT / "turing/survey/static/survey/heard.js").read_bytes()
    address = f"data:text/javascript;base64,{b64encode(module).decode()}"
    script = "const {heard} = await import(process.argv[1]); const logs = JSON.parse(process.argv[2]);"
    script += "console.log(JSON.stringify(logs.map((log) => heard(log, 'A', 10))))"
    logs = json.dumps([log for log, _ in CASES])
    command = ["node", "--input-type=module", "-e", script, address, logs]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == pytest.approx([share for _, share in CASES])
