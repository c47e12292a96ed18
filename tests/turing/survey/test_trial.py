"""The question: two clips and an answer."""

import json
import re

import pytest

from turing.excerpts.models import Item, Piece
from turing.survey import clock
from turing.survey.kinds.discrimination.choices import human_side
from turing.survey.models import Answer, Study
from turing.survey.sittings import elapsed

pytestmark = pytest.mark.django_db


def test_a_stranger_is_sent_to_the_first_page(study, stranger):
    assert stranger.get("/s/bach/trial/").url == "/s/bach/"


def test_the_page_asks_the_question_of_two_clips(listener, sitting):
    page = listener.get("/s/bach/trial/").text
    trial = sitting.trials.first()
    assert "Which one did Bach write?" in page
    assert "1 of 5" in page
    a, b = (page.index(f"/clips/{clip.token}.mp3") for clip in trial.clips.all())
    assert a < b


def test_a_reload_resumes_at_the_same_trial(listener, answer):
    answer(listener, 1)
    assert "2 of 5" in listener.get("/s/bach/trial/").text
    assert "2 of 5" in listener.get("/s/bach/trial/").text


def test_a_reload_does_not_restart_the_clock(listener, sitting, answer, time_passes):
    listener.get("/s/bach/trial/")
    time_passes(30)
    answer(listener, 1, seconds=25)
    assert 55 <= Answer.objects.get().seconds < 57


@pytest.mark.parametrize("jump", [-3600, -5, 3600])
@pytest.mark.parametrize(
    "log",
    [None, [["A", "play", 0, 0], ["A", "ended", 10, 10_000], ["B", "play", 0, 11_000], ["B", "ended", 10, 21_000]]],
)
def test_a_wall_clock_that_is_set_meanwhile_neither_refuses_nor_mistimes_an_answer(
    listener, time_passes, wall_clock_is_set, jump, log
):
    listener.get("/s/bach/trial/")
    time_passes(25)
    wall_clock_is_set(jump)
    sent = {"position": 1, "choice": "A", "playback": json.dumps(log) if log else ""}
    assert listener.post("/s/bach/trial/", sent).status_code == 303
    assert 25 <= Answer.objects.get().seconds < 27
    assert not Answer.objects.get().too_fast


def test_after_a_reboot_the_wall_clock_is_what_there_is_and_no_time_is_negative(
    listener, sitting, monkeypatch, wall_clock_is_set
):
    listener.get("/s/bach/trial/")
    trial = sitting.trials.first()
    monkeypatch.setattr(clock, "_boot", lambda: "another")
    wall_clock_is_set(40)
    assert 40 <= elapsed(trial) < 42
    wall_clock_is_set(-40)
    assert elapsed(trial) == 0


def test_where_the_machine_does_not_tell_its_boot_the_wall_clock_is_used(
    listener, sitting, monkeypatch, wall_clock_is_set
):
    monkeypatch.setattr(clock, "_boot", lambda: "")
    listener.get("/s/bach/trial/")
    wall_clock_is_set(40)
    assert sitting.trials.first().shown_tick == ""
    assert 40 <= elapsed(sitting.trials.first()) < 42


def test_an_answer_is_stored_at_once(listener, sitting, answer):
    response = answer(listener, 1, "B")
    stored = Answer.objects.get()
    assert (response.status_code, response.url) == (303, "/s/bach/trial/")
    assert stored.trial.position == 1
    human = human_side(sitting.trials.with_excerpts().first())
    assert stored.said == {"choice": "B", "correct": human == "B"}
    assert 25 <= stored.seconds < 27
    assert not stored.too_fast
    assert stored.playback[1] == ["A", "ended", 10, 10_000]


def test_the_same_form_sent_twice_counts_once_and_overwrites_nothing(listener, answer):
    answer(listener, 1, "A")
    assert answer(listener, 1, "B").status_code == 303
    assert [stored.said["choice"] for stored in Answer.objects.all()] == ["A"]


@pytest.mark.parametrize("position", ["2", "0", "-1", "x", "", "99999999999999999999"])
def test_a_form_for_another_trial_changes_nothing(listener, answer, position):
    response = answer(listener, position)
    assert (response.status_code, response.url) == (303, "/s/bach/trial/")
    assert not Answer.objects.exists()


def test_an_answer_to_a_page_that_was_never_sent_changes_nothing(listener, sitting):
    listener.head("/s/bach/trial/")
    assert sitting.trials.first().shown is None
    response = listener.post("/s/bach/trial/", {"position": "1", "choice": "A", "playback": json.dumps(HEARD)})
    assert (response.status_code, Answer.objects.count()) == (303, 0)


def test_a_form_that_comes_after_the_end_leads_to_the_result(listener, finished, answer):
    assert answer(listener, 5, "B").url == "/s/bach/result/"
    assert {stored.said["choice"] for stored in Answer.objects.all()} == {"A"}


HEARD = [["A", "play", 0, 0], ["A", "ended", 10, 10_000], ["B", "play", 0, 11_000], ["B", "ended", 10, 21_000]]
HALF = [["A", "play", 0, 0], ["A", "ended", 10, 10_000], ["B", "play", 0, 11_000], ["B", "pause", 5, 16_000]]


@pytest.mark.parametrize(("log", "seconds"), [(HALF, 60), ([], 60), (None, 19)])
def test_without_hearing_both_there_is_no_answer_but_the_choice_is_kept(listener, answer, log, seconds):
    page = answer(listener, 1, "B", seconds=seconds, log=log)
    assert page.status_code == 422
    assert "Please hear both clips" in page.text
    assert 'value="B" required checked' in page.text
    assert not Answer.objects.exists()


def test_without_a_choice_the_page_asks_for_one(listener, answer):
    page = answer(listener, 1, choice="")
    assert page.status_code == 422
    assert "Please choose A or B" in page.text


def test_without_a_player_time_enough_to_hear_both_is_enough(listener, answer):
    assert answer(listener, 1, seconds=20.1, log=None).status_code == 303
    assert not Answer.objects.get().too_fast


def test_a_log_that_claims_more_than_time_allowed_is_flagged(listener, answer):
    assert answer(listener, 1, seconds=17).status_code == 303
    assert Answer.objects.get().too_fast  # 17 s is less than 0.9 × 20 s


DAMAGED = ["x", "7", "{}", "null", "[7]", '[["A"]]', '[["C","play",0,0]]', '[["A","play",null,0]]', "[" * 100_000]
NOT_NUMBERS = ["NaN", "Infinity", "1e999", "9" * 400]


@pytest.mark.parametrize("log", [*DAMAGED, *(f'[["A","play",{number},0]]' for number in NOT_NUMBERS)])
def test_a_damaged_log_is_as_none(listener, log, time_passes):
    listener.get("/s/bach/trial/")
    time_passes(25)
    sent = {"position": 1, "choice": "A", "playback": log}
    assert listener.post("/s/bach/trial/", sent).status_code == 303
    assert Answer.objects.get().playback == []


def test_a_log_without_end_is_cut(listener, answer):
    answer(
        listener, 1, log=[*json.loads(json.dumps(HALF[:2])), *[["B", "play", 0, 0], ["B", "ended", 10, 9000]] * 5000]
    )
    assert len(Answer.objects.get().playback) == 1000


def script(client, position, choice="A", log=HEARD):
    """The reply to an answer that the page's script sends."""
    sent = {"position": position, "choice": choice, "playback": json.dumps(log)}
    return client.post("/s/bach/trial/", sent, headers={"Accept": "application/json"})


def test_the_script_is_told_by_a_name_only_we_know_that_its_answer_is_stored(listener, sitting, time_passes):
    listener.get("/s/bach/trial/")
    time_passes(25)
    reply = script(listener, 1)
    assert (reply.status_code, reply.json()) == (200, {"stored": sitting.trials.first().token})
    assert Answer.objects.get().said["choice"] == "A"


def test_the_script_is_told_the_same_when_it_sends_again(listener, sitting, answer):
    answer(listener, 1)
    assert script(listener, 1, "B").json() == {"stored": sitting.trials.first().token}
    assert Answer.objects.get().said["choice"] == "A"


def test_the_last_answer_is_acknowledged_too_and_once_more(listener, sitting, finished):
    assert script(listener, 5, "B").json() == {"stored": sitting.trials.last().token}


@pytest.mark.parametrize(("position", "log"), [(1, HALF), (2, HEARD), ("9" * 20, HEARD), ("", HEARD)])
def test_the_script_is_told_of_nothing_stored_that_is_not(listener, time_passes, position, log):
    listener.get("/s/bach/trial/")
    time_passes(25)
    reply = script(listener, position, log=log)
    assert (reply.status_code, reply.json()) == (422, {"stored": None})
    assert not Answer.objects.exists()


def test_without_a_sitting_the_script_is_told_so_and_the_browser_shows_why(study, stranger):
    assert script(stranger, 1).json() == {"stored": None}
    page = stranger.post("/s/bach/trial/", {"position": 1, "choice": "A", "playback": ""})
    assert page.status_code == 403
    assert "This answer could not be stored" in page.text


def test_who_began_may_finish_after_the_study_closed(listener, answer, sitting):
    Study.objects.update(state=Study.State.CLOSED)
    for position in range(1, 6):
        assert answer(listener, position).status_code == 303
    sitting.refresh_from_db()
    assert sitting.finished


def test_nothing_in_page_or_headers_names_the_key(listener, sitting, study):
    response = listener.get("/s/bach/trial/")
    sent = (response.text + str(response.headers)).lower()
    for piece in Piece.objects.all():
        assert piece.title.lower() not in sent
        assert piece.digest not in sent
    for word in (
        "human",
        "machine",
        "bachbot",
        "satb",
        "variant",
        "tune",
        *Item.objects.values_list("name", flat=True),
    ):
        assert word.lower() not in sent, word


def csrf_token(page):
    return re.search(r'name="csrfmiddlewaretoken" value="(\w{64})"', page.text)[1]


def test_pages_of_both_sides_differ_in_nothing_but_random_names(begin):
    pages = {"A": set(), "B": set()}
    while not all(pages.values()):
        client, sitting = begin()
        trial = sitting.trials.with_excerpts().first()
        page = client.get("/s/bach/trial/")
        text = page.text.replace(csrf_token(page), "…")
        for clip in trial.clips.all():
            text = text.replace(clip.token, "…")
        pages[human_side(trial)].add(text)
    assert pages["A"] == pages["B"]


def test_the_page_is_not_kept_by_the_browser(listener):
    assert "no-store" in listener.get("/s/bach/trial/")["Cache-Control"]


def test_an_answer_costs_few_queries(listener, answer, time_passes, django_assert_max_num_queries):
    listener.get("/s/bach/trial/")
    with django_assert_max_num_queries(15):  # page and answer, savepoints included
        answer(listener, 1)
    listener.get("/s/bach/trial/")
    time_passes(25)
    with django_assert_max_num_queries(10):
        script(listener, 2)
