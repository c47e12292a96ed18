"""Preferences and continuations: nothing received before the answer tells which of the two clips is a person's."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections import defaultdict
from pathlib import Path

import pytest
import soundfile

from tests.whole.bots import begin, token
from tests.whole.client import Client, Reply
from tests.whole.received import address_form, container, headers_without_chance
from tests.whole.server import ROOT, Site

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("leak")]
ORIGINS = (
    "SELECT clip.token, piece.origin FROM survey_trialclip clip "
    "JOIN excerpts_excerpt excerpt ON excerpt.id = clip.excerpt_id "
    "JOIN excerpts_piece piece ON piece.id = excerpt.piece_id"
)
LABELS = {"preference": "AB", "continuation": "0AB"}
SAID = {"preference": {"preferred": "same"}, "continuation": {"choice": "A"}}
SITTINGS = 12


@pytest.fixture(scope="module")
def openings(site: Site, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A collection of the demo's compositions, each after an opening of two bars."""
    demo, folder = ROOT / "fixtures" / "pieces" / "demo", Path(tmp_path_factory.mktemp("openings")) / "openings"
    shutil.copytree(demo, folder)
    with (demo / "pairs.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["variant"] == "SATB"]
    with (folder / "pairs.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*rows[0], "opening"])
        writer.writeheader()
        cut = {"human_start": 8, "machine_start": 8, "length": 6, "opening": 8}
        writer.writerows(row | cut for row in rows)
    site.manage("import_pairs", str(folder))
    return folder.name


def log(kind: str, clips: list[Reply]) -> str:
    """Of a player that played all clips to their ends, one after the other."""
    events, time = [], 0.0
    for label, clip in zip(LABELS[kind], clips, strict=True):
        seconds = soundfile.info(io.BytesIO(clip.body)).duration
        events += [[label, "play", 0, 1000 * time], [label, "ended", seconds, 1000 * (time + seconds)]]
        time += seconds
    return json.dumps(events)


def sit(port: int, kind: str) -> list[tuple[Reply, list[Reply]]]:
    """The page and the clips of each trial of a sitting."""
    client, seen = Client(port), []
    page = begin(client, kind, "novice")
    while page.path.endswith("/trial/"):
        clips = [client.get(address) for address in page.clips]
        seen.append((page, clips))
        answer = page.form | SAID[kind] | {"playback": log(kind, clips)}
        page = client.follow(client.follow(client.post(page.path, answer)))
    client.close()
    assert page.path.endswith("/result/")
    return seen


def without_chance(page: Reply, clips: list[Reply]) -> tuple[str, tuple[tuple[str, str], ...]]:
    text = re.sub(r'(csrfmiddlewaretoken" value=")\w{64}', r"\1…", page.body.decode())
    for place, clip in enumerate(clips):
        text = text.replace(token(clip), f"NAME {place}")
    return text, headers_without_chance(page)


@pytest.mark.parametrize("kind", LABELS)
def test_pages_are_the_same_and_the_two_clips_are_equal_but_for_their_music(site, openings, kind):
    collection = openings if kind == "continuation" else "demo"
    site.manage("create_study", kind, "--collection", collection, "--kind", kind, "--open")
    site.manage("shell", "-c", "from turing.survey.models import *; Study.objects.update(too_fast=0)")
    trials = [(position, *each) for _ in range(SITTINGS) for position, each in enumerate(sit(site.port, kind), 1)]
    truth = dict(site.rows(ORIGINS))
    pages, on_a = defaultdict(set), defaultdict(int)
    for position, page, clips in trials:
        a, b = clips[-2:]
        on_a[truth[token(a)]] += 1
        pages[position].add(without_chance(page, clips))
        assert container(a.body) == container(b.body)
        assert headers_without_chance(a) == headers_without_chance(b)
        assert address_form(a) == address_form(b)
        assert {truth[token(a)], truth[token(b)]} == {"human", "machine"}
    assert {len(found) for found in pages.values()} == {1}
    assert min(on_a["human"], on_a["machine"]) > 10  # of 60: by chance alone one time in six million
