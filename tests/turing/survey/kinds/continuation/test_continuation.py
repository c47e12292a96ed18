"""A study of continuations from the first page to the figures: an opening, and two that go on from it."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import CommandError, call_command
from django.test import Client
from playwright.sync_api import expect

from evaluation.__main__ import COMMANDS
from generators.command_line import main
from tests.turing.conftest import HEARD, SECONDS
from tests.turing.survey.test_translation import check, translated
from turing.excerpts.models import Piece, Version
from turing.survey.assignment import AvailableItem, AvailableVersion
from turing.survey.kinds.continuation.kind import KIND
from turing.survey.kinds.discrimination.choices import human_side
from turing.survey.models import Answer, Sitting, Study
from turing.survey.simulated import simulate

pytestmark = pytest.mark.django_db
__all__ = ["translated"]
OPENING_HEARD = (("0", "play", 0, 0), ("0", "ended", SECONDS, 1000 * SECONDS))
SIDES = (AvailableVersion(10, "human"), AvailableVersion(20, "machine", "x"))
OPENING = AvailableVersion(1, "human", is_opening=True)


def item(*versions: AvailableVersion) -> AvailableItem:
    return AvailableItem(1, 1, "x", "a tune", versions)


@pytest.fixture
def study(study_of) -> Study:
    """In place of the usual one."""
    return study_of("continuation")


@pytest.fixture
def choose(time_passes):
    """Sends an answer to a trial, after time enough to have heard all three clips."""

    def send(client: Client, position: int, choice: str = "A", log=(*OPENING_HEARD, *HEARD)):
        client.get("/s/bach/trial/")
        time_passes(35)
        sent = {"position": position, "choice": choice, "playback": json.dumps(log)}
        return client.post("/s/bach/trial/", sent)

    return send


@pytest.fixture
def finished(listener: Client, sitting: Sitting, choose) -> Sitting:
    """The listener's sitting, all of it answered with A."""
    for position in range(1, 6):
        assert choose(listener, position).status_code == 303
    sitting.refresh_from_db()
    return sitting


def test_the_opening_comes_first_and_the_composer_on_either_side():
    trials = [KIND.clips(item(OPENING, *SIDES), Random(seed)) for seed in range(2_000)]
    assert all((clips[0].label, clips[0].excerpt) == ("0", 1) for clips in trials)
    assert all({clip.label for clip in clips[1:]} == {"A", "B"} for clips in trials)
    composer = Counter(clip.label for clips in trials for clip in clips if clip.excerpt == 10)
    assert abs(composer["A"] - 1_000) < 112  # five standard deviations of a binomial count


@pytest.mark.parametrize(
    ("versions", "fits"),
    [((OPENING, *SIDES), True), (SIDES, False), ((OPENING, SIDES[0]), False), ((OPENING, SIDES[1]), False)],
)
def test_an_item_needs_an_opening_a_person_and_a_machine(versions, fits):
    assert KIND.fits(item(*versions)) == fits


def test_a_collection_without_openings_gives_no_study(study):
    Version.objects.filter(is_opening=True).delete()
    with pytest.raises(CommandError, match="no item of 'small' has an opening with a continuation by a person"):
        call_command("create_study", "none", collection="small", kind="continuation")


def test_the_page_has_the_opening_before_a_and_b(listener, sitting, stranger):
    page = listener.get("/s/bach/trial/").text
    places = [page.index(f"/clips/{clip.token}.mp3") for clip in sitting.trials.first().clips.all()]
    assert places == sorted(places)
    assert len(places) == 3
    assert "Which of the two goes on as the composer did?" in page
    assert 'aria-label="Play the opening"' in page
    assert page.count('type="radio"') == 2
    assert "You hear the openings of 5 pieces" in re.sub(r"\s+", " ", stranger.get("/s/bach/").text)


def test_all_three_are_to_be_heard(listener, choose):
    page = choose(listener, 1, log=HEARD)
    assert (page.status_code, Answer.objects.count()) == (422, 0)
    assert "Please hear the opening and both continuations to the end first." in page.text
    assert choose(listener, 1).status_code == 303


def test_an_answer_is_judged_by_where_the_composer_went_on(listener, sitting, choose):
    trial = sitting.trials.with_excerpts().first()
    composer = human_side(trial)
    assert composer in ("A", "B")
    choose(listener, 1, composer)
    assert Answer.objects.get().said == {"choice": composer, "correct": True}


def test_the_result_tells_the_opening_and_who_went_on(listener, finished, stranger):
    page = listener.get("/s/bach/result/").text
    right = finished.trials.filter(answer__said__correct=True).count()
    assert f"{right} of 5" in page
    assert page.count("The opening</b>") == 5
    assert page.count("a person</span>") == page.count("a computer</span>") == 5
    assert "Somebody heard the openings of 5 pieces" in stranger.get(f"/r/{finished.share}/").text


def test_export_dashboard_and_analyze_agree(finished, study, researcher, tmp_path: Path, capsys):
    simulate(study, 20)
    exported = researcher.get("/dashboard/bach/answers.csv").getvalue().decode()
    lines = list(csv.DictReader(exported.splitlines()))
    assert {"composer_side", "choice", "correct"} < set(lines[0])
    assert "human_side" not in lines[0]
    file = tmp_path / "answers.csv"
    file.write_text(exported)
    assert main("evaluation", "", COMMANDS, ["analyze", str(file), "--json", "--listeners", "simulated"]) == 0
    analyzed = json.loads(capsys.readouterr().out)
    page = researcher.get("/dashboard/bach/?listeners=simulated").text
    assert analyzed["verdict"] in page
    assert "chose the composer's own continuation of the opening" in analyzed["method"]
    assert "compare" not in page  # others published no continuations
    assert "svg" in researcher.get("/dashboard/bach/accuracy.svg")["Content-Type"]
    name = lines[0]["pair"].removeprefix("small/")
    assert "the opening" in researcher.get(f"/dashboard/bach/items/small/{name}/").text


def test_every_sentence_can_be_translated(listener, translated, finished, stranger, begin, choose):
    other, _ = begin()
    check(other.get("/s/bach/trial/").text)
    check(choose(other, 1, log=()).text)
    check(stranger.get("/s/bach/").text)
    Piece.objects.update(title="Κανών", source="Άσμα", system="μηχανή")
    check(re.sub(r'http://[^\s"<]+', "", listener.get("/s/bach/result/").text))
    check(stranger.get(f"/r/{finished.share}/").text)


def play(page, key: str) -> None:
    """One clip by its key, to its end."""
    clip = page.locator(".clip").nth(int(key) - 1)
    expect(clip.locator(".play")).to_be_enabled()
    page.keyboard.press(key)
    expect(clip.locator(".heard-words")).to_have_text("✓ heard")
    expect(clip.locator(".is-playing")).to_have_count(0)


@pytest.mark.browser
def test_by_keyboard_the_opening_then_both(page):
    expect(page.locator(".play").first).to_be_enabled()
    expect(page.locator("[data-status]")).to_have_text("Hear the opening, then A and B.")
    page.keyboard.press("Space")
    expect(page.locator("[data-clip='0'] .heard-words")).to_have_text("✓ heard")
    play(page, "2")
    expect(page.locator("[data-status]")).to_have_text("Now hear B.")
    play(page, "3")
    page.keyboard.press("b")
    expect(page.locator("[data-confirm]")).to_have_text("Confirm B")
    page.keyboard.press("Enter")
    expect(page.locator(".progress-words")).to_have_text("Piece 2 of 5")
    assert Answer.objects.get().said["choice"] == "B"


@pytest.mark.browser
def test_an_opening_left_out_is_named(page):
    play(page, "2")
    play(page, "3")
    expect(page.locator("[data-status]")).to_have_text("Now hear the opening.")
    expect(page.locator("[data-confirm]")).to_be_disabled()


@pytest.mark.browser
def test_everything_is_above_the_fold(page):
    box = page.locator("[data-confirm]").bounding_box()
    assert box["y"] + box["height"] <= 560  # a phone's 640 less its browser's own bars
    assert page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.browser
@pytest.mark.parametrize("page", [{"java_script_enabled": False}], indirect=True)
def test_without_javascript_the_form_works_alone(page, time_passes):
    assert page.locator("audio[controls]").count() == 3
    page.check("[value=B]")
    time_passes(4)
    page.click("[data-confirm]")
    expect(page.locator(".progress-words")).to_have_text("Piece 2 of 5")


@pytest.mark.browser
@pytest.mark.parametrize("page", [{"color_scheme": "dark", "bypass_csp": True}, {"bypass_csp": True}], indirect=True)
def test_its_pages_pass_axe(finished, listener, page):
    violations = {"trial": Axe().run(page).violations_count}
    url = page.url
    page.context.add_cookies([{"name": n, "value": m.value, "url": url} for n, m in listener.cookies.items()])
    for path in ("/s/bach/result/", f"/r/{finished.share}/", "/about/"):
        page.goto(path)
        violations[path] = Axe().run(page).violations_count
    assert not any(violations.values()), violations
