"""Ratings, from a table's lines to sentences. Expected figures are counted by hand."""

from __future__ import annotations

import pytest

from evaluation.answers.kinds.rating.kind import KIND
from evaluation.answers.kinds.rating.plots import experience_plot, systems_plot
from evaluation.answers.kinds.rating.records import RatingRecord
from evaluation.answers.kinds.rating.wording import deep_jammers
from evaluation.answers.reading import kind_of_table, read_answers
from evaluation.answers.records import ALL
from generators.errors import InputError

ABOUT = ("1", "novice", "SATB", "p1", False, "")


def by_twelve(origin: str, ratings: tuple[int, int], system: str = "", taken: int = 12, **about) -> list[RatingRecord]:
    """Ratings by twelve listeners, the two in turn; of them the first `taken` then said a person."""
    return [
        RatingRecord(
            f"L{number}", about.get("experience", "novice"), about.get("variant", "SATB"), about.get("pair", "p1"),
            about.get("simulated", False), about.get("excluded", ""), origin, system, ratings[number % 2],
            about.get("said", "human" if number < taken else "machine"),
        )
        for number in range(12)
    ]  # fmt: skip


HUMANS = by_twelve("human", (9, 7), taken=9)
MACHINES = [
    *by_twelve("machine", (6, 6), "bachbot", taken=3, pair="p2"),
    *by_twelve("machine", (4, 8), "bachbot", taken=6, pair="p3"),
    *by_twelve("machine", (9, 5), "ngram", taken=0, pair="p2"),
]
ALL_OF_THEM = [*HUMANS, *MACHINES, *by_twelve("human", (0, 0), excluded="too_fast")]


def test_means_are_of_the_human_of_the_machines_and_of_each_system():
    table = KIND.analyze(ALL_OF_THEM)
    assert (table.overall.human.value, table.overall.human.count) == (8, 12)
    assert (table.overall.machine.value, table.overall.machine.count) == (pytest.approx(19 / 3), 36)
    assert {system: found.mean.value for system, found in table.systems.items()} == {"bachbot": 6, "ngram": 7}
    assert (table.counted, table.excluded) == (48, {"too_fast": 12})
    assert table.pairs["p2"].machine.value == 6.5


def test_differences_are_within_listeners():
    """Of the even ones 9 - (6 + 4 + 9) / 3, of the odd ones 7 - (6 + 8 + 5) / 3; of ngram 0 and 2."""
    table = KIND.analyze(ALL_OF_THEM)
    assert table.overall.difference.value == pytest.approx((9 - 19 / 3 + 7 - 19 / 3) / 2)
    assert table.systems["ngram"].difference.value == 1
    assert (table.overall.difference.count, table.overall.difference.listeners) == (12, 12)


def test_it_is_counted_what_was_taken_for_whose():
    table = KIND.analyze(ALL_OF_THEM)
    assert (table.taken_for_machine.successes, table.taken_for_machine.count) == (3, 12)
    assert (table.taken_for_human.successes, table.taken_for_human.count) == (9, 36)
    assert (table.systems["bachbot"].taken.successes, table.systems["bachbot"].taken.count) == (9, 24)


def test_ratings_whose_source_was_not_asked_say_nothing_of_it():
    table = KIND.analyze([*HUMANS, *by_twelve("human", (5, 5), said="", pair="p9")])
    assert (table.taken_for_machine.count, table.overall.human.count) == (12, 24)


def test_deep_jammers_four_figures():
    """ngram's of p2 is the best, with 7; the even listeners gave it 9 as they gave the human's, the odd ones 5."""
    figures = dict(deep_jammers(KIND.analyze(ALL_OF_THEM)))
    assert figures["Mean of the human’s clips"].startswith("8.00 (")
    assert figures["Mean of the machines’ best piece, ngram’s of p2"].startswith("7.00 (")
    assert figures["Liked that more than the human’s clips"] == "0 of 12 listeners who rated both; 6 gave them the same"
    assert figures["Took a human’s clip for a machine’s"].startswith("3 of 12 answers, 25.0 % (")


def test_without_a_piece_that_enough_rated_there_is_no_best_one_and_it_is_said_why():
    figures = dict(deep_jammers(KIND.analyze([*HUMANS, *MACHINES[:9]])))
    reason = "no estimate, because no piece was rated by 10 listeners"
    assert figures["Mean of the machines’ best piece"] == reason


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ([], "No ratings yet."),
        (HUMANS[:5], "Too early to say: 5 ratings so far, and a mean takes 10 listeners."),
        (HUMANS, "Of 10, so far, listeners gave the human’s 8.00 ("),
        (MACHINES, "Of 10, so far, listeners gave the machines’ 6.33 ("),
        (by_twelve("human", (9, 7), simulated=True), "Of 10, so far, simulated listeners (bots, no people) gave the h"),
    ],
)
def test_the_verdict_describes_what_was_rated(answers, words):
    assert KIND.verdict(KIND.analyze(answers)).startswith(words)


def test_the_verdict_has_the_difference_within_listeners():
    assert "The 12 listeners who rated both gave the human’s 1.67 higher (1.00 to 2.33)." in KIND.verdict(
        KIND.analyze(ALL_OF_THEM)
    )
    alike = [*HUMANS, *by_twelve("machine", (8, 8), "bachbot")]
    assert "0.00 higher (-0.66 to 0.66, which includes no difference)" in KIND.verdict(KIND.analyze(alike))


def test_cells_are_by_variant_and_experience():
    table = KIND.analyze([*HUMANS, *by_twelve("human", (1, 1), experience="expert", variant="S")])
    assert (table.cells["S", ALL].human.value, table.cells[ALL, "expert"].human.value) == (1, 1)
    assert table.cells["S", "novice"].human.count == 0


def test_an_item_is_told_by_both_means():
    table = KIND.analyze([*HUMANS[:3], *MACHINES[:2]])
    assert KIND.of_pair(table, "p1") == "human’s: n = 3; machine’s: no answers"
    assert KIND.of_pair(table, "unheard") == "no answers"


@pytest.mark.parametrize("plot", [systems_plot, experience_plot])
@pytest.mark.parametrize("answers", [ALL_OF_THEM, MACHINES, []])
def test_whatever_there_is_can_be_drawn_and_told(plot, answers):
    table = KIND.analyze(answers)
    assert "<svg" in plot(table, "dark")
    assert KIND.verdict(table) in KIND.as_text(table)
    assert KIND.as_json(table)["counted"] == table.counted


def test_a_table_of_ratings_is_known_by_its_columns(tmp_path):
    file = tmp_path / "answers.csv"
    file.write_text("listener,pair,origin,rating,taken_for,system\n1,p1,human,10,machine,\n1,p2,machine,0,,ngram\n")
    assert kind_of_table(file) is KIND
    assert [(each.rating, each.taken_for, each.system) for each in read_answers(file)] == [
        (10, "machine", ""),
        (0, "", "ngram"),
    ]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"origin": "human", "rating": "11"}, "rating is '11', not one of 0, 1, 2"),
        ({"origin": "human", "rating": "7.5"}, "rating is '7.5', not one of 0, 1, 2"),
        ({"origin": "human", "rating": "7", "taken_for": "bach"}, "taken_for is 'bach', not one of human, machine"),
        ({"origin": "human", "rating": "7", "system": "gpt"}, "system is 'gpt', but the clip is a human's"),
    ],
)
def test_a_line_that_cannot_be_is_refused(cells, words):
    with pytest.raises(InputError, match="^" + words):
        KIND.record(ABOUT, cells)
