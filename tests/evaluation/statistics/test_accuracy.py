"""Expected counts are counted by hand."""

from evaluation.statistics.accuracy import ALL, accuracy_table, tally
from evaluation.statistics.intervals import wilson
from evaluation.statistics.records import AnswerRecord


def answer(variant="SATB", experience="novice", right=True, simulated=False, excluded="", pair="p1") -> AnswerRecord:
    return AnswerRecord(1, 1, experience, variant, pair, "A", "A" if right else "B", 30.0, simulated, excluded)


ANSWERS = [
    answer(),
    answer(right=False),
    answer(experience="expert"),
    answer(variant="S", pair="p2"),
    answer(variant="S", pair="p2", excluded="too_fast"),
    answer(variant="AT", pair="p3", simulated=True),
    answer(variant="Z", pair="p4"),
]


def test_accuracy_is_counted_by_variant_and_experience():
    table = accuracy_table(tally(ANSWERS))
    assert table.cells["SATB", "novice"] == wilson(1, 2)
    assert table.cells["SATB", "expert"] == wilson(1, 1)
    assert table.cells["SATB", ALL] == wilson(2, 3)
    assert table.cells["S", "novice"] == table.cells["S", ALL] == wilson(1, 1)
    assert table.cells[ALL, "novice"] == wilson(3, 4)
    assert table.overall == wilson(4, 5)


def test_a_cell_without_answers_has_no_value():
    assert accuracy_table(tally(ANSWERS)).cells["S", "advanced"] == wilson(0, 0)


def test_variants_stand_in_bachbots_order_and_others_after():
    assert accuracy_table(tally(ANSWERS)).variants == ("S", "SATB", "Z")


def test_accuracy_is_counted_by_pair():
    assert accuracy_table(tally(ANSWERS)).pairs == {"p1": wilson(2, 3), "p2": wilson(1, 1), "p4": wilson(1, 1)}


def test_excluded_answers_are_counted_with_their_reason():
    assert accuracy_table(tally(ANSWERS)).excluded == {"too_fast": 1}


def test_people_and_simulated_listeners_are_never_mixed():
    people, bots = accuracy_table(tally(ANSWERS)), accuracy_table(tally(ANSWERS), simulated=True)
    assert (people.simulated, people.overall.count, people.others) == (False, 5, 1)
    assert (bots.simulated, bots.overall.count, bots.others) == (True, 1, 6)


def test_simulated_listeners_are_shown_when_there_are_no_others():
    assert accuracy_table(tally([answer(simulated=True)])).simulated
    assert not accuracy_table([]).simulated


def test_a_table_of_nothing_says_nothing():
    table = accuracy_table([])
    assert (table.variants, table.pairs, table.overall) == ((), {}, wilson(0, 0))
