"""What leaves the dashboard says the same as the dashboard."""

import csv
import io
import json
from pathlib import Path

import pytest

from evaluation.__main__ import COMMANDS
from evaluation.answers.kinds.discrimination.tables import as_json
from evaluation.answers.reading import read_answers
from generators.command_line import main
from turing.dashboard.columns import columns
from turing.dashboard.export import listener_numbers
from turing.excerpts.models import Item
from turing.survey.kinds.discrimination.choices import human_side
from turing.survey.kinds.discrimination.kind import KIND
from turing.survey.models import Answer, Listener


@pytest.fixture
def exported(researcher, study, answered, tmp_path) -> Path:
    """The CSV file of a study with people, bots and answers given too fast."""
    for right, experience in ((5, "novice"), (3, "novice"), (4, "expert"), (0, "advanced")):
        answered(right=right, experience=experience)
    answered(right=2, experience="expert", seconds=1)
    answered(right=1, simulated=True)
    path = tmp_path / "answers.csv"
    path.write_bytes(researcher.get("/dashboard/bach/answers.csv").getvalue())
    return path


def lines(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("listeners", ["people", "simulated"])
def test_the_exported_answers_give_the_dashboards_table_again(exported, researcher, capsys, listeners):
    assert main("evaluation", "", COMMANDS, ["analyze", str(exported), "--listeners", listeners, "--json"]) == 0
    table = researcher.get(f"/dashboard/bach/?listeners={listeners}").context["analysis"]
    assert json.loads(capsys.readouterr().out) == as_json(table)
    assert table.overall.count == {"people": 20, "simulated": 5}[listeners]


def test_no_answer_is_left_out_and_each_says_why_it_is_not_counted(exported):
    assert len(lines(exported)) == Answer.objects.count() == 30
    assert [line["excluded"] for line in lines(exported)].count("too_fast") == 5
    assert [line["simulated"] for line in lines(exported)].count("true") == 5


def test_a_line_carries_what_was_asked_and_what_was_said(exported):
    line = lines(exported)[0]
    answer = Answer.objects.order_by("pk").first()
    assert line["pair"] == f"small/{answer.trial.item.name}"
    trial = answer.trial.sitting.trials.with_excerpts().get(pk=answer.trial_id)
    assert (line["human_side"], line["choice"]) == (human_side(trial), answer.said["choice"])
    assert (line["experience"], line["age_group"], line["country"]) == ("novice", "26to45", "NL")
    assert line["position"] == "1"
    assert line["answered"].endswith("+00:00")


def test_listeners_are_numbered_anew(exported, study):
    numbers = {int(line["listener"]) for line in lines(exported)}
    assert numbers == set(range(1, Listener.objects.count() + 1))
    assert [record.listener for record in read_answers(exported)] == [line["listener"] for line in lines(exported)]


def test_the_numbers_do_not_tell_who_came_first(researcher, study, answered):
    """Eight listeners, one answer each, in the order of their coming; the study's seed shuffles their numbers."""
    for _ in range(8):
        answered(right=1, questions=1)
    export = [researcher.get("/dashboard/bach/answers.csv").getvalue().decode() for _ in range(2)]
    numbers = [int(line["listener"]) for line in csv.DictReader(io.StringIO(export[0]))]
    assert sorted(numbers) == list(range(1, 9))
    assert numbers not in (sorted(numbers), sorted(numbers, reverse=True))
    assert export[0] == export[1]


def test_another_seed_gives_other_numbers(study, answered):
    """Whoever knows this program, but not the seed, cannot turn the numbers back."""
    for _ in range(8):
        answered(right=1, questions=1)
    first = listener_numbers(study)
    study.seed += 1
    assert listener_numbers(study) != first


def test_one_listeners_answers_keep_one_number(exported):
    by_number: dict[str, int] = {}
    for line in lines(exported):
        by_number[line["listener"]] = by_number.get(line["listener"], 0) + 1
    assert set(by_number.values()) == {5}


def test_neither_keys_nor_tokens_leave_the_house(exported, study):
    text = exported.read_text(encoding="utf-8")
    for sitting in study.sittings.all():
        assert sitting.key not in text
        assert sitting.share not in text
        assert sitting.trials.first().token not in text


def test_the_codebook_on_the_page_explains_every_column(exported, researcher):
    text = researcher.get("/dashboard/bach/").content.decode()
    assert list(lines(exported)[0]) == [column.name for column in columns(KIND, ())]
    for column in columns(KIND, ()):
        assert f"<dt><code>{column.name}</code></dt><dd>" in text


def test_no_text_is_taken_for_a_number_a_missing_value_or_a_formula(researcher, study, answered, tmp_path):
    """Namibia's code, a tune that is no decimal, a formula; what the study asked is read back as it was."""
    sitting = answered(right=5)
    Listener.objects.update(country="NA")
    Item.objects.update(tune="40.30")
    trial = sitting.trials.first()
    Item.objects.filter(pk=trial.item_id).update(collection="=HYPERLINK(1)", variant="1e5")
    path = tmp_path / "answers.csv"
    path.write_bytes(researcher.get("/dashboard/bach/answers.csv").getvalue())
    line = lines(path)[0]
    assert (line["country"], line["tune"], line["variant"]) == ("'NA", "'40.30", "'1e5")
    assert (line["pair"], line["excluded"]) == (f"'=HYPERLINK(1)/{trial.item.name}", "no")
    record = read_answers(path)[0]
    assert (record.variant, record.pair, record.excluded) == ("1e5", f"=HYPERLINK(1)/{trial.item.name}", "")


def test_a_study_without_answers_exports_the_header_alone(researcher, study):
    response = researcher.get("/dashboard/bach/answers.csv")
    assert response.getvalue().decode().splitlines() == [",".join(column.name for column in columns(KIND, ()))]
    assert response["Content-Disposition"] == 'attachment; filename="bach-answers.csv"'
