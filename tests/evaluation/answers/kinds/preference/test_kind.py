"""Tables of preferences, and what is said of them."""

import csv
import json

import pytest

from evaluation.__main__ import COMMANDS
from evaluation.answers.kinds.preference.kind import KIND
from evaluation.answers.kinds.preference.plots import comparison_plot, ranking_plot
from evaluation.answers.reading import kind_of_table, read_answers
from generators.command_line import main
from generators.errors import InputError
from tests.evaluation.answers.kinds.preference.cast import answers, said

COLUMNS = ("listener", "pair", "maker_a", "maker_b", "preferred")


@pytest.fixture
def table(tmp_path):
    """The cast's answers as a file."""
    path = tmp_path / "answers.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows([getattr(each, column) for column in COLUMNS] for each in answers())
    return path


def test_a_table_is_known_and_read_by_its_columns(table):
    assert kind_of_table(table) is KIND
    read = read_answers(table)
    assert [(each.maker_a, each.preferred) for each in read] == [(each.maker_a, each.preferred) for each in answers()]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("1,p,human,x,C", "preferred is 'C', not one of A, B, same"),
        ("1,p,x,x,A", "maker_a and maker_b are both 'x'"),
        ("1,p,,x,A", "maker_a is empty"),
    ],
)
def test_a_line_that_says_nothing_is_named(tmp_path, line, words):
    path = tmp_path / "answers.csv"
    path.write_text(f"{','.join(COLUMNS)}\n{line}\n")
    with pytest.raises(InputError, match=f"line 2: {words}"):
        read_answers(path)


def test_analyze_says_it_in_words_and_for_programs(table, capsys):
    assert main("evaluation", "", COMMANDS, ["analyze", str(table)]) == 0
    text = capsys.readouterr().out
    assert "a person  63.5 % (44.1–79.4 %, n = 48)" in text
    assert "a person  bachbot  72.9 % (50.5–87.7 %, n = 24)  3" in text
    assert "counted as half an answer" in text
    assert main("evaluation", "", COMMANDS, ["analyze", str(table), "--json"]) == 0
    analyzed = json.loads(capsys.readouterr().out)
    assert [rank["maker"] for rank in analyzed["ranking"]["ranks"]] == ["human", "bachbot", "ngram"]
    assert sum(analyzed["preferred"].values()) == 72
    assert analyzed["preferred"]["same"] == 6


def test_of_an_item_there_are_counts():
    analysis = KIND.analyze([said("A"), said("A"), said("B"), said("same")])
    assert KIND.of_pair(analysis, "p") == "a person 2, bachbot 1, no difference 1"
    assert KIND.of_pair(analysis, "another") == "no answers"


def test_the_verdict_claims_nothing_from_too_little():
    assert KIND.verdict(KIND.analyze([])) == "No answers to judge by yet."
    few = KIND.verdict(KIND.analyze(answers()[:19]))
    assert few.startswith(
        "Too early to say: 19 answers by 4 listeners on 8 items so far, and a verdict takes at least 20"
    )
    assert KIND.verdict(KIND.analyze(answers())).startswith("Undecided: on these very items, so far, 72 answers by 12")
    of_few = KIND.verdict(KIND.analyze(answers()[:30]))
    assert of_few.endswith("so far, because there are answers of 5 listeners, and an estimate takes 10.")


def test_answers_too_fast_and_by_bots_are_left_out_and_said():
    records = [*answers(), said("A", excluded="too_fast"), said("A", simulated=True)]
    analysis = KIND.analyze(records)
    assert (analysis.counted, analysis.excluded, analysis.others) == (72, {"too_fast": 1}, 1)
    assert "Left out: 1 too fast." in KIND.as_text(analysis)
    bots = [said("same", simulated=True, listener=f"{i % 12}", pair=f"{i % 6}") for i in range(24)]
    assert "simulated listeners (bots, no people)" in KIND.verdict(KIND.analyze(bots))


@pytest.mark.parametrize("plot", [ranking_plot, comparison_plot])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_plots_have_every_maker_and_are_made_alike_twice(plot, theme):
    drawn = plot(KIND.analyze(answers()), theme)
    assert drawn == plot(KIND.analyze(answers()), theme)
    for words in ("a person", "bachbot", "ngram", "n = "):
        assert words in drawn
    assert "no answers" in plot(KIND.analyze([]), theme)
