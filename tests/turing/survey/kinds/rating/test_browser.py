"""Ratings in a real browser: by keyboard, by touch, without JavaScript, over a lost connection."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from turing.survey.models import Answer, Trial

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def study(study_of):
    """In place of the usual one, before the browser goes there."""
    return study_of("rating")


def listen(page, again=False):
    """Hear the clip to its end: digits rate here, so space plays it. The second time it is marked as heard before."""
    expect(page.locator(".play")).to_be_enabled()
    page.locator("h1").click()
    page.keyboard.press("Space")
    if again:
        expect(page.locator(".is-playing")).to_have_count(1)
    expect(page.locator(".heard-words")).to_have_text("✓ heard")
    expect(page.locator(".is-playing")).to_have_count(0)


def rate(page, *keys: str):
    listen(page)
    for key in keys:
        page.keyboard.press(key)
    expect(page.locator("[data-confirm]")).to_have_text(f"Confirm {''.join(keys)}")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Did a person compose this?")


def test_a_whole_sitting_by_keyboard_alone(page):
    for position, keys in enumerate([("7",), ("1", "0"), ("0",), ("9",), ("1",)], start=1):
        expect(page.locator(".progress-words")).to_have_text(f"Clip {position} of 5")
        rate(page, *keys)
        page.keyboard.press("p" if position % 2 else "c")
        page.keyboard.press("Enter")
        if position < 5:
            expect(page.locator("h1")).to_have_text("How much do you like this?")
    page.wait_for_url("**/result/")
    said = Answer.objects.order_by("pk").values_list("said__rating", "said__taken_for", "too_fast")
    assert list(said) == [
        (7, "human", False),
        (10, "machine", False),
        (0, "human", False),
        (9, "machine", False),
        (1, "human", False),
    ]


def test_the_second_step_needs_no_second_hearing_and_can_have_one(page):
    rate(page, "7")
    expect(page.locator(".heard-words")).to_have_text("✓ heard")
    expect(page.locator("[data-confirm]")).to_have_text("Person or computer?")
    listen(page, again=True)
    page.keyboard.press("c")
    expect(page.locator("[data-confirm]")).to_have_text("Confirm: a computer")
    page.keyboard.press("Enter")
    expect(page.locator(".progress-words")).to_have_text("Clip 2 of 5")
    events = [event for _, event, _, _ in Answer.objects.get().playback]
    assert events == ["play", "ended", "play", "ended"]


def test_neither_the_back_button_nor_a_reload_brings_the_rating_back(page):
    rate(page, "7")
    page.go_back()
    page.goto("/s/bach/trial/")
    expect(page.locator("h1")).to_have_text("Did a person compose this?")
    page.reload()
    expect(page.locator("h1")).to_have_text("Did a person compose this?")
    assert page.locator("[name=rating]").count() == 0


def test_a_second_tab_that_still_asks_for_the_rating_is_led_on(page):
    other = page.context.new_page()
    other.goto("/s/bach/trial/")
    rate(page, "7")
    listen(other)
    other.keyboard.press("2")
    other.keyboard.press("Enter")
    expect(other.locator("h1")).to_have_text("Did a person compose this?")
    assert Trial.objects.get(position=1).earlier["said"] == {"rating": 7}


def test_a_rating_survives_a_lost_connection_and_counts_once(page):
    listen(page)
    page.keyboard.press("7")
    page.context.set_offline(True)
    page.keyboard.press("Enter")
    expect(page.locator("[data-status]")).to_contain_text("You are offline")
    assert Trial.objects.get(position=1).step == 0
    page.context.set_offline(False)
    expect(page.locator("h1")).to_have_text("Did a person compose this?")
    assert Trial.objects.get(position=1).step == 1


@pytest.mark.parametrize("page", [{"java_script_enabled": False}], indirect=True)
def test_without_javascript_both_steps_work(page, time_passes):
    time_passes(4)
    page.check("[value='10']")
    page.click("[data-confirm]")
    expect(page.locator("h1")).to_have_text("Did a person compose this?")
    page.check("[value=human]")
    page.click("[data-confirm]")
    expect(page.locator(".progress-words")).to_have_text("Clip 2 of 5")
    assert (Answer.objects.get().said["rating"], Answer.objects.get().said["taken_for"]) == (10, "human")


@pytest.mark.parametrize("page", [{"color_scheme": "dark", "bypass_csp": True}, {"bypass_csp": True}], indirect=True)
def test_its_pages_pass_axe_and_fit_a_phone(page):
    violations = {}

    def look(name: str) -> None:
        violations[name] = Axe().run(page).violations_count
        box = page.locator("[data-confirm]").bounding_box()
        assert box["y"] + box["height"] <= 560, name  # a phone's 640 less its browser's own bars
        assert page.evaluate("document.documentElement.scrollWidth") == 360

    for position in range(1, 6):
        listen(page)
        page.keyboard.press("8")
        look(f"{position}, rating")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("Did a person compose this?")
        look(f"{position}, belief")
        page.keyboard.press("p")
        page.keyboard.press("Enter")
        if position < 5:
            expect(page.locator("h1")).to_have_text("How much do you like this?")
    page.wait_for_url("**/result/")
    violations["result"] = Axe().run(page).violations_count
    for path in ("/s/bach/", "/about/"):
        page.goto(path)
        violations[path] = Axe().run(page).violations_count
    assert not any(violations.values()), violations
