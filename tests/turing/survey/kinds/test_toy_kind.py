"""A kind of trial in one folder, `stars`, goes all the way with no other file changed: what it takes to add one."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import expect

from evaluation.__main__ import COMMANDS
from evaluation.answers.kinds import KINDS
from generators.command_line import main
from tests.turing.conftest import SECONDS, begun
from tests.turing.survey.listening import hear
from turing.survey.models import Answer, Sitting, Study
from turing.survey.simulated import simulate

pytestmark = pytest.mark.django_db
FOLDER = "tests.turing.survey.kinds.stars"
HEARD = json.dumps([["A", "play", 0, 0], ["A", "ended", SECONDS, 1000 * SECONDS]])
GIVEN = (1, 5, 4, 2, 3)


@pytest.fixture(autouse=True)
def stars(settings, monkeypatch) -> None:
    """The kind is installed."""
    settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, FOLDER]
    monkeypatch.setitem(KINDS, "stars", f"{FOLDER}.answers")


@pytest.fixture
def rated(stars, study) -> Study:
    """An open study of stars in place of the usual one."""
    study.delete()
    call_command("create_study", "bach", collection="small", kind="stars", open=True)
    return Study.objects.get()


def rate(client: Client, position: int, **said: object) -> object:
    client.get("/s/bach/trial/")
    return client.post("/s/bach/trial/", {"position": position, "playback": HEARD, **said})


@pytest.fixture
def sat(rated, time_passes) -> tuple[Client, Sitting]:
    """A listener who gave GIVEN, and the sitting."""
    client, sitting = begun(rated)
    for position, given in enumerate(GIVEN, start=1):
        client.get("/s/bach/trial/")
        time_passes(SECONDS)
        assert rate(client, position, stars=given, comment="nice").status_code == 303
    sitting.refresh_from_db()
    return client, sitting


def test_its_first_page_and_its_trial_are_its_own(rated, stranger):
    assert "You hear 5 clips and rate each." in stranger.get("/s/bach/").text
    client, _ = begun(rated)
    page = client.get("/s/bach/trial/").text
    assert "Clip 1 of 5" in page
    assert "How much do you like this?" in page
    assert page.count("<audio") == 1


def test_the_page_about_the_site_speaks_of_it_too(stranger):
    page = stranger.get("/about/").text
    assert page.index("this is a discrimination test") < page.index("There are 1 to 5 stars.")
    assert page.index("There are 1 to 5 stars.") < page.index("What is stored")


def test_nothing_before_the_answer_tells_who_wrote_the_clip(rated):
    pages = {}
    while len(pages) < 2:
        client, sitting = begun(rated)
        trial = sitting.trials.with_excerpts().first()
        page = client.get("/s/bach/trial/")
        text = re.sub(r'(csrfmiddlewaretoken" value=")\w{64}', r"\1…", page.text.replace(trial.token, "…"))
        pages[trial.clips.all()[0].excerpt.piece.origin] = text
        assert client.get(f"/reveal/{trial.token}.svg").status_code == 404
    assert pages["human"] == pages["machine"]


def test_an_answer_is_checked_by_its_form_and_by_what_was_heard(rated, time_passes):
    client, _ = begun(rated)
    for said, words in (({}, "Please give 1 to 5 first."), ({"stars": 6}, "less than or equal to 5")):
        refused = rate(client, 1, **said)
        assert (refused.status_code, words in refused.text) == (422, True)
    unheard = rate(client, 1, stars=4, playback="[]")
    assert unheard.status_code == 422
    assert "Please hear it to the end first." in unheard.text
    assert 'value="4"' in unheard.text
    assert not Answer.objects.exists()


def test_the_result_reveals_and_shares_it(sat, stranger):
    client, sitting = sat
    page = client.get("/s/bach/result/").text
    assert "You gave 3.0 on average" in page
    for trial in sitting.trials.with_answers():
        assert f"{trial.answer.said['stars']} for {trial.clips.all()[0].excerpt.piece.title}" in page
    shared = stranger.get(f"/r/{sitting.share}/").text
    assert "Somebody gave 3.0. What do you give?" in shared
    assert stranger.get(f"/r/{sitting.share}.png")["Content-Type"] == "image/png"


def test_what_was_said_is_stored_as_it_was(sat):
    assert [answer.said["stars"] for answer in Answer.objects.order_by("pk")] == list(GIVEN)
    assert {answer.said["comment"] for answer in Answer.objects.all()} == {"nice"}


def test_export_dashboard_and_analyze_agree(sat, rated, researcher, tmp_path: Path, capsys):
    simulate(rated, 3)
    exported = researcher.get("/dashboard/bach/answers.csv").getvalue().decode()
    lines = list(csv.DictReader(exported.splitlines()))
    mine = [line for line in lines if line["simulated"] == "false"]
    assert (len(lines), [int(line["stars"]) for line in mine]) == (20, list(GIVEN))
    assert {"tune", "origin", "stars", "seconds"} < set(lines[0])
    assert not {"human_side", "choice", "correct"} & set(lines[0])

    file = tmp_path / "answers.csv"
    file.write_text(exported)
    assert main("evaluation", "", COMMANDS, ["analyze", str(file), "--json"]) == 0
    analyzed = json.loads(capsys.readouterr().out)
    assert (analyzed["counted"], analyzed["others"]) == (5, 15)

    page = researcher.get("/dashboard/bach/?listeners=people").text
    assert analyzed["verdict"] in page
    for origin, mean in analyzed["means"].items():
        assert f"{origin}: {mean:.2f}" in page
    pair = mine[0]["pair"].removeprefix("small/")
    assert f"{float(GIVEN[0]):.2f}" in researcher.get(f"/dashboard/bach/items/small/{pair}/?listeners=people").text
    assert researcher.get("/dashboard/bach/accuracy.svg").status_code == 404


@pytest.mark.browser
def test_a_real_browser_plays_and_sends_it(rated, page):
    hear(page, "1")
    assert page.locator("[data-confirm]").is_disabled()
    page.fill("[name=stars]", "4")
    page.locator("[name=stars]").blur()
    expect(page.locator("[data-confirm]")).to_have_text("Confirm 4")
    page.click("[data-confirm]")
    expect(page.locator(".progress-words")).to_have_text("Clip 2 of 5")
    assert Answer.objects.get().said["stars"] == 4
