"""A study's first page."""

import pytest

from turing.survey.models import Study

pytestmark = pytest.mark.django_db


def test_it_tells_a_stranger_what_comes_and_how_long_it_takes(study, stranger):
    page = stranger.get("/s/bach/").text
    assert "You hear 5 pairs" in page
    assert "about 3 minutes" in page  # 5 × (2 × 10 s + 15 s) = 175 s
    assert "/s/bach/start/" in page


def test_it_welcomes_a_listener_back_to_where_they_were(listener):
    page = listener.get("/s/bach/").text
    assert "Go on where you were" in page
    assert "/s/bach/start/" not in page


def test_it_leads_who_has_finished_to_the_result(listener, finished):
    assert "/s/bach/result/" in listener.get("/s/bach/").text


def test_a_closed_study_says_so_kindly(study, stranger):
    Study.objects.update(state=Study.State.CLOSED)
    page = stranger.get("/s/bach/")
    assert page.status_code == 200
    assert "has ended" in page.text
    assert "/s/bach/start/" not in page.text


@pytest.mark.parametrize("path", ["/s/bach/", "/s/bach/start/"])
def test_a_draft_is_not_to_be_seen(study, stranger, path):
    Study.objects.update(state=Study.State.DRAFT)
    assert stranger.get(path).status_code == 404
