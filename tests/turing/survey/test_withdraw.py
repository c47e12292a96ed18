"""Deleting what one said."""

import pytest

from turing.survey.models import Answer, Listener, Sitting, Study, Trial

pytestmark = pytest.mark.django_db


@pytest.fixture
def both(listener, sitting, study) -> tuple[Sitting, Sitting]:
    """The listener's sittings in two studies, begun on one browser."""
    other = Study.objects.create(slug="machines", title="Which machine?", state=Study.State.OPEN, seed=2)
    block = study.blocks.get()
    other.blocks.create(position=1, question="Which?", plan=block.plan).items.set(block.items.all())
    form = listener.get("/s/machines/start/").context["form"]
    profile = {"agreed": "on", "age_group": "26to45", "experience": "novice", "key": form.initial["key"]}
    listener.post("/s/machines/start/", profile)
    return sitting, Sitting.objects.get(study=other)


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


def test_the_page_names_every_study_the_browser_took_part_in_and_how_much_was_answered(listener, both, answer):
    answer(listener, 1)
    page = listener.get("/withdraw/").text
    assert page.index("Can you tell Bach from a computer?") < page.index("Which machine?")
    assert "(1 of 5 answered)" in page
    assert "(0 of 5 answered)" in page
    assert page.count("checked") == 2


def test_all_that_is_ticked_is_deleted_and_named(listener, both, begin, answer):
    answer(listener, 1)
    begin()
    page = listener.post("/withdraw/", {"here": [sitting.key for sitting in both]}).text
    assert "Nothing of what you told us is stored any more in" in page
    assert "Can you tell Bach from a computer?" in page
    assert "Which machine?" in page
    assert "Still stored" not in page
    assert (Listener.objects.count(), Answer.objects.count()) == (1, 0)  # the other listener's
    assert not any(listener.cookies[f"sitting-{slug}"].value for slug in ("bach", "machines"))


def test_what_is_not_ticked_stays_and_is_named(listener, both):
    kept, dropped = both
    page = listener.post("/withdraw/", {"here": [dropped.key]}).text
    deleted, left = page.split("Still stored")
    assert "Which machine?" in deleted
    assert "Can you tell Bach" not in deleted
    assert "Can you tell Bach" in left
    assert list(Sitting.objects.all()) == [kept]
    assert listener.get("/s/bach/trial/").status_code == 200


def test_a_code_from_another_browser_leaves_this_ones_answers_and_says_so(listener, both, begin):
    _, elsewhere = begin()
    page = listener.post("/withdraw/", {"code": elsewhere.readable_key}).text
    assert {sitting.pk for sitting in Sitting.objects.all()} == {sitting.pk for sitting in both}
    left = page.split("Still stored")[1]
    assert "Can you tell Bach" in left
    assert "Which machine?" in left


def test_one_wrong_code_beside_ticks_deletes_nothing_and_keeps_the_ticks(listener, both):
    page = listener.post("/withdraw/", {"here": [both[0].key], "code": "a" * 16})
    assert page.status_code == 422
    assert "No answers are stored under this code" in page.text
    assert page.text.count("checked") == 1
    assert Sitting.objects.count() == 2


def test_another_listeners_answers_cannot_be_ticked(listener, begin):
    _, stranger = begin()
    assert listener.post("/withdraw/", {"here": [stranger.key]}).status_code == 422
    assert Sitting.objects.count() == 2


def test_a_form_sent_twice_says_that_it_was_done_already(listener, sitting):
    listener.post("/withdraw/", {"here": [sitting.key]})
    page = listener.post("/withdraw/", {"here": [sitting.key]})
    assert page.status_code == 422
    assert "may have been deleted already" in page.text


def test_with_nothing_ticked_the_page_asks_for_it(listener, sitting):
    page = listener.post("/withdraw/", {})
    assert page.status_code == 422
    assert "Please tick" in page.text
    assert Sitting.objects.exists()
