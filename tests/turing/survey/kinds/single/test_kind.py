"""A trial of one clip: which is heard, what is asked, stored, told, exported and shown."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from evaluation.__main__ import COMMANDS
from generators.command_line import main
from tests.turing.conftest import begun
from turing.survey.assignment import AvailableItem, AvailableVersion
from turing.survey.kinds.single.kind import KIND
from turing.survey.models import Answer
from turing.survey.simulated import simulate

pytestmark = pytest.mark.django_db
HUMAN = AvailableVersion(10, "human")
MACHINES = tuple(AvailableVersion(20 + number, "machine", f"system {number}") for number in range(5))
JUDGED = ("human", "machine", "human", "human", "machine")


@pytest.fixture
def single(study_of):
    return study_of("single")


@pytest.fixture
def sat(single, say):
    """A listener who said what JUDGED has, and the sitting."""
    client, sitting = begun(single)
    for position, judged in enumerate(JUDGED, start=1):
        assert say(client, position, judged=judged).status_code == 303
    sitting.refresh_from_db()
    return client, sitting


def test_human_and_machines_are_heard_equally_often_however_many_systems_there_are():
    item = AvailableItem(1, 1, "SATB", "a tune", (*MACHINES, HUMAN))
    heard = Counter(KIND.clips(item, Random(seed))[0].excerpt for seed in range(20_000))
    assert abs(heard[10] - 10_000) < 354  # five standard deviations of a binomial count
    for machine in MACHINES:
        assert abs(heard[machine.excerpt] - 2_000) < 200


@pytest.mark.parametrize("versions", [(HUMAN,), MACHINES[:1]])
def test_what_has_one_origin_alone_is_heard_all_the_same(versions):
    item = AvailableItem(1, 1, "SATB", "a tune", (*versions, AvailableVersion(99, "human", is_opening=True)))
    assert {KIND.clips(item, Random(seed))[0].excerpt for seed in range(50)} == {versions[0].excerpt}


def test_its_pages_are_its_own(single, stranger):
    assert "You hear 5 short pieces, one by one." in stranger.get("/s/bach/").text
    client, _ = begun(single)
    page = client.get("/s/bach/trial/").text
    assert "Clip 1 of 5" in page
    assert "Did a person or a computer write this?" in page
    assert page.count("<audio") == 1
    assert "Play the clip" in page
    assert "Where you hear one clip at a time" in stranger.get("/about/").text


def test_an_answer_takes_a_judgment_and_a_clip_that_was_heard(single, say):
    client, _ = begun(single)
    for said in ({}, {"judged": "both"}):
        assert say(client, 1, **said).status_code == 422
    assert "Please say first whether a person or a computer wrote it." in say(client, 1).text
    unheard = say(client, 1, log="[]", judged="machine")
    assert "Please hear the clip to its end first." in unheard.text
    assert 'value="machine" required checked' in unheard.text
    assert not Answer.objects.exists()


def test_what_was_said_is_stored_with_what_it_was_said_of(sat):
    for answer, judged in zip(Answer.objects.order_by("pk"), JUDGED, strict=True):
        piece = answer.trial.clips.get().excerpt.piece
        correct = judged == piece.origin
        assert answer.said == {"judged": judged, "origin": piece.origin, "system": piece.system, "correct": correct}


def test_the_result_tells_who_wrote_what(sat, stranger):
    client, sitting = sat
    right = sum(answer.said["correct"] for answer in Answer.objects.all())
    page = client.get("/s/bach/result/").text
    assert f"{right} of 5" in page
    assert page.count("You said: a person.") == JUDGED.count("human")
    assert page.count("✓ right") == right
    for trial in sitting.trials.with_answers():
        piece = trial.clips.all()[0].excerpt.piece
        assert (piece.title if piece.origin == "human" else "bachbot wrote") in page
    assert "the same in both" not in page  # as is said of pairs
    assert f"one by one, and told <b>{right} of 5</b> right" in stranger.get(f"/r/{sitting.share}/").text


def test_export_dashboard_and_analyze_agree(sat, single, researcher, tmp_path: Path, capsys):
    simulate(single, 30)
    exported = researcher.get("/dashboard/bach/answers.csv").getvalue().decode()
    mine = [line for line in csv.DictReader(exported.splitlines()) if line["simulated"] == "false"]
    assert [line["judged"] for line in mine] == list(JUDGED)
    assert {line["system"] for line in mine if line["origin"] == "human"} <= {""}

    file = tmp_path / "answers.csv"
    file.write_text(exported)
    assert main("evaluation", "", COMMANDS, ["analyze", str(file), "--listeners", "simulated", "--json"]) == 0
    analyzed = json.loads(capsys.readouterr().out)
    page = researcher.get("/dashboard/bach/?listeners=simulated").text
    assert analyzed["verdict"] in page
    overall = next(cell for cell in analyzed["cells"] if (cell["variant"], cell["experience"]) == ("all", "all"))
    assert overall["accuracy"]["count"] == 150 - analyzed["excluded"].get("too_fast", 0)
    for rate in ("hits", "false_alarms", "accuracy"):
        assert f"{100 * overall[rate]['value']:.1f} %" in page
    assert f"{overall['sensitivity']['value']:.2f} (" in page
    assert "bachbot" in page
    for plot in ("rates", "experience"):
        assert researcher.get(f"/dashboard/bach/{plot}.svg").status_code == 200
    assert "human’s:" in page
    item = mine[0]["pair"].removeprefix("small/")
    assert "the machines’" in researcher.get(f"/dashboard/bach/items/small/{item}/").text
