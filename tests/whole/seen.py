"""Trials of whole sittings as a browser received them, with what it does not know: where the human was heard."""

from __future__ import annotations

from dataclasses import dataclass

from tests.whole.bots import Received, begin, heard, receive
from tests.whole.client import Client
from tests.whole.server import Site

# A sitting of nearly all pairs: an S and a SATB pair are of one tune, and in this order each is in every other sitting.
PLAN = [["S"]] * 2 + [["SATB"]] * 15 + [["S"], ["S", "SATB"]]
PLAN += [[variant] for variant in ("A", "T", "B") for _ in range(4)]
PLAN += [[variant] for variant in ("AT", "ATB") for _ in range(10)]
BACH = (
    "from turing.survey.studies import *; "
    f"create_study(StudyPlan('all', (BlockPlan('demo', plan={PLAN}),), open=True)); Study.objects.update(too_fast=0)"
)
MACHINES = (  # the other study, as the demo has it
    "from turing.survey.demo import *; "
    "[import_pairs(each, 'machines', RenderSettings(), site_store())"
    " for each in pair_folders(settings.ROOT / PIECES / 'machines')]; "
    "create_study(MACHINES); Study.objects.update(too_fast=0)"
)
MOST_SITTINGS = 200


@dataclass(frozen=True)
class Seen:
    """A trial as it was received, and what the browser does not know."""

    received: Received
    human_side: str
    pair: int


def all_seen(site: Site, study: str, collection: str) -> list[Seen]:
    """Trials of as many sittings of a study as it takes to have every pair with the human on either side."""
    pairs = len(site.rows(f"SELECT id FROM excerpts_item WHERE collection = '{collection}'"))
    found: list[Seen] = []
    for _ in range(MOST_SITTINGS):
        found += seen_in(site, study)
        if len({(each.pair, each.human_side) for each in found}) == 2 * pairs:
            return found
    raise AssertionError(f"{MOST_SITTINGS} sittings, and not every pair on both sides")


def seen_in(site: Site, study: str) -> list[Seen]:
    """The trials of one sitting."""
    client, received = Client(site.port), []
    page = begin(client, study, "novice")
    while page.path.endswith("/trial/"):
        received.append(receive(client, page))
        answer = page.form | {"choice": "A", "playback": heard(received[-1])}
        page = client.follow(client.follow(client.post(page.path, answer)))
    client.close()
    truth = site.truth()
    return [Seen(each, *truth[each.token][1:]) for each in received]
