"""The site's first page."""

import pytest

from turing.survey.models import Study

pytestmark = pytest.mark.django_db


def test_without_a_study_the_page_teaches_what_to_do(stranger):
    page = stranger.get("/")
    assert page.status_code == 200
    assert "No listening test is open" in page.text
    assert "manage.py create_study" in page.text
    assert "which is which" not in page.text  # that is one kind of study among others


def test_the_only_open_study_is_the_first_page(study, stranger):
    assert "Can you tell Bach from a computer?" in stranger.get("/").text


def test_two_open_studies_are_listed_and_a_draft_is_not(study, stranger):
    for slug, state in [("second", Study.State.OPEN), ("third", Study.State.DRAFT)]:
        Study.objects.create(slug=slug, title=f"The {slug} study", state=state, seed=1)
    page = stranger.get("/").text
    assert "/s/bach/" in page
    assert "The second study" in page
    assert "The third study" not in page


def test_an_unknown_address_says_what_to_do(stranger, db):
    page = stranger.get("/nowhere/")
    assert page.status_code == 404
    assert "nothing is" in page.text
    assert "To the first page" in page.text


def test_about_is_there(stranger):
    assert stranger.get("/about/").status_code == 200
