"""The researcher's pages in a real browser: readable for everyone, on a phone, in the dark."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth import get_user_model
from playwright.sync_api import Page

PAGES = (
    "/dashboard/",
    "/dashboard/bach/?compare=thesis",
    "/dashboard/bach/?listeners=simulated",
    "/dashboard/bach/items/small/SATB-1/",
)

pytestmark = pytest.mark.browser


def log_in(page: Page, address: str) -> None:
    get_user_model().objects.create_user("ada", password="a long password")
    page.goto(f"{address}/dashboard/")
    page.get_by_label("Name").fill("ada")
    page.get_by_label("Password").fill("a long password")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Log out ada").wait_for()


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1200, "dark")])
def test_every_page_passes_axe_fits_the_screen_and_loads_without_errors(
    live_server, browser, study, answered, width, scheme
):
    answered(right=5)
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    log_in(page, live_server.url)
    for address in PAGES:
        page.goto(f"{live_server.url}{address}", wait_until="networkidle")
        assert [violation["id"] for violation in Axe().run(page).response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        assert page.evaluate("[...document.images].every(image => image.loading === 'lazy' || image.naturalWidth > 0)")
    assert errors == []


def test_a_researcher_compares_with_published_results_by_keyboard(live_server, browser, study, answered):
    answered(right=5)
    page = browser.new_page()
    log_in(page, live_server.url)
    page.goto(f"{live_server.url}/dashboard/bach/")
    page.get_by_label("Beside them").focus()
    page.keyboard.type("BachBot, thesis")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**compare=thesis")
    assert page.get_by_text("721 of 759 participants").is_visible()
