"""However many begin at once and leave, the items of a variant get as many answers as each other."""

from __future__ import annotations

import pytest

from tests.whole.spread import LEVELS, differences, listen_all


@pytest.mark.slow
def test_items_of_a_variant_differ_by_two_answers_at_most_in_each_level(site_on_either_database):
    listen_all(site_on_either_database, 80)
    found = differences(site_on_either_database)
    assert {level for level, _ in found} == set(LEVELS)
    assert max(found.values()) <= 2, found
