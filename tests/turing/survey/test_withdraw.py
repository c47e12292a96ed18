"""Deleting what one said."""

import pytest

from turing.survey.models import Answer, Listener, Sitting, Trial

pytestmark = pytest.mark.django_db


def test_the_code_deletes_listener_sitting_and_answers(begin, listener, sitting, answer, stranger):
    answer(listener, 1)
    begin()
    page = stranger.post("/withdraw/", {"code": f"  {sitting.readable_key.upper()} "})
    assert "Your answers are deleted" in page.text
    assert not Sitting.objects.filter(pk=sitting.pk).exists()
    assert not Answer.objects.exists()
    assert (Listener.objects.count(), Trial.objects.count()) == (1, 5)  # the other listener's


def test_on_the_listeners_browser_the_code_is_filled_in_and_the_cookie_goes(listener, sitting):
    assert sitting.key in listener.get("/withdraw/").text
    listener.post("/withdraw/", {"code": sitting.key})
    assert not listener.cookies["sitting-bach"].value
    assert listener.get("/s/bach/trial/").url == "/s/bach/"


@pytest.mark.parametrize(
    ("code", "words"), [("abc", "16 letters"), ("a" * 16, "No answers are stored"), ("", "type your code")]
)
def test_a_wrong_code_deletes_nothing_and_says_what_is_wrong(listener, sitting, code, words):
    page = listener.post("/withdraw/", {"code": code})
    assert page.status_code == 422
    assert words in page.text
    assert Sitting.objects.exists()
