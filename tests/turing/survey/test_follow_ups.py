"""What is asked besides, by any kind of trial: how sure one is, whether one knows the music, a comment."""

from __future__ import annotations

import csv
import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from generators.errors import InputError
from tests.turing.conftest import HEARD
from tests.turing.survey.listening import hear
from turing.survey.follow_ups import FOLLOW_UPS, check_follow_ups
from turing.survey.models import Answer, Block
from turing.survey.scores.standing import right_answers

pytestmark = pytest.mark.django_db
SAID = {"choice": "A", "confidence": "3", "knows": "on", "comment": "=too slow"}


@pytest.fixture
def asking(study) -> Block:
    """The study's block, which asks all of them."""
    Block.objects.update(follow_ups=list(FOLLOW_UPS))
    return study.blocks.get()


@pytest.fixture
def send(time_passes):
    """Sends an answer to the first trial, heard."""

    def answer(client, **said: str):
        client.get("/s/bach/trial/")
        time_passes(25)
        return client.post("/s/bach/trial/", {"position": 1, "playback": json.dumps(HEARD), **said})

    return answer


def test_they_are_asked_only_where_the_block_names_them(study, listener):
    assert "How sure are you?" not in listener.get("/s/bach/trial/").text
    Block.objects.update(follow_ups=["confidence"])
    page = listener.get("/s/bach/trial/").text
    assert "How sure are you?" in page
    assert "I know this music" not in page


def test_what_was_said_stands_beside_the_choice(asking, listener, sitting, send):
    assert send(listener, **SAID).status_code == 303
    said = Answer.objects.get().said
    assert (said["confidence"], said["knows"], said["comment"]) == (3, True, "=too slow")
    assert said["choice"] == "A"
    assert right_answers(sitting, "discrimination") == said["correct"]


def test_without_saying_how_sure_nothing_is_stored_and_the_rest_is_kept(asking, listener, send):
    refused = send(listener, choice="B", comment="Oh <b>no</b>")
    assert refused.status_code == 422
    assert "Please say how sure you are." in refused.text
    assert "Oh &lt;b&gt;no&lt;/b&gt;</textarea>" in refused.text
    assert 'value="B" required checked' in refused.text
    assert not Answer.objects.exists()


def test_each_is_a_column_of_the_export_where_it_was_asked(study, listener, researcher, send):
    before = researcher.get("/dashboard/bach/answers.csv").getvalue().decode()
    assert not set(FOLLOW_UPS) & set(before.strip().split(","))
    Block.objects.update(follow_ups=list(FOLLOW_UPS))
    send(listener, **SAID)
    (line,) = csv.DictReader(researcher.get("/dashboard/bach/answers.csv").getvalue().decode().splitlines())
    assert (line["confidence"], line["knows"], line["comment"]) == ("3", "true", "'=too slow")


def test_an_unknown_question_is_refused_with_those_that_there_are():
    assert check_follow_ups(["comment", "confidence"]) == ["confidence", "comment"]
    with pytest.raises(InputError, match=r"no question 'mood' can follow: there is confidence, knows, comment"):
        check_follow_ups(["mood"])


@pytest.mark.browser
def test_a_real_browser_asks_them_and_a_text_may_hold_any_letter(asking, page):
    hear(page, "1", "2")
    page.keyboard.press("b")
    expect(page.locator("[data-confirm]")).to_have_text("Answer all questions")
    page.get_by_label("fairly sure").check()
    page.fill("#comment", "")
    page.locator("#comment").press_sequentially("a bad 1")
    expect(page.locator("[data-confirm]")).to_have_text("Confirm B")
    assert Axe().run(page).violations_count == 0
    page.click("[data-confirm]")
    expect(page.locator(".progress-words")).to_contain_text("2 of 5")
    said = Answer.objects.get().said
    assert (said["choice"], said["confidence"], said["comment"]) == ("B", 3, "a bad 1")
