"""Consent and profile."""

import pytest

from turing.survey.forms import CONSENT
from turing.survey.models import Listener, Sitting, Study, Trial
from turing.survey.sittings import sitting_seed

pytestmark = pytest.mark.django_db
PROFILE = {"agreed": "on", "age_group": "26to45", "experience": "novice", "country": ""}


@pytest.fixture
def form(study, stranger) -> dict:
    """The form as the stranger would send it."""
    return PROFILE | {"key": stranger.get("/s/bach/start/").context["form"].initial["key"]}


def test_the_page_says_what_is_stored_and_defines_the_four_levels(study, stranger):
    page = stranger.get("/s/bach/start/").text
    for words in ("play nothing", "play an instrument", "studied music formally", "publish on music or teach it"):
        assert words in page
    assert "delete your answers" in page


def test_beginning_stores_a_listener_a_sitting_and_its_trials(stranger, form):
    response = stranger.post("/s/bach/start/", form | {"country": "AT"})
    assert response.url == "/s/bach/trial/"
    listener = Listener.objects.get()
    assert (listener.age_group, listener.experience, listener.country) == ("26to45", "novice", "AT")
    assert listener.consent == CONSENT
    assert listener.consented
    assert [trial.position for trial in listener.sittings.get().trials.all()] == [1, 2, 3, 4, 5]


def test_the_same_form_sent_twice_begins_one_sitting(stranger, form):
    other_tab = type(stranger)()
    for client in (stranger, other_tab):
        client.post("/s/bach/start/", form)
    assert Sitting.objects.count() == Listener.objects.count() == 1
    assert Trial.objects.count() == 5


def test_starting_again_resumes_a_live_sitting(listener):
    assert listener.get("/s/bach/start/").url == "/s/bach/trial/"
    assert listener.post("/s/bach/start/", PROFILE).url == "/s/bach/trial/"
    assert Sitting.objects.count() == 1


def test_the_cookie_is_signed_and_kept_from_scripts_and_other_sites(stranger, form):
    cookie = stranger.post("/s/bach/start/", form).cookies["sitting-bach"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    stranger.cookies["sitting-bach"] = Sitting.objects.get().key
    assert stranger.get("/s/bach/trial/").url == "/s/bach/"  # an unsigned key opens nothing


def test_the_pairs_follow_from_the_stored_seed(listener, sitting, study):
    assert sitting.seed == sitting_seed(study, sitting.key)
    assert 0 <= sitting.seed < 2**63


@pytest.mark.parametrize(
    ("field", "words"),
    [("agreed", "tick this if you agree"), ("age_group", "choose your age group"), ("experience", "fits you best")],
)
def test_what_is_missing_is_said_and_the_rest_is_kept(stranger, form, field, words):
    page = stranger.post("/s/bach/start/", {**form, "country": "FR", field: ""})
    assert page.status_code == 422
    assert words in page.text
    assert '<option value="FR" selected>' in page.text
    assert not Sitting.objects.exists()


@pytest.mark.parametrize("key", ["", "made-up", "abcdefghjkmnpqrs"])
def test_a_key_that_was_not_given_out_begins_nothing(stranger, form, key):
    assert stranger.post("/s/bach/start/", form | {"key": key}).status_code == 422
    assert not Sitting.objects.exists()


def test_a_key_given_out_for_another_study_begins_nothing(study, stranger, form):
    study.pk, study.slug = None, "other"
    study.save()
    assert stranger.post("/s/other/start/", form).status_code == 422
    assert Sitting.objects.count() == 0


def test_a_closed_study_takes_nobody_in(stranger, form):
    Study.objects.update(state=Study.State.CLOSED)
    assert stranger.post("/s/bach/start/", form).url == "/s/bach/"
    assert not Sitting.objects.exists()


def test_nothing_is_stored_if_the_trials_cannot_be_drawn(study, stranger, form):
    study.blocks.get().items.clear()
    stranger.raise_request_exception = False
    page = stranger.post("/s/bach/start/", form)
    assert page.status_code == 500
    assert "failed on our side" in page.text
    assert not Listener.objects.exists()
