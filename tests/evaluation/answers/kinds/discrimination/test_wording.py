import pytest

from evaluation.answers.kinds.discrimination.accuracy import accuracy_table
from evaluation.answers.kinds.discrimination.wording import verdict
from evaluation.answers.wording import in_full
from evaluation.statistics.clusters import NO_ANSWERS, ClusteredShare
from tests.evaluation.answers.cast import answer, answers


def sentence(right: int, count: int, **said) -> str:
    return verdict(accuracy_table(answers(right, count, **said)))


def estimate(value: float | None, count: int) -> ClusteredShare:
    return ClusteredShare(value, value and 0.552, value and 0.613, 0, count, "", listeners=1, pairs=1)


@pytest.mark.parametrize(
    ("right", "count", "beginning"),
    [
        (0, 0, "No answers to judge by yet."),
        (1, 1, "Too early to say: 1 answer by 1 listener on 1 pair so far, and a verdict takes at least 20 answers, "),
        (19, 19, "Too early to say: 19 answers by 19 listeners on 10 pairs so far, and a verdict takes at least 20 a"),
        (11, 20, "Undecided: on these 10 pairs, so far, 55.0 % of 20 answers by 20 listeners are right"),
        (600, 1000, "On these 10 pairs, so far, listeners do better than guessing: 60.0 % of 1,000 answers by 40 "),
        (400, 1000, "On these 10 pairs, so far, listeners take the machine for the human: 40.0 % of 1,000 answers by "),
        (52, 100, "Undecided: on these 10 pairs, so far, 52.0 % of 100 answers by 40 listeners are right (95 % "),
    ],
)  # fmt: skip
def test_the_verdict_is_about_these_pairs_so_far(right, count, beginning):
    assert sentence(right, count).startswith(beginning)


@pytest.mark.parametrize(
    ("listeners", "pairs", "lacking"),
    [
        (1, 10, "10 listeners"),
        (9, 10, "10 listeners"),
        (40, 1, "6 pairs"),
        (40, 5, "6 pairs"),
        (1, 1, "10 listeners and 6 pairs"),
    ],
)
def test_few_listeners_or_pairs_give_no_verdict_whatever_they_answer(listeners, pairs, lacking):
    said = sentence(200, 200, listeners=listeners, pairs=pairs)
    assert said.startswith("Too early to say: 200 answers by ")
    assert said.endswith(f"so far, and a verdict takes at least {lacking}.")


def test_ten_listeners_and_six_pairs_are_enough():
    assert sentence(300, 300, listeners=10, pairs=6).startswith("On these 6 pairs, so far, listeners do better")


@pytest.mark.parametrize("right", [600, 400])
def test_what_is_claimed_is_claimed_of_no_other_pairs(right):
    assert sentence(right, 1000).endswith(", and guessing gives 50 %. Other pairs may come out otherwise.")


def test_the_interval_in_the_sentence_is_said_to_hold_at_any_look():
    assert "(95 % interval at any look: " in sentence(600, 1000)


@pytest.mark.parametrize("side", ["A", "B"])
def test_everybody_choosing_one_side_is_no_ability(side):
    said = [
        answer(listener=str(n // 10), pair=f"p{n % 9}", human_side=human, right=human == side)
        for n in range(500)
        for human in (side if n % 5 < 3 else "AB".replace(side, ""),)
    ]
    table = accuracy_table(said)
    assert table.overall.low > 0.5
    assert verdict(table).startswith(
        "Undecided: on these 9 pairs, so far, 60.0 % of 500 answers by 50 listeners are right"
    )
    assert verdict(table).endswith(f", but everybody always chose {side}.")


def test_nearly_everybody_choosing_one_side_is_none_either():
    said = [
        answer(listener=str(n // 20), pair=f"p{n % 9}", human_side=human, right=(human == "A") == (n % 24 > 0))
        for n in range(960)
        for human in ("A" if n % 5 < 3 else "B",)
    ]
    text = verdict(accuracy_table(said))
    assert text.startswith("Undecided: ")
    assert ", but A was chosen in 95.8 % of them, and with both sides weighted alike it is 50.0 % (" in text


def test_a_side_that_is_always_the_humans_shows_nothing():
    said = [answer(listener=str(n // 5), pair=f"p{n % 9}", right=n % 10 < 7) for n in range(500)]
    assert verdict(accuracy_table(said)).endswith(
        "but the human's music always stood on side A, so that whoever likes that side is right."
    )


def test_a_verdict_on_bots_says_so():
    bots = "simulated listeners (bots, no people)"
    assert f"so far, {bots} do better" in sentence(600, 1000, simulated=True)
    assert f"neither shows that {bots} can tell these pairs apart" in sentence(52, 100, simulated=True)


def test_an_estimate_in_full_has_interval_and_count_and_one_of_too_few_the_count_alone():
    assert in_full(estimate(0.583, 1000)) == "58.3 % (55.2–61.3 %, n = 1,000)"
    assert in_full(estimate(None, 1)) == "n = 1"
    assert in_full(NO_ANSWERS) == "no answers"
