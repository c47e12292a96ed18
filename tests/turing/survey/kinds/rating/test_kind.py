"""Ratings of ten with a human's piece among them: what is heard, told, exported and shown."""

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
from turing.excerpts.models import Origin
from turing.survey.assignment import AvailableItem, AvailableVersion
from turing.survey.kinds.rating.kind import KIND
from turing.survey.models import Answer
from turing.survey.simulated import simulate

pytestmark = pytest.mark.django_db
GIVEN = ((0, "human"), (10, "machine"), (7, "human"), (3, "human"), (5, "machine"))


@pytest.fixture
def rating(study_of):
    return study_of("rating")


@pytest.fixture
def sat(rating, say):
    """A listener who said what GIVEN has, and the sitting."""
    client, sitting = begun(rating)
    for position, (rating_given, taken_for) in enumerate(GIVEN, start=1):
        assert say(client, position, step=0, rating=rating_given).status_code == 303
        assert say(client, position, step=1, taken_for=taken_for).status_code == 303
    sitting.refresh_from_db()
    return client, sitting


def test_the_human_is_hidden_among_the_systems_each_version_as_likely():
    versions = (AvailableVersion(10, "human"), *(AvailableVersion(20 + i, "machine", f"s{i}") for i in range(4)))
    item = AvailableItem(1, 1, "SATB", "a tune", (*versions, AvailableVersion(99, "human", is_opening=True)))
    heard = Counter(KIND.clips(item, Random(seed))[0].excerpt for seed in range(20_000))
    assert set(heard) == {version.excerpt for version in versions}
    assert all(abs(count - 4_000) < 283 for count in heard.values())  # five standard deviations of a binomial count


def test_what_was_said_is_exported_in_the_order_it_was_asked(sat, researcher):
    exported = researcher.get("/dashboard/bach/answers.csv").getvalue().decode()
    lines = list(csv.DictReader(exported.splitlines()))
    assert [(int(line["rating"]), line["taken_for"]) for line in lines] == list(GIVEN)
    assert all((line["system"] == "bachbot") == (line["origin"] == "machine") for line in lines)


def test_the_result_has_the_score_the_means_and_who_wrote_what(sat, stranger):
    client, sitting = sat
    answers = [answer.said for answer in Answer.objects.order_by("pk")]
    page = client.get("/s/bach/result/").text
    assert f"{sum(said['correct'] for said in answers)} of 5" in page
    for said in answers:
        whom = "a person" if said["taken_for"] == "human" else "a computer"
        assert f"You gave it {said['rating']} of 10 and said: {whom}." in page
    means = {origin: [said["rating"] for said in answers if said["origin"] == origin] for origin in Origin.values}
    for given in filter(None, means.values()):
        assert f"{sum(given) / len(given):.1f}" in page
    assert "of 5</b> right" in stranger.get(f"/r/{sitting.share}/").text


def test_export_dashboard_and_analyze_agree(sat, rating, researcher, tmp_path: Path, capsys):
    simulate(rating, 40)
    file = tmp_path / "answers.csv"
    file.write_text(researcher.get("/dashboard/bach/answers.csv").getvalue().decode())
    assert main("evaluation", "", COMMANDS, ["analyze", str(file), "--listeners", "simulated", "--json"]) == 0
    analyzed = json.loads(capsys.readouterr().out)
    page = researcher.get("/dashboard/bach/?listeners=simulated").text
    assert analyzed["verdict"] in page
    assert analyzed["counted"] == 200 - analyzed["excluded"].get("too_fast", 0)
    (system,) = analyzed["systems"]
    for mean in (system["mean"], system["difference"]):
        assert f"{mean['value']:.2f} (" in page
    taken = analyzed["human_taken_for_machine"]
    assert f"{taken['successes']} of {taken['count']} answers" in page
    for plot in ("systems", "experience"):
        assert researcher.get(f"/dashboard/bach/{plot}.svg").status_code == 200
    item = analyzed["pairs"][0]["pair"].removeprefix("small/")
    assert "Mean ratings of this very item’s clips" in researcher.get(f"/dashboard/bach/items/small/{item}/").text


def test_its_pages_are_its_own(rating, stranger):
    assert "Of each you say how much you like it, and then whether" in stranger.get("/s/bach/").text
    assert "How much you like it is asked first" in stranger.get("/about/").text
