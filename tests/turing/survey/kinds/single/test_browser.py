"""A trial of one clip in a real browser."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.turing.survey.listening import hear
from turing.survey.models import Answer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def study(study_of):
    """In place of the usual one, before the browser goes there."""
    return study_of("single")


def test_a_whole_sitting_by_keyboard_alone(page):
    for position in range(1, 6):
        expect(page.locator(".progress-words")).to_have_text(f"Clip {position} of 5")
        hear(page, "1")
        page.keyboard.press("c")
        expect(page.locator("[data-confirm]")).to_have_text("Confirm: a computer")
        page.keyboard.press("Enter")
    page.wait_for_url("**/result/")
    assert list(Answer.objects.values_list("said__judged", flat=True)) == ["machine"] * 5


def test_it_cannot_be_confirmed_before_the_clip_was_heard(page):
    page.keyboard.press("p")
    expect(page.locator("[data-confirm]")).to_be_disabled()
    expect(page.locator("[data-confirm]")).to_have_text("Hear it first")
    expect(page.locator(".play")).to_be_enabled()
    page.locator("h1").click()
    page.keyboard.press("Space")
    expect(page.locator("[data-confirm]")).to_have_text("Confirm: a person")


@pytest.mark.parametrize("page", [{"java_script_enabled": False}], indirect=True)
def test_without_javascript_the_form_still_works(page, time_passes):
    time_passes(4)
    page.check("[value=human]")
    page.click("[data-confirm]")
    expect(page.locator(".progress-words")).to_have_text("Clip 2 of 5")
    assert Answer.objects.get().said["judged"] == "human"


@pytest.mark.parametrize("page", [{"color_scheme": "dark", "bypass_csp": True}, {"bypass_csp": True}], indirect=True)
def test_its_pages_pass_axe_and_fit_a_phone(page):
    violations = {}
    for position in range(1, 6):
        hear(page, "1")
        violations[position] = Axe().run(page).violations_count
        box = page.locator("[data-confirm]").bounding_box()
        assert box["y"] + box["height"] <= 560  # a phone's 640 less its browser's own bars
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        page.keyboard.press("p")
        page.keyboard.press("Enter")
        if position < 5:
            expect(page.locator(".progress-words")).to_have_text(f"Clip {position + 1} of 5")
    page.wait_for_url("**/result/")
    violations["result"] = Axe().run(page).violations_count
    for path in ("/s/bach/", "/about/"):
        page.goto(path)
        violations[path] = Axe().run(page).violations_count
    assert not any(violations.values()), violations
