import pytest

from evaluation.statistics.accuracy import accuracy_table
from evaluation.statistics.intervals import wilson
from evaluation.statistics.records import Tally
from evaluation.statistics.wording import in_full, verdict


def sentence(correct: int, count: int, simulated: bool = False) -> str:
    return verdict(accuracy_table([Tally("p", "SATB", "novice", simulated, "", correct, count)]))


@pytest.mark.parametrize(
    ("correct", "count", "beginning"),
    [
        (0, 0, "No answers to judge by yet."),
        (1, 1, "Too early to say: 1 answer so far, and a verdict takes at least 20."),
        (19, 19, "Too early to say: 19 answers so far, and a verdict takes at least 20."),
        (583, 1000, "Listeners do better than guessing: 58.3 % of 1,000 answers are right (95 % interval 55.2–61.3 %)"),
        (40, 100, "Listeners take the machine for the human: 40.0 % of 100"),
        (52, 100, "Undecided: 52.0 % of 100 answers are right (95 % interval 42.3–61.5 %)"),
    ],
)
def test_the_verdict_is_one_sentence_with_estimate_interval_and_count(correct, count, beginning):
    assert sentence(correct, count).startswith(beginning)


def test_a_verdict_on_bots_says_so():
    assert sentence(583, 1000, simulated=True).startswith("Simulated listeners (bots, no people) do better")
    assert "simulated listeners (bots, no people) can tell" in sentence(52, 100, simulated=True)


def test_an_estimate_in_full_has_interval_and_count():
    assert in_full(wilson(583, 1000)) == "58.3 % (55.2–61.3 %, n = 1,000)"
    assert in_full(wilson(0, 0)) == "no answers"
