"""Expected counts are counted by hand, with ten listeners for each one that is needed: fewer give no estimate."""

from evaluation.answers.kinds.discrimination.accuracy import accuracy_table
from evaluation.answers.kinds.discrimination.records import ChoiceRecord
from evaluation.answers.records import ALL, NOT_GIVEN
from tests.evaluation.answers.cast import answer


def by_ten(**said) -> list[ChoiceRecord]:
    """The same answer by ten listeners."""
    return [answer(listener=f"{said} {number}", **said) for number in range(10)]


ANSWERS = [
    *by_ten(),
    *by_ten(right=False),
    *by_ten(experience="expert"),
    *by_ten(variant="S", pair="p2"),
    answer(variant="S", pair="p2", excluded="too_fast"),
    answer(variant="AT", pair="p3", simulated=True),
    answer(variant="Z", pair="p4", listener="a"),
]


def counts(cells, *keys) -> list[tuple[int, int]]:
    return [(cells[key].successes, cells[key].count) for key in keys]


def test_accuracy_is_counted_by_variant_and_experience():
    table = accuracy_table(ANSWERS)
    keys = [("SATB", "novice"), ("SATB", "expert"), ("SATB", ALL), ("S", "novice"), ("S", ALL), (ALL, "novice")]
    assert counts(table.cells, *keys) == [(10, 20), (10, 10), (20, 30), (10, 10), (10, 10), (21, 31)]
    assert (table.overall.successes, table.overall.count, table.overall.value) == (31, 41, 31 / 41)
    assert (table.overall.listeners, table.overall.pairs) == (41, 3)


def test_a_cell_without_answers_or_of_one_answer_has_no_value():
    cells = accuracy_table(ANSWERS).cells
    assert (cells["S", "advanced"].value, cells["S", "advanced"].count) == (None, 0)
    assert (cells["Z", ALL].value, cells["Z", ALL].low, cells["Z", ALL].count) == (None, None, 1)


def test_variants_stand_in_bachbots_order_and_others_after():
    assert accuracy_table(ANSWERS).variants == ("S", "SATB", "Z")


def test_accuracy_is_counted_by_pair():
    pairs = accuracy_table(ANSWERS).pairs
    assert list(pairs) == ["p1", "p2", "p4"]
    assert counts(pairs, *pairs) == [(20, 30), (10, 10), (1, 1)]


def test_names_of_everything_are_names_like_others():
    """A pair may be called as the sum of all is."""
    assert accuracy_table([answer(pair="all"), answer(pair="p1")]).pairs["all"].count == 1


def test_answers_of_one_listener_are_one_cluster():
    alone = accuracy_table([answer(pair=f"p{number}", right=number % 3 > 0) for number in range(30)])
    assert (alone.overall.count, alone.overall.listeners, alone.overall.value) == (30, 1, None)


def test_sides_are_counted():
    said = [answer(), answer(right=False), answer(human_side="B"), answer(human_side="B", right=False), answer()]
    table = accuracy_table(said)
    assert (table.human_a, table.chose_a) == (3, 3)


def test_answers_of_a_listener_about_the_same_pair_again_are_counted_as_such():
    assert accuracy_table([answer(), answer(pair="p2"), answer(listener="2")]).repeated == 0
    assert accuracy_table([answer(), answer(), answer(right=False), answer(excluded="too_fast")]).repeated == 2


def test_listeners_of_unknown_experience_have_a_column_of_their_own_if_there_are_any():
    table = accuracy_table([answer(experience=NOT_GIVEN), answer()])
    assert table.experiences[-1] == NOT_GIVEN
    assert (table.cells[ALL, NOT_GIVEN].count, table.cells[ALL, ALL].count) == (1, 2)
    assert NOT_GIVEN not in accuracy_table(ANSWERS).experiences


def test_excluded_answers_are_counted_with_their_reason():
    assert accuracy_table(ANSWERS).excluded == {"too_fast": 1}


def test_people_and_simulated_listeners_are_never_mixed():
    people, bots = accuracy_table(ANSWERS), accuracy_table(ANSWERS, simulated=True)
    assert (people.simulated, people.overall.count, people.others) == (False, 41, 1)
    assert (bots.simulated, bots.overall.count, bots.others) == (True, 1, 42)


def test_simulated_listeners_are_shown_when_there_are_no_others():
    assert accuracy_table([answer(simulated=True)]).simulated
    assert not accuracy_table([]).simulated


def test_a_table_of_nothing_says_nothing():
    table = accuracy_table([])
    assert (table.variants, table.pairs, table.overall.count, table.overall.value) == ((), {}, 0, None)
    assert table.judgment.direction == "undecided"
