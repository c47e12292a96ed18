"""Forms that arrive without the proof that they came from this site."""

import pytest
from django.test import Client

from turing.survey.models import Answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def strict(listener) -> Client:
    """The listener's browser, the proof of forms enforced."""
    client = Client(enforce_csrf_checks=True)
    client.cookies = listener.cookies
    return client


def test_an_answer_is_kept_and_can_be_sent_again(strict, time_passes):
    strict.get("/s/bach/trial/")
    time_passes(25)
    del strict.cookies["csrftoken"]
    page = strict.post("/s/bach/trial/", {"position": 1, "choice": "B", "playback": ""})
    assert page.status_code == 403
    assert "Your answer, B, is kept here" in page.text
    assert not Answer.objects.exists()

    again = page.context["answer"] | {"csrfmiddlewaretoken": str(page.context["csrf_token"])}
    assert strict.post("/s/bach/trial/", again).status_code == 303
    assert Answer.objects.get().said["choice"] == "B"


def test_another_form_is_not_repeated_for_whoever_sent_it(strict):
    page = strict.post("/withdraw/", {"code": "abcdefghjkmnpqrs"})
    assert page.status_code == 403
    assert "Back to the page" in page.text
    assert "abcdefghjkmnpqrs" not in page.text


def test_an_answer_of_a_browser_without_any_cookie_is_not_promised_to_be_kept(strict, time_passes):
    strict.get("/s/bach/trial/")
    time_passes(25)
    strict.cookies.clear()
    page = strict.post("/s/bach/trial/", {"position": 1, "choice": "B", "playback": ""})
    assert page.status_code == 403
    assert "This answer could not be stored" in page.text
    assert "allow cookies for this site" in page.text
    assert "is kept here" not in page.text


def test_the_script_is_told_that_an_answer_without_the_proof_is_not_stored(strict):
    strict.get("/s/bach/trial/")
    del strict.cookies["csrftoken"]
    sent = {"position": 1, "choice": "B", "playback": ""}
    assert strict.post("/s/bach/trial/", sent, headers={"Accept": "application/json"}).json() == {"stored": None}


def test_who_blocks_cookies_is_told_before_the_first_question_what_to_do(study):
    page = Client(enforce_csrf_checks=True).post("/s/bach/start/", {"agreed": "on"})
    assert page.status_code == 403
    assert "This site needs cookies" in page.text
    assert "another browser" in page.text
    assert 'href="/s/bach/start/"' in page.text
