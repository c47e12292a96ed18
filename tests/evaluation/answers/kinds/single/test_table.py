"""Answers about single clips, from a table's lines to sentences. Expected counts are counted by hand."""

from __future__ import annotations

import pytest

from evaluation.answers.kinds.single.kind import KIND
from evaluation.answers.kinds.single.plots import experience_plot, rates_plot
from evaluation.answers.kinds.single.records import SingleRecord
from evaluation.answers.reading import kind_of_table, read_answers
from evaluation.answers.records import ALL
from generators.errors import InputError

ABOUT = ("1", "novice", "SATB", "p1", False, "")


def by_twenty(origin: str, judged: str, system: str = "", **about) -> list[SingleRecord]:
    """The same answer by twenty listeners about ten items."""
    return [
        SingleRecord(
            f"L{number}", about.get("experience", "novice"), about.get("variant", "SATB"), f"p{number % 10}",
            about.get("simulated", False), about.get("excluded", ""), origin, system, judged,
        )
        for number in range(20)
    ]  # fmt: skip


HUMANS = [*by_twenty("human", "human"), *by_twenty("human", "human", variant="S"), *by_twenty("human", "machine")]
MACHINES = [*by_twenty("machine", "human", "bachbot"), *by_twenty("machine", "machine", "bachbot")]
OTHERS = [*by_twenty("machine", "machine", "ngram"), *by_twenty("machine", "machine", "ngram", experience="expert")]
ALL_OF_THEM = [*HUMANS, *MACHINES, *OTHERS, *by_twenty("machine", "human", excluded="too_fast")]


def test_rates_are_counted_by_variant_experience_and_system():
    table = KIND.analyze(ALL_OF_THEM)
    overall = table.overall
    assert (overall.hits.successes, overall.hits.count) == (40, 60)
    assert (overall.false_alarms.successes, overall.false_alarms.count) == (20, 80)
    assert overall.accuracy.value == pytest.approx((40 / 60 + 60 / 80) / 2)
    assert (table.cells["S", ALL].hits.count, table.cells["S", ALL].false_alarms.count) == (20, 0)
    assert table.cells[ALL, "expert"].because == "no human's clip was heard"
    assert {system: (rate.successes, rate.count) for system, rate in table.systems.items()} == {
        "bachbot": (20, 40),
        "ngram": (0, 40),
    }
    assert (table.counted, table.excluded) == (140, {"too_fast": 20})
    assert (table.pairs["p0"].hits.count, table.pairs["p0"].false_alarms.count) == (6, 8)


def test_the_verdict_names_both_rates():
    said = KIND.verdict(KIND.analyze(ALL_OF_THEM))
    assert said.startswith("On these 10 items, so far, listeners do better than guessing: 70.8 % of 140 answers by 20 ")
    assert "A person was said of the human’s clips in 66.7 % of 60, of the machines’ in 25.0 % of 80." in said


def test_clips_of_machines_alone_give_a_false_alarm_rate_and_no_accuracy():
    table = KIND.analyze(MACHINES)
    assert KIND.verdict(table) == (
        "Only machines’ clips were heard so far: a person was said in 20 of 40 answers by 20 listeners. This gives a "
        "false-alarm rate alone, no hit rate and no accuracy: nothing is said about telling the two apart."
    )
    assert "no estimate, because no human's clip was heard" in KIND.as_text(table)
    assert (table.overall.accuracy.value, table.overall.false_alarms.value) == (None, 0.5)


def test_clips_of_people_alone_give_a_hit_rate():
    assert "This gives a hit rate alone" in KIND.verdict(KIND.analyze(HUMANS))


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ([], "No answers to judge by yet."),
        ([*HUMANS[:3], *MACHINES[:3]], "Too early to say: 6 answers by 3 listeners on 3 items so far, and a verdict "),
        ([*HUMANS, *MACHINES[:9]], "Too early to say: 69 answers by 20 listeners on 10 items so far, but fewer"),
        ([*HUMANS[20:], *MACHINES], "Undecided: on these 10 items, so far, 50.0 % of 80 answers by 20 listeners are "),
    ],
)  # fmt: skip
def test_a_verdict_claims_nothing_from_too_little(answers, words):
    assert KIND.verdict(KIND.analyze(answers)).startswith(words)


def test_an_item_is_told_by_both_rates():
    table = KIND.analyze(ALL_OF_THEM)
    assert KIND.of_pair(table, "p0") == "human’s: n = 6; machine’s: n = 8"
    assert KIND.of_pair(table, "unheard") == "no answers"


@pytest.mark.parametrize("plot", [rates_plot, experience_plot])
@pytest.mark.parametrize("answers", [ALL_OF_THEM, MACHINES, []])
def test_whatever_there_is_can_be_drawn(plot, answers):
    assert "<svg" in plot(KIND.analyze(answers), "dark")


def test_a_table_of_such_answers_is_known_by_its_columns(tmp_path):
    file = tmp_path / "answers.csv"
    file.write_text("listener,pair,origin,judged,system\n1,p1,human,machine,\n1,p2,Machine,human,'3/4\n")
    assert kind_of_table(file) is KIND
    assert [(each.origin, each.judged, each.system) for each in read_answers(file)] == [
        ("human", "machine", ""),
        ("machine", "human", "3/4"),
    ]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"origin": "bach", "judged": "human"}, "origin is 'bach', not one of human, machine"),
        ({"origin": "human", "judged": "?"}, "judged is '?', not one of human, machine"),
        ({"origin": "human", "judged": "human", "system": "gpt"}, "system is 'gpt', but the clip is a human's"),
        ({"origin": "human", "judged": "human", "correct": "no"}, "correct is no, but human was said of a human clip"),
    ],
)
def test_a_line_that_contradicts_itself_is_refused(cells, words):
    with pytest.raises(InputError, match="^" + words.replace("?", r"\?")):
        KIND.record(ABOUT, cells)
