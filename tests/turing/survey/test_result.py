"""The end: score, reveal, link."""

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image

from tests.turing.conftest import sides
from turing.excerpts.models import Item, Piece
from turing.survey.kinds.discrimination.choices import human_side
from turing.survey.models import Answer, Listener, Sitting
from turing.survey.scores.standing import right_answers

pytestmark = pytest.mark.django_db


@pytest.fixture
def names(sitting) -> list[str]:
    """Where the scores of all trials are, in order."""
    return [f"/reveal/{clip.token}.svg" for trial in sitting.trials.all() for clip in trial.clips.all()]


def test_the_result_is_not_shown_before_the_end(listener, stranger, sitting):
    assert listener.get("/s/bach/result/").url == "/s/bach/trial/"
    assert stranger.get("/s/bach/result/").url == "/s/bach/"
    assert listener.get(f"/r/{sitting.share}/").status_code == 404
    assert listener.get(f"/r/{sitting.share}.png").status_code == 404


def test_it_shows_the_score_and_a_true_sentence(listener, finished):
    page = listener.get("/s/bach/result/")
    score = sum(human_side(trial) == "A" for trial in finished.trials.with_excerpts())
    assert f'<span class="score">{score} of 5</span>' in page.text
    assert "Luck alone" in page.text
    assert "Too few novices" in page.text


@pytest.fixture
def others(finished) -> Callable[..., None]:
    """Ten finished sittings of one right answer each, by people of that profile; too fast or not."""

    def sit(too_fast: bool = False, **profile: object) -> None:
        for _ in range(10):
            person = Listener.objects.create(age_group="26to45", consent="1", **profile)
            other = Sitting.objects.create(
                study=finished.study, listener=person, key=f"k{person.pk}", share=f"s{person.pk}", seed=1,
                finished=finished.finished, length=1,
            )  # fmt: skip
            trial = other.trials.create(position=1, block=finished.study.blocks.get(), item=Item.objects.first())
            right = {"choice": "A", "correct": True}
            Answer.objects.create(trial=trial, said=right, seconds=9, playback=[], too_fast=too_fast)

    return sit


def test_it_compares_with_others_of_the_same_experience(listener, others):
    others(experience="expert")
    others(experience="novice", simulated=True)
    assert sum(listener.get("/s/bach/result/").context["standing"].others) == 0
    others(experience="novice")
    assert listener.get("/s/bach/result/").context["standing"].others == (0, 10, 0, 0, 0, 0)


def test_it_compares_with_nobody_who_answered_sooner_than_one_can_listen(listener, others):
    others(experience="novice", too_fast=True)
    assert sum(listener.get("/s/bach/result/").context["standing"].others) == 0
    others(experience="novice")
    assert sum(listener.get("/s/bach/result/").context["standing"].others) == 10


def test_it_reveals_who_wrote_what(listener, finished):
    page = listener.get("/s/bach/result/")
    for trial in finished.trials.with_excerpts():
        assert sides(trial.item)[0].piece.title in page.text
        revealed = page.context["trials"][trial.position - 1][1]
        assert [clip.human for clip in revealed.clips] == [side == human_side(trial) for side in "AB"]
        assert revealed.correct == (human_side(trial) == "A")
    assert "bachbot wrote the alto, the tenor and the bass; the other voices are the same" in page.text
    assert "bachbot wrote all of it" in page.text


def test_a_machines_title_that_says_what_it_goes_on_from_is_its_credit(listener, finished):
    title = "bachbot, going on from the opening of BWV 254"
    Piece.objects.filter(system="bachbot").update(title=title)
    page = listener.get("/s/bach/result/")
    assert page.text.count(title) == 5
    assert "wrote all of it" not in page.text


def test_a_score_is_seen_only_once_its_trial_is_answered(listener, answer, names, stranger):
    assert listener.get(names[0]).status_code == 404
    answer(listener, 1)
    score = listener.get(names[0])
    assert (score.status_code, score["Content-Type"]) == (200, "image/svg+xml")
    assert b"<svg" in score.content
    assert listener.get(names[2]).status_code == 404
    assert stranger.get(names[0]).status_code == 404


def test_the_shared_page_tells_the_score_and_none_of_the_answers(finished, stranger):
    page = stranger.get(f"/r/{finished.share}/")
    assert f"{right_answers(finished, 'discrimination')} of 5" in page.text
    assert f'<meta property="og:image" content="http://testserver/r/{finished.share}.png">' in page.text
    for trial in finished.trials.with_excerpts():
        assert sides(trial.item)[0].piece.title not in page.text
        assert not [clip for clip in trial.clips.all() if clip.token in page.text]
    assert finished.key not in page.text


def test_a_link_names_the_host_the_listener_is_at_whatever_its_port(listener, finished):
    page = listener.get("/s/bach/result/", headers={"Host": "127.0.0.1:8123"}).text
    assert f'href="http://127.0.0.1:8123/r/{finished.share}/"' in page


def test_a_link_names_the_sites_own_address_where_it_is_set(listener, finished, settings):
    settings.PUBLIC_URL = "https://listen.example"
    assert f'href="https://listen.example/r/{finished.share}/"' in listener.get("/s/bach/result/").text


def test_the_preview_is_a_picture_of_the_size_networks_ask_for(finished, stranger):
    response = stranger.get(f"/r/{finished.share}.png")
    assert response["Content-Type"] == "image/png"
    assert Image.open(BytesIO(response.content)).size == (1200, 630)


def test_the_code_to_withdraw_is_on_the_page(listener, finished):
    assert finished.readable_key in listener.get("/s/bach/result/").text
    assert finished.readable_key.replace("-", "") == finished.key
