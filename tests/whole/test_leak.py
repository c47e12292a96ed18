"""Nothing a browser receives before the answer tells the human's clip from the machine's.

Every pair of the demo is received over HTTP with the human on either side. The containers of both clips must be equal,
see received.py; of what differs by chance classifiers make what they can, see telling.py.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import binom

from tests.whole.client import Reply
from tests.whole.received import differences, headers_without_chance, page_without_chance, text_of
from tests.whole.seen import BACH, MACHINES, Seen, all_seen
from tests.whole.telling import CLASSIFIERS, suspects, tell

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("leak")]  # what was received is collected once


@pytest.fixture(scope="module")
def seen(site) -> list[Seen]:
    site.manage("shell", "-c", BACH)
    return all_seen(site, "all", "demo")


@pytest.fixture(scope="module")
def seen_of_machines(site) -> list[Seen]:
    """The second study's; pairs of it share human clips, so no classifier is shown them."""
    site.manage("shell", "-c", MACHINES)
    return all_seen(site, "machines", "machines")


def test_the_two_clips_of_every_pair_are_equal_but_for_their_music(seen, seen_of_machines):
    trials = [*seen, *seen_of_machines]
    assert {each.pair: differences(each.received) for each in trials if differences(each.received)} == {}


def test_no_two_files_are_the_same(seen, seen_of_machines):
    files = [clip.body for each in [*seen, *seen_of_machines] for clip in each.received.clips]
    assert len(set(files)) == len(files)


def test_every_trial_gets_the_same_page_and_the_same_headers(seen):
    pages, clips = defaultdict(set), set()
    for each in seen:
        page = each.received.page
        pages[each.received.position].add((page_without_chance(each.received), headers_without_chance(page)))
        clips.update(map(headers_but_length, each.received.clips))
    assert {len(of_position) for of_position in pages.values()} == {1}
    assert len(clips) == 1


def headers_but_length(clip: Reply) -> tuple[tuple[str, str], ...]:
    """Pairs differ in length; the two clips of a pair do not, see above."""
    return tuple(line for line in headers_without_chance(clip) if line[0] != "content-length")


def test_no_word_names_what_is_heard(seen, site):
    """Single letters are not looked for: A and B name the sides."""
    columns = "item.name, item.tune, item.variant, piece.title, piece.system, piece.source, piece.origin"
    rows = site.rows(
        f"SELECT {columns} FROM excerpts_item item JOIN excerpts_version version ON version.item_id = item.id "
        "JOIN excerpts_excerpt excerpt ON excerpt.id = version.excerpt_id "
        "JOIN excerpts_piece piece ON piece.id = excerpt.piece_id"
    )
    words = {word for row in rows for word in row if len(word) > 1} | {"BWV", "original", "generated"}
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, sorted(words)))})(?!\w)")
    assert len(words) > 200
    assert {found for each in seen for found in pattern.findall(text_of(each.received))} == set()


def test_a_classifier_does_no_better_than_chance(seen):
    assert suspects(seen) == {}


def human(each: Seen, change: Callable[[Reply], Reply]) -> Seen:
    """The same with the human's clip changed."""
    clips = [
        change(clip) if side == each.human_side else clip for side, clip in zip("AB", each.received.clips, strict=True)
    ]
    return replace(each, received=replace(each.received, clips=tuple(clips)))


def one_byte_longer(clip: Reply) -> Reply:
    return replace(clip, body=clip.body + b"\0")


def a_header_more(clip: Reply) -> Reply:
    return replace(clip, headers=(*clip.headers, ("ETag", '"1"')))


def a_name_of_lower_case(clip: Reply) -> Reply:
    return replace(clip, path=clip.path.lower())


def a_slower_reply(clip: Reply) -> Reply:
    return replace(clip, seconds=clip.seconds + 1)


def another_encoder(clip: Reply) -> Reply:
    return replace(clip, body=clip.body.replace(b"LAME3.100", b"LAME3.101", 1))


def one_frame_of_two_channels(clip: Reply) -> Reply:
    place = clip.body.rindex(b"\xff\xfb") + 3
    return replace(clip, body=clip.body[:place] + bytes([clip.body[place] ^ 0b0010_0000]) + clip.body[place + 1 :])


@pytest.mark.parametrize("change", [one_byte_longer, a_header_more, a_name_of_lower_case, a_slower_reply])
def test_a_planted_leak_is_found(seen, change):
    assert set(suspects([human(each, change) for each in seen])) != set()


def test_a_human_who_comes_first_too_often_is_found(seen):
    assert suspects([each for i, each in enumerate(seen) if each.human_side == "A" or i % 10 == 0])


@pytest.mark.parametrize(
    ("change", "names"),
    [
        (one_byte_longer, "size"),
        (a_header_more, "headers"),
        (another_encoder, "first frame"),
        (one_frame_of_two_channels, "frame headers"),
    ],
)
def test_a_planted_difference_is_named(seen, change, names):
    assert all(names in differences(human(each, change).received) for each in seen[:20])


def test_chance_is_as_often_right_as_a_coin() -> None:
    """Many draws of sides for features that say nothing, alike in a pair's trials: the binomial's own 5 %."""
    rng = np.random.default_rng(7)
    pairs = np.repeat(np.arange(30), 4)
    x = np.repeat(rng.normal(size=(30, 8)), 4, axis=0)
    model = CLASSIFIERS["decision tree"]
    draws = 200
    found = [tell(model, x, rng.random(120) < 0.5, pairs) for _ in range(draws)]
    p = np.array([binom.sf(right - 1, of, 0.5) for right, of in found])
    assert np.mean(p <= 0.05) < 0.05 + 3 * np.sqrt(0.05 * 0.95 / draws)
