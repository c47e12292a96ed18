"""From the splash page to the result, as a browser without JavaScript goes."""

import pytest

from turing.survey.kinds.discrimination.choices import human_side
from turing.survey.models import Answer, Sitting
from turing.survey.scores.standing import right_answers

HEARD = [["A", "play", 0, 0], ["A", "ended", 10, 10_000], ["B", "play", 0, 11_000], ["B", "ended", 10, 21_000]]

pytestmark = pytest.mark.django_db


def test_a_stranger_goes_from_the_splash_page_to_the_result(study, stranger, time_passes):
    splash = stranger.get("/")
    assert study.title in splash.text
    assert "/s/bach/start/" in splash.text

    start = stranger.get("/s/bach/start/")
    profile = {"agreed": "on", "age_group": "26to45", "experience": "expert", "country": "AT"}
    page = stranger.post("/s/bach/start/", profile | {"key": start.context["form"].initial["key"]}, follow=True)

    for position in range(1, 6):
        assert f"{position} of 5" in page.text
        assert study.blocks.get().question in page.text
        time_passes(25)
        page = stranger.post("/s/bach/trial/", {"position": position, "choice": "A", "playback": ""}, follow=True)

    sitting = Sitting.objects.get()
    score = right_answers(sitting, "discrimination")
    assert page.redirect_chain[-1] == ("/s/bach/result/", 303)
    assert f"{score} of 5" in page.text
    assert sitting.finished
    assert (sitting.listener.experience, sitting.listener.country, sitting.listener.simulated) == (
        "expert",
        "AT",
        False,
    )
    assert Answer.objects.count() == 5
    assert score == sum(human_side(trial) == "A" for trial in sitting.trials.with_excerpts())
