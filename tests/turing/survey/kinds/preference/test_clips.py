"""Which two versions of an item are heard beside each other, and on which side."""

from collections import Counter
from random import Random

from tests.turing.survey.kinds.preference.cast import available
from turing.survey.assignment import AvailableVersion
from turing.survey.kinds.preference.kind import KIND
from turing.survey.kinds.preference.taste import preferred

SEEDS = 30_000
FIVE_DEVIATIONS = 5 * (SEEDS * 1 / 6 * 5 / 6) ** 0.5  # of a binomial count with 1/6

OPENING = AvailableVersion(9, "human", is_opening=True)
OF_PERSON = (AvailableVersion(10, "human"), AvailableVersion(11, "human"))
OF_X = (
    AvailableVersion(20, "machine", "x"),
    AvailableVersion(21, "machine", "x"),
    AvailableVersion(22, "machine", "x"),
)
OF_Y = (AvailableVersion(30, "machine", "y"),)
ITEM = available(OPENING, *OF_PERSON, *OF_X, *OF_Y)


def heard(seed: int) -> tuple[int, int]:
    a, b = KIND.clips(ITEM, Random(seed))
    assert (a.label, b.label) == ("A", "B")
    return a.excerpt, b.excerpt


def test_any_two_makers_are_as_likely_on_either_side_however_many_versions_each_has():
    maker = {version.excerpt: version.system for version in ITEM.versions}
    both = Counter(tuple(maker[excerpt] for excerpt in heard(seed)) for seed in range(SEEDS))
    assert set(both) == {("", "x"), ("x", ""), ("", "y"), ("y", ""), ("x", "y"), ("y", "x")}
    assert all(abs(count - SEEDS / 6) < FIVE_DEVIATIONS for count in both.values())


def test_every_version_is_heard_and_the_opening_never():
    assert {excerpt for seed in range(200) for excerpt in heard(seed)} == {10, 11, 20, 21, 22, 30}


def test_equal_seeds_draw_equal_clips():
    assert heard(7) == heard(7)


def test_simulated_listeners_prefer_people_somewhat_and_no_machine():
    """0.85 * 0.62 for a person, 0.85 / 2 for either of two machines, 0.15 for neither."""
    rng = Random(1)
    beside_person = Counter(preferred({"A": "x", "B": "human"}, rng) for _ in range(20_000))
    machines = Counter(preferred({"A": "x", "B": "y"}, rng) for _ in range(20_000))
    assert abs(beside_person["B"] / 20_000 - 0.527) < 0.018
    assert abs(machines["A"] / 20_000 - 0.425) < 0.018
    assert abs(machines["same"] / 20_000 - 0.15) < 0.013
