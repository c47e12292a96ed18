"""A page that is made once for all listeners says what it would say if it were made for each."""

import pytest

from turing.survey.models import Block, Study
from turing.survey.page import nameless_page, trial_page

pytestmark = pytest.mark.django_db
CSRF = "c" * 64


def test_names_stand_where_they_would_if_it_were_made_for_each(sitting):
    trial = sitting.trials.first()
    tokens = {"A": "Xy_-1", "B": "zW-_2"}
    page = trial_page(trial, tokens, CSRF)
    assert page.count("Xy_-1") == 2  # its sound, and the trial's own name
    assert page.count("/clips/zW-_2.mp3") == page.count("zW-_2") == 1
    assert f'name="csrfmiddlewaretoken" value="{CSRF}"' in page
    assert "place-of" not in page


def test_two_listeners_share_it_and_neither_reads_the_others_names(begin):
    pages = {}
    for _ in range(2):
        client, sitting = begin()
        pages[sitting.trials.first().token] = client.get("/s/bach/trial/").text
    assert nameless_page.cache_info().misses == 1
    for token in pages:
        assert [token in page for other, page in pages.items() if other != token] == [False]


def test_another_title_and_question_are_shown_at_once(listener):
    listener.get("/s/bach/trial/")
    Study.objects.update(title="Is it Bach?")
    Block.objects.update(question="Who <wrote> it?")
    page = listener.get("/s/bach/trial/").text
    assert "<title>1 of 5 · Is it Bach?</title>" in page
    assert "Who &lt;wrote&gt; it?" in page


def test_an_answer_that_is_refused_is_shown_to_its_listener_alone(begin):
    refused, other = begin()[0], begin()[0]
    for client in (refused, other):
        client.get("/s/bach/trial/")
    page = refused.post("/s/bach/trial/", {"position": 1, "choice": "B", "playback": "[]"})
    assert 'value="B" required checked' in page.text
    assert "checked" not in other.get("/s/bach/trial/").text
