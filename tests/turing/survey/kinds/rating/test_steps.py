"""A trial of two steps: the rating is stored before anything else is asked, and can then no longer be changed."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client

from tests.turing.conftest import SECONDS, begun
from tests.turing.survey.kinds.conftest import HEARD
from turing.survey import sittings
from turing.survey.models import Answer, Sitting, Study, Trial

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}
LIKING, BELIEF = "How much do you like this?", "Did a person compose this?"


@pytest.fixture
def rating(study_of) -> Study:
    return study_of("rating")


@pytest.fixture
def listener(rating) -> Client:
    return begun(rating)[0]


@pytest.fixture
def send(listener, time_passes):
    """Sends a step of the first trial, with no log unless one is given."""

    def post(step: int | None, seconds: float = SECONDS, playback: str = "[]", headers=None, **said: object):
        time_passes(seconds)
        place = {"position": 1} if step is None else {"position": 1, "step": step}
        return listener.post("/s/bach/trial/", {**place, "playback": playback, **said}, headers=headers)

    return post


@pytest.fixture
def rated(listener, send) -> Trial:
    """The first trial, given a 7."""
    listener.get("/s/bach/trial/")
    assert send(0, playback=HEARD, rating=7).status_code == 303
    return Trial.objects.get(position=1)


def test_what_is_liked_is_asked_first_and_who_composed_it_then(listener, rated):
    fresh, _ = begun(Study.objects.get())
    assert LIKING in fresh.get("/s/bach/trial/").text
    page = listener.get("/s/bach/trial/").text
    assert BELIEF in page
    assert LIKING not in page
    assert "Clip 1 of 5" in page
    assert 'name="step" value="1"' in page


def test_the_rating_is_stored_and_no_answer_yet(rated):
    assert (rated.step, rated.earlier["said"]) == (1, {"rating": 7})
    assert not Answer.objects.exists()


@pytest.mark.parametrize("again", [{"step": 0}, {"step": None}])
def test_a_rating_sent_again_changes_nothing_and_leads_on(listener, rated, send, again):
    """As from a second tab, or after the back button; a page of before the site knew steps says none."""
    reply = send(**again, playback=HEARD, rating=2)
    assert (reply.status_code, reply.headers["Location"]) == (303, "/s/bach/trial/")
    assert BELIEF in listener.get("/s/bach/trial/").text
    rated.refresh_from_db()
    assert rated.earlier["said"] == {"rating": 7}


def test_nothing_of_the_first_step_can_be_sent_with_the_second(rated, send):
    assert send(1, rating=2, taken_for="human").status_code == 303
    assert Answer.objects.get().said["rating"] == 7


def test_both_steps_make_one_answer(listener, rated, send):
    assert send(1, taken_for="machine").status_code == 303
    piece = rated.clips.get().excerpt.piece
    assert Answer.objects.get().said == {
        "rating": 7,
        "taken_for": "machine",
        "origin": piece.origin,
        "system": piece.system,
        "correct": piece.origin == "machine",
    }
    assert "Clip 2 of 5" in listener.get("/s/bach/trial/").text
    assert LIKING in listener.get("/s/bach/trial/").text


def test_the_second_step_comes_after_the_first(listener, send):
    listener.get("/s/bach/trial/")
    assert send(1, playback=HEARD, taken_for="human").status_code == 303
    assert Trial.objects.get(position=1).step == 0
    assert not Answer.objects.exists()
    assert LIKING in listener.get("/s/bach/trial/").text


def test_each_step_says_what_it_lacks(listener, rated, send):
    refused = send(1)
    assert refused.status_code == 422
    assert "Please say first whether a person composed it." in refused.text
    assert BELIEF in refused.text
    fresh, _ = begun(Study.objects.get())
    fresh.get("/s/bach/trial/")
    unrated = fresh.post("/s/bach/trial/", {"position": 1, "step": 0, "playback": HEARD})
    assert "Please give it a number from 0 to 10 first." in unrated.text
    for rating in ("11", "-1", "7.5", "x"):
        assert fresh.post("/s/bach/trial/", {"position": 1, "playback": HEARD, "rating": rating}).status_code == 422


def test_the_clip_must_be_heard_before_it_is_rated_and_not_again(listener, send):
    listener.get("/s/bach/trial/")
    unheard = send(0, seconds=1, rating=7)
    assert unheard.status_code == 422
    assert "Please hear the clip to its end first." in unheard.text
    assert 'value="7" required checked' in unheard.text
    assert send(0, playback=HEARD, rating=7).status_code == 303
    assert "data-heard-before" in listener.get("/s/bach/trial/").text
    assert send(1, playback="[]", taken_for="human").status_code == 303


def test_the_log_of_the_first_step_is_kept_whatever_the_second_has(rated, send):
    send(1, playback="", taken_for="human")
    answer = Answer.objects.get()
    assert answer.playback == json.loads(HEARD)
    assert answer.seconds == pytest.approx(2 * SECONDS, abs=1)


def test_a_log_that_goes_on_is_stored_whole(rated, send):
    longer = [*json.loads(HEARD), ["A", "play", 0, 15_000], ["A", "pause", 2, 17_000]]
    send(1, playback=json.dumps(longer), taken_for="human")
    assert Answer.objects.get().playback == longer


def test_whether_it_came_too_fast_is_told_by_the_rating(listener, send):
    listener.get("/s/bach/trial/")
    send(0, seconds=2, playback=HEARD, rating=7)  # with a log that claims more than there was time for
    send(1, seconds=100, taken_for="human")
    assert Answer.objects.get().too_fast


def test_the_script_is_told_of_each_step_that_it_is_stored_now_or_before(listener, send):
    listener.get("/s/bach/trial/")
    token = Trial.objects.get(position=1).token
    assert send(1, headers=JSON, taken_for="human").json() == {"stored": None}
    assert send(0, headers=JSON, playback=HEARD, rating=7).json() == {"stored": token}
    assert send(0, headers=JSON, playback=HEARD, rating=3).json() == {"stored": token}
    assert send(1, headers=JSON).json() == {"stored": None}
    assert send(1, headers=JSON, taken_for="human").json() == {"stored": token}
    assert send(1, headers=JSON, taken_for="machine").json() == {"stored": token}
    assert send(0, headers=JSON, playback=HEARD, rating=3).json() == {"stored": token}
    assert (Answer.objects.get().said["rating"], Answer.objects.get().said["taken_for"]) == (7, "human")


def test_of_two_tabs_at_the_same_moment_one_stores_its_rating_and_the_other_finds_it(rating):
    begun(rating)
    one, other = (Trial.objects.with_excerpts().get(position=1) for _ in range(2))
    assert sittings.record_step(one, {"rating": 7}, None, 20)
    assert sittings.record_step(other, {"rating": 2}, None, 20)
    assert Trial.objects.get(position=1).earlier["said"] == {"rating": 7}


def test_a_rating_that_comes_as_its_sitting_is_withdrawn_is_not_called_stored(rating):
    _, sitting = begun(rating)
    trial = sitting.trials.with_excerpts().first()
    sittings.withdraw([sitting.key])
    assert not sittings.record_step(trial, {"rating": 7}, None, 20)


def test_without_the_cookie_against_forgery_the_step_is_kept(rated, listener):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = listener.cookies
    page = strict.post("/s/bach/trial/", {"position": 1, "step": 1, "playback": "", "taken_for": "human"}).text
    assert 'name="step" value="1"' in page
    assert 'name="taken_for" value="human"' in page


def test_nothing_is_revealed_between_the_steps(rated, listener):
    assert listener.get(f"/reveal/{rated.token}.svg").status_code == 404
    assert listener.get(f"/clips/{rated.token}.mp3").status_code == 200
    assert not Sitting.objects.get().finished


def test_neither_the_reply_to_a_rating_nor_the_second_page_tells_who_composed_it(rating, time_passes):
    """Of the first trials of twenty sittings, in which the clip is by a person or by a machine."""
    received = {}
    for _ in range(20):
        client, sitting = begun(rating)
        trial = sitting.trials.with_excerpts().first()
        client.get("/s/bach/trial/")
        time_passes(SECONDS)
        reply = client.post("/s/bach/trial/", {"position": 1, "step": 0, "playback": HEARD, "rating": 7}, headers=JSON)
        page = re.sub(r'(csrfmiddlewaretoken" value=")\w{64}', r"\1…", client.get("/s/bach/trial/").text)
        headers = tuple(line for line in reply.headers.items() if line[0] not in ("Expires", "Date"))
        texts = (text.replace(trial.token, "…") for text in (reply.text, page))
        origin = trial.clips.all()[0].excerpt.piece.origin
        received.setdefault(origin, set()).add((reply.status_code, headers, *texts))
    assert set(received) == {"human", "machine"}
    assert received["human"] == received["machine"]
    assert len(received["human"]) == 1
