"""Nothing a browser receives before the answer tells the human's clip from the machine's.

Every pair of the demo is received over HTTP with the human on either side. See received.py for what is left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pytest
from scipy.stats import binom
from sklearn.base import ClassifierMixin
from sklearn.feature_selection import VarianceThreshold
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier

from tests.whole.bots import Received, begin, heard, receive
from tests.whole.client import Client, Reply
from tests.whole.received import differences, features, headers_without_chance, page_without_chance, text_of

# A sitting of nearly all pairs: an S and a SATB pair are of one tune, and in this order each is in every other sitting.
PLAN = [["S"]] * 2 + [["SATB"]] * 15 + [["S"], ["S", "SATB"]]
PLAN += [[variant] for variant in ("A", "T", "B") for _ in range(4)]
PLAN += [[variant] for variant in ("AT", "ATB") for _ in range(10)]
STUDY = (
    "from turing.survey.studies import *; "
    f"create_study(StudyPlan('all', 'demo', plan={PLAN}, open=True)); Study.objects.update(too_fast=0)"
)
MACHINES = (  # the other study, as the demo has it
    "from turing.survey.demo import *; "
    "[import_pairs(each, 'machines', RenderSettings(), site_store(), lambda *count: None)"
    " for each in candidate_folders(settings.ROOT / PIECES / 'machines')]; "
    "create_study(MACHINES); Study.objects.update(too_fast=0)"
)
MOST_SITTINGS = 40
SITTINGS_OF_MACHINES = 25
FALSE_ALARM = 1e-4  # how likely a classifier that knows nothing is taken for one that does

CLASSIFIERS = {
    "logistic regression": LogisticRegression(C=0.1, max_iter=500),
    "decision tree": DecisionTreeClassifier(max_depth=3, random_state=0),
}

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("leak")]  # what was received is collected once


@dataclass(frozen=True)
class Seen:
    """A trial as it was received, and what the browser does not know."""

    received: Received
    human_side: str
    pair: int


@pytest.fixture(scope="module")
def seen(site) -> list[Seen]:
    """Trials of as many sittings as it takes to have every pair with the human on either side."""
    site.manage("shell", "-c", STUDY)
    pairs = len(site.rows("SELECT id FROM excerpts_pair WHERE collection = 'demo'"))
    found: list[Seen] = []
    bodies: dict[bytes, bytes] = {}  # each sound is kept once
    for _ in range(MOST_SITTINGS):
        found += seen_in(site, "all", bodies)
        if len({(each.pair, each.human_side) for each in found}) == 2 * pairs:
            return found
    raise AssertionError(f"{MOST_SITTINGS} sittings, and not every pair on both sides")


@pytest.fixture(scope="module")
def seen_of_machines(site) -> list[Seen]:
    """Trials of some sittings of the second study; pairs of it share human clips, so no classifier is shown them."""
    site.manage("shell", "-c", MACHINES)
    return [each for _ in range(SITTINGS_OF_MACHINES) for each in seen_in(site, "machines", {})]


def seen_in(site, study: str, bodies: dict[bytes, bytes]) -> list[Seen]:
    """The trials of one sitting."""
    received = [_kept(each, bodies) for each in sit(site.port, study)]
    truth = site.truth()
    return [Seen(each, *truth[each.token][1:]) for each in received]


def sit(port: int, study: str) -> list[Received]:
    client, received = Client(port), []
    page = begin(client, study, "novice")
    while page.path.endswith("/trial/"):
        received.append(receive(client, page))
        answer = page.form | {"choice": "A", "playback": heard(received[-1])}
        page = client.follow(client.follow(client.post(page.path, answer)))
    client.close()
    return received


def _kept(received: Received, bodies: dict[bytes, bytes]) -> Received:
    a, b = (replace(clip, body=bodies.setdefault(clip.body, clip.body)) for clip in received.clips)
    return replace(received, clips=(a, b))


def suspects(seen: list[Seen]) -> dict[str, int]:
    """Classifiers that tell the human's side of pairs they did not learn from, with how many pairs they get right.

    A pair is right if most of its trials are. What is received of one pair is alike in all its trials, so that the
    pairs, not the trials, are what a binomial bound can count.
    """
    x = np.array([features(each.received) for each in seen])
    y = np.array([each.human_side == "A" for each in seen])
    pairs = np.array([each.pair for each in seen])
    counts = {name: pairs_right(model, x, y, pairs) for name, model in CLASSIFIERS.items()}
    return {name: right for name, (right, of) in counts.items() if right > binom.isf(FALSE_ALARM, of, 0.5)}


def pairs_right(model: ClassifierMixin, x: np.ndarray, y: np.ndarray, pairs: np.ndarray) -> tuple[int, int]:
    """How many pairs are told right by a model that learned from others, of how many not told right half the time."""
    pipeline = make_pipeline(VarianceThreshold(), StandardScaler(), model)
    right = cross_val_predict(pipeline, x, y, groups=pairs, cv=GroupKFold(5)) == y
    shares = np.array([right[pairs == pair].mean() for pair in np.unique(pairs)])
    return int((shares > 0.5).sum()), int((shares != 0.5).sum())


def test_the_two_clips_of_every_pair_are_equal_but_for_their_music(seen, seen_of_machines):
    trials = [*seen, *seen_of_machines]
    assert {each.pair: differences(each.received) for each in trials if differences(each.received)} == {}


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
    columns = "p.name, p.tune, p.variant, h.title, m.title, m.system, h.source, m.source, h.origin, m.origin"
    rows = site.rows(
        f"SELECT {columns} FROM excerpts_pair p "
        "JOIN excerpts_excerpt he ON he.id = p.human_id JOIN excerpts_piece h ON h.id = he.piece_id "
        "JOIN excerpts_excerpt me ON me.id = p.machine_id JOIN excerpts_piece m ON m.id = me.piece_id"
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


@pytest.mark.parametrize("change", [one_byte_longer, a_header_more, a_name_of_lower_case])
def test_a_planted_leak_is_found(seen, change):
    assert set(suspects([human(each, change) for each in seen])) != set()


def test_a_human_who_comes_first_too_often_is_found(seen):
    assert suspects([each for i, each in enumerate(seen) if each.human_side == "A" or i % 10 == 0])


@pytest.mark.parametrize(("change", "names"), [(one_byte_longer, "size"), (a_header_more, "headers")])
def test_a_planted_difference_is_named(seen, change, names):
    assert all(names in differences(human(each, change).received) for each in seen[:20])
