"""Where one clip is heard, nothing received before the answer tells whether a person or a machine made it."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from tests.whole.bots import begin, heard_alone, token
from tests.whole.client import Client, Reply
from tests.whole.received import container, headers_without_chance

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("leak")]
ORIGINS = (
    "SELECT clip.token, piece.origin, trial.item_id FROM survey_trialclip clip "
    "JOIN survey_trial trial ON trial.id = clip.trial_id JOIN excerpts_excerpt excerpt ON excerpt.id = clip.excerpt_id "
    "JOIN excerpts_piece piece ON piece.id = excerpt.piece_id"
)
SAID = {"single": [{"judged": "human"}], "rating": [{"rating": "7"}, {"taken_for": "human"}]}  # by step
SITTINGS = 12


def sit(port: int, kind: str) -> list[tuple[str, list[Reply], Reply]]:
    """Of each trial: the random name of its clip, the pages of its steps, and the clip."""
    client, seen = Client(port), []
    page = begin(client, kind, "novice")
    while page.path.endswith("/trial/"):
        clip, pages = client.get(page.clips[0]), []
        for said in SAID[kind]:
            pages.append(page)
            answer = page.form | said | {"playback": heard_alone(clip)}
            page = client.follow(client.follow(client.post(page.path, answer)))
        seen.append((token(clip), pages, clip))
    client.close()
    return seen


def without_chance(page: Reply, name: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    text = page.body.decode().replace(name, "NAME")
    return re.sub(r'(csrfmiddlewaretoken" value=")\w{64}', r"\1…", text), headers_without_chance(page)


@pytest.mark.parametrize("kind", SAID)
def test_pages_headers_and_containers_are_the_same_of_either_origin(site, kind):
    site.manage("create_study", kind, "--collection", "demo", "--kind", kind, "--open")
    trials = [(position, *each) for _ in range(SITTINGS) for position, each in enumerate(sit(site.port, kind), 1)]
    truth = {name: (origin, item) for name, origin, item in site.rows(ORIGINS)}
    pages, containers, origins = defaultdict(set), defaultdict(set), defaultdict(set)
    for position, name, received, clip in trials:
        origin, item = truth[name]
        origins[item].add(origin)
        containers[item].add(container(clip.body))
        for step, page in enumerate(received):
            pages[position, step].add(without_chance(page, name))
    assert {origin for found in origins.values() for origin in found} == {"human", "machine"}
    assert {len(found) for found in pages.values()} == {1}
    assert any(len(found) == 2 for found in origins.values())
    assert {len(found) for found in containers.values()} == {1}
