"""The trial page in a real browser: both clips played, an answer given, the connection lost."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.turing.survey.listening import hear
from turing.survey.models import Answer, Sitting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_whole_sitting_by_keyboard_alone(page):
    for position in range(1, 6):
        expect(page.locator(".progress-words")).to_contain_text(f"{position} of 5")
        hear(page, "1", "2")
        page.keyboard.press("b")
        expect(page.locator("[data-confirm]")).to_have_text("Confirm B")
        page.keyboard.press("Enter")
    page.wait_for_url("**/result/")
    assert list(Answer.objects.values_list("said__choice", "too_fast")) == [("B", False)] * 5
    assert Sitting.objects.get().finished
    score = Answer.objects.filter(said__correct=True).count()
    expect(page.locator(".score")).to_have_text(f"{score} of 5")


def test_nothing_can_be_confirmed_before_both_were_heard(page):
    confirm = page.locator("[data-confirm]")
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    expect(confirm).to_be_disabled()
    expect(confirm).to_have_text("Hear both first")
    hear(page, "1")
    expect(page.locator("[data-status]")).to_have_text("Now hear B.")
    expect(confirm).to_be_disabled()
    hear(page, "2")
    expect(confirm).to_have_text("Confirm A")
    assert not Answer.objects.exists()


@pytest.mark.parametrize("audible", [20.0], indirect=True)  # neither ends by itself before it is looked at
def test_space_plays_and_pauses_and_one_clip_silences_the_other(page):
    for play in page.locator(".play").all():
        expect(play).to_be_enabled()
    page.keyboard.press("Space")
    expect(page.locator("[data-clip=A] .is-playing")).to_have_count(1)
    page.keyboard.press("2")
    expect(page.locator("[data-clip=B] .is-playing")).to_have_count(1)
    expect(page.locator("[data-clip=A] .is-playing")).to_have_count(0)
    page.keyboard.press("Space")
    expect(page.locator(".is-playing")).to_have_count(0)


def test_the_share_heard_grows_while_a_clip_plays(page):
    hear(page, "1")
    page.evaluate(
        "const words = document.querySelector('[data-clip=B] .heard-words'); window.shares = [];"
        "new MutationObserver(() => shares.push(words.textContent)).observe(words, {childList: true})"
    )
    hear(page, "2")
    assert any(share.endswith("% heard") for share in page.evaluate("shares"))


@pytest.mark.parametrize("audible", [10.0], indirect=True)
def test_a_clip_played_at_twice_its_speed_is_not_heard(page):
    expect(page.locator(".play").first).to_be_enabled()
    page.evaluate("document.querySelector('[data-clip=A] audio').playbackRate = 2")
    page.keyboard.press("1")
    expect(page.locator("[data-clip=A] .is-playing")).to_have_count(1)
    expect(page.locator("[data-clip=A] .is-playing")).to_have_count(0)
    expect(page.locator("[data-clip=A] .heard-words")).to_have_text("not heard yet")
    expect(page.locator("[data-status]")).to_have_text("Hear both, then choose.")


def test_a_reload_keeps_what_was_heard_and_chosen(page):
    hear(page, "1", "2")
    page.keyboard.press("b")
    page.reload()
    expect(page.locator("[data-confirm]")).to_have_text("Confirm B")
    page.click("[data-confirm]")
    expect(page.locator(".progress-words")).to_contain_text("2 of 5")
    assert Answer.objects.get().said["choice"] == "B"


def test_an_answer_survives_a_lost_connection_and_counts_once(page):
    hear(page, "1", "2")
    page.keyboard.press("a")
    lost, told = [], []

    def lose(route) -> None:
        """The first form never arrives; of the second only the reply is lost. So it goes on until the page says so."""
        if route.request.method != "POST" or (told and len(lost) >= 2):
            return route.continue_()
        lost.append(route.request)
        if len(lost) == 2:
            route.fetch(max_redirects=0)
        return route.abort()

    page.route("**/trial/", lose)
    page.keyboard.press("Enter")
    expect(page.locator("[data-status]")).to_have_text("Not saved yet. Your answer is kept; trying again…")
    told.append(True)
    expect(page.locator(".progress-words")).to_contain_text("2 of 5")
    assert len(lost) >= 2
    assert Answer.objects.count() == 1


@pytest.mark.parametrize("audible", [10.0], indirect=True)  # a second of it still plays when it counts as heard
def test_an_answer_confirmed_while_the_second_clip_still_plays_is_stored_at_once(page):
    replies = []
    page.on("response", lambda reply: replies.append(reply.status) if reply.request.method == "POST" else None)
    hear(page, "1")
    page.keyboard.press("a")
    page.evaluate(
        "const confirm = document.querySelector('[data-confirm]');"
        "new MutationObserver(() => { if (document.querySelector('[data-clip=B] .is-playing')) confirm.click(); })"
        ".observe(confirm, {attributes: true})"
    )
    page.keyboard.press("2")
    expect(page.locator(".progress-words")).to_contain_text("2 of 5", timeout=20_000)
    assert replies == [200]
    assert [event[:2] for event in Answer.objects.get().playback][-1] == ["B", "pause"]


def test_a_double_click_answers_one_trial(page):
    hear(page, "1", "2")
    page.keyboard.press("a")
    page.dblclick("[data-confirm]")
    expect(page.locator(".progress-words")).to_contain_text("2 of 5")
    assert Answer.objects.count() == 1


def test_a_sound_that_does_not_arrive_is_asked_for_again(page):
    told = []
    page.route("**/clips/*.mp3", lambda route: route.continue_() if told else route.abort())
    page.reload()
    expect(page.locator("[data-status]")).to_have_text("The sound did not arrive. Trying again…")
    told.append(True)
    expect(page.locator(".play").first).to_be_enabled()
    expect(page.locator("[data-status]")).to_have_text("Hear both, then choose.")


def test_each_clip_is_fetched_once(page):
    fetched = []
    page.on("request", lambda request: fetched.append(request.url) if "/clips/" in request.url else None)
    page.reload()
    hear(page, "1", "2")
    assert len(fetched) == len(set(fetched)) == 2


def test_everything_is_above_the_fold_and_nothing_moves(page):
    page.add_init_script(
        "window.moved = 0;"
        "new PerformanceObserver((list) => { for (const entry of list.getEntries()) moved += entry.value })"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    page.reload()
    hear(page, "1", "2")
    box = page.locator("[data-confirm]").bounding_box()
    assert box["y"] + box["height"] <= 560  # a phone's 640 less its browser's own bars
    assert page.evaluate("moved") == 0
    assert page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize("page", [{"java_script_enabled": False}], indirect=True)
def test_without_javascript_the_clips_and_the_form_still_work(page, time_passes):
    assert page.locator("audio[controls]").count() == 2
    page.check("[value=B]")
    page.click("[data-confirm]")
    expect(page.locator("[data-status]")).to_contain_text("Please hear both clips to the end first")
    time_passes(4)
    page.click("[data-confirm]")  # the choice was kept
    expect(page.locator(".progress-words")).to_contain_text("2 of 5")
    assert Answer.objects.get().said["choice"] == "B"


@pytest.mark.parametrize("page", [{"color_scheme": "dark", "bypass_csp": True}, {"bypass_csp": True}], indirect=True)
def test_every_page_passes_axe(finished, page):
    pages = ["/", "/s/bach/", "/about/", "/withdraw/", "/nowhere/", f"/r/{finished.share}/"]
    violations = {"trial": Axe().run(page).violations_count}
    for path in pages:
        page.goto(path)
        violations[path] = Axe().run(page).violations_count
    page.goto("/withdraw/")
    page.click("text=Delete my answers")
    violations["withdrawn"] = Axe().run(page).violations_count
    page.goto("/s/bach/start/")
    page.context.clear_cookies()
    page.click("text=Start listening")
    violations["without cookies"] = Axe().run(page).violations_count
    page.context.clear_cookies()
    page.goto("/s/bach/start/")
    page.click("text=Start listening")
    violations["start, something missing"] = Axe().run(page).violations_count
    assert not any(violations.values()), violations
